"""Smaller output layers: feature bundles and lemma rules that the model never chooses cost time only."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Softmax_v2

from training.gsd import read_rest

FEWEST = 3


def choices(pipe: Any, docs: list[Doc]) -> Counter[int]:
    """How often each label is the best one."""
    scores = pipe.model.predict(docs)
    return Counter(int(label) for table in scores for label in table.argmax(axis=1))


def keep_rows(pipe: Any, rows: list[int]) -> None:
    """Put a smaller output layer in place, with the weights of the given labels in their order."""
    parent = next(node for node in pipe.model.walk() if any(child.name == "softmax" for child in node.layers))
    old = parent.layers[0]
    new = Softmax_v2(nO=len(rows), nI=old.get_dim("nI"), normalize_outputs=old.attrs["softmax_normalize"])
    for name in ("W", "b"):
        new.set_param(name, old.get_param(name)[rows].copy())
    parent.layers[0] = new
    for node in pipe.model.walk():
        for name in [n for n in node.ref_names if node.maybe_get_ref(n) is old]:
            node.set_ref(name, new)
    for node in (parent, pipe.model):
        if node.has_dim("nO"):
            node.set_dim("nO", len(rows), force=True)


def usual_texts(data: Path) -> Iterator[str]:
    """News, encyclopedia and reviews; none of the development tests."""
    for line in (data / "ner/wikinews/train.jsonl").read_text(encoding="utf8").splitlines():
        yield from json.loads(line)["text"].split("\n")
    for sentence in read_rest(data):
        yield "".join(token.form + " " * token.space for token in sentence.tokens)


def chosen(counts: Counter[int]) -> list[int]:
    return sorted(label for label, count in counts.items() if count >= FEWEST)


def prune(nlp: Language, texts: Iterable[str]) -> None:
    """Drop what morphologizer and lemmatizer choose hardly ever in the texts, in place."""
    morphologizer: Any = nlp.get_pipe("morphologizer")
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    counts = {"morphologizer": Counter[int](), "trainable_lemmatizer": Counter[int]()}
    for text in texts:
        doc = nlp.make_doc(text)
        if len(doc):
            nlp.get_pipe("tok2vec")(doc)
            counts["morphologizer"] += choices(morphologizer, [doc])
            counts["trainable_lemmatizer"] += choices(lemmatizer, [doc])
    rows = chosen(counts["morphologizer"])
    labels = list(morphologizer.cfg["labels_morph"])
    for name in ("labels_morph", "labels_pos"):
        morphologizer.cfg[name] = {labels[row]: morphologizer.cfg[name][labels[row]] for row in rows}
    keep_rows(morphologizer, rows)
    rows = chosen(counts["trainable_lemmatizer"])
    lemmatizer.cfg["labels"] = [lemmatizer.cfg["labels"][row] for row in rows]
    lemmatizer.tree2label = {tree: index for index, tree in enumerate(lemmatizer.cfg["labels"])}
    keep_rows(lemmatizer, rows)
