"""The parts of a time expression → its ISO value; publication date, tense and the text around are its anchor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.lexicon import toml_table
from pipeline.numbers.number_words import number_word
from pipeline.syntax.tense import Direction
from pipeline.times.calendar_values import (
    day_value,
    easter,
    month_value,
    months_interval,
    moved,
    part_of_year,
    weekday_near,
    years_value,
)

Groups = dict[str, str]
HALF_WEEK = 3
CLOSE = 60  # days around the publication within which a day without a year is taken for the nearest one


@dataclass(frozen=True)
class Anchor:
    """What a relative expression leans on: publication day, the clause's direction, year and day named last."""

    published: date | None
    direction: Direction = "back"
    year: int | None = None
    last: date | None = None

    @property
    def forward(self) -> bool:
        return self.direction in {"ahead", "present"}


def _year(groups: Groups, anchor: Anchor) -> int | None:
    """The year that the expression names itself: «2026», «26», «dieses Jahres»."""
    written = groups.get("year", "")
    if len(written) == 2:
        return 2000 + int(written) if int(written) < 70 else 1900 + int(written)
    if written:
        return int(written)
    near = _near(groups.get("near_year", ""))
    if near is not None and anchor.published is not None:
        return anchor.published.year + near
    return None


def _near(word: str) -> int | None:
    """The step of an inflected adjective: kommenden → 1."""
    steps: dict[str, int] = toml_table("dates")["near"]
    stem = next(
        (
            word.lower().removesuffix(end)
            for end in ("en", "em", "er", "es", "e", "")
            if word.lower().removesuffix(end) in steps
        ),
        "",
    )
    return steps.get(stem)


def _month_number(groups: Groups) -> int:
    written = (groups.get("month") or groups.get("short") or "").lower()
    if written.isdigit():
        return int(written)
    table = toml_table("dates")
    return int(table["months"].get(written) or table["short_months"].get(written, 0))


def _nearest_year(anchor: Anchor, month: int, day: int | None) -> int | None:
    """The year of a date without one: the last such date in a past clause, the next one in a forward clause.

    A day close to the publication is meant whatever the tense («wurde auf den 10. Dezember verlegt»).
    """
    if anchor.published is None:
        return None
    year = anchor.published.year
    if not anchor.forward and anchor.year is not None and anchor.year < year - 1:
        return anchor.year
    if day is not None:
        return _nearest_day_year(anchor, month, day)
    if anchor.forward:
        return year + (month < anchor.published.month and not _is_near_past(anchor.published, month))
    return year - (month > anchor.published.month)


def _nearest_day_year(anchor: Anchor, month: int, day: int) -> int | None:
    if anchor.published is None:
        return None
    years = (anchor.published.year - 1, anchor.published.year, anchor.published.year + 1)
    around = [(_distance(anchor.published, year, month, day), year) for year in years]
    distance, nearest = min((abs(days), year) for days, year in around)
    if distance <= CLOSE or not anchor.direction:
        return nearest
    wanted = [year for days, year in around if (days >= 0) == anchor.forward]
    return min(wanted) if anchor.forward else max(wanted)


def _distance(published: date, year: int, month: int, day: int) -> int:
    """Days from the publication to that day; the 29th of February counts as the 1st of March where there is none."""
    first = date(year, month, 1) if 1 <= month <= 12 else published
    return (first - published).days + day - 1


def _is_near_past(published: date, month: int) -> bool:
    """A month just gone is meant even where the verb stands in the present («seit Oktober» in November)."""
    return 0 <= (published.month - month) % 12 <= 1


def _day_month(groups: Groups, anchor: Anchor) -> str:
    month, day = _month_number(groups), int(groups["day"])
    year = _year(groups, anchor) or _nearest_year(anchor, month, day)
    return day_value(year, month, day) if year else ""


def _month(groups: Groups, anchor: Anchor) -> str:
    month = _month_number(groups)
    year = _year(groups, anchor) or _nearest_year(anchor, month, None)
    return month_value(year, month) if year and 1 <= month <= 12 else ""


def _year_only(groups: Groups, anchor: Anchor) -> str:
    return groups["year"]


def _season(groups: Groups, anchor: Anchor) -> str:
    first = int(toml_table("dates")["seasons"][groups["season"].lower()])
    year, near = _year(groups, anchor), _near(groups.get("near", ""))
    if year is None and anchor.published is not None:
        year = _nearest_year(anchor, first, None) if near is None else _season_year(anchor.published, first, near)
    return months_interval(year, first, 3) if year else ""


def _season_year(published: date, first: int, near: int) -> int:
    """«im vergangenen Herbst» is the last one that is over, «im kommenden» the next to begin."""
    if near > 0:
        return published.year + (published.month >= first)
    if near < 0:
        return published.year - (published.month < first + 3)
    return published.year


def _weekday(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None:
        return ""
    number = int(toml_table("dates")["weekdays"][groups["weekday"].lower()])
    near = _near(groups.get("near", ""))
    if near:
        start = anchor.published + timedelta(days=1 if near > 0 else -1)
        return weekday_near(number, start, near > 0).isoformat()
    day = weekday_near(number, anchor.published, anchor.forward)
    if anchor.direction == "present" and (day - anchor.published).days > HALF_WEEK:
        day = weekday_near(number, anchor.published, False)  # «treffen sich am Dienstag», told on Wednesday
    return day.isoformat()


def _weekend(groups: Groups, anchor: Anchor) -> str:
    """«am Wochenende»: the one to come in a forward clause, else the last one."""
    if anchor.published is None:
        return ""
    return moved("weekend", 0 if anchor.forward or anchor.published.weekday() >= 5 else -1, anchor.published)


def _part_of_year_word(groups: Groups, anchor: Anchor) -> str:
    """«Ende des Jahres»: of the year told about, else of the current one."""
    if anchor.published is None:
        return ""
    return str(anchor.year if anchor.year is not None and not anchor.forward else anchor.published.year)


def _near_period(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None or groups.get("count"):
        return ""
    unit = toml_table("dates")["periods"][groups["period"].lower()]
    step = _near(groups["near"])
    return moved(unit, step, anchor.published) if step is not None and (unit, step) != ("day", 0) else ""


def _ago(groups: Groups, anchor: Anchor) -> str:
    """«vor drei Monaten», «in zwei Wochen», at the granularity of the unit."""
    count = _count(groups["count"])
    backward = groups["direction"].lower() == "vor"
    if anchor.published is None or count is None or count > 500 or (not backward and not anchor.forward):
        return ""
    unit = toml_table("dates")["units"][groups["unit"].lower()]
    if unit == "decade":
        return ""
    return moved(unit, -count if backward else count, anchor.published)


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return 1 if word.lower() in {"ein", "einem", "einer", "eine"} else number_word(word)


def _quarter(groups: Groups, anchor: Anchor) -> str:
    length = 3 if groups["period"] in {"Quartal", "Trimester"} else 6
    word = groups["ordinal"].rstrip(".")
    ordinals: dict[str, int] = toml_table("dates")["ordinals"]
    number = (
        int(word) if word.isdigit() else next((n for stem, n in ordinals.items() if word.lower().startswith(stem)), 0)
    )
    if anchor.published is None and not groups.get("year"):
        return ""
    if number < 0:
        return moved("quarter" if length == 3 else "half", -1, anchor.published) if anchor.published else ""
    year = _year(groups, anchor) or (_nearest_year(anchor, (number - 1) * length + 1, None) or 0)
    return part_of_year(year, number, length)


def _deictic(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None:
        return ""
    unit, step = toml_table("dates")["deictic"][groups["deictic"].lower()]
    return moved(unit, step, anchor.published)


def _holiday(groups: Groups, anchor: Anchor) -> str:
    table, name = toml_table("dates"), groups["holiday"].lower()
    fixed = table["holidays"].get(name)
    month = int(fixed[:2]) if fixed else 4
    year = _year(groups, anchor) or _nearest_year(anchor, month, int(fixed[3:5]) if fixed else None)
    if not year:
        return ""
    if fixed:
        return "/".join(f"{year}-{part}" for part in fixed.split("/"))
    return (easter(year) + timedelta(days=table["movable"][name])).isoformat()


def _decade(groups: Groups, anchor: Anchor) -> str:
    start = int(groups["decade"])
    start += 1900 if start < 100 else 0
    return years_value(start, start + 9)


def _century(groups: Groups, anchor: Anchor) -> str:
    number = int(groups["century"])
    return years_value(number * 100 - 99, number * 100) if number <= 21 else ""


def _season_years(groups: Groups, anchor: Anchor) -> str:
    """«2007/08»: only a year and the one after it."""
    year, following = int(groups["year"]), groups["next"]
    return f"{year}/{year + 1}" if str(year + 1).endswith(following) else ""


RESOLVERS: dict[str, Callable[[Groups, Anchor], str]] = {
    "iso": _day_month,
    "numeric": _day_month,
    "numeric_day": _day_month,
    "day_month": _day_month,
    "month_year": _month,
    "month": _month,
    "part_month": _month,
    "part_year": _year_only,
    "season": _season,
    "weekday": _weekday,
    "weekend": _weekend,
    "part_of_year": _part_of_year_word,
    "near": _near_period,
    "ago": _ago,
    "quarter": _quarter,
    "deictic": _deictic,
    "holiday": _holiday,
    "decade": _decade,
    "century": _century,
    "season_years": _season_years,
    "year": _year_only,
}
