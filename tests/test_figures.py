"""Figure claims: their rule, who provides what is counted, who gives the number, and when; on Docs built by hand."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline.claims.figures import RULES, figure_claims
from pipeline.findings import Draft, Findings, Name, Quantity, TimeExpression, Utterance
from pipeline.numbers.quantities import find_quantities
from tests.tagged import VOCAB, tagged


def parsed(rows: list[tuple[str, str, str, int, str]]) -> Doc:
    """Rows of word, lemma, tag, head index, relation."""
    words, lemmas, tags, heads, deps = (list(column) for column in zip(*rows))
    return Doc(VOCAB, words=words, lemmas=lemmas, tags=tags, heads=heads, deps=deps)  # type: ignore[arg-type]


SENDS = [
    ("Estland", "Estland", "NE", 1, "nsubj"),
    ("stellt", "stellen", "VVFIN", 1, "ROOT"),
    ("100", "100", "CARD", 3, "nummod"),
    ("Soldaten", "Soldat", "NN", 1, "obj"),
]
DEAD = [
    ("Sechs", "sechs", "CARD", 1, "nummod"),
    ("Soldaten", "Soldat", "NN", 4, "nsubj"),
    ("der", "der", "ART", 3, "det"),
    ("Bundeswehr", "Bundeswehr", "NN", 1, "nmod"),
    ("starben", "sterben", "VVFIN", 4, "ROOT"),
    ("im", "im", "APPRART", 6, "case"),
    ("Mai", "Mai", "NN", 4, "obl"),
]


def draft(doc: Doc, **findings: object) -> Draft:
    found = Findings(doc, date(2026, 1, 7), quantities=tuple(find_quantities(doc)), **findings)  # type: ignore[arg-type]
    drafts = figure_claims(found)
    assert len(drafts) == 1
    return drafts[0]


def test_the_subject_of_a_providing_verb_provides() -> None:
    doc = parsed(SENDS)
    made = draft(doc, names=(Name(doc[0:1], "state", "Estland", country="EE"),))
    assert (made.provider, made.counted, made.rule, made.anchor.text) == (
        "Estland",
        "Soldaten",
        "counted_figure",
        "Soldaten",
    )
    assert made.evidence.text == doc.text.strip()
    assert (made.actor, made.quote_type) == ("", "none")


def test_a_person_provides_for_the_state() -> None:
    doc = parsed([("Tammik", "Tammik", "NE", 1, "nsubj"), *SENDS[1:]])
    made = draft(doc, names=(Name(doc[0:1], "person", "Liis Tammik", "Ministerpräsidentin", "EE"),))
    assert made.provider == "Estland"


def test_another_verb_provides_nothing() -> None:
    doc = parsed([SENDS[0], ("zählt", "fürchten", "VVFIN", 1, "ROOT"), *SENDS[2:]])
    assert draft(doc, names=(Name(doc[0:1], "state", "Estland", country="EE"),)).provider == ""


def test_a_negated_verb_provides_nothing() -> None:
    doc = parsed([*SENDS, ("nicht", "nicht", "PTKNEG", 1, "advmod")])
    assert draft(doc, names=(Name(doc[0:1], "state", "Estland", country="EE"),)).provider == ""


def test_a_genitive_names_the_holder() -> None:
    doc = parsed(DEAD)
    made = draft(doc, names=(Name(doc[3:4], "organisation", "Bundeswehr", country="DE"),))
    assert made.provider == "Bundeswehr"


def test_the_time_of_its_own_clause_dates_a_figure() -> None:
    doc = parsed(DEAD)
    assert draft(doc, times=(TimeExpression(doc[6:7], "2025-05"),)).event_date == "2025-05"
    assert draft(doc).event_date == ""


def test_the_speaker_gives_the_number() -> None:
    doc = parsed(SENDS)
    speaker = Name(doc[0:1], "person", "Ute Falkenhagen", "Bürgermeisterin")
    said = Utterance((doc[1:4],), "indirect", "test", 0.9, speaker=doc[0:1], speaker_name=speaker)
    around = Utterance((doc[0:4],), "direct", "test", 0.9)
    made = draft(doc, names=(speaker,), utterances=(around, said))
    assert (made.actor, made.quote_type, made.utterance) == ("Ute Falkenhagen", "indirect", said)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Zehntausende/NN feierten/VVFIN", "vague_figure"),
        ("52/CARD Prozent/NN", "share_figure"),
        ("60/CARD Millionen/NN Euro/NN", "money_figure"),
        ("180/CARD Kilometer/NN", "measured_figure"),
        ("20/CARD Panzer/NN", "counted_figure"),
    ],
)
def test_rules(text: str, rule: str) -> None:
    assert draft(tagged(text)).rule == rule


def test_every_rule_tells_what_it_takes_and_what_not() -> None:
    for rule in RULES:
        assert rule.__doc__ is not None
        assert rule.__doc__.count("«") >= 2
        assert "; not" in rule.__doc__


def test_a_borrowed_noun_is_less_sure() -> None:
    doc = tagged("20/CARD Panzer/NN ,/$, 12/CARD davon/PAV fahren/VVFIN")
    quantities = tuple(find_quantities(doc))
    first, second = figure_claims(Findings(doc, None, quantities=quantities))
    assert second.confidence < first.confidence


def test_a_quantity_without_a_unit_is_no_figure() -> None:
    doc = tagged("20/CARD Panzer/NN")
    assert figure_claims(Findings(doc, None, quantities=(Quantity(doc[0:1], 20, 20, "exact", ""),))) == []
