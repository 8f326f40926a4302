"""Any day, written in any form, comes back as the same value; any other text does no harm."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.de import German

from pipeline.times.calendar_values import bounds, moved
from pipeline.times.date_patterns import date_patterns, needed
from pipeline.times.dates import find_times

NLP = German()
NLP.add_pipe("sentencizer")
MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
]  # fmt: skip
SHORT = ["Jan.", "Feb.", "Mrz.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."]
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PIECES = [
    *"0123456789./-, ", "am ", "vom ", "bis ", "Mai", "März ", "Jänner ", "12.", "1999", "2026", " Uhr", "Ende ",
    "vor ", "in ", "drei ", "Tagen", "Jahre später", "Montag ", "der Woche", "darauf", "nächsten ", "Jahres",
    "Vorjahreszeitraum", "Ostern ", "ersten Advent", "Buß- und Bettag", "19. Jahrhundert", "Neunzigerjahre",
    "Quartal", "zweiten ", "Herbst ", "derzeit ", "einem halben Jahr", "heutigen ", "Saison 2007/08", "(", ")", "–",
    "\n",
]  # fmt: skip


def values(text: str, published: date) -> list[str]:
    return [time.value for time in find_times(NLP(text), published)]


@settings(max_examples=50)
@given(days, days, st.integers(0, 7))
def test_a_written_day_comes_back(day: date, published: date, form: int) -> None:
    month, short, weekday = MONTHS[day.month - 1], SHORT[day.month - 1], WEEKDAYS[day.weekday()]
    forms = [
        f"{day.day}. {month} {day.year}", f"{day.day:02d}. {month} {day.year}", f"{day.day}. {short} {day.year}",
        f"{weekday}, {day.day}. {month} {day.year}", f"{weekday}, den {day.day}. {month} {day.year}",
        f"{day.day}.{day.month}.{day.year}", f"{day.day:02d}.{day.month:02d}.{day.year}", day.isoformat(),
    ]  # fmt: skip
    assert values(f"Der Rat trat am {forms[form]} zusammen.", published) == [day.isoformat()]


@settings(max_examples=50)
@given(days, days, st.sampled_from(["", "Anfang ", "Mitte ", "Ende "]))
def test_a_written_month_is_never_finer_than_a_month(day: date, published: date, part: str) -> None:
    text = f"Das Werk schloss {part or 'im '}{MONTHS[day.month - 1]} {day.year}."
    assert values(text, published) == [f"{day:%Y-%m}"]


@settings(max_examples=50)
@given(days, st.integers(1, 30), st.sampled_from([("Tagen", "day"), ("Wochen", "week"), ("Jahren", "year")]))
def test_so_long_ago(published: date, count: int, unit: tuple[str, str]) -> None:
    if count > 1:
        assert values(f"Der Damm brach vor {count} {unit[0]}.", published) == [moved(unit[1], -count, published)]


@settings(max_examples=50)
@given(days, days, st.integers(1, 60))
def test_so_many_days_after_a_day(day: date, published: date, count: int) -> None:
    text = f"Am {day.day}. {MONTHS[day.month - 1]} {day.year} brach der Damm, {count + 1} Tage später war er dicht."
    assert values(text, published) == [day.isoformat(), (day + timedelta(days=count + 1)).isoformat()]


@settings(max_examples=50)
@given(days, days)
def test_from_day_to_day_is_one_interval(first: date, second: date) -> None:
    begin, end = sorted((first, second))
    text = (
        f"Die Messe dauerte vom {begin.day}. {MONTHS[begin.month - 1]} {begin.year} "
        f"bis zum {end.day}. {MONTHS[end.month - 1]} {end.year}."
    )
    whole = f"{begin}/{end}" if begin < end else begin.isoformat()
    assert values(text, second) == [whole]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_pieces_of_dates_do_no_harm(pieces: list[str], published: date) -> None:
    doc = NLP("".join(pieces))
    last = 0
    for time in find_times(doc, published):
        assert last <= time.span.start < time.span.end <= len(doc)  # two may share a token: «2005/2010»
        last = time.span.start
        assert VALUE.fullmatch(time.value) if time.value else time.reference
        first, final = bounds(time.value)
        assert first[: len(final)] <= final[: len(first)]


@settings(max_examples=400)
@given(st.data(), st.sampled_from(sorted(needed())))
def test_no_pattern_is_left_out_of_a_text_that_it_matches(data: st.DataObject, kind: str) -> None:
    """The letters that say which patterns a text needs must never hide a match."""
    text = data.draw(st.from_regex(date_patterns()[kind]))
    assert any(part in text for part in needed()[kind])
