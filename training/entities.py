"""Readers of the name corpora; labels PER, LOC, ORG and MISC as in the project's guide."""

import json
import re
from pathlib import Path

import spacy
from spacy.tokens import Doc

from training.conllu import Sentence, Token, read_blocks
from training.spacing import apply_guess

LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC", "OTH": "MISC"}
DEMONYM = re.compile(r"\w*(isch|ische|ischen|ischer|isches|ischem)$")
TOKENIZER = spacy.blank("de").tokenizer

Spans = list[tuple[int, int, str]]


def from_text(text: str, spans: Spans, ident: str, corpus: str) -> Sentence:
    """A stretch of text with character spans, in the tokens of production.

    A span that cuts through a token is widened to it; blanks at its ends are cut off.
    """
    doc = TOKENIZER(text)
    entities: Spans = []
    for start, end, label in sorted(spans):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        span = doc.char_span(start, end) or doc.char_span(start, end, alignment_mode="expand")
        if span is None or (entities and span.start < entities[-1][1]):
            continue
        entities.append((span.start, span.end, label))
    return Sentence(tokens_of(doc), ident, entities, corpus)


def tokens_of(doc: Doc) -> list[Token]:
    return [Token(token.text, space=bool(token.whitespace_)) for token in doc]


def paragraphs(text: str, spans: Spans) -> list[tuple[int, str, Spans]]:
    """Cut an article at its empty lines; spans become relative to their paragraph."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        inside = [(s - start, e - start, x) for s, e, x in spans if s >= start and e <= end]
        found.append((start, match.group(), inside))
    return found


def read_wikinews(path: Path) -> list[Sentence]:
    """News annotated for this project, a paragraph each."""
    found = []
    for line in path.read_text(encoding="utf8").splitlines():
        article = json.loads(line)
        spans = [(s, e, label) for s, e, label in article["entities"]]
        for offset, text, inside in paragraphs(article["text"], spans):
            ident = f"w{article['doc']}.{offset}"
            found.append(from_text(text, inside, ident, "wikinews"))
    return found


def iob_spans(labels: list[str]) -> Spans:
    """Spans of IOB labels; labels outside the four kinds are no entity."""
    spans: Spans = []
    start, kind = -1, ""
    for index, label in enumerate([*labels, "O"]):
        prefix, _, name = label.partition("-")
        if start >= 0 and (prefix != "I" or name != kind):
            spans.append((start, index, LABELS[kind]))
            start = -1
        if name in LABELS and (prefix == "B" or (prefix == "I" and start < 0)):
            start, kind = index, name
    return spans


def read_columns(path: Path, corpus: str, word: int, label: int) -> list[Sentence]:
    """Corpora of one token a line."""
    found = []
    for block in read_blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#\t")]
        tokens = [Token(row[word]) for row in rows]
        if not tokens:
            continue
        spans = iob_spans([row[label] for row in rows])
        sentence = Sentence(tokens, "", spans, corpus)
        apply_guess(sentence)
        found.append(sentence)
    return found


def read_germeval(path: Path) -> list[Sentence]:
    """Outer names only: «deriv» and «part» mark what the guide calls no name."""
    return read_columns(path, "germeval", 1, 2)


def read_wikiner(path: Path) -> list[Sentence]:
    """Silver; sentences that label a nationality adjective are left out."""

    def clean(sentence: Sentence) -> bool:
        words = sentence.words
        spans = sentence.entities or []
        return bool(spans) and not any(end - start == 1 and DEMONYM.match(words[start]) for start, end, _ in spans)

    return [s for s in read_columns(path, "wikiner", 0, 1) if clean(s)]


def read_smartdata(path: Path) -> list[Sentence]:
    """Business news; radio traffic and tweets are left out."""
    found = []
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        if record["source"] != "news":
            continue
        spans = [(s, e, label) for s, e, label, _ in record["ents"] if label]
        for _, text, inside in paragraphs(record["text"], spans):
            found.append(from_text(text, inside, record["uri"], "smartdata"))
    return found
