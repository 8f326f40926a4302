"""Feasts and holidays: fixed days, those that follow Easter, those that follow the first Sunday in Advent."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.lexicon import toml_table
from pipeline.times.anchor import Anchor, Groups, nearest_year, stem_in, year_of
from pipeline.times.calendar_values import LAST_YEAR, easter, weekday_near

WEEK = 7


def holiday(groups: Groups, anchor: Anchor) -> str:
    """The day of a feast («Karfreitag», «Buß- und Bettag 2024»); Christmas is three days."""
    table, name = toml_table("dates"), " ".join(groups["holiday"].lower().split())
    if name in table["holidays"]:
        fixed: str = table["holidays"][name]
        year = year_of(groups, anchor) or nearest_year(anchor, int(fixed[:2]), int(fixed[3:5]))
        return "/".join(f"{year:04d}-{part}" for part in fixed.split("/")) if year and year <= LAST_YEAR else ""
    return _moving(groups, anchor, name in table["movable"], int({**table["movable"], **table["advent"]}[name]))


def advent(groups: Groups, anchor: Anchor) -> str:
    """«am ersten Advent»: one of the four Sundays before Christmas."""
    ordinals: dict[str, int] = toml_table("dates")["ordinals"]
    written = groups["ordinal"]
    number = int(written[0]) if written[0].isdigit() else ordinals[stem_in(written, ordinals)]
    return _moving(groups, anchor, False, WEEK * (number - 1)) if 1 <= number <= 4 else ""


def _moving(groups: Groups, anchor: Anchor, after_easter: bool, days: int) -> str:
    """The feast in the year that is named, else in the one whose feast the clause means."""
    year = year_of(groups, anchor)
    if year is None and anchor.published is not None:
        near = _day(anchor.published.year, after_easter, days)
        year = nearest_year(anchor, near.month, near.day)
    return _day(year, after_easter, days).isoformat() if year and year < LAST_YEAR else ""


def _day(year: int, after_easter: bool, days: int) -> date:
    start = easter(year) if after_easter else weekday_near(WEEK, date(year, 12, 24), False) - timedelta(days=3 * WEEK)
    return start + timedelta(days=days)
