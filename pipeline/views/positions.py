"""Party × topic → the strongest position that is reported of it, with its dates and how many sources say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.columns import typed
from pipeline.relays import medium_of
from pipeline.table.build import STRENGTH
from pipeline.table.status import independent
from pipeline.table.summary import country_name
from pipeline.views.plain import Plain, Records, joined, party_of, span_of_days

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Voice:
    """Who prints a claim, the medium that it is passed on from, and who says it."""

    source: str
    doc: str
    relay: str
    speaker: str


def positions(rows: Records) -> Records:
    """One cell per party and topic: its stances, the strongest first, and its rows. Parties with most rows first."""
    cells: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows):
        if row["kind"] == "commitment" and row["stance"] and party_of(row):
            cells.setdefault((party_of(row), row["topic"] or "other"), []).append(place)
    size = Counter(party for (party, _), places in cells.items() for _ in places)
    ranked = sorted(cells.items(), key=lambda cell: (-size[cell[0][0]], cell[0]))
    return [
        {"party": party, "topic": topic, "stances": _stances(rows, places), "rows": places}
        for (party, topic), places in ranked
    ]


def _stances(rows: Records, places: Sequence[int]) -> list[str]:
    return sorted({rows[place]["stance"] for place in places}, key=STRENGTH.index)


def positions_frame(seen: Plain) -> pd.DataFrame:
    """The positions as a DataFrame with the columns of positions.csv."""
    origins = {str(entry["doc"]): str(entry["origin"]) for entry in seen.documents if entry["origin"]}
    lines = [_line(cell, seen, origins) for cell in positions(seen.rows)]
    return typed("positions", {name: [line[name] for line in lines] for name in lines[0]} if lines else {})


def _line(cell: Mapping[str, Any], seen: Plain, origins: Mapping[str, str]) -> dict[str, Any]:
    rows = [seen.rows[place] for place in cell["rows"]]
    claims = [seen.claims[member] for place in cell["rows"] for member in seen.members[place]]
    strongest = [claim for claim in claims if claim["stance"] == cell["stances"][0]]
    first, last = span_of_days([claim["published"] for claim in claims])
    latest = [claim["stance"] for claim in claims if last and claim["published"] == last]
    voices = [
        Voice(claim["source"], claim["doc"], claim["reported_by"] or medium_of(claim["evidence"]), claim["speaker"])
        for claim in strongest
    ]
    return {
        "party": country_name(cell["party"]),
        "actor_country": rows[0]["actor_country"],
        "topic": cell["topic"],
        "stance": cell["stances"][0],
        "stance_first_date": span_of_days([claim["published"] for claim in strongest])[0],
        "stance_last_date": span_of_days([claim["published"] for claim in strongest])[1],
        "n_independent": independent(voices, origins),
        "sources": joined(sorted(claim["source"] for claim in strongest)),
        "all_stances": joined(cell["stances"]),
        "latest_stance": min(latest, key=STRENGTH.index, default=""),
        "first_date": first,
        "last_date": last,
        "changed": "yes" if any(str(row["status_reason"]).startswith("geändert") for row in rows) else "no",
        "conflicting": "yes" if any(row["status"] == "conflicting" for row in rows) else "no",
        "n_rows": len(rows),
        "n_claims": len(claims),
        "row_ids": joined([row["row_id"] for row in rows]),
    }
