"""Rules read an AnalysedDoc and must not notice: all that it answers is what spaCy's Doc answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import parse_article
from pipeline.syntax import PARAGRAPHS
from pipeline.syntax.analysed import AnalysedDoc, AnalysedSpan, Features

TEXTS = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
PLAIN = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "is_punct", "is_space",
    "is_quote", "like_num", "is_sent_start", "whitespace_", "text_with_ws", "shape_", "is_title",
)  # fmt: skip
TOKENS = ("head", "left_edge", "right_edge")
GROUPS = ("children", "lefts", "rights", "subtree", "ancestors")
FEATURES = ("Mood", "VerbForm", "Tense", "Number", "Gender", "Case", "Person", "NoSuchFeature")


@pytest.fixture(scope="module")
def docs(nlp: Any) -> list[Any]:
    return [parse_article(nlp, _paragraphs(path)) for path in TEXTS]


def _paragraphs(path: Path) -> list[str]:
    parts = path.read_bytes().decode("utf-8", "replace").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def test_every_word_answers_as_in_the_doc(docs: list[Any]) -> None:
    for doc in docs:
        assert len(doc) == len(doc.source)
        assert doc.text == doc.source.text
        for word, token in zip(doc, doc.source, strict=True):
            assert [getattr(word, name) for name in PLAIN] == [getattr(token, name) for name in PLAIN]
            assert [getattr(word, name).i for name in TOKENS] == [getattr(token, name).i for name in TOKENS]
            for name in GROUPS:
                assert [other.i for other in getattr(word, name)] == [other.i for other in getattr(token, name)], name
            assert str(word.morph) == str(token.morph)
            assert [word.morph.get(name, []) for name in FEATURES] == [token.morph.get(name, []) for name in FEATURES]
            assert word == token
            assert hash(word) == hash(token)
            assert word.doc is doc
            assert word.head is doc[word.head.i]


def test_every_stretch_of_words_answers_as_in_the_doc(docs: list[Any]) -> None:
    for doc in docs:
        for start in range(0, len(doc), 3):
            for end in {start, start + 1, start + 2, start + 5, start + 17, len(doc)}:
                ours, theirs = doc[start:end], doc.source[start:end]
                assert (ours.start, ours.end, ours.text) == (theirs.start, theirs.end, theirs.text)
                assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
                assert [word.i for word in ours] == [token.i for token in theirs]
                assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
                if len(theirs):
                    assert ours.root.i == theirs.root.i
                    assert ours[-1].i == theirs[-1].i


def test_sentences_names_and_characters_are_those_of_the_doc(docs: list[Any]) -> None:
    for doc in docs:
        for kind in ("sents", "ents"):
            ours = [(span.start, span.end, span.label_) for span in getattr(doc, kind)]
            assert ours == [(span.start, span.end, span.label_) for span in getattr(doc.source, kind)]
        span = doc.char_span(3, 9, alignment_mode="expand")
        theirs = doc.source.char_span(3, 9, alignment_mode="expand")
        assert (span.start, span.end) == (theirs.start, theirs.end)
        assert doc.user_data[PARAGRAPHS][0] == 0
        assert doc.vocab is doc.source.vocab


@settings(max_examples=200, deadline=None)
@given(start=st.none() | st.integers(-30, 30), end=st.none() | st.integers(-30, 30))
def test_slices_are_cut_as_in_the_doc(nlp: Any, start: int | None, end: int | None) -> None:
    source = nlp.make_doc("Wien und Bern wollen im Mai über die Grenze verhandeln .")
    ours, theirs = AnalysedDoc(source)[start:end], source[start:end]
    assert isinstance(ours, AnalysedSpan)
    assert (ours.start, ours.end) == (theirs.start, theirs.end)
    inner, whole = ours[start:end], theirs[start:end]
    assert isinstance(inner, AnalysedSpan)
    assert (inner.start, inner.end) == (whole.start, whole.end)


def test_places_outside_raise(nlp: Any) -> None:
    doc = AnalysedDoc(nlp.make_doc("Bern zahlt"))
    with pytest.raises(IndexError):
        doc[2]
    with pytest.raises(IndexError):
        doc[0:1][1]
    with pytest.raises(IndexError):
        doc[1].nbor()  # type: ignore[union-attr]
    with pytest.raises(AttributeError):
        getattr(doc[0:1], "no_such_" + "attribute")


def test_spans_are_equal_by_place_and_label(nlp: Any) -> None:
    doc = AnalysedDoc(nlp.make_doc("Bern zahlt nichts"))
    assert doc[0:2] == doc[0:2]
    assert len({doc[0:2], doc[0:2], doc[0:1]}) == 2
    assert doc[0:2] != AnalysedSpan(doc, 0, 2, "ORG")
    assert doc[0:2] != AnalysedDoc(doc.source)[0:2]


def test_a_feature_with_two_values_gives_both() -> None:
    features = Features("Case=Acc,Dat|Number=Sing")
    assert features.get("Case") == ["Acc", "Dat"]
    assert features.get("Mood") == []
    assert features.get("Mood", ["Ind"]) == ["Ind"]
    assert str(Features("")) == ""


def test_an_article_has_the_same_annotations_alone_and_after_others(nlp: Any, docs: list[Any]) -> None:
    again = parse_article(nlp, _paragraphs(TEXTS[0]))
    assert [(w.tag_, w.dep_, w.head.i, w.lemma_, w.ent_type_) for w in again] == [
        (w.tag_, w.dep_, w.head.i, w.lemma_, w.ent_type_) for w in docs[0]
    ]
