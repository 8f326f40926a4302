"""Per party its positions by day: one line per row of the table and day, with a mark where the position changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.columns import typed
from pipeline.table.build import STRENGTH
from pipeline.table.summary import country_name
from pipeline.views.plain import Members, Plain, Records, joined, party_of

if TYPE_CHECKING:
    import pandas as pd

CHANGED = "geändert"  # how the reason of a row begins whose position changed (docs/columns.md)


def is_changed(row: Mapping[str, Any]) -> bool:
    """Whether the row's position was changed, or is what another one was changed to."""
    return str(row["status_reason"]).startswith(CHANGED)


def timelines(rows: Records, claims: Records, members: Members) -> Records:
    """Per party the positions by day: one entry per row and day, with its claims; changed ones are marked."""
    entries: dict[str, dict[tuple[str, int], list[int]]] = {}
    for place, row in enumerate(rows):
        if row["kind"] != "commitment" or not party_of(row):
            continue
        days = entries.setdefault(party_of(row), {})
        for member in members[place]:
            days.setdefault((claims[member]["published"] or "", place), []).append(member)
    found = [_timeline(party, days, rows, claims) for party, days in entries.items()]
    return sorted(found, key=lambda line: (not line["changes"], -line["days"], -len(line["entries"]), line["party"]))


def _timeline(party: str, days: Mapping[tuple[str, int], list[int]], rows: Records, claims: Records) -> dict[str, Any]:
    order = sorted(days, key=lambda key: (key[0] or "9999", key[1]))
    lines = [
        {
            "day": day,
            "row": place,
            "stance": min((claims[member]["stance"] for member in days[day, place]), key=STRENGTH.index),
            "changed": is_changed(rows[place]),
            "claims": days[day, place],
        }
        for day, place in order
    ]
    dated = {day for day, _ in order if day}
    return {"party": party, "days": len(dated), "changes": any(line["changed"] for line in lines), "entries": lines}


def timeline_frame(seen: Plain) -> pd.DataFrame:
    """The dated positions of all parties as a DataFrame with the columns of timeline.csv."""
    lines = [
        _line(timeline["party"], entry, seen)
        for timeline in timelines(seen.rows, seen.claims, seen.members)
        for entry in timeline["entries"]
        if entry["day"]
    ]
    return typed("timeline", {name: [line[name] for line in lines] for name in lines[0]} if lines else {})


def _line(party: str, entry: Mapping[str, Any], seen: Plain) -> dict[str, Any]:
    row, claims = seen.rows[entry["row"]], [seen.claims[member] for member in entry["claims"]]
    return {
        "party": country_name(party),
        "actor_country": row["actor_country"],
        "date": entry["day"],
        "topic": row["topic"],
        "stance": entry["stance"],
        "changed": "yes" if entry["changed"] else "no",
        "change": row["status_reason"] if entry["changed"] else "",
        "status": row["status"],
        "summary": row["summary"],
        "sources": joined(sorted(claim["source"] for claim in claims)),
        "n_claims": len(claims),
        "row_id": row["row_id"],
        "claim_ids": joined([claim["claim_id"] for claim in claims]),
    }
