"""The run's tables as plain values: what all views and the report are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.lines import Lines

if TYPE_CHECKING:
    import pandas as pd

Records = Sequence[Mapping[str, Any]]
Members = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Plain:
    """Rows, claims and documents of a run. ``members[i]`` are the positions of row i's claims."""

    rows: Records
    claims: Records
    documents: Records
    members: Members


def plain(claims: pd.DataFrame, documents: pd.DataFrame, table: pd.DataFrame) -> Plain:
    """The three tables as plain values, claims with the rows that they belong to."""
    rows, found = Lines(table, plain_cells), Lines(claims, plain_cells)
    return Plain(rows, found, Lines(documents, plain_cells), members_of(rows, found))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A DataFrame's rows as dicts of plain values: missing → None, days → ISO."""
    columns = {str(name): plain_cells(frame[name]) for name in frame.columns}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def plain_cells(series: pd.Series[Any]) -> list[Any]:
    """A column as plain values: missing → None, days → ISO, whole numbers without a point."""
    if series.dtype == "string":
        return list(series)
    known: dict[Any, Any] = {}
    cells = [None if gap else known.setdefault(cell, cell) for cell, gap in zip(series, series.isna(), strict=True)]
    plain_values = {cell: _value(cell) for cell in known}
    return [None if cell is None else plain_values[cell] for cell in cells]


def _value(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return int(cell) if float(cell).is_integer() else float(cell)


def members_of(rows: Records, claims: Records) -> list[list[int]]:
    """For each row the positions of its claims."""
    row_at = {row["row_id"]: place for place, row in enumerate(rows)}
    members: list[list[int]] = [[] for _ in rows]
    for place, claim in enumerate(claims):
        if claim["row_id"] in row_at:
            members[row_at[claim["row_id"]]].append(place)
    return members


def party_of(row: Mapping[str, Any]) -> str:
    """The state that a row's actor stands for, else the actor."""
    return str(row["actor_country"] or row["actor"])


def span_of_days(days: Sequence[str | None]) -> tuple[str | None, str | None]:
    """The first and the last of the days that are known."""
    known = sorted(day for day in days if day)
    return (known[0], known[-1]) if known else (None, None)


def joined(names: Sequence[str]) -> str:
    """Different names in one cell, in their order."""
    return "; ".join(dict.fromkeys(name for name in names if name))
