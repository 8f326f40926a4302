"""The training mix: which corpus counts how often, and how it becomes documents."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from training.augment import augment
from training.conllu import Sentence
from training.documents import group, to_doc
from training.domain import read_domain
from training.entities import read_germeval, read_smartdata, read_wikiner, read_wikinews
from training.gsd import read_gsd
from training.lexicon import Lexicon
from training.news import held_back, read_news, without
from training.silver import annotate
from training.speeches import read_speeches
from training.swap import NameSwapper
from training.treebanks import read_treebank

SEED = 7
# Corpus: how often each text is used in one round, and sentences to a document.
MIX = {
    "train_news": (4, (1, 1, 2, 3)),
    "train_hdt": (2, (1, 2, 4, 6)),
    "train_open": (2, (1, 2, 4, 6)),
    "train_pud": (2, (1, 1, 2, 4)),
    "gsd_um": (1, (1, 2, 4)),
    "wikinews": (2, (1,)),
    "germeval": (1, (1, 2, 3)),
    "smartdata": (1, (1,)),
    "wikiner": (1, (1, 2)),
    "domain": (2, (1, 1, 2)),
    "speeches": (1, (1, 2)),
}
WIKINER_SENTENCES = 2500
# The second stage refines names alone, so it can afford more of the silver.
NAMES_MIX = {
    "wikinews": (4, (1,)),
    "germeval": (2, (1, 2, 3)),
    "smartdata": (1, (1,)),
    "wikiner": (1, (1, 2)),
    "domain": (4, (1, 1, 2)),
}
NAMES_WIKINER_SENTENCES = 8000

Corpora = dict[str, list[Sentence]]
Mix = dict[str, tuple[int, tuple[int, ...]]]


def read_trees(data: Path, lexicon: Lexicon) -> Corpora:
    parse = data / "parse"
    found = {
        "train_open": read_treebank(parse / "train_open.conllu", lexicon),
        "train_hdt": read_treebank(parse / "train_hdt.conllu", lexicon, trust_mood=False),
        "train_pud": read_treebank(parse / "train_pud.conllu", lexicon),
        "train_news": read_news(data, "train_news", with_entities=True),
        "gsd_um": read_gsd(data, lexicon),
    }
    for sentence in found["train_news"]:
        annotate(sentence, lexicon, gold_mood=True)
    held = held_back(data)
    return {name: without(sentences, held) for name, sentences in found.items()}


def read_names(data: Path, rng: random.Random, wikiner: int) -> Corpora:
    ner = data / "ner"
    found = {
        "wikinews": read_wikinews(ner / "wikinews/train.jsonl"),
        "germeval": read_germeval(ner / "germeval2014_test_even.tsv"),
        "smartdata": read_smartdata(ner / "smartdata_v1_train.jsonl"),
        "wikiner": rng.sample(read_wikiner(ner / "ner_wikiner_slice.iob"), wikiner),
        "domain": read_domain(),
    }
    held = held_back(data)
    return {name: without(sentences, held) for name, sentences in found.items()}


def add_silver(names: Corpora, lexicon: Lexicon) -> None:
    """Tags for the name corpora near to news."""
    for corpus in ("wikinews", "germeval", "domain"):
        for sentence in names[corpus]:
            annotate(sentence, lexicon)


def mixed(corpora: Corpora, mix: Mix, data: Path, rng: random.Random) -> Iterator[list[Sentence]]:
    """Every corpus as often as the mix says; every second round with other names."""
    swapper = NameSwapper(data)
    for name, sentences in corpora.items():
        rounds, sizes = mix[name]
        for number in range(rounds):
            for texts in group(sentences, sizes, rng):
                varied = augment(texts, rng)
                if number % 2:
                    swapper.swap(varied, rng)
                yield varied


def development_texts(data: Path) -> Iterator[list[Sentence]]:
    """Short versions of the development tests, for choosing the best step only."""
    lexicon = Lexicon(data / "lexicon")
    rng = random.Random(SEED)
    gsd = read_treebank(data / "parse/dev_gsd.conllu", lexicon)[:300]
    yield from group(gsd, (5,), rng)
    yield from group(read_news(data, "dev_news", with_entities=False), (1,), rng)
    yield from group(read_wikinews(data / "ner/wikinews/dev.jsonl"), (1,), rng)


def write(texts: Iterable[list[Sentence]], path: Path, rng: random.Random | None = None) -> None:
    vocab = spacy.blank("de").vocab
    docs = [to_doc(sentences, vocab) for sentences in texts]
    if rng is not None:
        rng.shuffle(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def write_corpora(data: Path, work: Path) -> None:
    """Write all.spacy and all_dev.spacy, shuffled with a fixed seed."""
    rng = random.Random(SEED)
    lexicon = Lexicon(data / "lexicon")
    trees = read_trees(data, lexicon)
    names = read_names(data, rng, WIKINER_SENTENCES)
    add_silver(names, lexicon)
    speeches = {"speeches": read_speeches(data, lexicon, rng)}
    write(mixed(trees | names | speeches, MIX, data, rng), work / "all.spacy", rng)
    write(development_texts(data), work / "all_dev.spacy")


def write_names(data: Path, work: Path) -> None:
    """Write names.spacy and names_dev.spacy for the second stage."""
    rng = random.Random(SEED)
    names = read_names(data, rng, NAMES_WIKINER_SENTENCES)
    write(mixed(names, NAMES_MIX, data, rng), work / "names.spacy", rng)
    write(group(read_wikinews(data / "ner/wikinews/dev.jsonl"), (1,), rng), work / "names_dev.spacy")
