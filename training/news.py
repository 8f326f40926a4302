"""The news trees and their articles: spacing, names and what must not be trained on."""

import json
from pathlib import Path
from typing import Any

from training.conllu import Sentence, read_conllu
from training.entities import TOKENIZER
from training.spacing import apply_guess, apply_original

SHORT = 4


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """All annotated articles by number, development articles too (for their spacing)."""
    found = {}
    for name in ("train", "dev"):
        path = data / "ner/wikinews" / f"{name}.jsonl"
        for line in path.read_text(encoding="utf8").splitlines():
            article = json.loads(line)
            found[article["doc"]] = article
    return found


def place(ident: str) -> tuple[str, int]:
    """Ids read like w123.45: article 123, character 45."""
    number, offset = ident[1:].split(".")
    return number, int(offset)


def add_entities(sentence: Sentence, article: dict[str, Any], start: int, end: int) -> None:
    """Project the article's character spans on the sentence's tokens."""
    doc = TOKENIZER(article["text"][start:end])
    if [token.text for token in doc] != sentence.words:
        return
    spans: list[tuple[int, int, str]] = []
    for first, last, label in sorted(article["entities"]):
        if start <= first and last <= end:
            span = doc.char_span(first - start, last - start, alignment_mode="expand")
            if span is not None and not (spans and span.start < spans[-1][1]):
                spans.append((span.start, span.end, label))
    sentence.entities = spans


def read_news(data: Path, name: str, with_entities: bool) -> list[Sentence]:
    """Trees of news sentences with the spacing of their articles."""
    texts = articles(data)
    sentences = read_conllu(data / "parse" / f"{name}.conllu")
    for sentence in sentences:
        sentence.corpus = name
        for token in sentence.tokens:
            token.dep = "ROOT" if token.dep == "root" else token.dep
        number, offset = place(sentence.ident)
        article = texts[number]
        end = apply_original(sentence, article["text"], offset)
        if end < 0:
            apply_guess(sentence)
        elif with_entities:
            add_entities(sentence, article, offset, end)
    return sentences


def compact(words: list[str]) -> str:
    return "".join("".join(words).split())


def held_back(data: Path) -> list[str]:
    """The sentences of the development tests without their blanks, short ones such as «dpa» left aside."""
    parse = data / "parse"
    sentences = read_conllu(parse / "dev_news.conllu") + read_conllu(parse / "dev_gsd.conllu")
    sentences += read_conllu(parse / "dev_gsd.conllu", merge=False)
    return sorted({compact(s.words) for s in sentences if len(s.words) > SHORT})


def without(sentences: list[Sentence], held: list[str]) -> list[Sentence]:
    """All texts but those that hold a development sentence, which may stand in the same article twice."""
    kept = []
    for sentence in sentences:
        text = compact(sentence.words)
        if not any(part in text for part in held):
            kept.append(sentence)
    return kept
