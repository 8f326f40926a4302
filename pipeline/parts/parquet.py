"""Tables ↔ Parquet files with the declared columns and types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.columns import TableName, columns_of, typed
from pipeline.errors import OutputError
from pipeline.files import write_whole
from pipeline.messages import phrase
from pipeline.outputs.cells import REPLACEMENT

if TYPE_CHECKING:
    import pandas as pd

BATCH = 2000
GROUP = 5000  # rows that are compressed together
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_installed() -> None:
    """Raises OutputError where pyarrow is missing."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise OutputError(phrase("outputs", "no_parquet")) from error


def arrow(table: TableName, frame: pd.DataFrame) -> Any:
    """A frame as an Arrow table; lone surrogates, which Arrow cannot hold, become the replacement sign."""
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    columns = {}
    for column in columns_of(table):
        cells = frame[column.name]
        missing = cells.isna()
        plain = [_plain(cell, column.type) for cell in cells.astype("object")]
        values = [None if gap else cell for cell, gap in zip(plain, missing, strict=True)]
        columns[column.name] = pa.array(values, types[column.type])
    return pa.table(columns)


def _plain(cell: Any, kind: str) -> Any:
    if kind == "text":
        text = str(cell)
        return text if text.isascii() or not _broken(text) else _SURROGATE.sub(REPLACEMENT, text)
    return cell.date() if kind == "date" and cell == cell else cell


def _broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def write_part(path: Path, table: TableName, frame: pd.DataFrame) -> None:
    """A frame as one file. Raises OutputError."""
    import pyarrow.parquet as pq

    rows = arrow(table, frame)
    write_whole(path, lambda stream: pq.write_table(rows, stream, row_group_size=GROUP, compression="zstd"))


def read_parts(path: Path, table: TableName) -> Iterator[pd.DataFrame]:
    """A file's rows, some at a time, as the frames that were written."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            yield frame_of(table, batch.to_pydict())


def frame_of(table: TableName, cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Columns of plain values as a frame of ours."""
    dates = {column.name for column in columns_of(table) if column.type == "date"}
    return typed(
        table,
        {
            name: [cell.isoformat() if cell is not None else None for cell in values] if name in dates else values
            for name, values in cells.items()
        },
    )
