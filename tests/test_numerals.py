"""Numerals in plain text: every written form, every hedge, and what only looks like a number."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers.numerals import find_numerals

THIN = "\u202f"
NO_BREAK = "\u00a0"

FORMS = [
    ("15.000", 15000, 15000, "exact"),
    ("15 000", 15000, 15000, "exact"),
    (f"15{THIN}000", 15000, 15000, "exact"),
    (f"15{NO_BREAK}000", 15000, 15000, "exact"),
    ("800'000", 800000, 800000, "exact"),
    ("800’000", 800000, 800000, "exact"),
    ("4.680.000", 4680000, 4680000, "exact"),
    ("1.234.567,89", 1234567.89, 1234567.89, "exact"),
    ("0,5", 0.5, 0.5, "exact"),
    ("1½", 1.5, 1.5, "exact"),
    ("1,5 Milliarden", 1.5e9, 1.5e9, "exact"),
    ("4,1 Mrd.", 4.1e9, 4.1e9, "exact"),
    ("2,3 Mio.", 2.3e6, 2.3e6, "exact"),
    ("1.5 Millionen", 1.5e6, 1.5e6, "exact"),
    ("fünfzehntausend", 15000, 15000, "exact"),
    ("dreissig", 30, 30, "exact"),
    ("anderthalb Millionen", 1.5e6, 1.5e6, "exact"),
    ("zweieinhalb", 2.5, 2.5, "exact"),
    ("eine halbe Million", 5e5, 5e5, "about"),
    ("zwei Dutzend", 24, 24, "about"),
    ("hundert", 100, 100, "exact"),
    ("zwei Komma drei", 2.3, 2.3, "exact"),
    ("zwei Millionen dreihunderttausend", 2.3e6, 2.3e6, "exact"),
    ("mehrere Tausend", 2000, 9000, "vague"),
    ("einige Hundert", 200, 900, "vague"),
    ("ein paar hundert", 200, 600, "vague"),
    ("Zehntausende", 10000, 100000, "vague"),
    ("Hunderte", 100, 1000, "vague"),
    ("Dutzende", 12, 108, "vague"),
    ("ein Drittel", 29, 37, "vague"),
    ("drei Viertel", 67, 83, "vague"),
    ("jeder fünfte", 18, 22, "vague"),
    ("mehr als die Hälfte", 50, 100, "vague"),
    ("weniger als ein Drittel", 0, 34, "vague"),
    ("15.000 bis 30.000", 15000, 30000, "range"),
    ("10–15", 10, 15, "range"),
    ("10-15", 10, 15, "range"),
    ("15 bis 30 Tausend", 15000, 30000, "range"),
    ("15-30.000", 15000, 30000, "range"),
    ("10- bis 15.000", 10000, 15000, "range"),
    ("zwei- bis dreitausend", 2000, 3000, "range"),
    ("drei- bis vierhundert", 300, 400, "range"),
    ("zwei bis drei Milliarden", 2e9, 3e9, "range"),
    ("1,5 bis 2 Millionen", 1.5e6, 2e6, "range"),
    ("600 Millionen bis zu zwei Milliarden", 6e8, 2e9, "range"),
    ("zwischen 20 und 30", 20, 30, "range"),
    ("zwischen rund 20 und 30", 20, 30, "range"),
    ("zwischen 20 Menschen und 30 Menschen", 20, 30, "range"),
    ("zwei oder drei", 2, 3, "range"),
    ("rund 35", 35, 35, "about"),
    ("ca. 200", 200, 200, "about"),
    ("knapp 100", 100, 100, "about"),
    ("gut 100", 100, 100, "about"),
    ("um die 200", 200, 200, "about"),
    ("fast eine Million", 1e6, 1e6, "about"),
    ("mindestens 22", 22, None, "at_least"),
    ("mehr als fünf", 5, None, "at_least"),
    ("über 300", 300, None, "at_least"),
    ("nicht weniger als 40", 40, None, "at_least"),
    ("20 oder mehr", 20, None, "at_least"),
    ("mindestens rund 20", 20, None, "at_least"),
    ("bis zu 50", None, 50, "at_most"),
    ("höchstens 8", None, 8, "at_most"),
    ("nicht mehr als 20", None, 20, "at_most"),
    ("weniger als 10", None, 10, "at_most"),
]


@pytest.mark.parametrize(("text", "low", "high", "modifier"), FORMS)
@pytest.mark.parametrize("frame", ["{}", "Es kamen {} von dort.", "({} im Jahr)"])
def test_reads_every_form(frame: str, text: str, low: float | None, high: float | None, modifier: str) -> None:
    found = [n for n in find_numerals(frame.format(text)) if n.style != "article"]
    assert [(n.minimum, n.maximum, n.modifier) for n in found] == [(low, high, modifier)]


@pytest.mark.parametrize(
    "text",
    [
        "um 15:28 Uhr",
        "um 9.30 Uhr",
        "am 08.01.2026",
        "2026-01-07",
        "der Sieg von 2:1",
        "die G7",
        "die A-380",
        "Covid-19",
        "der 20-Punkte-Plan",
        "ein 47-Jähriger",
        "die 2000er",
        "Kontakt: 01/555 20 30",
        "tips24@beispiel.de",
        "https://beispiel.de/12/34",
        "H5N1",
        "#3",
        "§218",
        "Aktenzeichen 007",
    ],
)
def test_leaves_what_is_no_number(text: str) -> None:
    assert [numeral.text for numeral in find_numerals(text) if numeral.style != "article"] == []


@pytest.mark.parametrize("text", ["die Gruppe der Acht", "die deutsche Elf", "außer Acht"])
def test_a_capital_within_the_sentence_is_a_name(text: str) -> None:
    assert [n.text for n in find_numerals(text) if n.style != "article"] == []


def test_a_capital_counts_where_a_sentence_begins() -> None:
    text = "Das war es. Zwölf Staaten kamen"
    assert [n.value for n in find_numerals(text, {0, 12})] == [12]


def test_two_numerals_do_not_run_together() -> None:
    found = find_numerals("rund 20 der 35 und 13 und 14, darunter mindestens 3")
    assert [(n.minimum, n.maximum, n.modifier) for n in found] == [
        (20, 20, "about"),
        (35, 35, "exact"),
        (13, 13, "exact"),
        (14, 14, "exact"),
        (3, None, "at_least"),
    ]


def test_an_hour_long_text_is_read_in_no_time() -> None:
    text = "15.000 bis " * 4000 + "1." * 20000 + "ein " * 5000
    begin = time.perf_counter()
    find_numerals(text)
    assert time.perf_counter() - begin < 5


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(st.integers(min_value=1000, max_value=999_999_999_999), st.sampled_from([".", "'", "’", " ", THIN, NO_BREAK]))
def test_a_grouped_integer_comes_back(number: int, mark: str) -> None:
    text = f"Es sind {grouped(number, mark)} Stück."
    assert [n.value for n in find_numerals(text)] == [number]


@given(st.integers(min_value=1, max_value=99_999), st.integers(min_value=1, max_value=99))
def test_a_decimal_comes_back(whole: int, hundredths: int) -> None:
    text = f"{grouped(whole, '.')},{hundredths:02d} Prozent"
    assert [n.value for n in find_numerals(text)] == [pytest.approx(whole + hundredths / 100)]


@given(st.text(max_size=200))
def test_spans_lie_inside_any_text_and_in_order(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert end <= numeral.start <= numeral.number < numeral.end <= len(text)
        assert text[numeral.number : numeral.end] == numeral.text
        end = numeral.end
