"""The columns of the tables, declared once (resources/columns.csv), and records → DataFrames with their types.

Text cells are never missing (an empty string instead); numbers and dates may be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from pipeline.errors import ResourceError
from pipeline.lexicon import csv_rows
from pipeline.records import Claim, Document, Mention, Record, Row

if TYPE_CHECKING:
    import pandas as pd

TableName = Literal[
    "claims", "mentions", "documents", "table", "positions", "timeline", "figures", "coverage", "corrections"
]
ColumnType = Literal["text", "integer", "number", "date"]
# What neither the table nor the other views ask of a claim; of a large run's claims these columns stay on disk.
UNLINKED = frozenset({
    "quote_spans", "verbatim_parts", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end", "cue_attitude",
    "frame_start", "frame_end", "addressee_start", "addressee_end", "actor_role", "event_date",
})  # fmt: skip
# The plain Python strings of pandas also hold what Arrow refuses: a lone surrogate from a broken JSON record.
DTYPES: dict[str, str] = {"text": "string[python]", "integer": "Int64", "number": "float64", "date": "datetime64[s]"}


@dataclass(frozen=True)
class Column:
    """A column's name, its type, and its meaning in one line, English and German."""

    name: str
    type: ColumnType
    english: str
    german: str


def columns_of(table: TableName) -> tuple[Column, ...]:
    """The columns of ``table`` in their order. Raises ResourceError where the declaration is broken."""
    found = []
    for row in csv_rows("columns"):
        if row["type"] not in get_args(ColumnType):
            raise ResourceError(f"columns.csv: unbekannter Typ „{row['type']}“ bei {row['table']}.{row['column']}")
        if row["table"] == table:
            kind: ColumnType = row["type"]  # type: ignore[assignment]
            found.append(Column(row["column"], kind, row["english"], row["german"]))
    return tuple(found)


def claims_frame(claims: Iterable[Claim], without: Collection[str] = ()) -> pd.DataFrame:
    """Claims as a DataFrame with the columns and types of claims.csv; none gives the header.

    ``without`` names columns to leave out, such as UNLINKED of claims that lie on disk.
    """
    return _frame("claims", claims, without)


def mentions_frame(mentions: Iterable[Mention]) -> pd.DataFrame:
    """Mentions as a DataFrame with the columns and types of mentions.csv."""
    return _frame("mentions", mentions)


def documents_frame(documents: Iterable[Document]) -> pd.DataFrame:
    """Documents as a DataFrame with the columns and types of documents.csv."""
    return _frame("documents", documents)


def table_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a DataFrame with the columns and types of table.csv."""
    return _frame("table", rows)


def _frame(table: TableName, records: Iterable[Record], without: Collection[str] = ()) -> pd.DataFrame:
    """Equal cells are held once: a run says the same few names, words and sentences over and over. Columns are made
    one after the other, so that a run's cells are never held twice."""
    columns = [column for column in columns_of(table) if column.name not in without]
    names = [column.name for column in columns]
    values: dict[str, list[Any]] = {name: [] for name in names}
    once: dict[str, str] = {}
    for record in records:
        for name in names:
            cell = _cell(getattr(record, name))
            values[name].append(once.setdefault(cell, cell) if isinstance(cell, str) else cell)
    import pandas as pd

    series = {name: _series(column, values.pop(name)) for name, column in zip(names, columns, strict=True)}
    return pd.DataFrame(series, copy=False)


def _cell(value: Any) -> Any:
    """Spans as «10:50;61:90», dates as ISO, everything else as it is."""
    if isinstance(value, tuple):
        return ";".join(f"{start}:{end}" for start, end in value)
    return value.isoformat() if isinstance(value, date) else value


def typed(table: TableName, values: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """Columns of values → a DataFrame with the declared order and types; a column that is not given is empty."""
    import pandas as pd

    given = {name: list(cells) for name, cells in values.items()}
    length = max((len(cells) for cells in given.values()), default=0)
    columns = columns_of(table)
    return pd.DataFrame({column.name: _series(column, given.get(column.name, [None] * length)) for column in columns})


def _series(column: Column, cells: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    if column.type == "text":
        cells = ["" if cell is None or cell is pd.NA else cell for cell in cells]
    return pd.Series(cells, dtype="object").astype(DTYPES[column.type])  # type: ignore[call-overload,no-any-return]
