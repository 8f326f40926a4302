"""Subword vectors (floret) from parliament speeches and the news texts we train on.

The vectors cost 7.5 MB in the shipped model and are worth about four points of LAS,
because the treebanks are far too small to know the vocabulary of politics.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import floret  # type: ignore[import-untyped]
import spacy
from spacy.training.initialize import convert_vectors

DIM = 96
BUCKETS = 20_000
EPOCHS = 5


def texts(data: Path) -> Iterator[str]:
    """Parliament paragraphs, newest period first, then the news texts three times over.

    The news texts are tiny beside the speeches, so they are repeated to count at all.
    """
    for period in ("data_21", "data_20", "data_19"):
        with gzip.open(data / "raw" / f"{period}.txt.gz", "rt", encoding="utf8") as lines:
            yield from lines
    articles = (data / "ner/wikinews/train.jsonl").read_text(encoding="utf8").splitlines()
    for _ in range(3):
        for line in articles:
            yield from json.loads(line)["text"].split("\n\n")


def tokenise(data: Path, target: Path) -> None:
    """Write the texts as tokens of spaCy's own German tokenizer, one paragraph a line."""
    nlp = spacy.blank("de")
    with target.open("w", encoding="utf8") as out:
        for doc in nlp.pipe(text.strip() for text in texts(data)):
            out.write(" ".join(t.text for t in doc if not t.is_space) + "\n")


def build_vectors(data: Path, work: Path, threads: int = 1) -> Path:
    """Train the vectors once; later calls reuse them."""
    target = work / "vectors"
    if (target / "meta.json").exists():
        return target
    corpus = work / "vectors.txt"
    if not corpus.exists():
        partial = work / "vectors.txt.part"
        tokenise(data, partial)
        partial.rename(corpus)
    table = work / "vectors.floret"
    if not table.exists():
        train_table(corpus, table, threads)
    nlp = spacy.blank("de")
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.to_disk(target)
    return target


def train_table(corpus: Path, table: Path, threads: int) -> None:
    """With more than one thread the vectors differ a little from run to run."""
    model = floret.train_unsupervised(
        str(corpus),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=BUCKETS,
        minn=3,
        maxn=5,
        minCount=10,
        dim=DIM,
        epoch=EPOCHS,
        neg=10,
        lr=0.05,
        thread=threads,
    )
    model.save_floret_vectors(str(table))
