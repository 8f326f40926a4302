"""Tables for the tests of the report: those written down in report_sample.toml, parts of them, and large ones."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.columns import claims_frame, documents_frame, mentions_frame, table_frame
from pipeline.records import Article, Claim, Document, Paragraph, Row
from pipeline.run import Tables

LONG_WORD = "Donau" + "dampfschifffahrts" * 30 + "boot"
SHARED = ("kind", "actor", "actor_country", "stance", "topic", "counted")
AMOUNT = ("quantity_min", "quantity_max", "quantity_unit", "quantity_modifier")
SENTENCE = (
    "Der Ort Nummer {n} stellt im kommenden Jahr {n} Bänke am Fluss auf und lässt die Wege dorthin neu pflastern."
)


def _text(text: str) -> str:
    return text.replace("{long}", LONG_WORD).replace("{half}", "\ud83d")


SAMPLE = tomllib.loads(Path(__file__).with_name("report_sample.toml").read_text(encoding="utf-8"))
TEXTS = {article["doc"]: _text(article["text"]) for article in SAMPLE["article"]}


def sample_tables() -> Tables:
    """Four articles, seven claims in six rows, an input that failed, one that was skipped and a container."""
    articles = {entry["doc"]: _article(entry) for entry in SAMPLE["article"]}
    claims = [_claim(entry, articles[entry["doc"]]) for entry in SAMPLE["claim"]]
    rows = [_row([claim for claim in claims if claim.row_id == entry["row_id"]], entry) for entry in SAMPLE["row"]]
    documents = [_document(entry, claims) for entry in SAMPLE["article"]]
    documents += [Document(**entry) for entry in SAMPLE["document"]]
    return _tables(claims, rows, documents, list(articles.values()), unresolved=0.25)


def _tables(claims: Any, rows: Any, documents: Any, articles: Sequence[Article], unresolved: float = 0.0) -> Tables:
    return Tables(
        claims=claims_frame(claims),
        mentions=mentions_frame([]),
        documents=documents_frame(documents),
        table=table_frame(rows),
        articles={article.doc: article for article in articles},
        unresolved=unresolved,
    )


def _article(entry: dict[str, Any]) -> Article:
    """Of a text with several paragraphs the first one is a menu."""
    text = _text(entry["text"])
    end = max(0, text.find("\n\n"))
    menu = Paragraph(start=0, end=end, zone="furniture", clean=text[:end], offsets=tuple(range(end + 1)))
    known = {name: entry[name] for name in ("doc", "source", "published", "title")}
    return Article(text=text, source_known=True, paragraphs=(menu,) if end else (), **known)


def _document(entry: dict[str, Any], claims: Sequence[Claim]) -> Document:
    known = {name: value for name, value in entry.items() if name != "text"}
    n_claims = sum(claim.doc == entry["doc"] for claim in claims)
    return Document(**{"status": "ok", "source_known": "yes", "n_claims": n_claims, **known})


def _claim(entry: dict[str, Any], article: Article) -> Claim:
    """The words of evidence, quote, cue and speaker are looked up in the text."""
    evidence = entry.get("evidence", article.text.strip())
    start = article.text.index(evidence)
    spans: dict[str, Any] = {"start": start, "end": start + len(evidence), "evidence": evidence}
    if quote := entry.get("quote"):
        spans["quote_spans"] = (_span(article.text, quote, start),)
    for name in ("speaker", "cue"):
        if words := entry.get(name, "").split(" ")[-1]:
            spans[f"{name}_start"], spans[f"{name}_end"] = _span(article.text, words, start)
    origin = {"source": article.source, "published": article.published, "confidence": 0.8, "rule": "by_hand"}
    return Claim(**{"quote_type": "none", **entry, **origin, **spans})


def _span(text: str, words: str, start: int) -> tuple[int, int]:
    at = text.index(words, start)
    return at, at + len(words)


def _row(claims: Sequence[Claim], entry: dict[str, Any]) -> Row:
    days = sorted(claim.published for claim in claims if claim.published)
    sources = sorted({claim.source for claim in claims})
    counts = {"n_claims": len(claims), "n_sources": len(sources), "n_independent": len(sources)}
    shared = {name: getattr(claims[0], name) for name in (*SHARED, *AMOUNT)}
    dates = {"first_date": days[0], "last_date": days[-1]}
    ids = {"sources": "; ".join(sources), "claim_ids": "; ".join(claim.claim_id for claim in claims)}
    return Row(**{**shared, **counts, **dates, **ids, **entry, "summary": _text(entry["summary"])})


def empty_tables() -> Tables:
    """A run in which nothing could be read."""
    return _tables([], [], [Document(doc="bild.png", status="failed", reason="kein Text")], [])


def single_tables() -> Tables:
    """One article, one claim."""
    whole, doc = sample_tables(), "a/nachtrag.txt"
    return Tables(
        claims=whole.claims[whole.claims["doc"] == doc],
        mentions=whole.mentions,
        documents=whole.documents[whole.documents["doc"] == doc],
        table=whole.table[whole.table["row_id"] == "r_off"],
        articles={doc: whole.articles[doc]},
    )


def large_tables(n: int) -> Tables:
    """``n`` rows with two claims each from some 200 articles."""
    size = max(1, n // 100)
    claims = [_large_claim(at, size) for at in range(2 * n)]
    status = ("conflicting", "corroborated", "single_source")
    rows = [
        _row(claims[2 * at : 2 * at + 2], {"row_id": f"r_{at}", "status": status[at % 3], "summary": f"{at} Bänke"})
        for at in range(n)
    ]
    starts = range(0, 2 * n, size)
    texts = ["".join(claim.evidence.ljust(200) for claim in claims[at : at + size]) for at in starts]
    articles = [
        Article(doc=claims[at].doc, text=text, source=claims[at].source, published=date(2026, 1, 1))
        for at, text in zip(starts, texts)
    ]
    documents = [Document(doc=a.doc, status="ok", source=a.source, source_known="yes", n_claims=size) for a in articles]
    return _tables(claims, rows, documents, articles)


def _large_claim(at: int, size: int) -> Claim:
    number, evidence = at // 2, SENTENCE.format(n=at // 2)
    start = (at % size) * 200
    return Claim(
        claim_id=f"c_{at}",
        row_id=f"r_{number}",
        doc=f"{at // size:03}.txt",
        source=f"Blatt {at // size % 40}",
        kind="commitment",
        published=date(2026, 1, 1 + number % 28),
        actor=f"Ort {number % 300}",
        stance=("pledged", "planned", "refused")[number % 3],
        topic=("money", "arms", "other")[number % 3],
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        confidence=0.7,
        rule="by_hand",
    )
