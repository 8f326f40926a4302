"""Calendar arithmetic for time expressions: days, weeks, months, years as ISO values, moved and resolved.

A value is a day (``2026-01-06``), a month (``2025-09``), a year (``2025``) or an interval ``a/b`` of such.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

LAST_YEAR = 9999


def day_value(year: int, month: int, day: int) -> str:
    """The ISO day, or empty where the calendar has none (31 February)."""
    if not (1 <= month <= 12 and 1 <= year <= LAST_YEAR and 1 <= day <= monthrange(year, month)[1]):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def month_value(year: int, month: int) -> str:
    """The ISO month, or empty outside the calendar."""
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and 1 <= year <= LAST_YEAR else ""


def years_value(first: int, last: int) -> str:
    """A year, or an interval of years; empty outside the calendar."""
    if not 1 <= first <= last <= LAST_YEAR:
        return ""
    return f"{first:04d}" if first == last else f"{first:04d}/{last:04d}"


def moved(unit: str, steps: int, day: date) -> str:
    """The day, week, month … that lies ``steps`` after the one of ``day``."""
    if unit == "day":
        return _shifted(day, steps).isoformat()
    if unit in {"week", "weekend"}:
        monday = _shifted(day, 7 * steps - day.weekday())
        first, last = (5, 6) if unit == "weekend" else (0, 6)
        return f"{_shifted(monday, first)}/{_shifted(monday, last)}"
    if unit == "month":
        index = day.year * 12 + day.month - 1 + steps
        return month_value(index // 12, index % 12 + 1)
    if unit in {"quarter", "half"}:
        length = 3 if unit == "quarter" else 6
        index = (day.year * 12 + day.month - 1) // length + steps
        return part_of_year(index * length // 12, index % (12 // length) + 1, length)
    if unit == "decade":
        start = day.year // 10 * 10 + 10 * steps
        return years_value(start, start + 9)
    return years_value(day.year + steps, day.year + steps)


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def part_of_year(year: int, number: int, length: int) -> str:
    """Quarter or half of a year as an interval of days; a number past the end gives nothing."""
    first = (number - 1) * length + 1
    if not 1 <= first <= 13 - length:
        return ""
    return months_interval(year, first, length)


def months_interval(year: int, first: int, length: int) -> str:
    """``length`` months from month ``first`` on, as an interval of days."""
    index = year * 12 + first - 1 + length - 1
    end_year, end_month = index // 12, index % 12 + 1
    start = day_value(year, first, 1)
    if not start or end_year > LAST_YEAR:
        return ""
    return f"{start}/{day_value(end_year, end_month, monthrange(end_year, end_month)[1])}"


def weekday_near(number: int, day: date, forward: bool) -> date:
    """The nearest such weekday (Monday 1) on or after the day, or on or before it."""
    distance = number - 1 - day.weekday()
    return _shifted(day, distance % 7 if forward else -(-distance % 7))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    correction = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * correction) // 451
    month, day = divmod(epact + correction - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def bounds(value: str) -> tuple[str, str]:
    """First and last part of an interval; of a single value twice that value."""
    first, _, last = value.partition("/")
    return first, last or first


def interval(first: str, last: str) -> str:
    """From the beginning of one value to the end of another, empty where either is unknown or they run backwards."""
    if not first or not last:
        return ""
    start, end = bounds(first)[0], bounds(last)[1]
    return f"{start}/{end}" if start[: len(end)] <= end[: len(start)] and start != end else start
