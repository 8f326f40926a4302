"""A stream of inputs → a stream of results, in the order of the inputs, in one process or several.

An article that raises costs itself: its result is a Failure with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.records import Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from spacy.language import Language

Result = Extraction | Failure
CHUNK = 8
LONGEST = 400_000  # characters; more would run into the time limit on some machines and not on others
TOO_LONG = "länger als 400.000 Zeichen; Nächster Schritt: in einzelne Artikel teilen"
_nlp: Language | None = None


def process(nlp: Language, raw: RawArticle) -> Result:
    """One article through cleaning and extraction; whatever it raises becomes a Failure."""
    try:
        return examine(nlp, raw)
    except MemoryError:
        return failed(raw, "zu wenig Arbeitsspeicher für diesen Artikel; bitte kürzen oder teilen")


def examine(nlp: Language, raw: RawArticle) -> Result:
    """As ``process``, but lets MemoryError through: a process without memory is not to be trusted any more."""
    from pipeline.clean import clean
    from pipeline.extract import extract
    from pipeline.foreign import foreign_language

    if len(raw.text) > LONGEST:
        return Failure(doc=raw.doc, status="skipped", reason=TOO_LONG, sha256=raw.sha256)
    try:
        other = foreign_language(raw.text)
        if other:
            reason = f"Sprache „{other}“ statt Deutsch; nur deutsche Artikel werden ausgewertet"
            return Failure(doc=raw.doc, status="skipped", reason=reason, sha256=raw.sha256)
        return extract(nlp, clean(raw))
    except MemoryError:
        raise
    except Exception as error:
        return failed(raw, f"Auswertung brach ab ({type(error).__name__}: {error}); bitte den Artikel als Fehlerbericht einsenden")


def failed(raw: RawArticle, reason: str) -> Failure:
    """The Failure of an article, its reason as one line."""
    return Failure(doc=raw.doc, status="failed", reason=" ".join(reason.split())[:300], sha256=raw.sha256)


def process_all(inputs: Iterable[RawArticle | Failure], model: str | None, workers: int) -> Iterator[Result]:
    """Results in the order of the inputs. ``workers`` of 1 stays in this process.

    Raises ModelError where the model cannot be loaded.
    """
    stream = iter(inputs)
    if workers <= 1:
        from pipeline.language import load_model

        nlp = load_model(model)
        for item in stream:
            yield item if isinstance(item, Failure) else process(nlp, item)
        return
    yield from _in_workers(stream, model, workers)


def _in_workers(stream: Iterator[RawArticle | Failure], model: str | None, workers: int) -> Iterator[Result]:
    from pipeline.lexicon import own_folders

    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(model, own_folders())) as pool:
        waiting: list[tuple[list[RawArticle | Failure], Future[list[Result]]]] = []
        while True:
            chunk = list(islice(stream, CHUNK))
            if chunk:
                waiting.append((chunk, pool.submit(_work, chunk)))
            if not waiting:
                return
            if not chunk or len(waiting) > 2 * workers:
                items, future = waiting.pop(0)
                yield from _collect(items, future)


def _collect(items: list[RawArticle | Failure], future: Future[list[Result]]) -> list[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        reason = "ein Arbeitsprozess wurde beendet (Speicher?); bitte mit --workers 1 wiederholen"
        return [item if isinstance(item, Failure) else failed(item, reason) for item in items]


def _start_worker(model: str | None, folders: tuple[Path, ...]) -> None:
    global _nlp
    from pipeline.language import load_model
    from pipeline.lexicon import use_folders

    use_folders(*folders)
    _nlp = load_model(model)


def _work(chunk: list[RawArticle | Failure]) -> list[Result]:
    assert _nlp is not None  # set by _start_worker
    return [item if isinstance(item, Failure) else process(_nlp, item) for item in chunk]
