"""Names as the text bends them → the nominative: organisations by their noun's gender, people without a genitive s."""

from __future__ import annotations

from typing import Any

import pytest
from tagged import tagged

from pipeline.actors.body_names import gender_of_body, nominative_words, without_genitive
from pipeline.actors.genitives import nominatives
from pipeline.mentions import find_names


@pytest.mark.parametrize(
    ("text", "start", "name"),
    [
        ("das/ART Amt/NN der/ART Bergischen/ADJA Bank/NN", 3, "Bergische Bank"),
        ("der/ART Bergische/ADJA Ring/NN", 1, "Bergischer Ring"),
        ("das/ART Bergische/ADJA Institut/NN", 1, "Bergisches Institut"),
        ("des/ART Bergischen/ADJA Landeskriminalamts/NN", 1, "Bergisches Landeskriminalamt"),
        ("des/ART Bergischen/ADJA Übergangsrates/NN", 1, "Bergischer Übergangsrat"),
        ("der/ART Bergischen/ADJA Sozialen/ADJA Partei/NN", 1, "Bergische Soziale Partei"),
        ("des/ART Staatlichen/ADJA Bergischen/ADJA Museums/NN Celle/NE", 1, "Staatliches Bergisches Museum Celle"),
        ("des/ART dortigen/ADJA Museums/NN für/APPR Glas/NN", 2, "Museum für Glas"),
        ("des/ART „/$( Büros/NN für/APPR Maße/NN", 2, "Büro für Maße"),
        ("des/ART Otto/NE Roth/NE Verlages/NN", 1, "Otto Roth Verlag"),
        ("des/ART Bergischen/ADJA Ruder/NN Verbands/NN", 1, "Bergischer Ruder Verband"),
        ("des/ART Bündnisses/NN gegen/APPR Lärm/NN", 1, "Bündnis gegen Lärm"),
        ("des/ART Such-/TRUNC und/KON Rettungsdienstes/NN", 1, "Such- und Rettungsdienst"),
        ("aus/APPR Bergischer/ADJA Partei/NN", 1, "Bergische Partei"),
        ("des/ART erst/ADV kürzlich/ADJD eröffneten/ADJA Museums/NN", 4, "Museum"),
    ],
)  # fmt: skip
def test_bodies_in_the_nominative(text: str, start: int, name: str) -> None:
    assert " ".join(nominative_words(tagged(text)[start:])) == name


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("des/ART Währungsfonds/NN", 1),
        ("des/ART Bund/NN Naturschutz/NN", 1),
        ("der/ART Kölner/ADJA Zeitung/NN", 1),
        ("aus/APPR Kölner/ADJA Zeitung/NN", 1),
        ("die/ART Verkehrsbetriebe/NN", 1),
        ("das/ART Rathaus/NN", 1),
        ("des/ART Verbands-TV/NE", 1),
    ],
)
def test_names_that_stay(text: str, start: int) -> None:
    span = tagged(text)[start:]
    assert nominative_words(span) == [token.text for token in span]


def test_a_bare_name_that_owns() -> None:
    doc = tagged("Arvo/NE baut/VVFIN ./$. || Arvos/NE Chef/NN schweigt/VVFIN ./$. || Tolens/NE Chef/NN auch/ADV ./$.")
    assert nominative_words(doc[3:4]) == ["Arvo"]
    assert nominative_words(doc[7:8]) == ["Tolens"]


@pytest.mark.parametrize(
    ("noun", "gender"),
    [("landeskriminalamtes", "n"), ("sonntagszeitung", "f"), ("turnbundes", "m"), ("zeitungen", ""), ("lampe", "")],
)
def test_gender_of_nouns_for_bodies(noun: str, gender: str) -> None:
    assert gender_of_body(noun) == gender


def test_genitives_of_nouns() -> None:
    assert [without_genitive(noun) for noun in ("Verbandes", "Bündnisses", "Komitees", "Senders")] == [
        "Verband",
        "Bündnis",
        "Komitee",
        "Sender",
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("Kurt/NE Beckers/NE Rücktritt/NN überrascht/VVFIN", 0, 2, "Kurt Becker"),
        ("seit/APPR dem/ART Rücktritt/NN Kurt/NE Beckers/NE", 3, 5, "Kurt Becker"),
        ("der/ART Mann/NN des/ART Stars/NN Rita/NE Peters/NE", 4, 6, "Rita Peters"),
        ("dann/ADV bekam/VVFIN der/ART Pilot/NN Jan/NE Frings/NE Probleme/NN", 4, 6, "Jan Frings"),
        ("das/PDS freut/VVFIN die/ART Zahlen/NN Imre/NE Kovács/NE", 4, 6, "Imre Kovács"),
        ("der/ART Vorsitzende/NN der/ART Wache/NN Jan/NE Frings/NE sprach/VVFIN", 4, 6, "Jan Frings"),
    ],
)
def test_people_in_the_nominative(text: str, start: int, end: int, name: str) -> None:
    assert [" ".join(words) for words in nominatives([tagged(text)[start:end]])] == [name]


def test_a_surname_on_s_stays_where_the_article_has_it_elsewhere() -> None:
    doc = tagged("gestern/ADV sprach/VVFIN Jan/NE Frings/NE ./$. || Jan/NE Frings/NE Rede/NN war/VAFIN lang/ADJD ./$.")
    assert set(nominatives([doc[2:4], doc[5:7]])) == {("Jan", "Frings")}
    doc = tagged("gestern/ADV sprach/VVFIN Jan/NE Fring/NE ./$. || Jan/NE Frings/NE Rede/NN war/VAFIN lang/ADJD ./$.")
    assert set(nominatives([doc[2:4], doc[5:7]])) == {("Jan", "Fring")}


def test_a_name_with_an_apostrophe_is_one_word() -> None:
    doc = tagged("Sean/NE O/NE ’/$( Brady/NE kam/VVFIN ./$.")
    assert nominatives([doc[0:4]]) == [("Sean", "O’Brady")]


def test_short_forms_take_the_nominative(nlp: Any) -> None:
    found = find_names(nlp("Beim Spiel in der Bergischen Eishockey-Liga (BEL) gewann Celle. Die BEL feiert."))
    assert {name.canonical for name in found if name.span.text == "BEL"} == {"Bergische Eishockey-Liga"}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Der Kosovo kam unter Verwaltung der Vereinten Nationen (UN). Die UN halfen.", "UN", "Vereinte Nationen"),
        ("Laut der Zeitung „The Independent“ kam das Schiff an.", "The Independent", "Independent"),
    ],
)
def test_what_names_of_lists_mean(nlp: Any, text: str, word: str, name: str) -> None:
    assert {found.canonical for found in find_names(nlp(text)) if found.span.text == word} == {name}
