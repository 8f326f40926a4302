"""An article with its claims highlighted, or a row with its claims by outlet, as HTML that a notebook shows and that
executes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from pipeline.messages import say
from pipeline.records import Article, RowStatus

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.run import Tables

COLOURS = {"commitment": "#cfe8cf", "figure": "#fde6b8", "statement": "#d6e4f7"}
FURNITURE = "#8a8a8a"
FIRST_ROWS = 5
STYLE = "font-family:serif;line-height:1.6;max-width:46em;white-space:pre-wrap"


@dataclass(frozen=True)
class Highlighted:
    """HTML that notebooks render; ``str()`` gives its source."""

    html: str = field(repr=False)

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


def show(found: Tables, what: object = None) -> Highlighted:
    """An article with its claims marked, or a row of the table with its claims by outlet.

    ``what`` is an article's ``doc`` or the article (default: the first), a row's id, or a row of ``found.table`` or
    ``found.claims``. Raises KeyError where the run has no such article or row.
    """
    name = _name(what) if what is not None else next(iter(found.articles), "")
    if name not in found.articles and name in set(found.table["row_id"]):
        return Highlighted(row_page(found, name))
    if name not in found.articles:
        raise KeyError(f"kein Artikel und keine Zeile „{name}“; vorhanden: {', '.join(list(found.articles)[:5])}")
    claims = found.claims[found.claims["doc"] == name]
    marks = [mark for row in claims.to_dict("records") for mark in _marks({str(k): v for k, v in row.items()})]
    return Highlighted(render(found.articles[name], marks))


def overview(claims: pd.DataFrame, documents: pd.DataFrame, table: pd.DataFrame) -> str:
    """A run in a few lines of HTML: how many articles, claims and rows, and the first rows with their status."""
    read = int(((documents["status"] == "ok") & documents["records_ok"].isna()).sum())
    kinds, states = claims["kind"].value_counts(), table["status"].value_counts()
    lines = [
        say("articles", ok=read, **{name: int((documents["status"] == name).sum()) for name in ("skipped", "failed")}),
        say("claims", total=len(claims), **{name: int(kinds.get(name, 0)) for name in COLOURS}),
        say("rows", total=len(table), **{name: int(states.get(name, 0)) for name in get_args(RowStatus)}),
    ]
    shown = list(zip(table["status"], table["summary"], strict=True))[:FIRST_ROWS]
    rows = "".join(f"<li>{escape(status)}: {escape(summary)}</li>" for status, summary in shown)
    return f"<p>{'<br>'.join(map(escape, lines))}</p><ol>{rows}</ol>"


def _name(what: object) -> str:
    """The doc or row id of what is given: a word, an article, or a row of one of the tables."""
    if isinstance(what, Article):
        return what.doc
    if isinstance(what, str):
        return what
    cells: dict[str, object] = getattr(what, "to_dict", dict)()
    return str(cells.get("row_id") or cells.get("doc") or what)


def row_page(found: Tables, row_id: str) -> str:
    """The row's sentence and status, and under each outlet its sentences with the words said marked."""
    row = found.table[found.table["row_id"] == row_id].iloc[0]
    claims = found.claims[found.claims["row_id"] == row_id]
    parts = [f"<p><b>{escape(row['summary'])}</b><br>{escape(row['status'])}: {escape(row['status_reason'])}</p>"]
    for source, own in claims.groupby("source", sort=False):
        sentences = "".join(_sentence(found, {str(k): v for k, v in claim.items()}) for claim in own.to_dict("records"))
        parts.append(f"<p><b>{escape(str(source))}</b></p><ul>{sentences}</ul>")
    rivals = found.table[found.table["row_id"].isin(row["conflicts_with"].split("; "))]
    parts += [f"<p>≠ {escape(rival)}</p>" for rival in rivals["summary"]]
    return f'<div style="{STYLE}">{"".join(parts)}</div>'


def _sentence(found: Tables, claim: dict[str, object]) -> str:
    """One claim: its sentence with the words said marked, the day and the article."""
    start, end = int(str(claim["start"])), int(str(claim["end"]))
    inside = [mark for mark in _marks(claim) if start <= mark.start and mark.end <= end]
    marks = [Mark(mark.start - start, mark.end - start, mark.kind, mark.label) for mark in inside]
    words = marked(str(claim["evidence"]), marks, [])
    published = claim["published"]
    day = str(published)[:10] if published == published else ""  # a missing day equals nothing
    where = escape(" · ".join(part for part in (day, str(claim["doc"])) if part))
    return f"<li>{words} <small>({where})</small></li>"


def _marks(row: dict[str, object]) -> list[Mark]:
    who = row["actor"] or row["speaker"]
    what = row["stance"] or row["quantity_unit"] or row["quote_type"]
    parts = (row["kind"], who, what, row["topic"], f"{row['confidence']}", row["rule"])
    label = " · ".join(str(part) for part in parts if part)
    spans = [tuple(map(int, part.split(":"))) for part in str(row["quote_spans"] or "").split(";") if part]
    if not spans or row["kind"] == "figure":
        spans = [(int(str(row["start"])), int(str(row["end"])))]
    return [Mark(start, end, str(row["kind"]), label) for start, end in spans]


def render(article: Article, marks: Iterable[Mark]) -> str:
    """The article's text as read, escaped, with overlapping marks cut into pieces that each show all their labels."""
    grey = [(p.start, p.end) for p in article.paragraphs if p.zone == "furniture"]
    return f'<div style="{STYLE}">{marked(article.text, marks, grey)}</div>'


def marked(text: str, marks: Iterable[Mark], grey: list[tuple[int, int]]) -> str:
    """The text, escaped, with its marks; what stands in ``grey`` is grey."""
    kept = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))
    borders = {0, len(text)}
    borders |= {edge for mark in kept for edge in (mark.start, mark.end)} | {edge for span in grey for edge in span}
    return "".join(_piece(text, start, end, kept, grey) for start, end in pairwise(sorted(borders)))


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
