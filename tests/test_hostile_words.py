"""Words that mislead: letters that only look German, digits that are no number, marks inside marks."""

from __future__ import annotations

from typing import Any

import pytest
from test_actors import mention, names
from test_quantities import rows

from pipeline.extract import extract
from pipeline.reading.clean import clean
from pipeline.records import RawArticle

CYRILLIC = str.maketrans("aeopc", "аеорс")  # they look the same


def test_a_name_in_letters_that_only_look_german_renames_nobody_elsewhere() -> None:
    odd = "Frau Käthe Brenner".translate(CYRILLIC)
    found = names(mention("a", "Käthe Brenner"), mention("b", odd), mention("b", odd), mention("c", "Käthe Brenner"))
    assert found[("a", "Käthe Brenner")] == found[("c", "Käthe Brenner")] == "Käthe Brenner"
    body = "Seeamt".translate(CYRILLIC)
    bodies = [mention("b", body, kind="organisation") for _ in range(3)]
    found = names(mention("a", "Seeamt", kind="organisation"), *bodies)
    assert found[("a", "Seeamt")] == "Seeamt"


def test_a_name_in_another_alphabet_stays_where_it_is_the_only_one() -> None:
    assert names(mention("a", "Олена Коваль"))[("a", "Олена Коваль")] == "Олена Коваль"


@pytest.mark.parametrize(
    "number",
    ["1,000,000", "1.5003", "1,2,3", "1" * 16, "5" + "0" * 40, "99," + "9" * 20, "12.3456.7", "1,5.5", "9" * 5000],
)
def test_no_part_of_digits_that_are_no_german_number_is_one(number: str) -> None:
    assert rows(f"Es/PPER kamen/VVFIN {number}/CARD Soldaten/NN ./$.") == []


@pytest.mark.parametrize(
    ("number", "value"),
    [("1.000.000", 1e6), ("45000", 45_000), ("12,5", 12.5), ("200.000,50", 200_000.5), ("1" * 15, float("1" * 15))],
)
def test_german_numbers_are_read_as_ever(number: str, value: float) -> None:
    assert [row[0] for row in rows(f"Es/PPER kamen/VVFIN {number}/CARD Soldaten/NN ./$.")] == [value]


def tokens(nlp: Any, text: str) -> list[str]:
    return [token.text for token in nlp.tokenizer(text)]


def test_single_angle_marks_stand_for_themselves(nlp: Any) -> None:
    assert tokens(nlp, "«Nennt es ‹Unsinn›», sagt sie.") == [
        "«", "Nennt", "es", "‹", "Unsinn", "›", "»", ",", "sagt", "sie", ".",
    ]  # fmt: skip
    assert tokens(nlp, "»Es gilt ›ja‹.« (›nein‹)") == [
        "»", "Es", "gilt", "›", "ja", "‹", ".", "«", "(", "›", "nein", "‹", ")",
    ]  # fmt: skip
    assert tokens(nlp, "«Das sind <200> Boote z. B. heute.»") == [
        "«", "Das", "sind", "<", "200", ">", "Boote", "z.", "B.", "heute", ".", "»",
    ]  # fmt: skip


@pytest.mark.parametrize("marks", ["‹›", "›‹", "‚‘"])
def test_what_stands_in_inner_marks_is_read_as_without(nlp: Any, marks: str) -> None:
    text = f"«Wir senden {marks[0]}300 Soldaten{marks[1]} nach Sylt», sagte Ministerin Käthe Brenner am Montag."
    article = clean(RawArticle(doc="a.txt", text=text, source="x", sha256=""))
    (figure,) = [claim for claim in extract(nlp, article).claims if claim.kind == "figure"]
    assert (figure.quantity_min, figure.quantity_unit, figure.speaker) == (300, "soldiers", "Käthe Brenner")
    assert text[figure.start : figure.end] == figure.evidence
