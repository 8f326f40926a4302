"""A whole run: inputs → results of every article in the store → one name per actor → tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.corrections import no_corrections
from pipeline.engine.batch import Result
from pipeline.engine.ledger import Entry, documents
from pipeline.records import Article, Claim, Extraction, Failure, Mention
from pipeline.views import Views

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.corrections import Correction
    from pipeline.engine.dispatch import Progress
    from pipeline.engine.limits import Limits
    from pipeline.engine.store import Store

UTTERED = ("direct", "indirect", "mixed")
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, repr=False)
class Tables(Views):
    """What a run found, as DataFrames with the columns of docs/columns.md, and the articles behind them."""

    claims: pd.DataFrame
    mentions: pd.DataFrame
    documents: pd.DataFrame
    table: pd.DataFrame
    articles: Mapping[str, Article] = field(repr=False, default_factory=dict)
    unresolved: float = 0.0
    corrections: pd.DataFrame = field(repr=False, default_factory=no_corrections)  # what became of each


class Results(Protocol):
    """What all articles of a run yielded, in their order; each method may be called more than once."""

    def entries(self) -> Iterator[Entry]:
        """All inputs and records."""

    def claims(self) -> Iterator[Claim]:
        """All claims."""

    def mentions(self) -> Iterator[Mention]:
        """All mentions."""

    def articles(self) -> Mapping[str, Article]:
        """The articles by their ``doc``."""


@dataclass(frozen=True)
class InMemory:
    """Results that a program holds itself, such as a notebook."""

    results: Sequence[Result]

    def entries(self) -> Iterator[Entry]:
        """All inputs and records."""
        return (Entry(found if isinstance(found, Failure) else found.article) for found in self.results)

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        return (claim for found in self.results if isinstance(found, Extraction) for claim in found.claims)

    def mentions(self) -> Iterator[Mention]:
        """All mentions."""
        return (mention for found in self.results if isinstance(found, Extraction) for mention in found.mentions)

    def articles(self) -> Mapping[str, Article]:
        """The articles by their ``doc``."""
        return {found.article.doc: found.article for found in self.results if isinstance(found, Extraction)}


def run(
    paths: Sequence[Path],
    store: Store,
    model: str | None = None,
    workers: int = 0,
    columns: Mapping[str, str] | None = None,
    min_confidence: float = 0.0,
    progress: Progress = lambda doc: None,
    corrections: Sequence[Path] = (),
    limits: Limits | None = None,
    out: Path | None = None,
) -> Tables:
    """Read, extract and aggregate; what the store holds already is not done again.

    ``corrections`` are files besides the ``corrections.csv`` of the input folders; ReadError where one is none.
    ``out`` is where results go, so that they are not taken for articles. Raises ModelError, ResourceError,
    OutputError; a bad input becomes a row of ``documents``.
    """
    from pipeline.corrections import find_files, read_corrections
    from pipeline.engine.dispatch import Dispatch
    from pipeline.engine.fingerprint import fingerprint
    from pipeline.lexicon import own_folders

    by_hand = read_corrections([*find_files(paths), *corrections])
    folders = own_folders()
    dispatch = Dispatch(store, fingerprint(model, folders), model, workers, columns, folders, limits, progress)
    dispatch.run(paths, out)
    return tables_of(store, min_confidence, by_hand)


def aggregate(results: Iterable[Result], min_confidence: float = 0.0, corrections: Iterable[Correction] = ()) -> Tables:
    """Results of single articles that are held in memory → the run's tables."""
    return tables_of(InMemory(list(results)), min_confidence, corrections)


def tables_of(results: Results, min_confidence: float = 0.0, corrections: Iterable[Correction] = ()) -> Tables:
    """Results of single articles → the run's tables: names unified over all of them, corrections, origins, rows."""
    from pipeline.actors import unify
    from pipeline.columns import claims_frame, documents_frame, mentions_frame
    from pipeline.corrections import correct, corrections_frame, marked_rows
    from pipeline.origins import find_origins
    from pipeline.table import build_table

    names = unify(results.mentions())
    corrected = correct((_renamed_claim(claim, names) for claim in results.claims()), corrections)
    claims = claims_frame(claim for claim in corrected.claims if claim.confidence >= min_confidence)
    articles = results.articles()
    origins = find_origins(articles.values())
    n_claims = {str(doc): int(count) for doc, count in claims["doc"].value_counts().items()}
    ledger = documents_frame(documents(results.entries(), n_claims, origins))
    linked, rows = build_table(claims, ledger, corrected.regrouping)
    return Tables(
        claims=linked,
        mentions=mentions_frame(_renamed_mention(mention, names) for mention in results.mentions()),
        documents=ledger,
        table=marked_rows(rows, linked, corrected.regrouping),
        articles=articles,
        unresolved=_unresolved(linked),
        corrections=corrections_frame(corrected.outcomes, linked),
    )


def _unresolved(claims: pd.DataFrame) -> float:
    """The share of utterances without a speaker; quoted words inside reported speech have the speaker around them."""
    uttered = claims["quote_type"].isin(UTTERED) & (claims["kind"] != "figure") & (claims["part_of"] == "")
    return float((claims.loc[uttered, "speaker"] == "").mean()) if uttered.any() else 0.0


def _renamed_mention(mention: Mention, names: Names) -> Mention:
    name = names.get((mention.doc, mention.canonical), mention.canonical)
    return mention if name == mention.canonical else mention.model_copy(update={"canonical": name})


def _renamed_claim(claim: Claim, names: Names) -> Claim:
    update = {
        part: name
        for part in ("actor", "speaker", "provider")
        if (value := getattr(claim, part)) and (name := names.get((claim.doc, value), value)) != value
    }
    return claim.model_copy(update=update) if update else claim
