"""Variation that the corpora lack: quotation marks, Swiss spelling, capitals, bare headlines."""

import random
from dataclasses import replace

from training.conllu import Sentence, Token

PAIRS = [
    ("„", "“"),
    ("»", "«"),
    ("«", "»"),
    ("“", "”"),
    ('"', '"'),
    ("‚", "‘"),
    ("'", "'"),
    ("„", '"'),
    ("‹", "›"),
    ("›", "‹"),
    ("``", "''"),
]
QUOTES = {'"', "“", "”", "„", "»", "«", "``", "''", "‚", "‘"}
DASHES = {"-", "–", "—"}
NO_BREAK = "\u00a0"


def vary_quotes(sentences: list[Sentence], rng: random.Random) -> None:
    """One pair of quotation marks for the whole text, alternately opening and closing."""
    pair = rng.choice(PAIRS)
    opened = False
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            if token.form in QUOTES:
                opened = not opened
                token.form = pair[0] if opened else pair[1]
                if opened:
                    token.space = False
                elif index:
                    sentence.tokens[index - 1].space = False


def swiss(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for token in sentence.tokens:
            token.form = token.form.replace("ß", "ss")


def shout(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for token in sentence.tokens:
            token.form = token.form.upper()
            token.lemma = ""


def headline(sentence: Sentence) -> None:
    """A headline has no full stop."""
    last = len(sentence.tokens) - 1
    if last < 3 or sentence.tokens[last].form != ".":
        return
    if any(token.head == last for token in sentence.tokens):
        return
    del sentence.tokens[last]
    if sentence.entities is not None:
        sentence.entities = [(s, e, x) for s, e, x in sentence.entities if e <= last]


def hard_spaces(sentences: list[Sentence], rng: random.Random) -> None:
    """«10 Milliarden» and «Dr. Weiß» with a no-break space, which spaCy makes a token of its own."""
    for sentence in sentences:
        inside = {n for start, end, _ in sentence.entities or [] for n in range(start + 1, end)}
        for index in range(len(sentence.tokens) - 1, 0, -1):
            before = sentence.tokens[index - 1]
            bound = before.form[-1].isdigit() or (before.form.endswith(".") and before.form[0].isupper())
            if bound and before.space and len(before.form) > 1 and index not in inside and rng.random() < 0.7:
                insert_space(sentence, index)


def insert_space(sentence: Sentence, index: int) -> None:
    """A blank token before a word; what stands behind it moves on by one."""
    for token in sentence.tokens:
        token.head += token.head >= index
    treed = sentence.tokens[index - 1].head >= 0
    blank = Token(NO_BREAK, NO_BREAK, "SPACE", "_SP", {}, index - 1 if treed else -1, "dep" * treed, space=False)
    sentence.tokens[index - 1].space = False
    sentence.tokens.insert(index, blank)
    if sentence.entities is not None:
        sentence.entities = [(s + (s >= index), e + (e > index), x) for s, e, x in sentence.entities]


def copy(sentence: Sentence) -> Sentence:
    return replace(
        sentence,
        tokens=[replace(token) for token in sentence.tokens],
        entities=None if sentence.entities is None else list(sentence.entities),
    )


def augment(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """A varied copy of one text; most texts stay as they are but for their quotes."""
    varied = [copy(sentence) for sentence in sentences]
    if rng.random() < 0.5:
        vary_quotes(varied, rng)
    if rng.random() < 0.08:
        swiss(varied)
    if len(varied) == 1 and rng.random() < 0.15:
        headline(varied[0])
        if rng.random() < 0.2:
            shout(varied)
    if rng.random() < 0.05:
        hard_spaces(varied, rng)
    for sentence in varied:
        for token in sentence.tokens:
            if token.form in DASHES and rng.random() < 0.3:
                token.form = rng.choice(sorted(DASHES))
    return varied
