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

    from pipeline.actors.unify import Names
    from pipeline.columns import TableName
    from pipeline.corrections import Correction
    from pipeline.engine.desk import Progress
    from pipeline.engine.limits import Limits
    from pipeline.engine.spool import Spool
    from pipeline.engine.store import Store

UTTERED = ("direct", "indirect", "mixed")
PART = 2000  # claims that are read from disk at once
Found = tuple[Sequence[Mention], Sequence[Claim]]


@dataclass(frozen=True, repr=False)
class Tables(Views):
    """What a run found, as DataFrames with the columns of docs/columns.md, and the articles behind them.

    Where ``spool`` holds the claims on disk, ``claims`` lacks the columns UNLINKED; ``parts`` has them all.
    """

    claims: pd.DataFrame
    mentions: pd.DataFrame
    documents: pd.DataFrame
    table: pd.DataFrame
    articles: Mapping[str, Article] = field(repr=False, default_factory=dict)
    unresolved: float = 0.0
    corrections: pd.DataFrame = field(repr=False, default_factory=no_corrections)  # what became of each
    spool: Spool | None = field(repr=False, default=None)

    def parts(self, table: TableName, order: Sequence[int] | None = None) -> Iterator[pd.DataFrame]:
        """A table with all its columns, in parts that fit into memory; ``order`` names the rows by their places."""
        frame: pd.DataFrame = getattr(self, table)
        if self.spool is None or table != "claims":
            yield frame if order is None else frame.iloc[list(order)]
            return
        from pipeline.columns import claims_frame

        places = range(len(frame)) if order is None else order
        for start in range(0, max(1, len(places)), PART):
            chosen = list(places[start : start + PART])
            part = claims_frame(self.spool.read(chosen))
            part["row_id"] = frame["row_id"].iloc[chosen].set_axis(part.index)
            yield part


class Results(Protocol):
    """What all articles of a run yielded, in their order; each method may be called more than once."""

    def entries(self) -> Iterator[Entry]:
        """All inputs and records."""

    def found(self) -> Iterator[Found]:
        """The mentions and claims of each article."""

    def mentions(self) -> Iterator[Sequence[Mention]]:
        """The mentions of each article."""

    def articles(self) -> Mapping[str, Article]:
        """The articles by their ``doc``."""


@dataclass(frozen=True)
class InMemory:
    """Results that a program holds itself, such as a notebook."""

    results: Sequence[Result]

    def entries(self) -> Iterator[Entry]:
        """All inputs and records."""
        return (Entry(found if isinstance(found, Failure) else found.article) for found in self.results)

    def found(self) -> Iterator[Found]:
        """The mentions and claims of each article."""
        return ((each.mentions, each.claims) for each in self.results if isinstance(each, Extraction))

    def mentions(self) -> Iterator[Sequence[Mention]]:
        """The mentions of each article."""
        return (each.mentions for each in self.results if isinstance(each, Extraction))

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
    cluster: str | None = None,
    spool: Spool | None = None,
    refused: Sequence[Failure] = (),
    parts: bool = False,
) -> Tables:
    """Read, extract and aggregate; what the store holds already is not done again.

    ``corrections`` are files besides the ``corrections.csv`` of the input folders; ReadError where one is none.
    ``out`` is where results go, so that they are not taken for articles. Raises ModelError, ResourceError,
    OutputError; a bad input becomes a row of ``documents``. ``cluster`` is the address of a Dask scheduler, or empty
    for a Dask cluster on this machine; ClusterError where it cannot help. With a ``spool`` the claims stay on disk.
    ``refused`` are inputs that never became files here. With ``parts`` claims and rows go to Parquet files in ``out``,
    and the tables hold only what a summary needs.
    """
    from pipeline.corrections import read_corrections, read_found
    from pipeline.engine.dispatch import Dispatch
    from pipeline.engine.fingerprint import fingerprint
    from pipeline.engine.limits import Limits
    from pipeline.lexicon import own_folders

    found, warnings = read_found(paths)
    by_hand = [*found, *read_corrections(corrections)]
    store.warnings.extend(warnings)
    folders = own_folders()
    mark = fingerprint(model, folders)
    if cluster is None:
        Dispatch(store, mark, model, workers, columns, folders, limits, progress).run(paths, out)
    else:
        from pipeline.cluster.orders import Order
        from pipeline.cluster.run import run_on_cluster

        order = Order(mark, model, folders, limits or Limits())
        run_on_cluster(paths, store, order, cluster, workers, columns, progress, out)
    for number, failure in enumerate(refused, 1):
        store.enter((-number, 0), failure.doc, failure=failure)
    if parts and out is not None:
        from pipeline.parts.run import tables_in_parts

        return tables_in_parts(store, out, min_confidence, by_hand)
    return tables_of(store, min_confidence, by_hand, spool)


def aggregate(results: Iterable[Result], min_confidence: float = 0.0, corrections: Iterable[Correction] = ()) -> Tables:
    """Results of single articles that are held in memory → the run's tables."""
    return tables_of(InMemory(list(results)), min_confidence, corrections)


def tables_of(
    results: Results, min_confidence: float = 0.0, corrections: Iterable[Correction] = (), spool: Spool | None = None
) -> Tables:
    """Results of single articles → the run's tables: names unified over all of them, corrections, origins, rows.

    With a ``spool`` the claims go to disk as they come, and memory holds only what the table is built from.
    """
    from pipeline.actors import unify
    from pipeline.columns import UNLINKED, claims_frame, documents_frame, mentions_frame
    from pipeline.corrections import correct, corrections_frame, marked_rows
    from pipeline.origins import find_origins
    from pipeline.table import build_table

    renamed = Renamed(results, unify(results.mentions()))
    corrected = correct(renamed, corrections)
    kept: Iterable[Claim] = (claim for claim in corrected.claims if claim.confidence >= min_confidence)
    articles = results.articles()
    origins = find_origins(articles.values())  # first: its hashes of all texts are gone before the claims come
    claims = claims_frame(spool.keeping(kept), UNLINKED) if spool else claims_frame(kept)
    n_claims = {str(doc): int(count) for doc, count in claims["doc"].value_counts().items()}
    ledger = documents_frame(documents(results.entries(), n_claims, origins))
    linked, rows = build_table(claims, ledger, corrected.regrouping)
    return Tables(
        claims=linked,
        mentions=mentions_frame(renamed.mentions()),
        documents=ledger,
        table=marked_rows(rows, linked, corrected.regrouping),
        articles=articles,
        unresolved=_unresolved(linked),
        corrections=corrections_frame(corrected.outcomes, linked),
        spool=spool,
    )


def _unresolved(claims: pd.DataFrame) -> float:
    """The share of utterances without a speaker; quoted words inside reported speech have the speaker around them."""
    uttered = claims["quote_type"].isin(UTTERED) & (claims["kind"] != "figure") & (claims["part_of"] == "")
    return float((claims.loc[uttered, "speaker"] == "").mean()) if uttered.any() else 0.0


@dataclass(frozen=True)
class Renamed:
    """The claims, and the mentions, of a run under the names that actors have over all articles."""

    results: Results
    names: Names

    def __iter__(self) -> Iterator[Claim]:
        for mentions, claims in self.results.found():
            names = self.names.within(mentions) if claims else {}
            yield from (_renamed_claim(claim, names) for claim in claims)

    def mentions(self) -> Iterator[Mention]:
        for mentions in self.results.mentions():
            names = self.names.within(mentions)
            yield from (_renamed_mention(mention, names[mention.canonical]) for mention in mentions)


def _renamed_mention(mention: Mention, name: str) -> Mention:
    return mention if name == mention.canonical else mention.model_copy(update={"canonical": name})


def _renamed_claim(claim: Claim, names: Mapping[str, str]) -> Claim:
    update = {
        part: name
        for part in ("actor", "speaker", "provider")
        if (value := getattr(claim, part)) and (name := names.get(value, value)) != value
    }
    return claim.model_copy(update=update) if update else claim
