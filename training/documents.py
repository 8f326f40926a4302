"""From annotated sentences to spaCy documents of running text."""

import random
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.conllu import Sentence, Token


def to_doc(sentences: list[Sentence], vocab: Vocab) -> Doc:
    """Join sentences with a space; what a sentence does not annotate stays missing."""
    # None means «missing» to spaCy, which its own type hints do not foresee.
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[Any] = []
    deps: list[Any] = []
    ents: list[Any] = []
    starts: list[Any] = []
    for sentence in sentences:
        base = len(words)
        treed = all(token.head >= 0 for token in sentence.tokens)
        tags = entity_tags(sentence)
        for index, token in enumerate(sentence.tokens):
            words.append(token.form)
            spaces.append(token.space or index == len(sentence.tokens) - 1)
            heads.append(base + token.head if treed else None)
            deps.append(token.dep if treed else None)
            starts.append(index == 0 if treed else None)
            ents.append(tags[index])
    spaces[-1] = False
    parsed = any(dep for dep in deps)
    named = any(ents)
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        heads=heads if parsed else None,
        deps=deps if parsed else None,
        sent_starts=None if parsed else starts,
        ents=ents if named else None,
    )
    for target, token in zip(doc, (t for s in sentences for t in s.tokens), strict=True):
        set_morphology(target, token)
    return doc


def set_morphology(target: Any, token: Token) -> None:
    """Unset values stay unset: an empty string would be learned as «no features»."""
    if token.tag:
        target.tag_ = token.tag
    if token.lemma:
        target.lemma_ = token.lemma
    if token.upos and token.feats is not None:
        target.pos_ = token.upos
        target.set_morph("|".join(f"{n}={v}" for n, v in sorted(token.feats.items())))


def entity_tags(sentence: Sentence) -> list[str | None]:
    if sentence.entities is None:
        return [None] * len(sentence.tokens)
    tags: list[str | None] = ["O"] * len(sentence.tokens)
    for start, end, label in sentence.entities:
        tags[start] = f"B-{label}"
        tags[start + 1 : end] = [f"I-{label}"] * (end - start - 1)
    return tags


def group(sentences: list[Sentence], sizes: tuple[int, ...], rng: random.Random) -> Iterator[list[Sentence]]:
    """Neighbouring sentences in groups of random size, as paragraphs have."""
    position = 0
    while position < len(sentences):
        size = rng.choice(sizes)
        yield sentences[position : position + size]
        position += size
