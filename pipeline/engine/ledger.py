"""What became of every input: the rows of documents.csv, one per input, per record, and per container."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.origins import Origin
from pipeline.records import Article, Document, Failure

NO_ORIGIN = Origin("")
WARNED = "Hinweise zu {n} von {total} Datensätzen, siehe deren Zeilen"


@dataclass(frozen=True)
class Entry:
    """One input or record: an article (its text may be left out) or a failure."""

    found: Article | Failure

    @property
    def doc(self) -> str:
        """Its name."""
        return self.found.doc


def documents(entries: Iterable[Entry], n_claims: Mapping[str, int], origins: Mapping[str, Origin]) -> list[Document]:
    """The rows in the order of their names, records of one container by their number."""
    rows: dict[str, Document] = {}
    records: dict[str, Counter[str]] = {}
    for entry in entries:
        found = entry.found
        row = _failure_row(found) if isinstance(found, Failure) else _article_row(found, n_claims, origins)
        rows[row.doc] = row
        container, number = record_of(row.doc)
        if number:
            counts = records.setdefault(container, Counter())
            counts["ok" if row.status == "ok" else "bad"] += 1
            counts["warned"] += bool(row.warning)
    for name, counts in records.items():
        rows[name] = _container_row(name, counts, rows.get(name))
    return sorted(rows.values(), key=lambda row: record_of(row.doc))


def record_of(doc: str) -> tuple[str, int]:
    """The container and the record's number («b.jsonl#3» → b.jsonl, 3), or the doc itself and 0."""
    container, mark, number = doc.rpartition("#")
    return (container, int(number)) if mark and number.isdecimal() and len(number) < 20 else (doc, 0)


def _article_row(article: Article, n_claims: Mapping[str, int], origins: Mapping[str, Origin]) -> Document:
    origin = origins.get(article.doc, NO_ORIGIN)
    return Document(
        doc=article.doc,
        status="ok",
        warning=article.warning,
        source=article.source,
        source_known="yes" if article.source_known else "no",
        published=article.published,
        title=article.title,
        url=article.url,
        language=article.language,
        origin=origin.origin,
        shares_text_with=origin.shares_text_with,
        n_claims=n_claims.get(article.doc, 0),
        sha256=article.sha256,
    )


def _failure_row(failure: Failure) -> Document:
    return Document(doc=failure.doc, status=failure.status, reason=failure.reason, sha256=failure.sha256)


def _container_row(name: str, counts: Counter[str], whole: Document | None) -> Document:
    """``whole`` is what ended the reading of the container, if something did."""
    reasons = [whole.reason] if whole else []
    total = counts["ok"] + counts["bad"]
    if counts["bad"]:
        reasons.append(f"{counts['bad']} von {total} Datensätzen nicht ausgewertet, siehe deren Zeilen")
    return Document(
        doc=name,
        status="ok" if counts["ok"] else "failed",
        reason="; ".join(reasons),
        warning=WARNED.format(n=counts["warned"], total=total) if counts["warned"] else "",
        records_ok=counts["ok"],
        records_failed=counts["bad"],
        sha256=whole.sha256 if whole else "",
    )
