"""One article as read → its result; an article that raises costs itself: its result is a Failure with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reading.inputs import safe_name
from pipeline.records import Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from spacy.language import Language

Result = Extraction | Failure
LONGEST = 400_000  # characters; more would run into the time limit on some machines and not on others
TOO_LONG = "länger als 400.000 Zeichen; Nächster Schritt: in einzelne Artikel teilen"
BROKEN = "Auswertung brach ab ({kind}: {text}); bitte den Artikel als Fehlerbericht einsenden"


def process(nlp: Language, raw: RawArticle) -> Result:
    """One article through cleaning and extraction; whatever it raises becomes a Failure."""
    try:
        return examine(nlp, raw)
    except MemoryError:
        return failed(raw, "zu wenig Arbeitsspeicher für diesen Artikel; bitte kürzen oder teilen")


def examine(nlp: Language, raw: RawArticle) -> Result:
    """As ``process``, but lets MemoryError through: a process without memory is not to be trusted any more."""
    from pipeline.extract import extract
    from pipeline.reading.clean import clean
    from pipeline.reading.foreign import foreign_language

    try:
        other = foreign_language(raw.text)
        if other:
            reason = f"Sprache „{other}“ statt Deutsch; nur deutsche Artikel werden ausgewertet"
            return Failure(doc=raw.doc, status="skipped", reason=reason, sha256=raw.sha256)
        article = clean(raw)
        if sum(len(paragraph.clean) for paragraph in article.analysed()) > LONGEST:
            return Failure(doc=raw.doc, status="skipped", reason=TOO_LONG, sha256=raw.sha256)
        return extract(nlp, article)
    except MemoryError:
        raise
    except Exception as error:
        return failed(raw, BROKEN.format(kind=type(error).__name__, text=str(error)[:150]))


def failed(raw: RawArticle, reason: str) -> Failure:
    """The Failure of an article, its reason as one line."""
    return Failure(doc=raw.doc, status="failed", reason=safe_name(" ".join(reason.split())[:300]), sha256=raw.sha256)
