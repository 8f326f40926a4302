"""What runs inside the worker processes: one reads files, the others analyse articles."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.records import Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from pipeline.engine.batch import Result

READY, ARTICLE, FAILURE, END, DONE, MEMORY, FATAL = "ready", "article", "failure", "end", "done", "memory", "fatal"
UNSTORABLE = "Ergebnis nicht speicherbar ({kind}); bitte den Artikel als Fehlerbericht einsenden"


def read_station(line: Connection, columns: Mapping[str, str], folders: tuple[Path, ...]) -> None:
    """Files come in as (Input, records to pass over); articles and failures go out one at a time, then END."""
    from pipeline.engine.parcels import pack_raw
    from pipeline.lexicon import use_folders
    from pipeline.reading.readers import Tables, read_file

    use_folders(*folders)
    tables = Tables()
    line.send((READY,))
    while True:
        item, passed_over = line.recv()
        for number, outcome in read_file(item, tables, columns):
            if number and number <= passed_over:
                continue
            if isinstance(outcome, Failure):
                line.send((FAILURE, number, outcome))
            else:
                line.send((ARTICLE, number, outcome.doc, outcome.sha256, pack_raw(outcome)))
        line.send((END,))


def extract_station(line: Connection, model: str | None, folders: tuple[Path, ...]) -> None:
    """Some articles at a time come in as bytes; a parcel or a failure goes out for each, in their order."""
    from pipeline.engine.batch import examine
    from pipeline.engine.parcels import raw_of
    from pipeline.language import load_model
    from pipeline.lexicon import check_own_files, use_folders

    try:
        use_folders(*folders)
        nlp = load_model(model)
        import pipeline.extract  # noqa: F401  (all rules, before the first article's clock runs)
        from pipeline.actors.office_table import terms

        check_own_files()
        terms()
    except PipelineError as error:
        line.send((FATAL, type(error).__name__, str(error)))
        return
    except Exception as error:
        line.send((FATAL, "", f"Auswertung startet nicht ({type(error).__name__}: {error})"))
        return
    gc.freeze()
    line.send((READY,))
    while True:
        raws = [raw_of(data) for data in line.recv()]
        try:
            for raw, found in zip(raws, examine(nlp, raws), strict=True):
                line.send(_answer(raw, found))
        except MemoryError:
            line.send((MEMORY,))
            return


def _answer(raw: RawArticle, found: Result) -> tuple[Any, ...]:
    from pipeline.engine.batch import failed
    from pipeline.engine.parcels import pack

    if isinstance(found, Extraction):
        try:
            return (DONE, pack(found))
        except ValueError as error:  # what cannot be written cannot be counted on
            found = failed(raw, UNSTORABLE.format(kind=type(error).__name__))
    return (FAILURE, found)
