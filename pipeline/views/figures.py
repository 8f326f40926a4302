"""Figures by what is counted, every source's value side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.columns import typed
from pipeline.table.amounts import Amount
from pipeline.table.summary import amount_words, country_name, say
from pipeline.views.plain import Members, Plain, Records, joined, party_of, span_of_days

if TYPE_CHECKING:
    import pandas as pd

MOST_VALUES = 100
VALUE = ("source", "quantity_min", "quantity_max", "quantity_modifier", "quantity_unit")


def figures(rows: Records, claims: Records, members: Members) -> Records:
    """Figures by what is counted: a row, or rows that contradict each other. What several sources give comes first.

    Rows that the table keeps apart stay apart: «400 Soldaten» and «5.000 Soldaten» of one state may be two things.
    """
    groups: dict[int, list[int]] = {}
    for place, home in homes(rows).items():
        groups.setdefault(home, []).append(place)
    found = [_figure(places, rows, claims, members) for places in groups.values()]
    return sorted(found, key=lambda group: (not group["conflict"], -len(group["sources"]), group["rows"][0]))


def homes(rows: Records) -> dict[int, int]:
    """For each row that holds a figure the first row of its group: itself, or one that contradicts it."""
    row_at = {row["row_id"]: place for place, row in enumerate(rows)}
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


def value_words(value: Mapping[str, Any]) -> str:
    """«rund 1.200», as the run's language writes it, without the unit."""
    return amount_words(Amount(value["min"], value["max"], "", value["modifier"]))


def figures_frame(seen: Plain) -> pd.DataFrame:
    """One line per counted thing and value of a source, as a DataFrame with the columns of figures.csv."""
    groups = figures(seen.rows, seen.claims, seen.members)
    lines = [
        _line(group, value, beside, seen)
        for group in groups
        for beside in [_side_by_side(group["values"])]
        for value in group["values"]
    ]
    return typed("figures", {name: [line[name] for line in lines] for name in lines[0]} if lines else {})


def _side_by_side(values: Records) -> str:
    """«Küstenbote: rund 1.200; bergpost: 2.000»; of very many the first, since every one of their lines repeats it."""
    shown = joined([f"{each['source']}: {value_words(each)}" for each in values[:MOST_VALUES]])
    return shown + say("and_more") if len(values) > MOST_VALUES else shown


def _line(group: Mapping[str, Any], value: Mapping[str, Any], beside: str, seen: Plain) -> dict[str, Any]:
    claims = [seen.claims[member] for member in value["claims"]]
    first, last = span_of_days([claim["published"] for claim in claims])
    return {
        "figure_id": seen.rows[group["rows"][0]]["row_id"],
        "counted": group["counted"],
        "party": country_name(group["party"]),
        "quantity_unit": group["unit"],
        "conflicting": "yes" if group["conflict"] else "no",
        "n_sources": len(group["sources"]),
        "side_by_side": beside,
        "source": value["source"],
        "quantity_min": value["min"],
        "quantity_max": value["max"],
        "quantity_modifier": value["modifier"],
        "first_date": first,
        "last_date": last,
        "evidence": min((claim["evidence"] for claim in claims), key=lambda words: (len(words), words)),
        "row_ids": joined([claim["row_id"] for claim in claims]),
        "claim_ids": joined([claim["claim_id"] for claim in claims]),
    }
