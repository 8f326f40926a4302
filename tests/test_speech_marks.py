"""Quotation marks by character: every style, nested, doubled, unbalanced, beside apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.marks import Quotation, find_quotations


def parts(text: str, *borders: int) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, borders)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sie rief „Halt!“ und lief.", ["„Halt!“"]),
        ("»Nie«, rief er, »im Leben nicht.«", ["»Nie«", "»im Leben nicht.«"]),
        ("«Nein», so die Ärztin. «Auf keinen Fall.»", ["«Nein»", "«Auf keinen Fall.»"]),
        ('"Los", rief sie, "wir fahren!"', ['"Los"', '"wir fahren!"']),
        ("„Er nannte es ‚Unfug‘, mehr nicht.“", ["„Er nannte es ‚Unfug‘, mehr nicht.“", "‚Unfug‘"]),
        ("«Er nannte es ‹Unfug›.»", ["«Er nannte es ‹Unfug›.»", "‹Unfug›"]),
        ("Er sagte: ,,So nicht'', und ging.", [",,So nicht''"]),
        ("„Englisch geschlossen” und „gerade geschlossen\" und „falsch„.",
         ["„Englisch geschlossen”", "„gerade geschlossen\"", "„falsch„"]),
        ("“Ganz englisch” geschrieben", ["“Ganz englisch”"]),
        ("'Gut so', sagte er.", ["'Gut so'"]),
    ],
)  # fmt: skip
def test_styles(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hans' Wagen und Max' Haus",
        "Wie geht's, ist's gut?",
        "Das ’Ndrangheta-Urteil",
        "Sie sagt's ihm, ’s ist spät",
        "5' und 6' lang",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert parts(text) == []


def test_an_unclosed_quote_ends_with_its_paragraph_and_costs_no_other() -> None:
    first, second = "„Das bleibt offen. Und weiter geht es. ", "Dann „zwei“ und mehr."
    text = first + second
    assert parts(text, len(first)) == ["„Das bleibt offen. Und weiter geht es.", "„zwei“"]
    assert [q.closed for q in find_quotations(text, (len(first),))] == [False, True]


def test_an_unclosed_quote_ends_before_the_next_one() -> None:
    assert parts("„Offen. Dann kam „zwei“ und mehr") == ["„Offen.", "„zwei“"]


def test_a_quote_runs_over_paragraphs_where_the_next_mark_closes_it() -> None:
    assert parts("„Eins.\nZwei.“ Und Schluss.") == ["„Eins.\nZwei.“"]


def test_a_paragraph_that_opens_again_is_a_quote_of_its_own() -> None:
    assert parts("„Eins.\n„Zwei.“") == ["„Eins.", "„Zwei.“"]


MARKS = st.sampled_from([*list("„“”‟»«‹›‚‘’'\""), ",,", "''", "\n", " ", ".", "a", "Wort", "ß", "é", "\u2060"])


@given(st.one_of(st.text(), st.lists(MARKS).map("".join)), st.lists(st.integers(0, 60), max_size=4))
def test_any_text_gives_balanced_spans_inside_it(text: str, borders: list[int]) -> None:
    found = find_quotations(text, borders)
    open_until: list[Quotation] = []
    for quotation in found:
        assert 0 <= quotation.start < quotation.end <= len(text)
        while open_until and open_until[-1].end <= quotation.start:
            open_until.pop()
        assert all(quotation.end <= outer.end for outer in open_until)
        assert quotation.level == len(open_until)
        open_until.append(quotation)
