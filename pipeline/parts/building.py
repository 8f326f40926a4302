"""Parts → Parquet files of claims and rows; and the rows of all parts in the order of the table."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.columns import table_frame
from pipeline.corrections import marked_rows
from pipeline.parts.learning import Learned
from pipeline.parts.parquet import read_parts, write_part
from pipeline.parts.splitting import load
from pipeline.records import Row
from pipeline.table.build import link, order_of
from pipeline.table.by_hand import Regrouping

if TYPE_CHECKING:
    import pandas as pd

MERGED = 2000
NAME = "part-{:05d}.parquet"


def build_part(
    part: int, work: Path, learned: Learned, documents: pd.DataFrame, regrouping: Regrouping, out: Path
) -> tuple[dict[str, str], Counter[str]]:
    """Write one part's claims and rows; returns the rows of its claims, and how many rows there are by status."""
    frame, corpus = load(part, work, learned)
    linked = link(corpus, documents, regrouping)
    row_ids = [linked.row_ids.get(place, "") for place in range(len(frame))]
    frame["row_id"] = type(frame["row_id"])(row_ids, index=frame.index, dtype=frame["row_id"].dtype)
    rows = marked_rows(linked.rows, frame, regrouping)
    write_part(out / "parts/claims" / NAME.format(part), "claims", frame)
    write_part(out / "parts/table" / NAME.format(part), "table", rows)
    return dict(zip(frame["claim_id"], row_ids, strict=True)), Counter(rows["status"])


def merged(folder: Path) -> Iterator[pd.DataFrame]:
    """The rows of all parts in the order of the table, some at a time; each part's are in order already."""
    rows = heapq.merge(*map(_rows, sorted(folder.glob("part-*.parquet"))), key=order_of)
    while some := list(islice(rows, MERGED)):
        yield table_frame(some)


def _rows(path: Path) -> Iterator[Row]:
    for frame in read_parts(path, "table"):
        for cells in frame.astype("object").to_dict("records"):
            yield Row.model_validate({name: _value(cell) for name, cell in cells.items()})


def _value(cell: Any) -> Any:
    """Missing cells as None, days as days."""
    if cell is None or cell != cell or str(cell) == "<NA>":
        return None
    return cell.date() if hasattr(cell, "date") else cell
