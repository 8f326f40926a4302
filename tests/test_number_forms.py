"""Any amount, written in any form, comes back as the same bounds and the same modifier."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers.numerals import Numeral, find_numerals
from tests.test_number_words import spelled

SCALES = {"Tausend": 1e3, "Millionen": 1e6, "Mio.": 1e6, "Milliarden": 1e9, "Mrd.": 1e9, "Billionen": 1e12}
HEDGES = {
    "": "exact", "rund ": "about", "etwa ": "about", "knapp ": "about", "gut ": "about", "mindestens ": "at_least",
    "mehr als ": "at_least", "höchstens ": "at_most", "bis zu ": "at_most", "weniger als ": "at_most",
}  # fmt: skip
VAGUE = {"mehrere": (2, 9), "einige": (2, 9), "ein paar": (2, 6), "etliche": (3, 9)}
MARKS = [".", "'", "’", " ", "\u00a0", "\u202f"]
whole = st.integers(min_value=2, max_value=999_999)


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark) if number >= 1000 else str(number)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, float]:
    """A single amount in one of its forms, and its value."""
    number = draw(whole)
    form = draw(st.sampled_from(["digits", "word", "scaled", "decimal", "scaled_word"]))
    if form == "digits":
        return grouped(number, draw(st.sampled_from(MARKS))), number
    if form == "word":
        return spelled(number), number
    name = draw(st.sampled_from(sorted(SCALES)))
    if form == "scaled_word":
        few = number % 99 + 2
        return f"{spelled(few)} {name}", few * SCALES[name]
    if form == "scaled":
        few = number % 998 + 2
        return f"{few} {name}", few * SCALES[name]
    tenths = draw(st.integers(min_value=11, max_value=9999))
    return f"{tenths // 10},{tenths % 10} {name}", round(tenths / 10 * SCALES[name], 4)


def only(text: str) -> Numeral:
    found = find_numerals(text, frozenset({0}))
    assert len(found) == 1, f"{text!r}: {[numeral.text for numeral in found]}"
    return found[0]


@given(written(), st.sampled_from(sorted(HEDGES)))
def test_every_form_comes_back_with_its_hedge(form: tuple[str, float], hedge: str) -> None:
    text, value = form
    numeral = only(f"Es waren {hedge}{text} Menschen.")
    modifier = HEDGES[hedge]
    assert numeral.modifier == modifier
    assert numeral.minimum == (None if modifier == "at_most" else value)
    assert numeral.maximum == (None if modifier == "at_least" else value)


@given(whole, whole, st.sampled_from(["{} bis {}", "zwischen {} und {}"]), st.sampled_from(MARKS))
def test_a_range_has_both_its_ends(first: int, second: int, frame: str, mark: str) -> None:
    low, high = sorted((first, second + 1_000_000))
    numeral = only("Dort leben " + frame.format(grouped(low, mark), grouped(high, mark)) + " Menschen.")
    if high % 1000 or low >= 1000:  # «15 bis 30.000» may leave out the thousand
        assert (numeral.minimum, numeral.maximum, numeral.modifier) == (low, high, "range")


@given(st.integers(2, 98), st.integers(1, 900), st.sampled_from(sorted(SCALES)))
def test_a_shared_magnitude_counts_for_both_ends(low: int, more: int, name: str) -> None:
    numeral = only(f"Der Umbau verschlingt {low} bis {low + more} {name} Euro.")
    assert (numeral.minimum, numeral.maximum) == (low * SCALES[name], (low + more) * SCALES[name])


@given(st.sampled_from(sorted(VAGUE)), st.sampled_from(["Dutzend", "Hundert", "Tausend", "Millionen"]))
def test_a_vague_amount_is_an_interval(word: str, name: str) -> None:
    numeral = only(f"Es kamen {word} {name} Menschen.")
    scale = {"Dutzend": 12, "Hundert": 100}.get(name) or SCALES[name]
    low, high = VAGUE[word]
    assert (numeral.minimum, numeral.maximum, numeral.modifier) == (low * scale, high * scale, "vague")


@given(st.integers(1, 9), st.sampled_from([("Drittel", 3), ("Viertel", 4), ("Fünftel", 5), ("Zehntel", 10)]))
def test_a_share_lies_inside_its_interval(part: int, fraction: tuple[str, int]) -> None:
    name, whole_parts = fraction
    count = part % (whole_parts - 1) + 1
    numeral = only(f"Betroffen sind {'ein' if count == 1 else spelled(count)} {name} der Gemeinden.")
    assert numeral.minimum is not None
    assert numeral.maximum is not None
    assert numeral.minimum <= 100 * count / whole_parts <= numeral.maximum


@given(st.integers(11, 9999), st.integers(11, 9999), st.sampled_from(["Millionen", "Milliarden"]))
def test_from_one_to_another_shares_the_magnitude(first: int, second: int, name: str) -> None:
    text = f"Die Zahl sank von {first // 10},{first % 10} auf {second // 10},{second % 10} {name} Menschen."
    left, right = find_numerals(text, frozenset({0}))
    scale = SCALES[name] if 0.1 <= first / second <= 10 else 1
    assert left.value == round(first / 10 * scale, 4)
    assert right.value == round(second / 10 * SCALES[name], 4)
