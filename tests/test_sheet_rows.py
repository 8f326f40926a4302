"""Rows that are written whole into a sheet: what a spreadsheet reads back, and what no text may do."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from pipeline.outputs.sheet_rows import (
    MOST_CHARACTERS,
    RowSheet,
    column_name,
    day_number,
    fitting,
    number_cell,
    text_cell,
)

MARK = " […]"


def _book(texts: list[str], number: float = 0.0, lines: int = 1) -> io.BytesIO:
    stream = io.BytesIO()
    book = Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet("Blatt", RowSheet)
    look = book.add_format({"bold": True})._get_xf_index()
    sheet.write_row(0, 0, ["Kopf", "Zahl"])
    sheet.begin_rows(len(texts))
    for line, text in enumerate(texts, 1):
        cells = [text_cell(f"A{line + 1}", look, fitting(text, MARK)), number_cell(f"B{line + 1}", 0, number)]
        sheet.write_line(line, lines, cells)
    book.close()
    return stream


def _sheet(stream: io.BytesIO) -> Any:
    return openpyxl.load_workbook(stream)["Blatt"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
@example("<r><t>Der Minister & die Ministerin</t></r>")
@example("<r>kein Ende & kein Anfang</r>")
@example("_x0041_ und _x000D_ und _x005F_x0041_")
@example(" vorn und hinten ")
@example("&lt;script&gt; ]]> <![CDATA[")
@example("Zeile\nZeile\r\nZeile\tTab")
def test_a_cell_holds_its_text(text: str) -> None:
    stream = _book([text])
    with ZipFile(stream) as book:
        for name in book.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(book.read(name))
    cell = _sheet(stream)["A2"]
    wanted = fitting(text, MARK)
    if wanted.strip():
        assert openpyxl.utils.escape.unescape(cell.value) == wanted
    assert cell.data_type != "f"
    assert cell.font.b


def test_markup_in_a_text_is_text() -> None:
    text = "<r><rPr><b/></rPr><t>fett</t></r>"
    assert _sheet(_book([text]))["A2"].value == text


@pytest.mark.parametrize("number", [0.0, 300.0, -1.5, 0.1 + 0.2, 1e15, 12345678.25])
def test_a_number_is_a_number(number: float) -> None:
    value = _sheet(_book(["x"], number))["B2"].value
    assert value == pytest.approx(number, rel=1e-15)
    assert not isinstance(value, str)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
@example(date(1900, 2, 28))
@example(date(1900, 3, 1))
def test_a_day_is_the_day_that_a_spreadsheet_shows(day: date) -> None:
    shown = openpyxl.utils.datetime.from_excel(day_number(day))
    assert shown == datetime(day.year, day.month, day.day)
    assert day_number(day + timedelta(days=400)) > day_number(day)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("a" * 32_767, 32_767),
        ("a" * 32_768, MOST_CHARACTERS),
        ("😀" * 16_383, 32_766),
        ("😀" * 20_000, MOST_CHARACTERS),
    ],
)
def test_what_is_longer_than_a_cell_is_cut_and_marked(text: str, units: int) -> None:
    """Excel counts a sign beyond the usual ones as two."""
    cut = fitting(text, MARK)
    length = len(cut.encode("utf-16-le")) // 2
    assert units - 1 <= length <= units
    assert cut == text or (cut.endswith(MARK) and text.startswith(cut.removesuffix(MARK)))


@pytest.mark.parametrize("text", ["\x00\x07", "\ud800", "\ufffe\uffff"])
def test_no_sign_that_a_sheet_cannot_hold(text: str) -> None:
    assert set(fitting(f"a{text}b", MARK)) == {"a", "b", "\ufffd"}


def test_rows_stand_in_their_place_and_as_high_as_their_lines() -> None:
    sheet = _sheet(_book(["eins", "zwei", "drei"], 7, lines=3))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Kopf", "Zahl"], ["eins", 7], ["zwei", 7], ["drei", 7]
    ]  # fmt: skip
    assert sheet.dimensions == "A1:B4"
    assert sheet.row_dimensions[2].height == 45
    assert sheet.row_dimensions[1].height is None


def test_a_sheet_without_rows_and_columns_beyond_z() -> None:
    assert [[cell.value for cell in row] for row in _sheet(_book([])).iter_rows()] == [["Kopf", "Zahl"]]
    assert [column_name(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
