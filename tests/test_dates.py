"""Time expressions: what they cover, what they are worth on a given day, and which way their clause looks."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.de import German
from spacy.tokens import Doc

from pipeline.times.anchor import Anchor
from pipeline.times.calendar_values import bounds, day_value, easter, interval, months_interval, moved, weekday_near
from pipeline.times.date_values import RESOLVERS
from pipeline.times.dates import date_matches, find_times
from tests.tagged import VOCAB

WEDNESDAY = date(2026, 1, 7)
NLP = German()
NLP.add_pipe("sentencizer")


def values(text: str, direction: str = "back", published: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    """Every match of a text with its value, as if its clause looked in one direction."""
    anchor = Anchor(published, direction)  # type: ignore[arg-type]
    return [(text[m.start : m.end], RESOLVERS[m.kind](m.groups, anchor)) for m in date_matches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 6. Januar 2026", [("6. Januar 2026", "2026-01-06")]),
        ("am 6. Jänner", [("6. Jänner", "2026-01-06")]),
        ("Dienstag, 6. Januar", [("Dienstag, 6. Januar", "2026-01-06")]),
        ("am Freitag, den 3. Juli", [("Freitag, den 3. Juli", "2025-07-03")]),
        ("am 08.01.2026", [("08.01.2026", "2026-01-08")]),
        ("am 7.1.26", [("7.1.26", "2026-01-07")]),
        ("2026-01-07", [("2026-01-07", "2026-01-07")]),
        ("am 15.3. und", [("15.3.", "2025-03-15")]),
        ("am 3. Sept. 2025", [("3. Sept. 2025", "2025-09-03")]),
        ("im September", [("September", "2025-09")]),
        ("im Juli vorigen Jahres", [("Juli vorigen Jahres", "2025-07")]),
        ("bis Januar 2027", [("Januar 2027", "2027-01")]),
        ("Ende Dezember", [("Ende Dezember", "2025-12")]),
        ("Anfang des Jahres 2024", [("Anfang des Jahres 2024", "2024")]),
        (
            "gestern, heute und übermorgen",
            [("gestern", "2026-01-06"), ("heute", "2026-01-07"), ("übermorgen", "2026-01-09")],
        ),
        ("heuer und im Vorjahr", [("heuer", "2026"), ("Vorjahr", "2025")]),
        ("in dieser Woche", [("dieser Woche", "2026-01-05/2026-01-11")]),
        ("kommende Woche", [("kommende Woche", "2026-01-12/2026-01-18")]),
        ("am vergangenen Wochenende", [("vergangenen Wochenende", "2026-01-03/2026-01-04")]),
        ("im kommenden Monat", [("kommenden Monat", "2026-02")]),
        ("Ende nächsten Jahres", [("Ende nächsten Jahres", "2027")]),
        ("vor drei Monaten", [("drei Monaten", "2025-10")]),
        ("vor zehn Tagen", [("zehn Tagen", "2025-12-28")]),
        ("vor einem Jahr", [("einem Jahr", "2025")]),
        ("am Sonnabend", [("Sonnabend", "2026-01-03")]),
        ("am Mittwoch", [("Mittwoch", "2026-01-07")]),
        ("am Dienstagabend", [("Dienstagabend", "2026-01-06")]),
        ("am vergangenen Mittwoch", [("vergangenen Mittwoch", "2025-12-31")]),
        ("im Frühjahr 2026", [("Frühjahr 2026", "2026-03-01/2026-05-31")]),
        ("im Winter 2024", [("Winter 2024", "2024-12-01/2025-02-28")]),
        ("im vergangenen Herbst", [("vergangenen Herbst", "2025-09-01/2025-11-30")]),
        ("im dritten Quartal 2026", [("dritten Quartal 2026", "2026-07-01/2026-09-30")]),
        ("im ersten Halbjahr 2025", [("ersten Halbjahr 2025", "2025-01-01/2025-06-30")]),
        ("in den 1990er Jahren", [("1990er Jahren", "1990/1999")]),
        ("in den 60er-Jahren", [("60er-Jahren", "1960/1969")]),
        ("im 19. Jahrhundert", [("19. Jahrhundert", "1801/1900")]),
        ("seit 2015", [("2015", "2015")]),
        ("im Jahr 2014", [("Jahr 2014", "2014")]),
        ("in der Saison 2007/08", [("2007/08", "2007/2008")]),
        ("an Ostern 2026", [("Ostern 2026", "2026-04-05")]),
        ("zu Silvester", [("Silvester", "2025-12-31")]),
    ],
)
def test_values_in_a_past_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("am Dienstag", "2026-01-13"),
        ("am Mittwoch", "2026-01-07"),
        ("am 6. März", "2026-03-06"),
        ("am 6. Januar", "2026-01-06"),
        ("im September", "2026-09"),
        ("im Dezember", "2026-12"),
        ("in zwei Wochen", "2026-01-19/2026-01-25"),
        ("am Wochenende", "2026-01-10/2026-01-11"),
        ("im Sommer", "2026-06-01/2026-08-31"),
    ],
)
def test_values_in_a_clause_that_looks_ahead(text: str, value: str) -> None:
    assert [found for _, found in values(text, "ahead")] == [value]


def test_a_plain_present_takes_the_nearer_weekday() -> None:
    assert values("am Dienstag", "present") == [("Dienstag", "2026-01-06")]
    assert values("am Freitag", "present") == [("Freitag", "2026-01-09")]


def test_a_day_close_by_needs_no_tense() -> None:
    published = date(2025, 12, 1)
    assert values("auf den 10. Dezember", "back", published) == [("10. Dezember", "2025-12-10")]
    assert values("am 20. Juni", "back", published) == [("20. Juni", "2025-06-20")]


def test_days_in_a_list_share_their_month() -> None:
    found = values("am 3., 4. und 5. Oktober 2025")
    assert found == [("3.", "2025-10-03"), ("4.", "2025-10-04"), ("5. Oktober 2025", "2025-10-05")]


def test_without_a_publication_date_only_what_is_absolute_has_a_value() -> None:
    text = "gestern, am Dienstag, im Mai, am 6. Januar 2026, kommende Woche, im Mai 2025, seit 2015"
    assert [value for _, value in values(text, published=None) if value] == ["2026-01-06", "2025-05", "2015"]


@pytest.mark.parametrize(
    "text",
    [
        "um 15.30 Uhr",
        "31. Februar 2026 Uhr",
        "in der Montagehalle",
        "Sonntagsruhe",
        "die Maiandacht",
        "2.000 Euro",
        "1200 €",
    ],
)
def test_what_is_no_date_has_no_value(text: str) -> None:
    assert [value for _, value in values(text) if value] == [] or text.startswith("31.")


def test_the_calendar_has_no_31_february() -> None:
    assert day_value(2026, 2, 31) == ""
    assert day_value(2024, 2, 29) == "2024-02-29"


@pytest.mark.parametrize(
    ("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_intervals() -> None:
    assert interval("2026-01-05", "2026-01-07") == "2026-01-05/2026-01-07"
    assert interval("2010", "2015") == "2010/2015"
    assert interval("", "2015") == ""
    assert bounds("2010/2015") == ("2010", "2015")
    assert months_interval(2024, 12, 3) == "2024-12-01/2025-02-28"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 7), st.booleans())
def test_a_weekday_is_near_and_right(day: date, number: int, forward: bool) -> None:
    found = weekday_near(number, day, forward)
    assert found.isoweekday() == number
    assert 0 <= (found - day).days * (1 if forward else -1) <= 6


@given(
    st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade"]),
    st.integers(-60, 60),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_moved_periods_run_forward(unit: str, steps: int, day: date) -> None:
    first, last = bounds(moved(unit, steps, day))
    assert first[: len(last)] <= last[: len(first)]


# --- in a Doc ----------------------------------------------------------------------------------


def clause(
    words: str, tags: str, root: int, aux: dict[int, str] | None = None, morphs: dict[int, str] | None = None
) -> Doc:
    """One clause whose words all hang on its predicate."""
    tokens = words.split()
    deps = [
        (aux or {}).get(i, "ROOT" if i == root else "obl" if tag in {"NN", "NE"} else "dep")
        for i, tag in enumerate(tags.split())
    ]
    features = [(morphs or {}).get(i, "") for i in range(len(tokens))]
    lemmas = [{"soll": "sollen", "wird": "werden", "hat": "haben"}.get(token, token) for token in tokens]
    heads = [root] * len(tokens)
    return Doc(VOCAB, words=tokens, tags=tags.split(), heads=heads, deps=deps, morphs=features, lemmas=lemmas)


FINITE_PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
FINITE_PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin"


def test_a_past_verb_looks_back() -> None:
    doc = clause("Sie sprach am Dienstag", "PPER VVFIN APPRART NN", 1, morphs={1: FINITE_PAST})
    assert [t.value for t in find_times(doc, WEDNESDAY)] == ["2026-01-06"]


def test_a_modal_looks_ahead() -> None:
    doc = clause("Sie soll am Dienstag sprechen", "PPER VMFIN APPRART NN VVINF", 4, {1: "aux"}, {1: FINITE_PRESENT})
    assert [t.value for t in find_times(doc, WEDNESDAY)] == ["2026-01-13"]


def test_a_perfect_looks_back_and_a_future_ahead() -> None:
    perfect = clause("Sie hat am Dienstag gesprochen", "PPER VAFIN APPRART NN VVPP", 4, {1: "aux"}, {1: FINITE_PRESENT})
    future = clause("Sie wird am Dienstag sprechen", "PPER VAFIN APPRART NN VVINF", 4, {1: "aux"}, {1: FINITE_PRESENT})
    assert [t.value for t in find_times(perfect, WEDNESDAY)] == ["2026-01-06"]
    assert [t.value for t in find_times(future, WEDNESDAY)] == ["2026-01-13"]


def test_the_preposition_outweighs_the_tense() -> None:
    ahead = clause("Sie lud für Dienstag ein", "PPER VVFIN APPR NN PTKVZ", 1, morphs={1: FINITE_PAST})
    back = clause("Sie tagt seit Dienstag", "PPER VVFIN APPR NN", 1, morphs={1: FINITE_PRESENT})
    assert [t.value for t in find_times(ahead, WEDNESDAY)] == ["2026-01-13"]
    assert [t.value for t in find_times(back, WEDNESDAY)] == ["2026-01-06"]


def test_from_to_is_one_interval() -> None:
    doc = clause(
        "Sie soll von Montag bis Mittwoch tagen", "PPER VMFIN APPR NN APPR NN VVINF", 6, {1: "aux"}, {1: FINITE_PRESENT}
    )
    found = find_times(doc, date(2026, 1, 8))
    assert [(t.span.text, t.value) for t in found] == [("Montag bis Mittwoch", "2026-01-12/2026-01-14")]


def test_every_monday_is_no_day() -> None:
    doc = clause("Sie tagt jeden Montag", "PPER VVFIN PIAT NN", 1, morphs={1: FINITE_PRESENT})
    assert find_times(doc, WEDNESDAY) == []


def test_words_for_now_have_no_calendar_value() -> None:
    doc = clause("Derzeit tagt sie und demnächst auch", "ADV VVFIN PPER KON ADV ADV", 1)
    assert [(t.span.text, t.value, t.reference) for t in find_times(doc, WEDNESDAY)] == [
        ("Derzeit", "", "PRESENT_REF"),
        ("demnächst", "", "FUTURE_REF"),
    ]


@given(st.text(max_size=120), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_on_any_day(text: str, day: date) -> None:
    doc = NLP(text)
    for found in find_times(doc, day):
        assert 0 <= found.span.start < found.span.end <= len(doc)
        assert bool(found.value) != bool(found.reference)


@given(
    st.lists(
        st.sampled_from(
            [
                "am",
                "Montag",
                "6.",
                "Januar",
                "2026",
                "vor",
                "drei",
                "Jahren",
                "heute",
                "Ende",
                "Mai",
                "kommende",
                "Woche",
                "bis",
                "und",
                "Ostern",
                "3.",
                ",",
                "99",
                "nächsten",
                "Jahres",
                "Quartal",
                "1.",
                "Herbst",
                "00.13.2026",
                "31.",
                "Februar",
                "9999",
            ]
        ),
        max_size=14,
    ),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_mix_of_words_of_time(words: list[str], day: date) -> None:
    doc = NLP(" ".join(words))
    for found in find_times(doc, day):
        first, last = bounds(found.value)
        assert (first and last) or found.reference


def test_patterns_do_not_blow_up() -> None:
    text = "Ende des " * 4000 + "1." * 10000 + "vor drei " * 4000 + "am 3., " * 4000
    begin = time.perf_counter()
    date_matches(text)
    assert time.perf_counter() - begin < 5
