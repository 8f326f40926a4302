"""Whose Bundes- it is, and which mentions count for a country."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.actors.federal import federal_code, note_address, swiss_minister
from pipeline.actors.governments import state_name
from pipeline.findings import Name
from pipeline.mentions import country_mentioned

NLP = spacy.blank("de")


def doc_of(text: str) -> Doc:
    return NLP(text)


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Die Bundesministerin sprach.", "bundesministerin", "DE"),
        ("Die Bundesministerin sprach über die Schweiz und Schweizer Banken.", "bundesministerin", "DE"),
        ("Die Bundesministerin will heuer entscheiden; Deutschland wartet.", "bundesministerin", "AT"),
        ("Der Bundespräsident reiste durch die Schweiz.", "bundespräsident", "CH"),
        ("Der Bundespräsident traf die CDU.", "bundespräsident", "DE"),
        ("Österreich und Deutschland: Der Bundesminister kam.", "bundesminister", ""),
    ],
)
def test_federal_code(text: str, word: str, code: str) -> None:
    assert federal_code(doc_of(text), word) == code


def test_the_address_of_the_article_decides_where_words_are_silent() -> None:
    doc = doc_of("Der Bundesminister kam.")
    note_address(doc, "https://www.blatt.at/artikel/1")
    assert federal_code(doc, "bundesminister") == "AT"
    other = doc_of("Der Bundesminister kam.")
    note_address(other, "https://blatt.com/at")
    assert federal_code(other, "bundesminister") == "DE"


def test_spelling_without_sharp_s_is_swiss() -> None:
    assert federal_code(doc_of("Der Bundesrat kündigte grosse Massnahmen an."), shared=True) == "CH"
    assert federal_code(doc_of("Der Bundesrat kündigte große Maßnahmen an."), shared=True) == "DE"


def test_a_person_called_bundesrat_is_swiss_unless_the_article_is_austrian() -> None:
    assert swiss_minister(doc_of("Bundesrat Muster kam nach Deutschland.")) == "CH"
    assert swiss_minister(doc_of("Bundesrat Muster (ÖVP) kam heuer nach Linz.")) == ""


def test_an_organs_own_name_mentions_no_country() -> None:
    doc = doc_of("Bundestag US-Kongress Nato Polen")
    assert country_mentioned(Name(doc[0:1], "organisation", "Bundestag", country="DE")) == ""
    assert country_mentioned(Name(doc[1:2], "organisation", "US-Kongress", country="US")) == "US"
    assert country_mentioned(state_name(doc[2:3], "NATO", True)) == "NATO"
    assert country_mentioned(state_name(doc[3:4], "PL", True)) == "PL"
