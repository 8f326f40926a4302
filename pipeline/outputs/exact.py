"""Tables with their exact text, for programs: JSON lines, and Parquet where pyarrow is installed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.columns import Column, TableName, columns_of
from pipeline.errors import OutputError
from pipeline.files import remove_file, write_whole
from pipeline.messages import phrase
from pipeline.outputs.export import csv_cells

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.run import Tables

ENDINGS = ("jsonl", "parquet")


def write_extra(tables: Tables, out: Path, table: TableName, ending: str, wanted: bool) -> None:
    """A table of a run as ``claims.jsonl`` or ``claims.parquet``; one of an earlier run that is not wanted goes away.

    Raises OutputError.
    """
    import pandas as pd

    path = out / f"{table}.{ending}"
    if not wanted:
        remove_file(path)
        return
    write = write_jsonl if ending == "jsonl" else write_parquet
    write(path, table, pd.concat(list(tables.parts(table)), ignore_index=True))


def write_jsonl(path: Path, table: TableName, frame: pd.DataFrame) -> None:
    """``frame`` as JSON lines with the exact text; missing cells are null. Raises OutputError."""
    write_whole(path, partial(_fill_jsonl, table, frame))


def _fill_jsonl(table: TableName, frame: pd.DataFrame, stream: BinaryIO) -> None:
    columns = columns_of(table)
    cells = [_json_cells(column, frame[column.name]) for column in columns]
    for row in zip(*cells, strict=True):
        record = {column.name: cell for column, cell in zip(columns, row, strict=True)}
        stream.write(json.dumps(record, ensure_ascii=True).encode() + b"\n")


def _json_cells(column: Column, series: pd.Series[Any]) -> Sequence[object]:
    if column.type == "text":
        return [str(cell) for cell in series]
    return [None if cell == "" else cell for cell in csv_cells(column, series, german=False)]


def write_parquet(path: Path, table: TableName, frame: pd.DataFrame) -> None:
    """``frame`` as Parquet (needs the extra «parquet»); lone surrogates are replaced. Raises OutputError."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise OutputError(phrase("outputs", "no_parquet")) from error
    exact = frame.copy()
    for column in columns_of(table):
        if column.type == "text":
            exact[column.name] = [cell.encode("utf-8", "replace").decode() for cell in frame[column.name]]
    write_whole(path, partial(exact.to_parquet, index=False))
