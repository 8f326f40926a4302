"""Tables and articles → what the page holds: rows, claims and documents with their texts, as plain values.

A browser counts UTF-16 units where Python counts characters («🚢» is two of one and one of the other): all offsets
are translated here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import csv_rows
from pipeline.lines import Lines
from pipeline.records import Article
from pipeline.views.coverage import coverage
from pipeline.views.figures import figures
from pipeline.views.plain import Plain, Records, members_of, plain_cells
from pipeline.views.positions import positions
from pipeline.views.timeline import timelines

if TYPE_CHECKING:
    from pipeline.run import Tables

# What the page holds at most, the conflicting and corroborated rows first; the rest stands in the CSV files.
MOST_ROWS, MOST_CLAIMS, MOST_OF_A_ROW, MOST_DOCUMENTS = 10_000, 25_000, 400, 20_000
MOST_CHARACTERS = 24_000_000  # of all articles; beyond that the page keeps only the surroundings of claims
SURROUNDINGS = 400
ROW_FIELDS = (
    "row_id", "status", "status_reason", "kind", "actor", "actor_country", "stance", "topic", "direction",
    "target_country", "quantity_min", "quantity_max", "quantity_unit", "quantity_modifier", "counted", "condition",
    "summary", "n_independent", "first_date", "last_date",
)  # fmt: skip
CLAIM_FIELDS = (
    "claim_id", "kind", "source", "published", "actor", "actor_role", "actor_country", "stance", "topic", "direction",
    "target_country", "condition", "quantity_min", "quantity_max", "quantity_unit", "quantity_modifier", "counted",
    "provider", "quote_type", "speaker", "cue_attitude", "reported_by", "event_date", "confidence", "rule",
)  # fmt: skip
DOCUMENT_FIELDS = (
    "doc", "status", "reason", "warning", "source", "source_known", "published", "title", "url", "language", "origin",
    "shares_text_with", "n_claims", "records_ok", "records_failed",
)  # fmt: skip
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
Span = tuple[int, int]


def report_data(tables: Tables, model: str) -> dict[str, Any]:
    """All that the page shows. Rows, claims and documents name each other by their position."""
    seen = tables.plain
    shown, chosen = _shown(seen)
    rows, claims = [dict(row) for row in seen.rows[:shown]], [seen.claims[place] for place in chosen]
    documents = _chosen_documents(seen, {claim["doc"] for claim in claims})
    row_at = {row["row_id"]: place for place, row in enumerate(rows)}
    doc_at = {document["doc"]: place for place, document in enumerate(documents)}
    claims = [claim for claim in claims if claim["doc"] in doc_at]
    members = members_of(rows, claims)
    return {
        "model": model,
        "unresolved": round(tables.unresolved, 4),
        "hidden_rows": len(seen.rows) - len(rows),
        "hidden_claims": len(seen.claims) - len(claims),
        "hidden_documents": len(seen.documents) - len(documents),
        "countries": _countries(rows, claims),
        "documents": _documents(documents, claims, tables.articles),
        "claims": _claims(tables, claims, row_at, doc_at),
        "rows": [_row(row, members[place], row_at) for place, row in enumerate(rows)],
        "positions": positions(rows),
        "timelines": timelines(rows, claims, members),
        "figures": figures(rows, claims, members),
        "coverage": coverage(rows, claims, documents, members),
    }


def _shown(seen: Plain) -> tuple[int, list[int]]:
    """How many rows the page shows, and the places of its claims: theirs, and as many without a row as there is room
    for."""
    rows, chosen = 0, set[int]()
    for members in seen.members[:MOST_ROWS]:
        if rows and len(chosen) + len(members[:MOST_OF_A_ROW]) > MOST_CLAIMS:
            break
        rows += 1
        chosen.update(members[:MOST_OF_A_ROW])
    alone = (place for place, row_id in enumerate(claim["row_id"] for claim in seen.claims) if not row_id)
    return rows, sorted({*chosen, *islice(alone, MOST_CLAIMS - len(chosen))})


def _chosen_documents(seen: Plain, told: Collection[str]) -> Records:
    """The documents of the page's claims, and as many others as there is room for, those with a reason first."""
    others = [entry["doc"] for entry in seen.documents if entry["doc"] not in told]
    others.sort(key={entry["doc"]: entry["status"] == "ok" for entry in seen.documents}.__getitem__)
    kept = {*told, *others[: max(0, MOST_DOCUMENTS - len(told))]}
    return [entry for entry in seen.documents if entry["doc"] in kept]


def _countries(rows: Records, claims: Records) -> dict[str, str]:
    """The names of the countries that occur, by their code."""
    used = {record[name] for record in (*rows, *claims) for name in ("actor_country", "target_country")}
    return {row["code"]: row["name"] for row in csv_rows("countries") if row["code"] in used}


def _row(row: Mapping[str, Any], members: list[int], row_at: Mapping[str, int]) -> dict[str, Any]:
    found = {name: row[name] for name in ROW_FIELDS if row[name] not in (None, "")}
    rivals = [row_at[name] for name in re.findall(r"[^;,\s]+", row["conflicts_with"] or "") if name in row_at]
    return {**found, "claims": members, "conflicts": rivals}


def _claims(
    tables: Tables, claims: Records, row_at: Mapping[str, int], doc_at: Mapping[str, int]
) -> list[dict[str, Any]]:
    places = {claim_id: place for place, claim_id in enumerate(tables.claims["claim_id"])}
    whole = tables.parts("claims", [places[claim["claim_id"]] for claim in claims])
    wide: dict[str, list[int]] = {}
    found = []
    for claim in (claim for part in whole for claim in Lines(part, plain_cells)):
        doc = claim["doc"]
        if doc not in wide:
            wide = {doc: _wide_signs(tables.articles[doc].text) if doc in tables.articles else []}
        found.append(_claim(claim, row_at, doc_at, wide[doc], doc in tables.articles))
    return found


def _claim(
    claim: Mapping[str, Any], row_at: Mapping[str, int], doc_at: Mapping[str, int], wide: Sequence[int], has_text: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {name: claim[name] for name in CLAIM_FIELDS if claim[name] not in (None, "")}
    found |= {"row": row_at.get(claim["row_id"], -1), "doc": doc_at[claim["doc"]]}
    if not has_text:
        return found | {"evidence": claim["evidence"]}
    found["span"] = _units((claim["start"], claim["end"]), wide)
    for name in ("speaker", "cue"):
        if claim[f"{name}_start"] is not None and claim[f"{name}_end"] is not None:
            found[f"{name}_span"] = _units((claim[f"{name}_start"], claim[f"{name}_end"]), wide)
    for name in ("quote_spans", "verbatim_parts"):
        if claim[name]:
            found[name] = [_units(span, wide) for span in _spans(claim[name])]
    return found


def _spans(cell: str) -> list[Span]:
    pairs = (part.split(":") for part in cell.split(";") if part)
    return [(int(start), int(end)) for start, end in pairs]


def _wide_signs(text: str) -> list[int]:
    """Where the characters stand that a browser counts twice."""
    return [found.start() for found in _ASTRAL.finditer(text)]


def _units(span: Span, wide: Sequence[int]) -> Span:
    return span[0] + bisect_left(wide, span[0]), span[1] + bisect_left(wide, span[1])


def _documents(documents: Records, claims: Records, articles: Mapping[str, Article]) -> Records:
    whole = _all_fit(documents, articles)
    spans: dict[str, list[Span]] = {}
    for claim in claims:
        spans.setdefault(claim["doc"], []).append((claim["start"], claim["end"]))
    found = []
    for document in documents:
        entry = {name: document[name] for name in DOCUMENT_FIELDS if document[name] not in (None, "")}
        if not _WEB.fullmatch(entry.get("url", "")):
            entry.pop("url", None)
        article = articles.get(document["doc"])
        if article is not None:
            kept = [(0, len(article.text))] if whole else surroundings(spans.get(article.doc, []), len(article.text))
            entry |= _text(article, kept)
        found.append(entry)
    return found


def _all_fit(documents: Records, articles: Mapping[str, Article]) -> bool:
    """Whether the page can hold the documents' whole texts."""
    room = MOST_CHARACTERS
    for document in documents:
        if document["doc"] in articles:
            room -= len(articles[document["doc"]].text)
            if room < 0:
                return False
    return True


def _text(article: Article, kept: Sequence[Span]) -> dict[str, Any]:
    """The kept parts of an article's text, each with its offset, and where page furniture stands."""
    wide = _wide_signs(article.text)
    furniture = [_units((p.start, p.end), wide) for p in article.paragraphs if p.zone == "furniture"]
    parts = [(_units((start, end), wide)[0], article.text[start:end]) for start, end in kept]
    return {"parts": parts, "furniture": furniture}


def surroundings(spans: Sequence[Span], length: int) -> list[Span]:
    """The spans with some text around them, in order and without overlaps."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        start, end = max(0, start - SURROUNDINGS), min(length, end + SURROUNDINGS)
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
