"""Short forms that an article introduces, and what a plain noun takes up: one actor, one name."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.actors import unify
from pipeline.actors.short_forms import is_short, without_class
from pipeline.extract import extract
from pipeline.mentions import find_names
from pipeline.reading.clean import clean
from pipeline.records import Mention, RawArticle


def actors(nlp: Any, text: str) -> list[tuple[str, str]]:
    found = extract(nlp, clean(RawArticle(doc="a", text=text)))
    return [(claim.actor, claim.stance) for claim in found.claims if claim.kind == "commitment"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Verband der Küstenfischer (VKF) fordert Hilfe. Der VKF will klagen.", "Verband der Küstenfischer"),
        ("Die Bürgerinitiative Saubere Luft (BSL) lehnt das Werk ab. Die BSL will klagen.",
         "Bürgerinitiative Saubere Luft"),
        ("Die Interessengemeinschaft Radweg (IGR) lehnt den Bau ab. Die IGR fordert eine Ampel.",
         "Interessengemeinschaft Radweg"),
    ],
)  # fmt: skip
def test_the_long_form_names_both(nlp: Any, text: str, name: str) -> None:
    assert {actor for actor, _ in actors(nlp, text)} == {name}


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Minister Olaf Brandt (CDU) will die CDU erneuern.", "CDU"),  # a party behind its member
        ("Das Bruttoinlandsprodukt (BIP) steigt. Die Regierung will das BIP verdoppeln.", "BIP"),  # no body
    ],
)
def test_what_a_bracket_does_not_introduce(nlp: Any, text: str, short: str) -> None:
    names = find_names(nlp(text))
    assert not any(name.span.text == short and name.canonical != short for name in names)


def test_a_noun_for_the_kind_is_no_part_of_the_name() -> None:
    assert without_class(["Fischereigewerkschaft", "FGN"]) == "FGN"
    assert without_class(["Gewerkschaft", "der", "Fischer"]) == "Gewerkschaft der Fischer"
    assert without_class(["Bank", "Austria"]) == "Bank Austria"


@pytest.mark.parametrize(
    ("word", "short"), [("VKF", True), ("SPÖ", True), ("Nato", False), ("Rom", False), ("A", False)]
)
def test_short_forms_are_capitals(word: str, short: bool) -> None:
    assert is_short(word) is short


def mention(doc: str, text: str, canonical: str) -> Mention:
    return Mention(doc=doc, start=0, end=len(text), text=text, type="organisation", canonical=canonical)


def test_a_short_form_joins_its_long_form_of_another_article() -> None:
    one = [mention("a", "Verband der Küstenfischer", "Verband der Küstenfischer")]
    one.append(mention("a", "VKF", "Verband der Küstenfischer"))
    other = [mention("b", "VKF", "VKF")]
    assert unify([one, other]).within(other) == {"VKF": "Verband der Küstenfischer"}
    assert unify([other, one]).within(other) == {"VKF": "Verband der Küstenfischer"}


def test_a_short_form_of_two_bodies_joins_none() -> None:
    one = [mention("a", "VKF", "Verband der Küstenfischer")]
    two = [mention("b", "VKF", "Verein für Kinderförderung")]
    alone = [mention("c", "VKF", "VKF")]
    assert unify([one, two, alone]).within(alone) == {"VKF": "VKF"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Die Fischereigewerkschaft FGN droht der Reederei Nordlinie mit Streik. Die Gewerkschaft fordert mehr Lohn.",
         ("FGN", "demanded")),
        ("Norwegen erwägt eine Bewerbung. Das Land will aber keine Halle bauen.", ("Norwegen", "refused")),
        ("Der Stadtrat will die Schule sanieren.", ("Stadtrat", "pledged")),
    ],
)  # fmt: skip
def test_plain_nouns_take_up_who_was_named(nlp: Any, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in actors(nlp, text)


def test_a_council_stands_for_no_state(nlp: Any) -> None:
    text = "Deutschland spart. Der Stadtrat will die Schule sanieren."
    claims = extract(nlp, clean(RawArticle(doc="a", text=text))).claims
    assert [claim.actor_country for claim in claims if claim.actor == "Stadtrat"] == [""]
