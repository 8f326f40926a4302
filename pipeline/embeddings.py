"""What a network makes of a word alone, worked out once per word: half of a text's words are the same few hundred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REMEMBERED = 30_000  # words: about fifteen megabytes a network; when it is full the table begins anew
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
    for _, part in nlp.pipeline:
        for encoder, embed in _encoders(getattr(part, "model", None)):
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


def _remembering(embed: Any) -> Any:
    return Model("remembered_words", _forward, layers=[embed], attrs={"rows": {}, "table": None}, ops=embed.ops)


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
    rows: dict[Word, int] = model.attrs["rows"]
    wanted = dict.fromkeys(word for doc in words for word in doc)
    new = [word for word in wanted if word not in rows]
    if len(rows) + len(new) > REMEMBERED:
        rows.clear()
        new = list(wanted)
    if len(new) > REMEMBERED:
        return None
    if new:
        found = embed.predict([_as_doc(docs[0], new)])[0]
        if model.attrs["table"] is None:
            model.attrs["table"] = np.zeros((REMEMBERED, found.shape[1]), dtype=found.dtype)
        begin = len(rows)
        model.attrs["table"][begin : begin + len(new)] = found
        rows.update(zip(new, range(begin, begin + len(new)), strict=True))
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
