"""Heads, relations, tags and parts of speech on gold tokens."""

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import Sentence, Token, read_conllu
from training.measures.counts import Counts
from training.news import read_news
from training.treebanks import LABELS, TAGS

SHOWN = ("nsubj", "obj", "obl", "nmod", "appos", "flat", "ccomp", "xcomp", "parataxis", "acl")


def joined(nlp: Language, sentences: list[Sentence]) -> Doc:
    tokens = [token for sentence in sentences for token in sentence.tokens]
    return Doc(nlp.vocab, words=[t.form for t in tokens], spaces=[t.space for t in tokens])


def parsed(nlp: Language, sentences: list[Sentence], size: int) -> Iterator[tuple[Token, int, Doc, int]]:
    """Gold token, its gold head's place in the document, the parsed document, its place."""
    groups = [sentences[i : i + size] for i in range(0, len(sentences), size)]
    for texts, doc in zip(groups, nlp.pipe(joined(nlp, g) for g in groups), strict=True):
        base = 0
        for sentence in texts:
            for index, token in enumerate(sentence.tokens):
                yield token, base + token.head, doc, base + index
            base += len(sentence.tokens)


def label_of(dep: str) -> str:
    return LABELS.get(dep, dep)


def attachment(
    nlp: Language, sentences: list[Sentence], size: int, punct: bool
) -> tuple[float, float, dict[str, Counts]]:
    total = heads = both = 0
    by_label = {label: Counts() for label in SHOWN}
    for gold, gold_head, doc, place in parsed(nlp, sentences, size):
        if gold.dep == "punct" and not punct:
            continue
        said = doc[place]
        label, right = label_of(gold.dep), said.head.i == gold_head
        total += 1
        heads += right
        both += right and label_of(said.dep_) == label
        for name, counts in by_label.items():
            counts.add({said.head.i} if said.dep_ == name else set(), {gold_head} if label == name else set())
    return heads / total, both / total, by_label


def measure_news(nlp: Language, data: Path) -> dict[str, float]:
    sentences = read_news(data, "dev_news", with_entities=False)
    uas, las, by_label = attachment(nlp, sentences, 1, punct=False)
    scores = {"UAS dev_news": uas, "LAS dev_news": las}
    return scores | {f"{name} F1 dev_news": counts.f1 for name, counts in by_label.items()}


def measure_gsd(nlp: Language, data: Path) -> dict[str, float]:
    sentences = read_conllu(data / "parse/dev_gsd.conllu", merge=False)
    uas, las, _ = attachment(nlp, sentences, 5, punct=True)
    total = tags = parts = lemmas = 0
    for gold, _, doc, place in parsed(nlp, sentences, 5):
        said = doc[place]
        total += 1
        tags += TAGS.get(gold.tag, gold.tag) == said.tag_
        parts += gold.upos == said.pos_
        lemmas += gold.lemma.lower() == said.lemma_.lower()
    return {
        "UAS dev_gsd": uas,
        "LAS dev_gsd": las,
        "STTS tags dev_gsd": tags / total,
        "UPOS dev_gsd": parts / total,
        "lemmas dev_gsd": lemmas / total,
    }
