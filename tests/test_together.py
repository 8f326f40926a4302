"""Articles go through the model together, words are remembered: what comes out is the same to the bit as without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from pipeline import embeddings, products
from pipeline.engine.batch import examine, process
from pipeline.language import SHIPPED_MODEL, load_model, parse_article, parse_articles
from pipeline.products import FEWEST, SteadyOps, is_steady, multiply_steadily
from pipeline.records import Extraction, Failure, RawArticle

TEXTS = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
SHORT = "Ja.", "Der Minister sagte z. B. nichts.", "Bern kündigte 300 Soldaten an."
COLUMNS = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def _articles() -> list[list[str]]:
    texts = [path.read_bytes().decode("utf-8", "replace") for path in TEXTS] + list(SHORT)
    return [[" ".join(part.split()) for part in text.split("\n\n") if part.strip()] for text in texts]


def _content(doc: Any) -> tuple[bytes, bytes]:
    return np.asarray(doc.tensor).tobytes(), doc.to_array(COLUMNS).tobytes()


@pytest.mark.parametrize("count", [2, 5, 40])
def test_an_article_among_others_is_the_article_alone(nlp: Any, count: int) -> None:
    if not is_steady(nlp):
        pytest.skip("this machine's products depend on their shape: each article goes alone")
    articles = _articles()
    alone = [_content(parse_article(nlp, article).source) for article in articles]
    together: list[Any] = []
    for start in range(0, len(articles), count):
        together += parse_articles(nlp, articles[start : start + count])
    assert [_content(doc.source) for doc in together] == alone


def test_remembered_words_are_the_words_as_the_model_reads_them(nlp: Any) -> None:
    if "shipped" not in str(nlp.meta.get("name", "")) and not SHIPPED_MODEL.samefile(nlp.path):
        pytest.skip("another model")
    plain = spacy.load(SHIPPED_MODEL)
    plain.add_pipe("belegt_sentences", before="parser")
    multiply_steadily(plain)
    for paragraph in (part for article in _articles() for part in article):
        assert _content(nlp(paragraph)) == _content(plain(paragraph))


def test_more_words_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table begins anew when it is full, and is not asked at all by a text that alone would fill it."""
    monkeypatch.setattr(embeddings, "REMEMBERED", 12)
    small, large = load_model(), load_model()
    monkeypatch.undo()
    monkeypatch.setattr(embeddings, "REMEMBERED", 30_000)
    wanted = [_content(large(text)) for text in (*SHORT, " ".join(SHORT), *SHORT)]
    monkeypatch.setattr(embeddings, "REMEMBERED", 12)
    assert [_content(small(text)) for text in (*SHORT, " ".join(SHORT), *SHORT)] == wanted


def test_every_encoder_of_the_shipped_model_remembers_its_words_and_nothing_more() -> None:
    """A whole encoder inside of another one sees a word's neighbours: it must not be remembered."""
    for name, part in load_model(SHIPPED_MODEL).pipeline:
        nodes = list(part.model.walk()) if hasattr(part, "model") else []
        kept = [node for node in nodes if node.name == "remembered_words"]
        assert len(kept) == (1 if name in {"tok2vec", "ner"} else 0), name
        assert not any("expand_window" in layer.name for node in kept for layer in node.walk())


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 200), st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**32 - 1), st.booleans())
def test_a_steady_product_is_the_product(rows: int, inner: int, outer: int, seed: int, turned: bool) -> None:
    numbers = np.random.default_rng(seed)
    left = numbers.standard_normal((rows, inner)).astype("f")
    right = numbers.standard_normal((outer, inner)).astype("f")
    ops, out = SteadyOps(use_blis=False), np.full((rows, outer), 7, dtype="f")
    wanted = left @ right.T
    found = ops.gemm(np.ascontiguousarray(left.T) if turned else left, right, trans1=turned, trans2=True)
    assert np.allclose(found, wanted, atol=1e-4)
    assert ops.gemm(left, right, out=out, trans2=True) is out
    assert np.allclose(out, wanted, atol=1e-4)


def test_a_row_is_the_same_alone_and_among_others() -> None:
    if not products.rows_are_independent():
        pytest.skip("this machine's products depend on their shape: each article goes alone")
    numbers = np.random.default_rng(3)
    left, right = (numbers.standard_normal((count, 120)).astype("f") for count in (3 * FEWEST, 77))
    ops = SteadyOps(use_blis=False)
    whole = ops.gemm(left, right, trans2=True)
    for start in range(0, len(left), 31):
        for end in (start + 1, start + 2, start + FEWEST - 1, start + FEWEST + 1):
            assert np.array_equal(ops.gemm(left[start:end].copy(), right, trans2=True), whole[start:end])


def test_a_model_with_other_products_takes_articles_one_by_one() -> None:
    nlp = spacy.load(SHIPPED_MODEL)
    assert not is_steady(nlp)
    assert all(type(node.ops) is NumpyOps for node in nlp.get_pipe("tok2vec").model.walk())
    multiply_steadily(nlp)
    is_steady.cache_clear()
    assert is_steady(nlp) == is_steady(load_model()) == products.rows_are_independent()


@Language.component("test_breaks_on_a_word")
def _breaks(doc: Doc) -> Doc:
    if "Knallkopf" in doc.text:
        raise ValueError("so nicht")
    return doc


def test_an_article_that_breaks_the_model_costs_itself_among_others() -> None:
    nlp = load_model()
    nlp.add_pipe("test_breaks_on_a_word", last=True)
    texts = ["Bern schickt 300 Soldaten.", "Der Knallkopf schwieg.", "Wien zahlt zwei Millionen Euro."]
    raws = [RawArticle(doc=f"{number}.txt", text=text) for number, text in enumerate(texts)]
    found = list(examine(nlp, raws))
    assert [type(each) for each in found] == [Extraction, Failure, Extraction]
    assert isinstance(found[1], Failure)
    assert "so nicht" in found[1].reason
    assert found == [process(nlp, raw) for raw in raws]


def test_results_of_a_batch_are_those_of_its_articles(nlp: Any) -> None:
    """With one that is no German and an empty one between them."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in TEXTS[:4]]
    texts[2:2] = ["The minister said that he would not send any soldiers to the border this year. " * 5, "\n"]
    raws = [RawArticle(doc=f"{number}.txt", text=text) for number, text in enumerate(texts)]
    assert list(examine(nlp, raws)) == [process(nlp, raw) for raw in raws]
