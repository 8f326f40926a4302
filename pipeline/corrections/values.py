"""What a person typed as a day or a state → the value as claims have it, or nothing where it is none."""

from __future__ import annotations

import re
from datetime import date

from pipeline.actors.countries import code_of_noun, countries
from pipeline.reading.publication import date_of_field

STATES, DAYS = ("actor_country", "target_country"), ("event_date",)
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
GERMAN = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")


def checked(field: str, typed: str) -> str | None:
    """The value for a column; None where it is no day («31.02.2026») or no state. Other columns take any words."""
    words = typed.strip()
    if not words or field not in {*STATES, *DAYS}:
        return typed if words else ""
    if field in STATES:
        code = words.upper()
        return code if code in countries().names else _named(words)
    days = [_day(part.strip()) for part in words.split("/")]
    known = [day for day in days if day]
    if len(known) < len(days) or len(days) > 2 or (len(days) == 2 and known[0] > known[1]):
        return None
    return "/".join(known)


def _named(words: str) -> str | None:
    names = {name.casefold(): code for code, name in countries().names.items()}
    return names.get(words.casefold()) or code_of_noun(words) or None


def _day(words: str) -> str:
    """A day, month or year as ISO writes it; empty where the calendar has none such."""
    if GERMAN.fullmatch(words):
        found, _ = date_of_field(words)
        return found.isoformat() if found else ""
    if not ISO.fullmatch(words):
        return ""
    try:
        date.fromisoformat((words + "-01-01")[:10])
    except ValueError:
        return ""
    return words
