"""Speeches of the parliament as silver text: first persons, recent names, long sentences.

News hardly says «ich habe», and without it the model would call every «habe» subjunctive.
"""

import gzip
import random
import re
from pathlib import Path

from training.conllu import Sentence
from training.entities import TOKENIZER, tokens_of
from training.lexicon import Lexicon
from training.silver import annotate

SPEECHES = 1_500
WORDS = (12, 60)
SPLIT = re.compile(r"(?<=[a-zäöüß]{2}[.!?]) (?=[A-ZÄÖÜ„])")
WANTED = re.compile(r"\b[Ii]ch\b|\b(sei|seien|habe|werde|könne|müsse|würde|hätte|wäre)\b")


def read_speeches(data: Path, lexicon: Lexicon, rng: random.Random) -> list[Sentence]:
    """Sentences with a first person or a subjunctive, from the newest period."""
    with gzip.open(data / "raw/data_21.txt.gz", "rt", encoding="utf8") as lines:
        paragraphs = rng.sample(list(lines), 4 * SPEECHES)
    found: list[Sentence] = []
    for paragraph in paragraphs:
        pieces = [p for p in SPLIT.split(paragraph.strip()) if WANTED.search(p)]
        pieces = [p for p in pieces if WORDS[0] <= len(p.split()) <= WORDS[1]]
        if not pieces or len(found) == SPEECHES:
            continue
        sentence = Sentence(tokens_of(TOKENIZER(rng.choice(pieces))), corpus="speeches")
        annotate(sentence, lexicon)
        found.append(sentence)
    return found
