"""A whole run: inputs → results of every article → one name per actor → tables → files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch import Result, process_all
from pipeline.corrections import no_corrections
from pipeline.readers import read_inputs
from pipeline.records import Article, Claim, Document, Extraction, Failure, Mention
from pipeline.views import Views

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.corrections import Correction

Progress = Callable[[Result], None]


@dataclass(frozen=True)
class Tables(Views):
    """What a run found, as DataFrames with the columns of docs/columns.md, and the articles behind them."""

    claims: pd.DataFrame
    mentions: pd.DataFrame
    documents: pd.DataFrame
    table: pd.DataFrame
    articles: dict[str, Article] = field(repr=False, default_factory=dict)
    unresolved: float = 0.0
    corrections: pd.DataFrame = field(repr=False, default_factory=no_corrections)  # what became of each


def run(
    paths: Sequence[Path],
    model: str | None = None,
    workers: int = 1,
    columns: Mapping[str, str] | None = None,
    min_confidence: float = 0.0,
    progress: Progress = lambda result: None,
    corrections: Sequence[Path] = (),
) -> Tables:
    """Read, extract and aggregate. Raises ModelError, ResourceError; a bad input becomes a row of ``documents``.

    ``corrections`` are files besides the ``corrections.csv`` of the input folders; ReadError where one is none.
    """
    from pipeline.corrections import find_files, read_corrections

    by_hand = read_corrections([*find_files(paths), *corrections])
    results: list[Result] = []
    for result in process_all(read_inputs(paths, columns or {}), model, workers):
        results.append(result)
        progress(result)
    return aggregate(results, min_confidence, by_hand)


def aggregate(
    results: Iterable[Result], min_confidence: float = 0.0, corrections: Iterable[Correction] = ()
) -> Tables:
    """Results of single articles → the run's tables: names unified over all of them, corrections, origins, rows."""
    from pipeline.actors import unify
    from pipeline.columns import claims_frame, documents_frame, mentions_frame
    from pipeline.corrections import correct, corrections_frame, marked_rows
    from pipeline.origins import find_origins
    from pipeline.table import build_table

    kept = list(results)
    extractions = [result for result in kept if isinstance(result, Extraction)]
    names = unify(mention for extraction in extractions for mention in extraction.mentions)
    mentions = [_renamed_mention(mention, names) for extraction in extractions for mention in extraction.mentions]
    found = [_renamed_claim(claim, names) for extraction in extractions for claim in extraction.claims]
    corrected = correct(found, corrections)
    claims = [claim for claim in corrected.claims if claim.confidence >= min_confidence]
    origins = find_origins(extraction.article for extraction in extractions)
    n_claims = Counter(claim.doc for claim in claims)
    documents = documents_frame(_documents(kept, n_claims, origins))
    frame, rows = build_table(claims_frame(claims), documents, corrected.regrouping)
    rows = marked_rows(rows, frame, corrected.regrouping)
    uttered = [claim for claim in claims if claim.quote_type in {"direct", "indirect", "mixed"} and claim.kind != "figure"]
    silent = sum(not claim.speaker for claim in uttered)
    return Tables(
        claims=frame,
        mentions=mentions_frame(mentions),
        documents=documents,
        table=rows,
        articles={extraction.article.doc: extraction.article for extraction in extractions},
        unresolved=silent / len(uttered) if uttered else 0.0,
        corrections=corrections_frame(corrected.outcomes, frame),
    )


def _renamed_mention(mention: Mention, names: Mapping[tuple[str, str], str]) -> Mention:
    return mention.model_copy(update={"canonical": names.get((mention.doc, mention.canonical), mention.canonical)})


def _renamed_claim(claim: Claim, names: Mapping[tuple[str, str], str]) -> Claim:
    update = {
        part: names.get((claim.doc, value), value) for part in ("actor", "speaker", "provider") if (value := getattr(claim, part))
    }
    return claim.model_copy(update=update)


def _documents(results: Iterable[Result], n_claims: Mapping[str, int], origins: Mapping[str, object]) -> list[Document]:
    """One row per input or record, and one per container that counts its records."""
    rows: list[Document] = []
    records: dict[str, Counter[str]] = {}
    for result in results:
        row = _failure_row(result) if isinstance(result, Failure) else _article_row(result.article, n_claims, origins)
        rows.append(row)
        container, mark, number = row.doc.rpartition("#")
        if mark and number.isdigit():
            records.setdefault(container, Counter())["ok" if row.status == "ok" else "bad"] += 1
    rows += [_container_row(name, counts) for name, counts in records.items()]
    return sorted(rows, key=_document_order)


def _document_order(row: Document) -> tuple[str, int]:
    container, mark, number = row.doc.rpartition("#")
    return (container, int(number)) if mark and number.isdigit() else (row.doc, 0)


def _article_row(article: Article, n_claims: Mapping[str, int], origins: Mapping[str, object]) -> Document:
    origin = origins.get(article.doc)
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
        origin=getattr(origin, "origin", ""),
        shares_text_with=getattr(origin, "shares_text_with", ""),
        n_claims=n_claims.get(article.doc, 0),
        sha256=article.sha256,
    )


def _failure_row(failure: Failure) -> Document:
    return Document(doc=failure.doc, status=failure.status, reason=failure.reason, sha256=failure.sha256)


def _container_row(name: str, counts: Counter[str]) -> Document:
    status = "ok" if counts["ok"] else "failed"
    reason = "" if not counts["bad"] else f"{counts['bad']} von {counts.total()} Datensätzen nicht ausgewertet, siehe deren Zeilen"
    return Document(doc=name, status=status, reason=reason, records_ok=counts["ok"], records_failed=counts["bad"])  # type: ignore[arg-type]
