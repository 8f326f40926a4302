"""Positions: the word lists, the pieces of grammar that the rules stand on, and what becomes of a position."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.de import German
from spacy.tokens import Doc

from pipeline.claims import acts, demands, frames, modality, nominal, predicates, stance
from pipeline.claims.clauses import Clause
from pipeline.claims.commitments import commitment_claims, once
from pipeline.claims.conditions import conditions_in
from pipeline.claims.groups import group_kind, group_name
from pipeline.claims.negation import negator
from pipeline.claims.parties import Parties
from pipeline.claims.topics import first_fit, fits, listed, means_less, topic_of
from pipeline.claims.verbs import infinitive, known_verbs, separable
from pipeline.claims.wording import STANCES, all_words, checked, negated, phrase_in, phrases, verb_stances
from pipeline.errors import ResourceError
from pipeline.findings import Draft, Findings, Name
from pipeline.lexicon import use_folders

VOCAB = German().vocab


def tree(text: str) -> Doc:
    """«Polen/NE/nsubj/2 lehnt/VVFIN/ROOT/2 …»: word, STTS tag, relation, number of the head from 1; _ for features."""
    rows = [part.split("/") for part in text.split()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) - 1 for row in rows],
        lemmas=[row[4] if len(row) > 4 else row[0] for row in rows],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )


REFUSAL = tree(
    "Polen/NE/nsubj/2 lehnt/VVFIN/ROOT/2/lehnen/Mood=Ind|Tense=Pres Truppen/NN/obj/2/Truppe "
    "ab/PTKVZ/compound:prt/2 ./$./punct/2"
)


# ---- word lists ------------------------------------------------------------------------------------------------------


def test_every_verb_stands_in_one_list_of_positions() -> None:
    names = [*STANCES, "decided", "urging", "weighing"]
    verbs = [verb for name in names for verb in all_words(f"{name}_verbs")]
    assert sorted(verbs) == sorted(set(verbs))


def test_lists_hold_infinitives() -> None:
    assert [verb for verb in sorted(known_verbs()) if not verb.endswith(("n", "sein"))] == []


def test_every_stance_of_a_phrase_is_known() -> None:
    assert {phrase.stance for group in phrases().values() for phrase in group} <= set(STANCES)


def test_an_unknown_stance_names_the_entry() -> None:
    with pytest.raises(ResourceError, match="erwogen werden"):
        checked("maybe", "erwogen werden")


def test_negation_turns_stances() -> None:
    assert [negated(s) for s in STANCES] == ["refused", "refused", "refused", "", "considered", ""]


def test_a_user_adds_a_topic_and_a_verb(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text('[rank]\ngrain = 5\n[words]\n"*getreide*" = "grain"\n', encoding="utf-8")
    (tmp_path / "stances.toml").write_text('refused_verbs = ["abkanzeln"]\n', encoding="utf-8")
    try:
        use_folders(tmp_path)
        assert topic_of(tree("Getreideexporte/NN/ROOT/1")) == "grain"
        assert verb_stances()["abkanzeln"] == ("refused", "refused")
        assert topic_of(tree("Soldaten/NN/ROOT/1/Soldat")) == "troops"
    finally:
        use_folders()
    assert topic_of(tree("Getreideexporte/NN/ROOT/1")) == ""


@pytest.mark.parametrize("module", [acts, demands, frames, modality, nominal, predicates], ids=lambda m: m.__name__)
def test_every_rule_is_in_the_list(module: ModuleType) -> None:
    """A public function that takes a clause and the parties and returns positions is a rule, and rules are listed."""
    listed = {rule.__name__ for rule in (*stance.RULES, *stance.BESIDE)}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        taken = list(inspect.signature(function).parameters)
        if function.__module__ == module.__name__ and taken == ["clause", "parties"] and not name.startswith("_"):
            assert name in listed, f"{module.__name__}.{name} steht nicht in RULES"


def test_rules_explain_themselves() -> None:
    for rule in (*stance.RULES, *stance.BESIDE):
        assert "«" in (rule.__doc__ or ""), f"{rule.__name__}: ein deutscher Beispielsatz fehlt"


# ---- verbs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "particle"),
    [("ankündigen", "an"), ("zurückweisen", "zurück"), ("beantragen", ""), ("einigen", ""), ("zusagen", "zu")],
)
def test_separable_verbs(verb: str, particle: str) -> None:
    assert separable(verb) == particle


def test_infinitive_joins_the_particle() -> None:
    assert infinitive(REFUSAL[1]) == "ablehnen"


def test_infinitive_finds_a_particle_that_the_tree_hung_elsewhere() -> None:
    doc = tree("Rom/NE/nsubj/2 lehnt/VVFIN/ROOT/2/lehnen das/PDS/obj/2 strikt/ADJD/advmod/2 ab/PTKVZ/dep/4")
    assert infinitive(doc[1]) == "ablehnen"


def test_a_preposition_before_its_noun_is_no_particle() -> None:
    doc = tree(
        "Er/PPER/nsubj/2 stellt/VVFIN/ROOT/2/stellen ein/ART/det/4 Zelt/NN/obj/2 aus/APPR/case/6 Wolle/NN/nmod/4"
    )
    assert infinitive(doc[1]) == "stellen"


def test_forms_decide_where_the_lemma_is_wrong() -> None:
    doc = tree("Sie/PPER/nsubj/2 unterzeichneten/VVFIN/ROOT/2/unterzeichnet es/PPER/obj/2")
    assert infinitive(doc[1]) == "unterzeichnen"


def test_infinitive_without_its_zu() -> None:
    doc = tree("abzuschalten/VVIZU/ROOT/1/abzuschalten")
    assert infinitive(doc[0]) == "abschalten"


# ---- phrases ---------------------------------------------------------------------------------------------------------


def test_a_light_verb_needs_all_its_words() -> None:
    doc = tree("Wien/NE/nsubj/2 stellt/VVFIN/ROOT/2/stellen Geld/NN/obj/2 in/APPR/case/5 Aussicht/NN/obl/2")
    found = phrase_in("stellen", list(doc))
    assert found is not None
    assert found.stance == "considered"
    assert phrase_in("stellen", list(doc[:3])) is None


def test_a_particle_is_no_preposition_of_a_phrase() -> None:
    doc = tree("Wien/NE/nsubj/2 schließt/VVFIN/ROOT/2/schließen nichts/PIS/obj/2 aus/PTKVZ/compound:prt/2")
    assert phrase_in("ausschließen", list(doc)) is None


def test_an_adverb_takes_the_place_of_its_preposition() -> None:
    doc = tree("Wien/NE/nsubj/2 pocht/VVFIN/ROOT/2/pochen darauf/PAV/advmod/2")
    assert phrase_in("pochen", list(doc)) is not None


# ---- negation --------------------------------------------------------------------------------------------------------


def test_negation_of_the_object() -> None:
    doc = tree("Bonn/NE/nsubj/2 schickt/VVFIN/ROOT/2/schicken keine/PIAT/det/4 Soldaten/NN/obj/2")
    assert negator(Clause(doc[1])) is not None


def test_not_only_negates_nothing() -> None:
    doc = tree("Bonn/NE/nsubj/2 schickt/VVFIN/ROOT/2/schicken nicht/PTKNEG/advmod/4 nur/ADV/advmod/5 Geld/NN/obj/2")
    assert negator(Clause(doc[1])) is None


def test_a_phrase_set_off_only_restricts() -> None:
    doc = tree(
        "Bonn/NE/nsubj/2 hilft/VVFIN/ROOT/2/helfen ,/$,/punct/6 jedoch/ADV/advmod/6 nicht/PTKNEG/advmod/7 "
        "im/APPRART/case/7 Süden/NN/obl/2"
    )
    assert negator(Clause(doc[1])) is None


# ---- topics ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "word", "wanted"),
    [
        ("*truppe", "schutztruppe", True),
        ("*truppe", "truppenabzug", False),
        ("*soldat*", "bundeswehrsoldaten", True),
        ("militärs", "militärs", True),
        ("militärs", "militär", False),
        ("eu-austritt*", "eu-austritts", True),
    ],
)
def test_topic_patterns(pattern: str, word: str, wanted: bool) -> None:
    assert fits(pattern, word) is wanted


def test_the_lower_rank_wins() -> None:
    assert topic_of(tree("Euro/NN/ROOT/1 Sanktionen/NN/dep/1/Sanktion")) == "sanctions"


def test_less_by_noun_and_by_verb() -> None:
    assert means_less(tree("Abzug/NN/ROOT/1"))
    assert means_less([], "kürzen")
    assert not means_less(tree("Einzug/NN/ROOT/1"), "ausschließen")


@given(st.text(max_size=30), st.text(alphabet="abc*", max_size=6))
def test_patterns_never_fail(word: str, pattern: str) -> None:
    assert fits(pattern, word) in {True, False}


@given(st.text(max_size=3), st.sampled_from(listed("less", "words")), st.text(max_size=3))
def test_the_first_pattern_is_found_without_trying_each(before: str, pattern: str, after: str) -> None:
    word = before + pattern.replace("*", "") + after
    tried = (number for number, other in enumerate(listed("less", "words")) if fits(other, word))
    assert first_fit("less", word) == next(tried, None)


# ---- groups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noun", "features", "kind"),
    [
        ("Oppositionspartei", "Number=Sing", "body"),
        ("Verfassungsgericht", "Number=Sing", "organ"),
        ("Demonstranten", "Number=Plur", "people"),
        ("Staaten", "Number=Plur", "states"),
        ("Pilot", "Number=Sing", ""),
        ("Vertrag", "Number=Sing", ""),
        ("Monat", "Number=Sing", ""),
    ],
)
def test_which_nouns_take_positions(noun: str, features: str, kind: str) -> None:
    doc = tree(f"{noun}/NN/ROOT/1/{noun.removesuffix('en')}/{features}")
    assert group_kind(doc[0]) == kind


def test_a_group_is_named_in_the_nominative_without_article() -> None:
    doc = tree(
        "vom/APPRART/case/3 spanischen/ADJA/amod/3/spanisch/Case=Dat "
        "Gericht/NN/ROOT/3/Gericht/Case=Dat|Gender=Neut|Number=Sing"
    )
    assert group_name(doc[2]) == "spanisches Gericht"


def test_the_plural_keeps_its_number() -> None:
    doc = tree("26/CARD/nummod/3 westliche/ADJA/amod/3/westlich Länder/NN/ROOT/3/Land/Number=Plur|Case=Nom")
    assert group_name(doc[2]) == "26 westliche Länder"


# ---- conditions ------------------------------------------------------------------------------------------------------


def test_a_clause_of_condition_ends_at_the_comma() -> None:
    doc = tree(
        "Falls/KOUS/mark/3 Rom/NE/nsubj/3 zustimmt/VVFIN/advcl/6/zustimmen ,/$,/punct/3 "
        "will/VMFIN/aux/6/wollen helfen/VVINF/ROOT/6"
    )
    assert [span.text for span in conditions_in(doc[:])] == ["Falls Rom zustimmt"]


def test_an_event_that_has_come_is_no_condition() -> None:
    to_come = tree(
        "Nach/APPR/case/3 einem/ART/det/3 Waffenstillstand/NN/obl/4 hilft/VVFIN/ROOT/4/helfen Rom/NE/nsubj/4"
    )
    has_come = tree("Nach/APPR/case/3 dem/ART/det/3 Waffenstillstand/NN/obl/4 hilft/VVFIN/ROOT/4/helfen Rom/NE/nsubj/4")
    assert [span.text for span in conditions_in(to_come[:])] == ["Nach einem Waffenstillstand"]
    assert conditions_in(has_come[:]) == []


# ---- the whole way, by hand ------------------------------------------------------------------------------------------


def findings(doc: Doc, *names: tuple[int, str, str]) -> Findings:
    found = tuple(Name(doc[i : i + 1], "state", name, "", code) for i, name, code in names)
    return Findings(doc, None, found)


def test_a_refusal_becomes_a_draft() -> None:
    [draft] = commitment_claims(findings(REFUSAL, (0, "Polen", "PL")))
    assert (draft.actor, draft.actor_country, draft.stance, draft.topic) == ("Polen", "PL", "refused", "troops")
    assert (draft.quote_type, draft.rule, draft.anchor.i) == ("none", "refused-verb", 1)
    assert draft.evidence.text == REFUSAL.text.strip()


def test_without_a_party_there_is_no_position() -> None:
    assert commitment_claims(findings(REFUSAL)) == []


def test_coordinated_states_get_a_row_each() -> None:
    doc = tree(
        "Rom/NE/nsubj/5 und/KON/cc/3 Wien/NE/conj/1 wollen/VMFIN/aux/5/wollen helfen/VVINF/ROOT/5/helfen ./$./punct/5"
    )
    drafts = commitment_claims(findings(doc, (0, "Italien", "IT"), (2, "Österreich", "AT")))
    assert [(d.actor, d.stance) for d in drafts] == [("Italien", "pledged"), ("Österreich", "pledged")]
    assert drafts[0].evidence.text == drafts[1].evidence.text


def test_the_same_row_stands_once_and_keeps_a_condition() -> None:
    first = Draft(
        "commitment", REFUSAL[:], REFUSAL[1], "refused-verb", 0.85, actor="Polen", stance="refused", topic="troops"
    )
    second = Draft(
        "commitment",
        REFUSAL[:],
        REFUSAL[2],
        "future",
        0.7,
        actor="Polen",
        stance="refused",
        topic="troops",
        condition="falls nötig",
    )
    [kept] = once([first, second])
    assert (kept.rule, kept.condition) == ("refused-verb", "falls nötig")


def test_parties_of_an_office_before_a_name() -> None:
    doc = tree("Präsident/NN/nsubj/3 Mutua/NE/appos/1 redet/VVFIN/ROOT/3/reden")
    name = Name(doc[1:2], "person", "Joseph Mutua", "Präsident", "KE")
    party = Parties(Findings(doc, None, (name,))).of(doc[0])
    assert party is not None
    assert (party.name, party.country) == ("Joseph Mutua", "KE")


def test_two_runs_agree(nlp: Any) -> None:
    from pipeline.extract import extract
    from pipeline.reading.clean import clean
    from pipeline.records import RawArticle

    text = (
        "Paris und London wollen Schiffe schicken. Rom lehnt das ab. Sofern Wien zustimmt, soll die Mission beginnen."
    )
    runs = [extract(nlp, clean(RawArticle(doc="a", text=text))).claims for _ in range(2)]
    assert runs[0] == runs[1]
