"""The outlets compared: what each alone has, what it shares with others, and what others have that it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.columns import typed
from pipeline.views.plain import Members, Plain, Records, joined

if TYPE_CHECKING:
    import pandas as pd

ASPECTS = ("only", "shared", "lacks")
MOST_LACKING = 200  # rows in coverage.csv that an outlet lacks, the best evidenced; else outlets × rows of a large run


def coverage(rows: Records, claims: Records, documents: Records, members: Members) -> Records:
    """Per outlet: its articles and claims, rows that only it has, rows shared, and what at least two of the outlets
    that it shares a row with report and it does not."""
    outlets: dict[str, dict[str, Any]] = {}
    for place, document in enumerate(documents):
        if document["status"] == "ok" and document["records_ok"] is None:
            entry = outlets.setdefault(
                str(document["source"]), {"documents": [], "known": document["source_known"] != "no"}
            )
            entry["documents"].append(place)
    carried = [{str(claims[member]["source"]) for member in row} & set(outlets) for row in members]
    counts = Counter(str(claim["source"]) for claim in claims)
    near = _neighbours(carried)
    several = [(place, names) for place, names in enumerate(carried) if len(names) > 1]
    only: dict[str, list[int]] = {}
    shared: dict[str, list[int]] = {}
    for place, names in enumerate(carried):
        for name in names:
            (only if len(names) == 1 else shared).setdefault(name, []).append(place)
    return [
        {
            "source": source,
            **outlets[source],
            "n_claims": counts[source],
            "only": only.get(source, []),
            "shared": shared.get(source, []),
            "lacks": [
                place for place, names in several if source not in names and len(names & near.get(source, set())) > 1
            ],
        }
        for source in sorted(outlets, key=lambda name: (-counts[name], name))
    ]


def _neighbours(carried: Sequence[set[str]]) -> dict[str, set[str]]:
    """Which outlets report on the same: those that share a row."""
    near: dict[str, set[str]] = {}
    for names in carried:
        for name in names:
            near.setdefault(name, set()).update(names - {name})
    return near


def coverage_frame(seen: Plain) -> pd.DataFrame:
    """One line per outlet and row that it alone has, shares or lacks, with the columns of coverage.csv; an outlet
    without any has one line that says so."""
    outlets = coverage(seen.rows, seen.claims, seen.documents, seen.members)
    lines = [line for outlet in outlets for line in _lines(outlet, seen)]
    return typed("coverage", {name: [line[name] for line in lines] for name in lines[0]} if lines else {})


def _lines(outlet: Mapping[str, Any], seen: Plain) -> list[dict[str, Any]]:
    chosen = [(aspect, outlet[aspect][: MOST_LACKING if aspect == "lacks" else None]) for aspect in ASPECTS]
    found = [_line(outlet, aspect, seen, place) for aspect, places in chosen for place in places]
    return found or [_line(outlet, "nothing", seen)]


def _line(outlet: Mapping[str, Any], aspect: str, seen: Plain, place: int | None = None) -> dict[str, Any]:
    row = seen.rows[place] if place is not None else dict.fromkeys(("row_id", "kind", "status", "summary"), "")
    claims = [seen.claims[member] for member in seen.members[place]] if place is not None else []
    return {
        "source": outlet["source"],
        "source_known": "yes" if outlet["known"] else "no",
        "has": aspect,
        "status": row["status"],
        "kind": row["kind"],
        "summary": row["summary"],
        "others": joined(sorted({str(claim["source"]) for claim in claims} - {outlet["source"]})),
        "n_articles": len(outlet["documents"]),
        "row_id": row["row_id"],
        "claim_ids": joined([claim["claim_id"] for claim in claims if claim["source"] == outlet["source"]]),
    }
