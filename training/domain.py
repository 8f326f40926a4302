"""Sentences of our own, with names tagged inline as [name|LABEL]."""

import re
from pathlib import Path

from training.conllu import Sentence
from training.entities import from_text

SOURCE = Path(__file__).with_name("domain_sentences.txt")
TAGGED = re.compile(r"\[([^|\]]+)\|(PER|LOC|ORG|MISC)\]")


def parse_tagged(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text and its character spans."""
    text, spans, position = "", [], 0
    for match in TAGGED.finditer(line):
        text += line[position : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        position = match.end()
    return text + line[position:], spans


def read_domain() -> list[Sentence]:
    lines = SOURCE.read_text(encoding="utf8").splitlines()
    return [
        from_text(*parse_tagged(line), ident=f"own.{number}", corpus="domain")
        for number, line in enumerate(lines)
        if line and not line.startswith("#")
    ]
