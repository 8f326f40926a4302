"""What a network makes of a word alone, worked out once per word: half of a text's words are the same few hundred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model, NumpyOps, Ragged

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REMEMBERED = 30_000  # words: about fifteen megabytes a network
OF_A_WORD = frozenset({"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"})
# Layers that look at one word at a time. Any other may see its neighbours, as a whole encoder inside of another does.
WORD_BY_WORD = frozenset(
    {
        "extract_features", "list2ragged", "ragged2list", "ints-getitem", "hashembed", "static_vectors", "maxout",
        "layernorm", "dropout",
    }
)  # fmt: skip
Word = tuple[int, int]  # its spelling and its norm, which an abbreviation may have of its own; all else follows


def remember_embeddings(nlp: Language) -> None:
    """Let every encoder of the pipeline that starts from single words remember them; others stay as they are.

    What comes out is the same to the bit, provided that a row of a product does not depend on the others (see
    ``products``).
    """
    vectors = _LastVectors()
    for _, part in nlp.pipeline:
        for encoder, embed in _encoders(getattr(part, "model", None)):
            for node in list(embed.walk()):
                node.layers[:] = [_sharing(layer, vectors) for layer in node.layers]
            encoder.layers[encoder.layers.index(embed)] = _remembering(embed)


def _encoders(model: Any) -> Iterator[tuple[Any, Any]]:
    """The networks of «embed, then encode» whose first half reads nothing but single words."""
    for node in list(model.walk()) if hasattr(model, "walk") else ():
        embed = node.get_ref("embed") if "embed" in node.ref_names else None
        if embed is not None and embed in node.layers and _reads_words(embed):
            yield node, embed


def _reads_words(embed: Any) -> bool:
    layers = [layer for layer in embed.walk() if not layer.layers]
    columns = [layer.attrs["columns"] for layer in layers if layer.name == "extract_features"]
    alone = all(layer.name in WORD_BY_WORD and isinstance(layer.ops, NumpyOps) for layer in layers)
    return alone and bool(columns) and all(set(names) <= OF_A_WORD for names in columns)


class _LastVectors:
    """The vectors of the words that were asked for last: the next network asks for the same ones."""

    def __init__(self) -> None:
        self.keys: Any = np.empty(0, dtype=np.uint64)
        self.vocab: Any = None
        self.found: Any = None

    def of(self, doc: Doc, keys: Any) -> Any:
        if self.vocab is not doc.vocab or not np.array_equal(self.keys, keys):
            self.keys, self.vocab, self.found = keys, doc.vocab, doc.vocab.vectors.get_batch(keys)
        return self.found


def _sharing(layer: Any, vectors: _LastVectors) -> Any:
    """A layer of subword vectors, which are put together from a word's parts, so that networks share that work."""
    if layer.name != "static_vectors":
        return layer
    return Model("shared_vectors", _with_vectors, layers=[layer], attrs={"vectors": vectors}, ops=layer.ops)


def _with_vectors(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
    layer: Any = model.layers[0]
    if is_train or not sum(map(len, docs)) or docs[0].vocab.vectors.mode != "floret":
        plain: tuple[Any, Any] = layer(docs, is_train)
        return plain
    lengths = model.ops.asarray1i([len(doc) for doc in docs])
    keys = np.concatenate([doc.to_array(layer.attrs["key_attr"]) for doc in docs])
    found = model.ops.gemm(model.attrs["vectors"].of(docs[0], keys), layer.get_param("W"), trans2=True)
    return Ragged(found, lengths), _no_training


def _remembering(embed: Any) -> Any:
    attrs: dict[str, Any] = {"rows": {}, "table": None, "again": set()}
    return Model("remembered_words", _forward, layers=[embed], attrs=attrs, ops=embed.ops)


def _forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    embed = model.layers[0]
    if is_train:
        return embed(docs, is_train)
    words: list[list[Word]] = [list(map(tuple, doc.to_array(["ORTH", "NORM"]).tolist())) for doc in docs]
    rows = _learned(model, embed, docs, words)
    if rows is None:
        return embed(docs, is_train)
    table = model.attrs["table"]
    return [table[[rows[word] for word in doc]] for doc in words], _no_training


def _learned(model: Any, embed: Any, docs: list[Doc], words: list[list[Word]]) -> dict[Word, int] | None:
    """Word → row of the table, for all of these words; None where they are more than the table holds."""
    wanted = dict.fromkeys(word for doc in words for word in doc)
    if len(wanted) > REMEMBERED:
        return None
    rows: dict[Word, int] = model.attrs["rows"]
    model.attrs["again"].update(wanted.keys() & rows.keys())
    new = [word for word in wanted if word not in rows]
    if len(rows) + len(new) > REMEMBERED:
        rows = _make_room(model, wanted)
        new = [word for word in wanted if word not in rows]
    if new:
        found = embed.predict([_as_doc(docs[0], new)])[0]
        if model.attrs["table"] is None:
            model.attrs["table"] = np.zeros((REMEMBERED, found.shape[1]), dtype=found.dtype)
        begin = len(rows)
        model.attrs["table"][begin : begin + len(new)] = found
        rows.update(zip(new, range(begin, begin + len(new)), strict=True))
    return rows


def _make_room(model: Any, wanted: dict[Word, None]) -> dict[Word, int]:
    """Keep the words that were wanted more than once since there was room, if there is enough without the others."""
    attrs = model.attrs
    kept = [word for word in attrs["rows"] if word in attrs["again"]]
    if len(kept) + len(wanted) > REMEMBERED:
        kept = []
    table = attrs["table"]
    table[: len(kept)] = table[[attrs["rows"][word] for word in kept]]
    rows = dict(zip(kept, range(len(kept)), strict=True))
    attrs["rows"], attrs["again"] = rows, set()
    return rows


def _as_doc(like: Doc, words: list[Word]) -> Doc:
    from spacy.tokens import Doc

    strings = like.vocab.strings
    doc = Doc(like.vocab, words=[strings[orth] for orth, _ in words])
    for token, (_, norm) in zip(doc, words, strict=True):
        if token.norm != norm:
            token.norm_ = strings[norm]
    return doc


def _no_training(gradient: Any) -> list[Any]:
    return []
