"""The notebook face: load a model, read articles, extract claims, look at them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corrections import read_corrections, read_found
from pipeline.engine.batch import Result, process
from pipeline.reading.readers import read_inputs
from pipeline.records import Article, Failure, RawArticle
from pipeline.run import Tables, aggregate

if TYPE_CHECKING:
    from spacy.language import Language


def load(model: str | Path | None = None) -> Language:
    """The shipped German model, or another spaCy pipeline by name or path. Raises ModelError."""
    from pipeline.language import load_model

    return load_model(model)


def read(*paths: str | Path, columns: Mapping[str, str] | None = None) -> list[Article]:
    """The articles in files and folders, cleaned and in the order of their names.

    What cannot be read is left out with a Python warning that says why; ``extract`` lists it in ``documents``.
    """
    from pipeline.reading.clean import clean

    articles = []
    for item in read_inputs([Path(path) for path in paths], columns or {}):
        if isinstance(item, Failure):
            warnings.warn(f"{item.doc}: {item.reason}", stacklevel=2)
        else:
            articles.append(clean(item))
    return articles


def extract(
    source: str | Path | Iterable[Article],
    nlp: Language | None = None,
    *,
    published: date | str | None = None,
    outlet: str = "",
    columns: Mapping[str, str] | None = None,
    corrections: Iterable[str | Path] = (),
) -> Tables:
    """Claims and tables of a text (str), of a file or folder (Path), or of articles that were read before.

    ``published`` and ``outlet`` describe a text given as str; relative dates («am Dienstag») need the first.
    ``corrections`` are files of corrections, besides the ``corrections.csv`` in a folder that is read.
    """
    model = nlp if nlp is not None else load()
    if isinstance(source, Path):
        results = [_processed(model, item) for item in read_inputs([source], columns or {})]
        found, passed_over = read_found([source])
        for message in passed_over:
            warnings.warn(message, stacklevel=2)
        return aggregate(results, corrections=[*found, *read_corrections(map(Path, corrections))])
    if isinstance(source, str):
        day = date.fromisoformat(published) if isinstance(published, str) else published
        raw = RawArticle(doc="text", text=source, source=outlet or "text", source_known=bool(outlet), published=day)
        return aggregate([process(model, raw)], corrections=read_corrections(map(Path, corrections)))
    from pipeline.extract import extract as extract_one

    by_hand = read_corrections(map(Path, corrections))
    return aggregate([extract_one(model, article) for article in source], corrections=by_hand)


def _processed(nlp: Language, item: RawArticle | Failure) -> Result:
    return item if isinstance(item, Failure) else process(nlp, item)
