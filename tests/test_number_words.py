"""German number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers.number_words import number_word

ONES = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
TEENS = ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def spelled(number: int) -> str:
    """The German word for a number below a million, as a schoolbook builds it."""
    if number >= 1000:
        low = number % 1000
        return (
            spelled(number // 1000).removesuffix("s" if number // 1000 % 100 == 1 else "")
            + "tausend"
            + (spelled(low) if low else "")
        )
    if number >= 100:
        return ONES[number // 100] + "hundert" + (spelled(number % 100) if number % 100 else "")
    if number == 1:
        return "eins"
    if number < 10:
        return ONES[number]
    if number < 20:
        return TEENS[number - 10]
    ones = ONES[number % 10] + "und" if number % 10 else ""
    return ones + TENS[number // 10]


@given(st.integers(min_value=1, max_value=999_999))
def test_reads_every_schoolbook_word(number: int) -> None:
    word = spelled(number)
    assert number_word(word) == number
    assert number_word(word.capitalize()) == number
    assert number_word(word.replace("ß", "ss")) == number
    assert number_word(word.replace("ü", "ue").replace("ö", "oe")) == number


@pytest.mark.parametrize(
    ("word", "value"),
    [("null", 0), ("hundert", 100), ("tausend", 1000), ("zwo", 2), ("hunderteins", 101), ("tausendundeins", 1001)],
)
def test_reads_special_words(word: str, value: int) -> None:
    assert number_word(word) == value


@pytest.mark.parametrize(
    "word",
    ["", "Haus", "undzwanzig", "zweiundelf", "achte", "Achtung", "einer", "dreimal", "tausende", "zehnte", "x" * 100],
)
def test_refuses_what_is_no_number_word(word: str) -> None:
    assert number_word(word) is None
