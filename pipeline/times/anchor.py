"""What a relative time expression leans on, and the year that a date without one belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.lexicon import toml_table
from pipeline.syntax.tense import Direction

Groups = dict[str, str]
CLOSE = 60  # days around the publication within which a day without a year is taken for the nearest one
JUST_GONE = 21  # days before the publication within which a day belongs to its year whatever year was named before
ENDINGS = ("en", "em", "er", "es", "e", "")


@dataclass(frozen=True)
class Anchor:
    """What a relative expression leans on.

    The publication day, the clause's direction, the year named last, the calendar value named last (empty where that is
    too far back), and the day on which something is said to have begun.
    """

    published: date | None
    direction: Direction = "back"
    year: int | None = None
    value: str = ""
    start: date | None = None

    @property
    def forward(self) -> bool:
        return self.direction in {"ahead", "present"}


def year_of(groups: Groups, anchor: Anchor) -> int | None:
    """The year that the expression names itself: «2026», «26», «dieses Jahres», «des Vorjahres»."""
    written = groups.get("year", "")
    if len(written) == 2:
        return 2000 + int(written) if int(written) < 70 else 1900 + int(written)
    if written:
        return int(written)
    near = -1 if groups.get("prior") else near_step(groups.get("near_year", ""))
    if near is not None and anchor.published is not None:
        return anchor.published.year + near
    return None


def near_step(word: str) -> int | None:
    """The step of an inflected adjective: kommenden → 1."""
    steps: dict[str, int] = toml_table("dates")["near"]
    return steps.get(stem_in(word, steps))


def stem_in(word: str, stems: dict[str, int]) -> str:
    """The word without the ending of an adjective, where that is one of the stems; else empty."""
    forms = (word.lower().removesuffix(ending) for ending in ENDINGS)
    return next((form for form in forms if form in stems), "")


def nearest_year(anchor: Anchor, month: int, day: int | None) -> int | None:
    """The year of a date without one: the last such date in a past clause, the next one in a forward clause.

    A day close to the publication is meant whatever the tense («wurde auf den 10. Dezember verlegt»); a day of the last
    weeks is no day of an older year that the text named before («Sie regierte bis 1999. Am 3. Mai starb sie.»).
    """
    if anchor.published is None:
        return None
    year = anchor.published.year
    just_gone = day is not None and -JUST_GONE <= _distance(anchor.published, year, month, day) <= 0
    if not anchor.forward and anchor.year is not None and anchor.year < year - 1 and not just_gone:
        return anchor.year
    if day is not None:
        return _nearest_day_year(anchor, anchor.published, month, day)
    if anchor.forward:
        return year + (month < anchor.published.month and not _is_near_past(anchor.published, month))
    return year - (month > anchor.published.month)


def _nearest_day_year(anchor: Anchor, published: date, month: int, day: int) -> int:
    around = [(_distance(published, year, month, day), year) for year in range(published.year - 1, published.year + 2)]
    distance, nearest = min((abs(days), year) for days, year in around)
    if distance <= CLOSE or not anchor.direction:
        return nearest
    wanted = [year for days, year in around if (days >= 0) == anchor.forward]
    return min(wanted) if anchor.forward else max(wanted)


def _distance(published: date, year: int, month: int, day: int) -> int:
    """Days from the publication to that day; the 29th of February counts as the 1st of March where there is none."""
    first = date(year, month, 1) if 1 <= month <= 12 and 1 <= year <= 9999 else published
    return (first - published).days + day - 1


def _is_near_past(published: date, month: int) -> bool:
    """A month just gone is meant even where the verb stands in the present («seit Oktober» in November)."""
    return 0 <= (published.month - month) % 12 <= 1
