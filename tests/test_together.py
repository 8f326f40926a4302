"""Articles go through the model together, words are remembered: what comes out is the same to the bit as without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.ml.models import MaxoutWindowEncoder
from spacy.tokens import Doc
from thinc.api import NumpyOps, chain, noop

from pipeline.engine.batch import examine, process
from pipeline.inference import embeddings, products
from pipeline.inference.anchors import AnchoredMatch, match_near_anchors
from pipeline.inference.encoders import fuse_encoders
from pipeline.inference.products import FEWEST, SteadyOps, is_steady, multiply_steadily
from pipeline.language import SHIPPED_MODEL, load_model, parse_article, parse_articles
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
    fuse_encoders(plain)
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


def test_room_is_made_for_new_words_and_those_wanted_again_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "REMEMBERED", 8)
    nlp = load_model()
    (node,) = (node for node in nlp.get_pipe("tok2vec").model.walk() if node.name == "remembered_words")
    for text in ("eins zwei drei vier", "eins zwei fünf sechs", "sieben acht neun"):
        nlp(text)
    assert {nlp.vocab.strings[orth] for orth, _ in node.attrs["rows"]} == {"eins", "zwei", "sieben", "acht", "neun"}


def test_a_fused_encoder_is_the_encoder_but_for_the_last_digits() -> None:
    plain, fused = (spacy.load(SHIPPED_MODEL) for _ in range(2))
    multiply_steadily(plain)
    multiply_steadily(fused)
    fuse_encoders(fused)
    docs = [plain.make_doc(part) for article in _articles() for part in article]
    for name, count in (("tok2vec", 1), ("ner", 2)):
        wanted, found = (nlp.get_pipe(name).model.predict(docs) for nlp in (plain, fused))
        if name == "ner":
            wanted, found = (nlp.get_pipe(name).model.get_ref("tok2vec").predict(docs) for nlp in (plain, fused))
            wanted, found = [wanted], [found]
        assert all(np.allclose(one, other, atol=1e-3) for one, other in zip(wanted, found, strict=True))
        nodes = [node for node in fused.get_pipe(name).model.walk() if node.name == "fused_window_encoder"]
        assert len(nodes) == count


@pytest.mark.parametrize(("window", "pieces", "is_fused"), [(1, 2, True), (1, 3, True), (2, 2, False)])
def test_encoders_of_other_sizes(window: int, pieces: int, is_fused: bool) -> None:
    """More pieces are compared in the same way; windows of two words to each side are left to thinc."""
    numbers = np.random.default_rng(5)
    words = [numbers.standard_normal((count, 16)).astype("f") for count in (5, 1, 700, 90)]
    nlp = spacy.blank("de")
    part: Any = nlp.add_pipe("tok2vec")
    encoder: Any = MaxoutWindowEncoder(width=16, window_size=window, maxout_pieces=pieces, depth=3)
    part.model = chain(noop(), encoder)
    part.model.initialize(X=words)
    multiply_steadily(nlp)
    wanted = part.model.predict(words)
    fuse_encoders(nlp)
    assert any(node.name == "fused_window_encoder" for node in part.model.walk()) == is_fused
    assert all(np.allclose(one, other, atol=1e-4) for one, other in zip(wanted, part.model.predict(words), strict=True))


ANCHORED = ["Dabei", "in", "In", "der", ".", '"', "”", "sagte", "sei", "könne", "täte", "ging", "Das", "-", "Haus", "7"]
TAGS = ["VVFIN", "VAFIN", "NN"]
MORPHS = [
    "",
    "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
]


@pytest.fixture(scope="module")
def ruler() -> Any:
    return spacy.load(SHIPPED_MODEL, exclude=["tok2vec", "tagger", "parser", "ner"]).get_pipe("attribute_ruler")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.tuples(st.sampled_from(ANCHORED), st.booleans(), st.sampled_from(TAGS), st.sampled_from(MORPHS)), max_size=25
    )
)
def test_rules_asked_near_their_words_find_what_they_find_everywhere(ruler: Any, words: list[Any]) -> None:
    texts, spaces, tags, morphs = ([word[place] for word in words] for place in range(4))
    doc = Doc(ruler.vocab, words=texts, spaces=spaces, tags=tags, morphs=morphs)
    nlp = spacy.blank("de", vocab=ruler.vocab)
    near = nlp.add_pipe("attribute_ruler")
    near.add_patterns(ruler.patterns)
    wanted = near.match(doc)
    match_near_anchors(nlp)
    assert isinstance(near.match, AnchoredMatch)
    assert near.match(doc) == wanted


def test_rules_find_something_near_their_words() -> None:
    """So that the comparison above compares more than nothing with nothing."""
    nlp = load_model()
    near = nlp.get_pipe("attribute_ruler")
    doc = nlp.make_doc('Er kam ".Dabei" war "gut" "Das ging')
    assert near.match(doc)
    assert nlp("Er sagte, er täte das.")[4].morph.get("Mood") == ["Sub"]


@pytest.mark.parametrize(
    "pattern",
    [[{"IS_ALPHA": True}], [{"TEXT": "so", "OP": "+"}], [{"TEXT": {"REGEX": "^so"}}], [{"TEXT": {"NOT_IN": ["so"]}}]],
)
def test_rules_that_name_no_word_are_asked_everywhere(pattern: list[Any]) -> None:
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"TEXT": "Dabei"}]], {"TAG": "X"})
    ruler.add([pattern], {"TAG": "Y"})
    match_near_anchors(nlp)
    assert not isinstance(ruler.match, AnchoredMatch)


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
