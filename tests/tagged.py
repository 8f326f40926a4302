"""Docs by hand, without a model: ``Soldaten/NN`` words with STTS tags, sentences parted by ``||``."""

from __future__ import annotations

from itertools import pairwise

from spacy.lang.de import German
from spacy.tokens import Doc

VOCAB = German().vocab
NO_SPACE_BEFORE = {".", ",", ")", ":", "%", "!", "?", "/"}
NO_SPACE_AFTER = {"(", "/"}


def tagged(text: str) -> Doc:
    """«15.000/CARD Soldaten/NN kamen/VVFIN» → Doc with tags and sentences; every word hangs on the first verb."""
    words: list[str] = []
    tags: list[str] = []
    starts: list[bool] = []
    first = True
    for part in text.split():
        if part == "||":
            first = True
            continue
        word, _, tag = part.rpartition("/")
        words.append(word)
        tags.append(tag)
        starts.append(first)
        first = False
    spaces = [
        not (following in NO_SPACE_BEFORE or word in NO_SPACE_AFTER) for word, following in zip(words, [*words[1:], ""])
    ]
    heads, deps = _flat_trees(tags, starts)
    return Doc(VOCAB, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps)


def _flat_trees(tags: list[str], starts: list[bool]) -> tuple[list[int], list[str]]:
    bounds = [index for index, begins in enumerate(starts) if begins] + [len(tags)]
    heads: list[int] = []
    deps: list[str] = []
    for begin, end in pairwise(bounds):
        root = next((index for index in range(begin, end) if tags[index][:2] in {"VV", "VA"}), begin)
        heads += [root] * (end - begin)
        deps += ["ROOT" if index == root else "dep" for index in range(begin, end)]
    return heads, deps
