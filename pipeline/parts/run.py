"""The results of a run as partitioned Parquet, built without ever holding all claims."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.actors import unify
from pipeline.columns import TableName, documents_frame, mentions_frame
from pipeline.corrections import correct, corrections_frame
from pipeline.engine.ledger import documents
from pipeline.files import FOLDER_SUFFIX, PART_PREFIX, output_error, remove_file
from pipeline.origins import find_origins
from pipeline.outputs.exact import ENDINGS
from pipeline.outputs.export import (
    ACCOUNT,
    CORRECTED,
    Dialect,
    write_account,
    write_corrections,
    write_csv,
    write_texts,
)
from pipeline.outputs.export import NAMES as NAMES_OF_TABLES
from pipeline.parts.building import NAME, build_part, merged
from pipeline.parts.chapters import Chapters
from pipeline.parts.learning import learn
from pipeline.parts.parquet import check_installed, write_part
from pipeline.parts.splitting import split
from pipeline.run import Renamed, Tables

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.corrections import Correction
    from pipeline.corrections.applying import Corrected
    from pipeline.records import Mention
    from pipeline.run import Results

FOLDERS = ("parts/claims", "parts/mentions", "parts/table")
NAMES = "part-*.parquet"
USUAL = (
    "claims.csv", "mentions.csv", "positions.csv", "timeline.csv", "figures.csv", "coverage.csv", "belegt.xlsx",
    "report.html", *(f"{name}.{ending}" for name in NAMES_OF_TABLES for ending in ENDINGS),
)  # fmt: skip
AT_ONCE = 50_000  # mentions in a file


def tables_in_parts(
    results: Results, out: Path, min_confidence: float = 0.0, corrections: Iterable[Correction] = ()
) -> Tables:
    """As ``run.tables_of``, but claims, mentions and rows go to Parquet files in ``out``.

    What comes back holds the documents, the articles, what became of corrections, and as much of claims and rows as a
    summary needs. Raises OutputError.
    """
    import pandas as pd

    check_installed()
    clear(out, (ACCOUNT,))
    try:
        for name in FOLDERS:
            (out / name).mkdir(parents=True, exist_ok=True)
        clear(out, [path.relative_to(out).as_posix() for name in FOLDERS for path in (out / name).glob(NAMES)])
        renamed = Renamed(results, unify(results.mentions()))
        _write_mentions(renamed.mentions(), out / "parts/mentions")
        corrected = correct(renamed, corrections)
        with tempfile.TemporaryDirectory(prefix=PART_PREFIX, suffix=FOLDER_SUFFIX, dir=out) as place:
            chapters = Chapters(Path(place))
            chapters.write(claim for claim in corrected.claims if claim.confidence >= min_confidence)
            articles = results.articles()
            origins = find_origins(articles.values())
            ledger = documents_frame(documents(results.entries(), chapters.per_doc, origins))
            row_ids, statuses = _build(chapters, corrected, Path(place), ledger, out)
    except OSError as error:
        raise output_error(out, error) from error
    return Tables(
        claims=pd.DataFrame({"kind": chapters.kinds}, dtype="str"),
        mentions=mentions_frame(()),
        documents=ledger,
        table=pd.DataFrame({"status": list(statuses.elements())}, dtype="str"),
        articles=articles,
        unresolved=chapters.speakerless / chapters.uttered if chapters.uttered else 0.0,
        corrections=corrections_frame(corrected.outcomes, row_ids),
    )


def _build(
    chapters: Chapters, corrected: Corrected, work: Path, ledger: pd.DataFrame, out: Path
) -> tuple[pd.DataFrame, Counter[str]]:
    """One part after the other; the rows of claims that a correction is about, and how many rows there are."""
    import pandas as pd

    learned = learn(chapters, corrected.regrouping)
    asked = {outcome.claim.claim_id for outcome in corrected.outcomes if outcome.claim}
    rows: dict[str, str] = {}
    statuses: Counter[str] = Counter()
    for part in split(chapters, learned, work):
        found, counts = build_part(part, work, learned, ledger, corrected.regrouping, out)
        rows |= {claim_id: row_id for claim_id, row_id in found.items() if claim_id in asked}
        statuses += counts
    return pd.DataFrame({"claim_id": list(rows), "row_id": list(rows.values())}), statuses


def _write_mentions(mentions: Iterator[Mention], folder: Path) -> None:
    number = 0
    while some := list(islice(mentions, AT_ONCE)):
        write_part(folder / NAME.format(number), "mentions", mentions_frame(some))
        number += 1


def write_rest(tables: Tables, out: Path, csv_dialect: Dialect = "plain", model: str = "") -> None:
    """The files beside the Parquet ones: table.csv, documents.csv, texts/, and run.json at the end.

    What only a usual run writes goes away, so that all files are of one run. Raises OutputError.
    """
    clear(out, USUAL)
    write_csv(out / "table.csv", "table", partial(merged, out / "parts/table"), csv_dialect)
    write_csv(out / "documents.csv", "documents", tables.documents, csv_dialect)
    write_corrections(out / CORRECTED, tables.corrections, csv_dialect)
    write_texts(out / "texts", tables.articles.values())
    frames: dict[TableName, pd.DataFrame] = {
        "claims": tables.claims, "documents": tables.documents, "table": tables.table
    }  # fmt: skip
    write_account(out, frames, model)


def clear(out: Path, names: Iterable[str]) -> None:
    """Take files of earlier runs away. Raises OutputError."""
    for name in names:
        if (out / name).exists():
            remove_file(out / name)


def clear_parts(out: Path) -> None:
    """Take away the Parquet files of an earlier run, and their folders where nothing else is in them."""
    for name in FOLDERS:
        clear(out / name, [path.name for path in (out / name).glob(NAMES)])
    for name in (*FOLDERS, "parts"):
        with suppress(OSError):
            (out / name).rmdir()
