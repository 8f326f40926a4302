"""Names: exact spans and labels."""

import json
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import Sentence
from training.entities import read_germeval
from training.measures.counts import Counts

MAIN = ("PER", "LOC", "ORG")


def summary(found: dict[str, Counts], test: str) -> dict[str, float]:
    total = Counts()
    for label in MAIN:
        total.hits += found[label].hits
        total.said += found[label].said
        total.gold += found[label].gold
    scores = {
        f"NER F1 PER LOC ORG, {test}": total.f1,
        f"NER precision, {test}": total.precision,
        f"NER recall, {test}": total.recall,
    }
    scores |= {f"NER F1 {label}, {test}": found[label].f1 for label in found}
    return scores


def empty() -> dict[str, Counts]:
    return {label: Counts() for label in (*MAIN, "MISC")}


def measure_wikinews(nlp: Language, data: Path) -> dict[str, float]:
    """Running text, a paragraph at a time, as the product reads it; character offsets."""
    found = empty()
    for line in (data / "ner/wikinews/dev.jsonl").read_text(encoding="utf8").splitlines():
        article = json.loads(line)
        said, offset = set(), 0
        parts = article["text"].split("\n")
        for part, doc in zip(parts, nlp.pipe(parts), strict=True):
            said |= {(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents}
            offset += len(part) + 1
        gold = {tuple(entity) for entity in article["entities"]}
        for label, counts in found.items():
            counts.add({s for s in said if s[2] == label}, {g for g in gold if g[2] == label})
    return summary(found, "wikinews/dev")


def gold_doc(nlp: Language, sentence: Sentence) -> Doc:
    spaces = [token.space for token in sentence.tokens]
    return Doc(nlp.vocab, words=sentence.words, spaces=spaces)


def measure_germeval(nlp: Language, data: Path) -> dict[str, float]:
    """Outer names on the corpus's own tokens; deriv and part are no names."""
    found = empty()
    gold_sentences = read_germeval(data / "ner/germeval2014_dev.tsv")
    docs = nlp.pipe(gold_doc(nlp, sentence) for sentence in gold_sentences)
    for doc, sentence in zip(docs, gold_sentences, strict=True):
        said = {(e.start, e.end, e.label_) for e in doc.ents}
        gold = set(sentence.entities or [])
        for label, counts in found.items():
            counts.add({s for s in said if s[2] == label}, {g for g in gold if g[2] == label})
    return summary(found, "germeval2014_dev")
