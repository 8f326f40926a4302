"""TIGER trees of the stock German models become the UD trees of our rules (tiger.toml), and syntax.py reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.syntax.tiger import as_ud, has_tiger_labels

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "tiger.toml").read_text(encoding="utf-8"))["case"]
VOCAB = spacy.blank("de").vocab
LABELS = [
    "sb",
    "oa",
    "nk",
    "oc",
    "mo",
    "pnc",
    "ag",
    "da",
    "pd",
    "cj",
    "cd",
    "svp",
    "re",
    "rc",
    "cp",
    "par",
    "app",
    "cc",
    "punct",
]
TAGS = [
    "NN",
    "NE",
    "VVFIN",
    "VAFIN",
    "VMFIN",
    "VVPP",
    "VVINF",
    "APPR",
    "ART",
    "KON",
    "KOKOM",
    "ADJD",
    "PPER",
    "PROAV",
    "$,",
]


def rows(case: dict[str, Any]) -> list[list[str]]:
    return [line.split() for line in case["tree"].strip().splitlines()]


def tiger_doc(case: dict[str, Any]) -> Doc:
    words, tags, lemmas, heads, labels = zip(*(row[:5] for row in rows(case)), strict=True)
    at = [index if head == "0" else int(head) - 1 for index, head in enumerate(heads)]
    return Doc(VOCAB, words=words, tags=tags, lemmas=lemmas, heads=at, deps=list(labels))


def named(name: str) -> Doc:
    return as_ud(tiger_doc(next(case for case in CASES if case["name"].startswith(name))))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_tree(case: dict[str, Any]) -> None:
    doc = as_ud(tiger_doc(case))
    found = [(t.text, 0 if t.head == t else t.head.i + 1, t.dep_) for t in doc]
    assert found == [(row[0], int(row[5]), row[6]) for row in rows(case)]


def test_every_label_occurs_in_a_case() -> None:
    seen = {row[4] for case in CASES for row in rows(case)}
    assert {
        "sb",
        "oa",
        "da",
        "oc",
        "mo",
        "mnr",
        "nk",
        "svp",
        "ag",
        "pg",
        "cj",
        "cd",
        "cp",
        "cm",
        "re",
        "rc",
        "par",
        "app",
    } <= seen
    assert {"pd", "ng", "sbp", "ep", "cc", "op", "pm", "pnc", "punct", "ROOT"} <= seen


def test_syntax_reads_the_new_trees() -> None:
    doc = named("Modalverb")
    send = doc[7]
    subject = syntax.subject_of(send)
    assert subject is not None
    assert syntax.full_phrase(subject).text == "Bundeskanzler Friedrich Merz"
    assert syntax.verb_lemma(send) == "schicken"
    assert syntax.finite_of(send) == doc[3]
    assert syntax.modal_of(send) == doc[3]
    assert syntax.object_of(send) == doc[4]
    assert syntax.prepositions(doc[6]) == ["nach"]


def test_syntax_reads_passives_and_futures() -> None:
    doc = named("Passiv mit Agens")
    assert syntax.is_passive(doc[5])
    assert syntax.agent_of(doc[5]) == doc[4]
    assert syntax.is_passive(named("Passiv im Infinitiv")[3])
    assert not syntax.is_passive(named("war ist kein")[2])
    assert syntax.is_perfect(named("war ist kein")[2])
    assert syntax.is_future(named("Beigeordnete Prädikate")[2])


def test_syntax_reads_clauses() -> None:
    doc = named("dass-Satz")
    assert syntax.verb_lemma(doc[1]) == "ankündigen"
    assert syntax.marker_of(doc[6]) == "dass"
    assert [token.text for token in syntax.governing(doc[6])] == ["kündigte"]
    assert syntax.is_reported_mood(doc[6])
    doc = named("Kopula")
    assert syntax.negation_of(doc[3]) == doc[2]
    assert syntax.subject_of(doc[7]) == doc[0]
    doc = named("Aufzählung")
    assert [token.text for token in syntax.conjuncts(doc[0])] == ["Polen", "Dänemark", "Schweden"]


def test_words_and_entities_stay() -> None:
    before = tiger_doc(CASES[0])
    before.ents = [Span(before, 1, 3, "PER")]
    before.user_data["note"] = 1
    after = as_ud(before)
    assert after.text == before.text
    assert [t.tag_ for t in after] == [t.tag_ for t in before]
    assert [t.lemma_ for t in after] == [t.lemma_ for t in before]
    assert [(e.text, e.label_) for e in after.ents] == [("Friedrich Merz", "PER")]
    assert after.user_data["note"] == 1
    assert before[4].dep_ == "oa"


def test_several_sentences_keep_their_borders() -> None:
    doc = Doc.from_docs([tiger_doc(CASES[0]), tiger_doc(CASES[1])])
    assert doc is not None
    found = as_ud(doc)
    assert [len(sentence) for sentence in found.sents] == [9, 8]
    assert found[14].dep_ == "ROOT"


def test_ud_docs_pass_unchanged() -> None:
    doc = Doc(VOCAB, words=["Er", "kommt"], heads=[1, 1], deps=["nsubj", "ROOT"])
    assert as_ud(doc) is doc
    assert len(as_ud(Doc(VOCAB))) == 0


def test_which_models_have_tiger_labels() -> None:
    nlp = spacy.blank("de")
    assert not has_tiger_labels(nlp)
    parser = nlp.add_pipe("parser")
    parser.add_label("nsubj")  # type: ignore[attr-defined]
    assert not has_tiger_labels(nlp)
    parser.add_label("sb")  # type: ignore[attr-defined]
    assert has_tiger_labels(nlp)


@st.composite
def trees(draw: st.DrawFn) -> Doc:
    """Any tree at all, as a bad parse may give it."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, index in enumerate(order):
        heads[index] = index if place == 0 else order[draw(st.integers(0, place - 1))]
    tags = [draw(st.sampled_from(TAGS)) for _ in range(size)]
    labels = ["ROOT" if heads[i] == i else draw(st.sampled_from(LABELS)) for i in range(size)]
    words = [draw(st.sampled_from(["ist", "wird", "es", "“", "und", "Polen", "will"])) for _ in range(size)]
    return Doc(VOCAB, words=words, tags=tags, heads=heads, deps=labels)


@given(trees())
def test_any_tree_stays_a_tree(doc: Doc) -> None:
    found = as_ud(doc)
    assert [t.text for t in found] == [t.text for t in doc]
    assert len(list(found.sents)) == len(list(doc.sents))
    for token in found:
        steps = 0
        while token.head != token:
            token = token.head
            steps += 1
            assert steps <= len(found)
        assert token.dep_ == "ROOT"
