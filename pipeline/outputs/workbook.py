"""Tables → belegt.xlsx: a sheet each and one that explains them; typed cells, no formulas, the same bytes each time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.columns import Column, TableName, columns_of
from pipeline.files import FOLDER_SUFFIX, PART_PREFIX, output_error, write_whole
from pipeline.messages import language, phrase
from pipeline.outputs.sheet_rows import RowSheet, column_name, day_number, fitting, number_cell, text_cell

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEETS: tuple[TableName, ...] = (
    "table", "claims", "positions", "timeline", "figures", "coverage", "mentions", "documents", "corrections",
)  # fmt: skip
MOST_LINKS = 60_000  # Excel takes 65.530 links in a sheet
CREATED = datetime(2026, 1, 1)  # a fixed day: the same input gives the same bytes
MOST_ROWS = 1_048_575
FIRST_YEAR = 1900
NARROWEST, WIDEST, SAMPLE = 8, 60, 200
A4 = 9  # as xlsxwriter numbers paper
CHARACTERS, MOST_LINES = 62, 6
HEAD = {"bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "valign": "top", "text_wrap": True}
STATUS_COLOURS = {
    "corroborated": {"bg_color": "#d9efdc", "font_color": "#14532d"},
    "single_source": {"bg_color": "#eef1f5", "font_color": "#374151"},
    "conflicting": {"bg_color": "#fbdcd7", "font_color": "#7f1d1d"},
}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


Parts = Callable[..., "Iterator[pd.DataFrame]"]


@dataclass(frozen=True)
class Targets:
    """Row ids → the cell of the row, and the cells of its claims."""

    rows: Mapping[str, str]
    claims: Mapping[str, str]


def write_workbook(
    path: Path, frames: Mapping[TableName, pd.DataFrame], model: str = "", parts: Parts | None = None
) -> None:
    """The workbook with all tables and the guide. Raises OutputError.

    ``parts`` gives the rows of a table in an order of places where the frames hold only some of its columns.
    """
    write_whole(path, lambda stream: _fill(stream, path, frames, model, parts or _from(frames)))


def _from(frames: Mapping[TableName, pd.DataFrame]) -> Parts:
    def parts(table: TableName, order: Sequence[int] | None = None) -> Iterator[pd.DataFrame]:
        yield frames[table] if order is None else frames[table].iloc[list(order)]

    return parts


def _fill(stream: BinaryIO, path: Path, frames: Mapping[TableName, pd.DataFrame], model: str, parts: Parts) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    # Rows go to temporary files so that a large run needs little memory; they stay inside the out folder.
    with tempfile.TemporaryDirectory(prefix=PART_PREFIX, suffix=FOLDER_SUFFIX, dir=path.parent) as folder:
        book = Workbook(stream, OPTIONS | {"tmpdir": folder})
        book.set_properties({"title": "Belegt", "created": CREATED})
        formats = _formats(book)
        shown = {table: frames[table] for table in SHEETS if table in frames}
        order = claims_by_row(shown["claims"], shown["table"])
        places = targets(shown["claims"]["row_id"].iloc[order], shown["table"])
        for table, frame in shown.items():
            rows = parts(table, order) if table == "claims" else iter([frame])
            sheet = book.add_worksheet(phrase("outputs", f"sheet_{table}"), RowSheet)
            _sheet(sheet, table, rows, len(frame), formats, places)
        _guide(book.add_worksheet(phrase("outputs", "sheet_guide")), formats, model, tuple(shown))
        try:
            book.close()
        except XlsxWriterException as error:
            raise output_error(path, OSError(str(error))) from error


def claims_by_row(claims: pd.DataFrame, table: pd.DataFrame) -> list[int]:
    """The places of the claims in the order of the table's rows, so that those of one row stand together; the others
    last."""
    order = {row_id: place for place, row_id in enumerate(table["row_id"])}
    places = [order.get(row_id, len(order)) for row_id in claims["row_id"]]
    return sorted(range(len(claims)), key=places.__getitem__)


def targets(row_ids: Iterable[str], table: pd.DataFrame) -> Targets:
    """Where the sheets show each row, and its claims, whose rows are ``row_ids``: the cells that links lead to."""
    rows, spans = phrase("outputs", "sheet_table"), phrase("outputs", "sheet_claims")
    row_at = {row_id: f"internal:'{rows}'!A{line}" for line, row_id in enumerate(table["row_id"], 2)}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for line, row_id in enumerate(row_ids, 2):
        first.setdefault(row_id, line)
        last[row_id] = line
    claims_at = {row_id: f"internal:'{spans}'!A{first[row_id]}:A{last[row_id]}" for row_id in row_at if row_id in first}
    return Targets(row_at, claims_at)


def _links(table: TableName, places: Targets) -> dict[str, Mapping[str, str]]:
    """Columns whose cells lead elsewhere: a row to its claims and to its rival, all else to the row."""
    if table == "table":
        return {"row_id": places.claims, "conflicts_with": places.rows}
    return dict.fromkeys(("row_id", "row_ids", "figure_id"), places.rows)


def _formats(book: Workbook) -> dict[str, Format]:
    formats = {
        "head": book.add_format(HEAD),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"valign": "top"}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        "date": book.add_format({"valign": "top", "num_format": "dd.mm.yyyy"}),
        "whole": book.add_format({"valign": "top", "num_format": "#,##0"}),
        "number": book.add_format({"valign": "top", "num_format": "#,##0.##"}),
        "link": book.add_format({"valign": "top", "font_color": "#1f4e79", "underline": 1}),
    }
    return formats | {name: book.add_format({"valign": "top", **look}) for name, look in STATUS_COLOURS.items()}


def _sheet(
    sheet: RowSheet,
    table: TableName,
    parts: Iterator[pd.DataFrame],
    length: int,
    formats: dict[str, Format],
    places: Targets,
) -> None:
    columns = columns_of(table)
    links = _links(table, places)
    first = next(parts)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column, first[column.name]))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, min(length, MOST_ROWS)), len(columns) - 1)
    sheet.write_row(0, 0, [column.name for column in columns], formats["head"])
    sheet.begin_rows(min(length, MOST_ROWS))
    rows = chain.from_iterable(_rows(columns, part) for part in chain([first], parts))
    looks = _Looks({name: look._get_xf_index() for name, look in formats.items()}, phrase("outputs", "cut"))
    spots = [(place, column_name(place), column, links.get(column.name)) for place, column in enumerate(columns)]
    for number, row in enumerate(islice(rows, MOST_ROWS), start=1):
        cells = []
        for (place, letters, column, goal), value in zip(spots, row, strict=True):
            if value is None or value == "":
                continue
            target = goal.get(value.partition(";")[0]) if goal and number <= MOST_LINKS else None
            if target:
                sheet.link(number, place, target)
            cells.append(looks.cell(f"{letters}{number + 1}", column, value, linked=target is not None))
        sheet.write_line(number, _lines(row), cells)


def _rows(columns: Sequence[Column], frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The cells row by row; missing numbers and dates become None, whatever pandas calls them."""
    cells = [frame[column.name].astype("object").where(frame[column.name].notna(), None).tolist() for column in columns]
    return zip(*cells, strict=True)


def _lines(row: Sequence[Any]) -> int:
    """How many lines the row's longest cell wraps to: not every program finds the height itself."""
    longest = max([len(cell) for cell in row if cell.__class__ is str], default=0)
    return min(MOST_LINES, max(1, -(-longest // CHARACTERS)))


@dataclass(frozen=True)
class _Looks:
    """The numbers of the formats by name, and what shows that a text was cut."""

    numbers: Mapping[str, int]
    mark: str

    def cell(self, place: str, column: Column, value: Any, linked: bool) -> str:
        if column.type == "text":
            text = fitting(value, self.mark)
            return text_cell(place, self.numbers["link" if linked else self._text(column, text)], text)
        if column.type == "date":
            return self._date(place, value)
        number = float(value)
        return number_cell(place, self.numbers["whole" if number.is_integer() else "number"], number)

    def _text(self, column: Column, text: str) -> str:
        if column.name == "status" and text in STATUS_COLOURS:
            return text
        return "wrapped" if len(text) > WIDEST else "text"

    def _date(self, place: str, value: pd.Timestamp) -> str:
        """Excel's calendar begins in 1900; an older date stays words."""
        day = value.date()
        if day.year >= FIRST_YEAR:
            return number_cell(place, self.numbers["date"], day_number(day))
        return text_cell(place, self.numbers["text"], day.isoformat())


def _width(column: Column, series: pd.Series[Any]) -> int:
    if column.type == "date":
        return 12
    longest = max((len(str(cell)) for cell in series.head(SAMPLE)), default=0) if column.type == "text" else 0
    return min(max(len(column.name) + 3, longest + 1, NARROWEST), WIDEST)


def _guide(sheet: Worksheet, formats: dict[str, Format], model: str, shown: Sequence[TableName]) -> None:
    """The sheet that explains status and columns."""
    names = {f"sheet_{table}": phrase("outputs", f"sheet_{table}") for table in shown}
    lines: list[tuple[str, str, str]] = [
        ("title", phrase("outputs", "guide_title"), ""),
        ("wrapped", "", phrase("outputs", "guide_intro", **names)),
        ("wrapped", "", phrase("outputs", "guide_model", model=model)),
        ("head", phrase("outputs", "guide_status"), phrase("outputs", "guide_meaning")),
    ]
    lines += [(status, status, phrase("outputs", f"guide_{status}")) for status in STATUS_COLOURS]
    for table in shown:
        heading = f"{names[f'sheet_{table}']}: {phrase('outputs', 'guide_column')}"
        lines.append(("head", heading, phrase("outputs", f"guide_{table}")))
        lines += [("text", c.name, c.german if language() == "de" else c.english) for c in columns_of(table)]
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for number, (look, left, right) in enumerate(lines):
        if left:
            sheet.write_string(number, 0, left, formats[look])
        if right:
            sheet.write_string(number, 1, right, formats["head" if look == "head" else "wrapped"])
