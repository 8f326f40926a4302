"""Parts of states that act of their own (Bayern, Kalifornien) and the state that they belong to."""

from __future__ import annotations

from pipeline.actors.countries import adjective_forms, genitive_forms
from pipeline.lexicon import csv_rows, derived


def code_of_region(word: str) -> str:
    """The state of a region's name, also in the genitive (Brandenburgs), or empty."""
    return _nouns().get(word, ("", ""))[1]


def region_name(word: str) -> str:
    """The region's canonical name, or empty."""
    return _nouns().get(word, ("", ""))[0]


def code_of_region_adjective(word: str) -> str:
    """The state of a region's adjective (bayerischer), or empty."""
    return _adjectives().get(word, "")


@derived
def _nouns() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in csv_rows("regions"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            for form in genitive_forms(name):
                found.setdefault(form, (row["name"], row["code"]))
    return found


@derived
def _adjectives() -> dict[str, str]:
    rows = [row for row in csv_rows("regions") if row["adjective"]]
    return {form: row["code"] for row in rows for form in adjective_forms(row["adjective"])}
