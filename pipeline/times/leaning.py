"""Expressions that lean on a time named before: «am Tag darauf», «zwei Jahre später», «im Vorjahreszeitraum»."""

from __future__ import annotations

from datetime import date

from pipeline.lexicon import toml_table
from pipeline.numbers.number_words import number_word
from pipeline.times.anchor import Anchor, Groups, stem_in
from pipeline.times.calendar_values import bounds, moved

LENGTHS = {"day": 10, "week": 10, "month": 7, "year": 4}  # how fine a value must be to count such units from it
LATER = {"darauf", "danach", "später"}


def after_that(groups: Groups, anchor: Anchor) -> str:
    """«am Tag darauf», «tags zuvor», «drei Jahre später», at the granularity of the unit."""
    word = groups["unit"].lower().removesuffix("s")
    unit, count = toml_table("dates")["units"][word], count_of(groups["count"])
    if count is None or not 0 < count <= 500 or (not groups["count"] and word not in {"tag", "woche", "monat", "jahr"}):
        return ""
    return _from_last(anchor, unit, count if groups["side"] in LATER else -count)


def day_beside(groups: Groups, anchor: Anchor) -> str:
    """«am Vortag», «am folgenden Tag», «im darauffolgenden Jahr»."""
    unit, step = toml_table("dates")["beside"][groups["beside"].lower()]
    return _from_last(anchor, unit, step)


def same_period(groups: Groups, anchor: Anchor) -> str:
    """«am selben Tag», «im gleichen Jahr»: the day, month or year named before."""
    return _from_last(anchor, toml_table("dates")["periods"][groups["period"].lower()], 0)


def year_before(groups: Groups, anchor: Anchor) -> str:
    """«im Vorjahreszeitraum», «im gleichen Quartal des Vorjahres»: the period named before, a year earlier."""
    ends = [f"{int(end[:4]) - 1:04d}{end[4:]}" for end in bounds(anchor.value)] if anchor.value else []
    if not ends or "-02-29" in "".join(ends) or ends[0].startswith("0000"):
        return ""
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def week_since(groups: Groups, anchor: Anchor) -> str:
    """«in der dritten Woche», counted from the day on which something began."""
    ordinals: dict[str, int] = toml_table("dates")["ordinals"]
    number = ordinals.get(stem_in(groups["ordinal"], ordinals), 0)
    return moved("week", number - 1, anchor.start) if anchor.start is not None and number > 0 else ""


def count_of(word: str) -> int | None:
    """The number of units; an article and nothing at all are one."""
    if word.isdigit():
        return int(word)
    return 1 if word.lower() in {"", "ein", "einem", "einer", "eine", "einen"} else number_word(word)


def _from_last(anchor: Anchor, unit: str, steps: int) -> str:
    """So many units from the value named last; empty where that is coarser than the unit."""
    first, last = bounds(anchor.value)
    base = last if steps > 0 and unit != "week" else first
    if unit not in LENGTHS or len(base) < LENGTHS[unit]:
        return ""
    year, month, day = (int(part) for part in (base + "-01-01")[:10].split("-"))
    return moved(unit, steps, date(year, month, day))
