"""An article with its claims highlighted, as HTML that a notebook shows and that executes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.records import Article

if TYPE_CHECKING:
    from pipeline.run import Tables

COLOURS = {"commitment": "#cfe8cf", "figure": "#fde6b8", "statement": "#d6e4f7"}
FURNITURE = "#8a8a8a"
STYLE = "font-family:serif;line-height:1.6;max-width:46em;white-space:pre-wrap"


@dataclass(frozen=True)
class Highlighted:
    """HTML that notebooks render; ``str()`` gives its source."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html


@dataclass(frozen=True)
class Mark:
    """A stretch of the article's text to highlight, and the words that the mouse shows on it."""

    start: int
    end: int
    kind: str
    label: str


def show(found: Tables, doc: str | None = None) -> Highlighted:
    """The article ``doc`` (default: the first) with its claims marked: the words said, else the sentence.

    Raises KeyError where the run has no such article.
    """
    name = doc if doc is not None else next(iter(found.articles), "")
    if name not in found.articles:
        raise KeyError(f"kein Artikel „{name}“; vorhanden: {', '.join(list(found.articles)[:5])}")
    claims = found.claims[found.claims["doc"] == name]
    marks = [mark for row in claims.to_dict("records") for mark in _marks({str(k): v for k, v in row.items()})]
    return Highlighted(render(found.articles[name], marks))


def _marks(row: dict[str, object]) -> list[Mark]:
    who = row["actor"] or row["speaker"]
    what = row["stance"] or row["quantity_unit"] or row["quote_type"]
    label = " · ".join(str(part) for part in (row["kind"], who, what, row["topic"], f"{row['confidence']}", row["rule"]) if part)
    spans = [tuple(map(int, part.split(":"))) for part in str(row["quote_spans"] or "").split(";") if part]
    if not spans or row["kind"] == "figure":
        spans = [(int(str(row["start"])), int(str(row["end"])))]
    return [Mark(start, end, str(row["kind"]), label) for start, end in spans]


def render(article: Article, marks: Iterable[Mark]) -> str:
    """The article's text as read, escaped, with overlapping marks cut into pieces that each show all their labels."""
    kept = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))
    grey = [(p.start, p.end) for p in article.paragraphs if p.zone == "furniture"]
    borders = {0, len(article.text)}
    borders |= {edge for mark in kept for edge in (mark.start, mark.end)} | {edge for span in grey for edge in span}
    pieces = [_piece(article.text, start, end, kept, grey) for start, end in pairwise(sorted(borders))]
    return f'<div style="{STYLE}">{"".join(pieces)}</div>'


def _piece(text: str, start: int, end: int, marks: list[Mark], grey: list[tuple[int, int]]) -> str:
    words = escape(text[start:end])
    covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
    if covering:
        shortest = min(covering, key=lambda mark: (mark.end - mark.start, mark.kind, mark.label))
        title = escape(" | ".join(dict.fromkeys(mark.label for mark in covering)), quote=True)
        return f'<mark style="background:{COLOURS[shortest.kind]};color:#111" title="{title}">{words}</mark>'
    if any(a <= start and end <= b for a, b in grey):
        return f'<span style="color:{FURNITURE}">{words}</span>'
    return words
