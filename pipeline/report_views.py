"""Rows and claims seen in other ways: positions, timelines, figures side by side, and what each outlet has.

Rows and claims are named by their position. ``members[i]`` are the claims of row i.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.table.build import STRENGTH

Records = list[dict[str, Any]]
Members = Sequence[Sequence[int]]
VALUE = ("source", "quantity_min", "quantity_max", "quantity_modifier", "quantity_unit")
CHANGED = "geändert"  # how the reason of a row begins whose position changed (docs/columns.md)


def party_of(row: Mapping[str, Any]) -> str:
    """The state that a row's actor stands for, else the actor."""
    return str(row["actor_country"] or row["actor"])


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
            "changed": str(rows[place]["status_reason"]).startswith(CHANGED),
            "claims": days[day, place],
        }
        for day, place in order
    ]
    dated = {day for day, _ in order if day}
    return {"party": party, "days": len(dated), "changes": any(line["changed"] for line in lines), "entries": lines}


def figures(rows: Records, claims: Records, members: Members, row_at: Mapping[str, int]) -> Records:
    """Figures by what is counted: a row, or rows that contradict each other. What several sources give comes first.

    Rows that the table keeps apart stay apart: «400 Soldaten» and «5.000 Soldaten» of one state may be two things.
    """
    groups: dict[int, list[int]] = {}
    homes = _homes(rows, row_at)
    for place, home in homes.items():
        groups.setdefault(home, []).append(place)
    found = [_figure(places, rows, claims, members) for places in groups.values()]
    return sorted(found, key=lambda group: (not group["conflict"], -len(group["sources"]), group["rows"][0]))


def _homes(rows: Records, row_at: Mapping[str, int]) -> dict[int, int]:
    """For each row that holds a figure the first row of its group."""
    home: dict[int, int] = {}

    def first(place: int) -> int:
        while home[place] != place:
            place = home[place]
        return place

    for place, row in enumerate(rows):
        if row["kind"] != "figure" or (row["quantity_min"] is None and row["quantity_max"] is None):
            continue
        home[place] = place
        rivals = [row_at.get(name.strip(), -1) for name in str(row["conflicts_with"]).split(";")]
        for other in rivals:
            if other in home:
                one, two = sorted((first(place), first(other)))
                home[two] = one
    return {place: first(place) for place in home}


def _figure(places: Sequence[int], rows: Records, claims: Records, members: Members) -> dict[str, Any]:
    values: dict[tuple[Any, ...], list[int]] = {}
    for member in (member for place in places for member in members[place]):
        claim = claims[member]
        key = tuple(claim[name] for name in VALUE)
        values.setdefault(key, []).append(member)
    order = sorted(values, key=lambda key: (_size(key[1], key[2]), key[0], str(key)))
    first = rows[places[0]]
    return {
        "rows": list(places),
        "counted": first["counted"] or "",
        "party": party_of(first),
        "unit": first["quantity_unit"],
        "conflict": any(rows[place]["status"] == "conflicting" for place in places),
        "sources": sorted({key[0] for key in values}),
        "values": [
            {"source": key[0], "min": key[1], "max": key[2], "modifier": key[3], "claims": values[key]} for key in order
        ],
    }


def _size(low: float | None, high: float | None) -> float:
    named = [bound for bound in (low, high) if bound is not None]
    return sum(named) / len(named) if named else 0.0


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
    return [
        {
            "source": source,
            **outlets[source],
            "n_claims": counts[source],
            "only": [place for place, names in enumerate(carried) if names == {source}],
            "shared": [place for place, names in enumerate(carried) if source in names and len(names) > 1],
            "lacks": [
                place
                for place, names in enumerate(carried)
                if source not in names and len(names & near.get(source, set())) > 1
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
