"""Inputs that were made to break the run; each case once did, or nearly."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.engine.batch import LONGEST, process
from pipeline.engine.ledger import Entry, documents, record_of
from pipeline.engine.parcels import article_of, claims_of, key_of, mentions_of, pack, pack_raw, raw_of
from pipeline.language import parse_article
from pipeline.reading.inputs import Input, is_container, unique_inputs
from pipeline.reading.readers import read_inputs
from pipeline.records import Article, Extraction, Failure, RawArticle
from pipeline.speech.sentence import Sentence

SENTENCE = "Polen schickt 30 Panzer nach Litauen, sagte Minister Jan Nowak am Montag. "


def _docs(*paths: Path, out: Path | None = None) -> list[str]:
    return [item.doc for item in unique_inputs(paths, out)]


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An article below 1,500 folders; taken away step by step, since no tool likes it."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1500):
        os.mkdir("t")
        os.chdir("t")
    Path("artikel.txt").write_text(SENTENCE)
    yield tmp_path
    os.unlink("artikel.txt")
    for _ in range(1500):
        os.chdir("..")
        os.rmdir("t")


def test_a_folder_deeper_than_python_calls_reach(deep: Path) -> None:
    found = list(unique_inputs([deep]))
    assert len(found) == 1
    assert found[0].doc.endswith("/artikel.txt")


def test_a_name_like_a_records_is_no_record(tmp_path: Path) -> None:
    for name in ("b.jsonl", "b.jsonl#1", "akte#7"):
        (tmp_path / name).write_text(json.dumps({"text": SENTENCE}) + "\n")
    results = list(read_inputs([tmp_path]))
    entries = [Entry(Article(**r.model_dump()) if isinstance(r, RawArticle) else r) for r in results]
    rows = documents(entries, {}, {})
    assert [(row.doc, row.records_ok) for row in rows if row.records_ok is not None] == [("b.jsonl", 1)]
    assert len(rows) == len({row.doc for row in rows}) == 4


def test_two_names_never_become_one(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "a\\nb.txt", "a\x1bb.txt", "a\\x1bb.txt"):
        (tmp_path / name).write_text(SENTENCE)
    docs = _docs(tmp_path)
    assert len(set(docs)) == 4
    assert all(doc.isprintable() for doc in docs)


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    found = [item for item in unique_inputs([tmp_path, tmp_path / "a.txt", tmp_path]) if isinstance(item, Input)]
    assert len(found) == 1


def test_a_container_that_breaks_off_has_one_row(tmp_path: Path) -> None:
    whole = Failure(doc="b.csv", status="failed", reason="Datei nicht lesbar")
    rows = documents([Entry(Article(doc="b.csv#1", text="")), Entry(whole)], {}, {})
    assert [row.doc for row in rows] == ["b.csv", "b.csv#1"]
    assert (rows[0].status, rows[0].records_ok) == ("ok", 1)
    assert "nicht lesbar" in rows[0].reason


def test_records_in_the_order_of_their_numbers() -> None:
    names = ["b.csv#10", "b.csv#9", "b.csv", "a.txt", "b.csv#" + "9" * 30]
    assert sorted(names, key=record_of) == ["a.txt", "b.csv", "b.csv#9", "b.csv#10", "b.csv#" + "9" * 30]
    assert is_container(Path("X.CSV"))


def test_a_text_as_long_as_a_book_is_refused_with_a_reason(nlp: Any) -> None:
    found = process(nlp, RawArticle(doc="a.txt", text=SENTENCE * (LONGEST // len(SENTENCE) + 9)))
    assert isinstance(found, Failure)
    assert "Nächster Schritt" in found.reason


def test_a_sentence_full_of_quotations_is_taken_apart_once(nlp: Any) -> None:
    doc = parse_article(nlp, ["„Ja“, »nein«, „vielleicht“ und »bald«, sagte der Rat, der „nie“ und »immer« meinte."])
    masked = frozenset(token.i for token in doc if token.text in {"Ja", "nein", "vielleicht", "bald", "nie", "immer"})
    first, second = (Sentence(doc[:], masked, masked) for _ in range(2))
    assert first.pieces is second.pieces
    assert Sentence(doc[:], frozenset()).pieces is not first.pieces


def test_words_without_an_end_are_cut(nlp: Any) -> None:
    """Work grows with the square of a sentence's length: «Panzer, Panzer, Panzer, …» must not be one sentence."""
    doc = nlp("Panzer, " * 3000)
    assert max(len(sentence) for sentence in doc.sents) <= 401
    usual = nlp("Die Regierung, die " + "am Montag und " * 40 + "am Dienstag tagte, schickt Panzer.")
    assert len(list(usual.sents)) < 4


# --- any text --------------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
NEWS = st.lists(
    st.one_of(
        ANY,
        st.sampled_from(
            [SENTENCE, "„Wir liefern 1.200 Mann“, sagte er.", "\u00ad", "e\u0301", "\r\n", "\n\n", "12\u202f000", "🚢"]
        ),
    ),
    max_size=8,
).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NEWS)
def test_any_text_gives_offsets_that_lead_back(nlp: Any, text: str) -> None:
    found = process(nlp, RawArticle(doc="a.txt", text=text))
    if isinstance(found, Failure):
        assert found.status == "skipped", found.reason
        return
    for paragraph in found.article.paragraphs:
        assert len(paragraph.offsets) == len(paragraph.clean) + 1
        assert list(paragraph.offsets) == sorted(paragraph.offsets)
        assert 0 <= paragraph.start <= paragraph.end <= len(text)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.evidence
        spans = [*claim.quote_spans, *claim.verbatim_parts]
        for part in ("speaker", "cue", "frame", "addressee"):
            start, end = getattr(claim, f"{part}_start"), getattr(claim, f"{part}_end")
            assert (start is None) == (end is None)
            spans += [] if start is None else [(start, end)]
        assert all(0 <= start <= end <= len(text) for start, end in spans)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NEWS)
def test_any_result_survives_the_store(nlp: Any, text: str) -> None:
    raw = RawArticle(doc="a.txt", text=text)
    assert raw_of(pack_raw(raw)) == raw
    found = process(nlp, raw)
    if isinstance(found, Extraction):
        parcel = pack(found)
        assert (article_of(parcel.body), mentions_of(parcel.mentions), claims_of(parcel.claims)) == (
            found.article,
            found.mentions,
            found.claims,
        )


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_different_inputs_have_different_keys(first: bytes, second: bytes) -> None:
    assert (key_of(first, "f") == key_of(second, "f")) == (first == second)
    assert key_of(first, "f") != key_of(first, "g")


@pytest.mark.parametrize("name", ["a.\x1b[31mrot", "b.\n2026 INFO alles gut", "c.\u202etxt"])
def test_no_reason_writes_to_the_terminal(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SENTENCE)
    found = next(iter(read_inputs([tmp_path])))
    assert isinstance(found, Failure)
    assert found.reason.isprintable()
