"""Names in a document: the tables and rules without the model; sentences with it stand in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.actors.countries import (
    code_of_adjective,
    code_of_compound,
    code_of_noun,
    codes_of_hyphenated,
    countries,
)
from pipeline.actors.offices import nominative, office, same_office
from pipeline.actors.reference import referent
from pipeline.extract import extract
from pipeline.lexicon import csv_rows
from pipeline.mentions import find_names
from pipeline.reading.clean import clean
from pipeline.records import RawArticle


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russlands", "RU"), ("Rußland", "RU"), ("Niederlanden", "NL"), ("Nordsyrien", "SY"), ("Ostukraine", "UA"),
        ("Südsudan", "SS"), ("Sudan", "SD"), ("Georgien", "GE"), ("Georgia", ""), ("Jordan", ""), ("Korea", ""),
        ("Südamerika", ""), ("Lateinamerika", ""), ("Niedersachsen", ""), ("Türkis", ""), ("Frank", ""), ("EU", "EU"),
    ],
)  # fmt: skip
def test_nouns(word: str, code: str) -> None:
    assert code_of_noun(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("britischer", "GB"), ("nigrischen", "NE"), ("nigerianische", "NG"), ("prorussische", "RU"), ("türkis", ""),
        ("südamerikanischen", ""), ("koreanisch", ""),
        ("städtische", ""), ("südafrikanischem", "ZA"), ("afrikanische", ""),
    ],
)  # fmt: skip
def test_adjectives(word: str, code: str) -> None:
    assert code_of_adjective(word) == code


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("US-Präsident", ["US"]), ("Russland-Ukraine-Krieg", ["RU", "UA"]), ("deutsch-französischen", ["DE", "FR"]),
        ("Deutsch-polnische", ["DE", "PL"]), ("Nato-Chef", ["NATO"]),
        ("US-Dollar", []), ("Merkel-Regierung", []), ("Kremlchef", []),
    ],
)  # fmt: skip
def test_hyphenated(word: str, codes: list[str]) -> None:
    assert codes_of_hyphenated(word) == codes


def test_closed_compounds() -> None:
    assert code_of_compound("Irakkrieg") == "IQ"
    assert code_of_compound("Ukrainepolitik") == "UA"
    assert code_of_compound("Landespolitik") == ""


def test_no_form_of_one_state_means_another() -> None:
    """Forms of the table are unambiguous but for the names that states share with their inhabitants."""
    nouns = countries().nouns
    clashes = {
        form: (nouns[form], code) for form, code in countries().inhabitants.items() if nouns.get(form, code) != code
    }
    assert clashes == {}


def test_every_row_of_the_table_is_whole() -> None:
    rows = csv_rows("countries")
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert len(codes) >= 193 + 3
    assert all(row["name"] for row in rows)
    assert all(adjective == adjective.lower() for row in rows for adjective in row["adjectives"].split("|"))


@pytest.mark.parametrize(
    ("word", "lemma", "gender", "stands"),
    [
        ("Außenministerin", "Außenministerin", "f", "state"), ("Premierministers", "Premierminister", "m", "state"),
        ("Bundeskanzlerinnen", "Bundeskanzlerin", "f", "state"), ("Parteichef", "Parteichef", "m", "none"),
        ("Gouverneurs", "Gouverneur", "m", "region"), ("Kremlchef", "Kremlchef", "m", "state"),
    ],
)  # fmt: skip
def test_offices(word: str, lemma: str, gender: str, stands: str) -> None:
    found = office(word)
    assert found is not None
    assert (found.lemma, found.gender, found.stands) == (lemma, gender, stands)


@pytest.mark.parametrize(
    "word", ["Kanzleramt", "Präsidium", "Ministerium", "Generation", "Haus", "präsident", "Chefsache"]
)
def test_no_offices(word: str) -> None:
    assert office(word) is None


def test_adjectival_offices_bend() -> None:
    envoy = office("US-Sondergesandten")
    assert envoy is not None
    assert nominative(envoy, "m") == "US-Sondergesandter"
    assert nominative(envoy, "f") == "US-Sondergesandte"


def test_a_minister_is_a_ministers_office_but_not_another_ministers() -> None:
    minister, environment, interior = (office(word) for word in ("Minister", "Umweltminister", "Innenminister"))
    assert minister is not None
    assert environment is not None
    assert interior is not None
    assert same_office(minister, environment) == 2
    assert same_office(interior, environment) == 0


WORDS = st.sampled_from(
    ["Merz", "Angela", "Präsident", "der", "US-Präsident", "von", "Polens", "sagte", ",", "(", ")", "CDU", "Moskau",
     "in", "und", "britische", "Regierung", "“", "„", ".", "al-Maliki", "Frau", "Dr.", "Deutschen", "’", "G7", "Kiews"]
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=14))
def test_spans_lie_in_the_document_and_answers_are_the_same_again(words: list[str]) -> None:
    """Any run of words, without a model: no crash, spans in order and inside, the same answer twice."""
    doc = plain_doc(words)
    names = find_names(doc)
    assert [(name.span.start, -name.span.end) for name in names] == sorted(
        (name.span.start, -name.span.end) for name in names
    )
    assert all(0 <= name.span.start < name.span.end <= len(doc) and name.canonical for name in names)
    again = find_names(plain_doc(words))
    assert [(name.span.text, name.canonical, name.role, name.country) for name in names] == [
        (name.span.text, name.canonical, name.role, name.country) for name in again
    ]
    for token in doc:
        referent(token, names)


def plain_doc(words: list[str]) -> Any:
    """A Doc without a model: every word hangs on the first; capitalised words are names, the rest adverbs."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    tags = ["NE" if word[:1].isupper() else "ADV" for word in words]
    return Doc(
        Vocab(),
        words=words,
        heads=[0] * len(words),
        deps=["ROOT", *["dep"] * (len(words) - 1)],
        tags=tags,
        sent_starts=[True, *[False] * (len(words) - 1)],
    )


def test_the_outlets_own_name_is_no_person_in_its_articles(nlp: Any) -> None:
    text = 'Ihre Fraktionschefin Derya Aksoy sagte dem Mainblick: "Damit repariert man kein einziges Kabel."'
    people = {
        source: {m.canonical for m in extract(nlp, clean(RawArticle(doc="a", text=text, source=source))).mentions}
        for source in ("mainblick", "Derya Aksoy")
    }
    assert people["mainblick"] == {"Derya Aksoy"}
    assert "Derya Aksoy" in people["Derya Aksoy"]  # a site that is called like its author
