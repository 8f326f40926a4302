"""The parts of a time expression → its ISO value; publication date, tense and the text around are its anchor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.lexicon import toml_table
from pipeline.numbers.number_words import number_word
from pipeline.times.anchor import Anchor, Groups, near_step, nearest_year, stem_in, year_of
from pipeline.times.calendar_values import (
    bounds,
    day_value,
    month_value,
    months_interval,
    moved,
    part_of_year,
    weekday_near,
    years_value,
)
from pipeline.times.feasts import advent, holiday
from pipeline.times.leaning import after_that, count_of, day_beside, same_period, week_since, year_before

HALF_WEEK = 4  # a weekday farther ahead is rather the last one, in a plain present


def _month_number(groups: Groups) -> int:
    written = (groups.get("month") or groups.get("short") or "").lower()
    if written.isdigit():
        return int(written)
    table = toml_table("dates")
    return int(table["months"].get(written) or table["short_months"].get(written, 0))


def _day_month(groups: Groups, anchor: Anchor) -> str:
    month, day = _month_number(groups), int(groups["day"])
    year = year_of(groups, anchor) or nearest_year(anchor, month, day)
    return day_value(year, month, day) if year else ""


def _month(groups: Groups, anchor: Anchor) -> str:
    month = _month_number(groups)
    year = year_of(groups, anchor) or nearest_year(anchor, month, None)
    return month_value(year, month) if year and 1 <= month <= 12 else ""


def _year_only(groups: Groups, anchor: Anchor) -> str:
    return groups["year"]


def _season(groups: Groups, anchor: Anchor) -> str:
    first = int(toml_table("dates")["seasons"][groups["season"].lower()])
    year, near = year_of(groups, anchor), near_step(groups.get("near", ""))
    if year is None and anchor.published is not None:
        year = nearest_year(anchor, first, None) if near is None else _season_year(anchor.published, first, near)
    return months_interval(year, first, 3) if year else ""


def _season_year(published: date, first: int, near: int) -> int:
    """«im vergangenen Herbst» is the last one that is over, «im kommenden» the next to begin."""
    if near > 0:
        return published.year + (published.month >= first)
    if near < 0:
        return published.year - (published.month < first + 3)
    return published.year - (first == 12 and published.month < 6)  # «dieser Winter», told in March


def _weekday(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None:
        return ""
    number = int(toml_table("dates")["weekdays"][groups["weekday"].lower()])
    near = near_step(groups.get("near", ""))
    if near:
        start = date.fromisoformat(moved("day", 1 if near > 0 else -1, anchor.published))
        return weekday_near(number, start, near > 0).isoformat()
    day = weekday_near(number, anchor.published, anchor.forward)
    if anchor.direction == "present" and (day - anchor.published).days > HALF_WEEK:
        day = weekday_near(number, anchor.published, False)  # «treffen sich am Dienstag», told on Wednesday
    return day.isoformat()


def _weekday_of_week(groups: Groups, anchor: Anchor) -> str:
    """«am Mittwoch vergangener Woche»: that day of the week before, whatever the day of publication."""
    step = near_step(groups["near"])
    if anchor.published is None or step is None:
        return ""
    monday = date.fromisoformat(bounds(moved("week", step, anchor.published))[0])
    return moved("day", toml_table("dates")["weekdays"][groups["weekday"].lower()] - 1, monday)


def _weekend(groups: Groups, anchor: Anchor) -> str:
    """«am Wochenende»: the one to come in a forward clause, else the last one."""
    if anchor.published is None:
        return ""
    return moved("weekend", 0 if anchor.forward or anchor.published.weekday() >= 5 else -1, anchor.published)


def _part_of_period(groups: Groups, anchor: Anchor) -> str:
    """«Ende der Woche», «Ende des Jahres»: of the year told about, else of the current one."""
    if anchor.published is None:
        return ""
    unit = toml_table("dates")["periods"][groups["period"].lower()]
    if unit == "year" and anchor.year is not None and not anchor.forward:
        return str(anchor.year)
    return moved(unit, 0, anchor.published)


def _near_period(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None or groups.get("count"):
        return ""
    unit = toml_table("dates")["periods"][groups["period"].lower()]
    step = near_step(groups["near"])
    if step is None or (unit, step) == ("day", 0):
        return ""
    if unit == "weekend" and step > 0 and anchor.published.weekday() < 5:
        step -= 1  # «am kommenden Wochenende», told on a Thursday
    return moved(unit, step, anchor.published)


def _ago(groups: Groups, anchor: Anchor) -> str:
    """«vor drei Monaten», «in zwei Wochen», at the granularity of the unit; decades are too coarse to count from."""
    count = count_of(groups["count"])
    backward = groups["direction"].lower() == "vor"
    if anchor.published is None or count is None or count > 500 or (not backward and not anchor.forward):
        return ""
    unit = toml_table("dates")["units"][groups["unit"].lower()]
    return moved(unit, -count if backward else count, anchor.published) if unit != "decade" else ""


def _half_years(groups: Groups, anchor: Anchor) -> str:
    """«vor einem halben Jahr», «vor anderthalb Jahren»: counted in months."""
    backward = groups["direction"].lower() == "vor"
    if anchor.published is None or (not backward and not anchor.forward):
        return ""
    months: int = toml_table("dates")["half_years"][groups["halves"]]
    return moved("month", -months if backward else months, anchor.published)


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
    year = year_of(groups, anchor) or (nearest_year(anchor, (number - 1) * length + 1, None) or 0)
    return part_of_year(year, number, length)


def _deictic(groups: Groups, anchor: Anchor) -> str:
    if anchor.published is None:
        return ""
    table, word = toml_table("dates"), groups["deictic"].lower()
    unit, step = table["deictic"][word]
    if word in table["words"]["year_ends"] and anchor.direction == "back" and anchor.published.month <= 6:
        step -= 1  # «zum Jahresende gesunken», told in March
    return moved(unit, step, anchor.published)


def _deictic_day(groups: Groups, anchor: Anchor) -> str:
    """«am gestrigen Mittwoch», «am heutigen Tag»."""
    steps: dict[str, int] = toml_table("dates")["deictic_days"]
    step = steps[stem_in(groups["near"], steps)]
    return moved("day", step, anchor.published) if anchor.published is not None else ""


def _decade(groups: Groups, anchor: Anchor) -> str:
    words: dict[str, int] = toml_table("dates")["decades"]
    start = words.get(groups["words"].lower()) or int(groups["decade"])
    start += 1900 if start < 100 else 0
    return years_value(start, start + 9)


def _century(groups: Groups, anchor: Anchor) -> str:
    """A century or half of one: «in der zweiten Hälfte des 19. Jahrhunderts»."""
    written = groups["century"] or groups["ordinal"]
    number = int(written) if written.isdigit() else _century_word(written)
    if not number or number > 21:
        return ""
    half = {"ersten": (0, 50), "zweiten": (50, 0)}.get(groups["half"], (0, 0))
    return years_value(number * 100 - 99 + half[0], number * 100 - half[1])


def _century_word(written: str) -> int:
    """«im neunzehnten Jahrhundert»: an ordinal is its number with an ending."""
    stem = written.lower().removesuffix("n").removesuffix("e")
    return number_word(stem.removesuffix("t")) or number_word(stem.removesuffix("st")) or 0


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
    "weekday_of_week": _weekday_of_week,
    "part_of_period": _part_of_period,
    "near": _near_period,
    "ago": _ago,
    "half_years": _half_years,
    "after_that": after_that,
    "beside": day_beside,
    "same": same_period,
    "year_before": year_before,
    "week_since": week_since,
    "quarter": _quarter,
    "deictic": _deictic,
    "deictic_day": _deictic_day,
    "year_point": _year_only,
    "holiday": holiday,
    "advent": advent,
    "decade": _decade,
    "century": _century,
    "season_years": _season_years,
    "year": _year_only,
}
