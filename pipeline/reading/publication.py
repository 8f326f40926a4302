"""When an article was published: dates in fields and in the lines above and below its text.

Nothing here knows today's date: «heute» in a header gives no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipeline.lexicon import toml_table

FIRST_YEAR, LAST_YEAR = 1900, 2099
LONGEST_LINE = 160
MOST_CAPITALS = 8
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\Z")
YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d\d)[/.](\d\d)(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-((?:19|20)\d\d)(?!\d)")
DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d|\d\d)(?![\d.]\d)")
SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)")
SPELLED = re.compile(r"(?<!\d)(\d{1,2})\.?\s{0,3}([A-Za-zäÄ]{3,9})\.?,?\s{0,3}((?:19|20)\d\d)(?!\d)")
MONTH_FIRST = re.compile(r"([A-Za-zäÄ]{3,9})\.?\s{1,3}(\d{1,2}),\s{0,3}((?:19|20)\d\d)(?!\d)")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")
AGENCY_NUMBER = re.compile(r"\bdpa:(\d\d)(\d\d)(\d\d)-\d")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PREFIX = re.compile(r"\s{0,3}date:?\s{1,3}((?:19|20)\d\d-\d\d-\d\d)\b[ \t]{0,3}")


@dataclass(frozen=True)
class DateFound:
    """A full date in a line: its value, where it stands, and whether day and month could be swapped."""

    value: date
    start: int
    end: int
    ambiguous: bool = False


def date_of_field(value: str) -> tuple[date | None, str]:
    """The date that a field gives and a warning (empty: none). ``heute`` and the like give no date."""
    text = value.strip()[:80]
    if not text:
        return None, ""
    text = DAY_FIRST.sub(r"\1/\2/\3", YEAR_FIRST.sub(r"\1-\2-\3", text))
    compact = COMPACT.match(text)
    found = _date(*map(int, compact.groups())) if compact else None
    if found:
        return found, ""
    first = first_date(text)
    if first is None:
        return None, f"Datum „{' '.join(text[:40].split())}“ nicht verstanden; bitte als JJJJ-MM-TT angeben"
    return first.value, "Datum mehrdeutig, als Tag/Monat/Jahr gelesen" if first.ambiguous else ""


def date_in_address(text: str) -> date | None:
    """The date that a web address or a file's name carries (/2026/01/07/, 2026-01-07-gipfel)."""
    match = IN_ADDRESS.search(text) or ISO.search(text)
    return _date(*map(int, match.groups())) if match else None


def first_date(text: str) -> DateFound | None:
    """The first full date in the text, with day, month and year, in German order."""
    found = [item for item in (_iso(text), _dotted(text), _slashed(text), _spelled(text)) if item]
    return min(found, key=lambda item: item.start, default=None)


def date_of_agency_number(line: str) -> date | None:
    """The day in an agency's own number: «dpa:260503-99-123456/3»."""
    match = AGENCY_NUMBER.search(line)
    return _date(2000 + int(match[1]), int(match[2]), int(match[3])) if match else None


def date_of_line(line: str) -> DateFound | None:
    """The date of a line that says nothing but when and by whom: «Publiziert: 03.05.2026, 06:10 Uhr», or None.

    A sentence that names a date («Am 3. März 2024 wählte …») is no such line.
    """
    if len(line) > LONGEST_LINE:
        return None
    found = first_date(line)
    if found is None:
        return None
    rest = CLOCK.sub(" ", line[: found.start] + " | " + line[found.end :])
    words = WORD.findall(rest)
    beside = _beside()
    strange = [word for word in words if word.lower() not in beside]
    if any(word[0].islower() for word in strange) or len(strange) > MOST_CAPITALS:
        return None
    return found


def is_changed_date(line: str) -> bool:
    """The line gives the date of a later change («Aktualisiert am …»)."""
    labels = set(toml_table("publication")["lines"]["changed"])
    return any(word.lower() in labels for word in WORD.findall(line[:LONGEST_LINE]))


def _beside() -> frozenset[str]:
    table = toml_table("publication")
    return frozenset(table["lines"]["beside"]) | frozenset(table["months"])


def _iso(text: str) -> DateFound | None:
    return _first(ISO, text, lambda match: _date(int(match[1]), int(match[2]), int(match[3])))


def _dotted(text: str) -> DateFound | None:
    return _first(DOTTED, text, lambda match: _date(_full_year(match[3]), int(match[2]), int(match[1])))


def _slashed(text: str) -> DateFound | None:
    found = _first(SLASHED, text, lambda match: _date(int(match[3]), int(match[2]), int(match[1])))
    if found and found.value.day <= 12 and found.value.day != found.value.month:
        return DateFound(found.value, found.start, found.end, ambiguous=True)
    return found


def _spelled(text: str) -> DateFound | None:
    german = _first(SPELLED, text, lambda match: _date(int(match[3]), _month(match[2]), int(match[1])))
    english = _first(MONTH_FIRST, text, lambda match: _date(int(match[3]), _month(match[1]), int(match[2])))
    return min((item for item in (german, english) if item), key=lambda item: item.start, default=None)


def _first(pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], date | None]) -> DateFound | None:
    for match in pattern.finditer(text):
        value = read(match)
        if value:
            return DateFound(value, match.start(), match.end())
    return None


def _month(name: str) -> int:
    months: dict[str, int] = toml_table("publication")["months"]
    return months.get(name.lower(), 0)


def _full_year(text: str) -> int:
    """«7.1.26» is 2026; two-digit years above 69 belong to the last century."""
    year = int(text)
    if year >= 100:
        return year
    return 1900 + year if year > 69 else 2000 + year


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
