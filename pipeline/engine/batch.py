"""Articles as read → their results; an article that raises costs itself: its result is a Failure with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from pipeline.reading.inputs import safe_name
from pipeline.records import Article, Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Result = Extraction | Failure
Found = TypeVar("Found")
LONGEST = 400_000  # characters; more would run into the time limit on some machines and not on others
TOO_LONG = "länger als 400.000 Zeichen; Nächster Schritt: in einzelne Artikel teilen"
BROKEN = "Auswertung brach ab ({kind}: {text}); bitte den Artikel als Fehlerbericht einsenden"


def process(nlp: Language, raw: RawArticle) -> Result:
    """One article through cleaning and extraction; whatever it raises becomes a Failure."""
    try:
        return next(examine(nlp, [raw]))
    except MemoryError:
        return failed(raw, "zu wenig Arbeitsspeicher für diesen Artikel; bitte kürzen oder teilen")


def examine(nlp: Language, raws: Sequence[RawArticle]) -> Iterator[Result]:
    """Some articles through cleaning, the model at once, and extraction; one result for each, in their order.

    Lets MemoryError through: a process without memory is not to be trusted any more.
    """
    from pipeline.extract import extract, extract_from

    items = [_guarded(raw, _prepared, raw) for raw in raws]
    docs = _docs(nlp, [item for item in items if isinstance(item, Article)])
    for raw, item in zip(raws, items, strict=True):
        if isinstance(item, Failure):
            yield item
        elif docs is None:
            yield _guarded(raw, extract, nlp, item)
        else:
            yield _guarded(raw, extract_from, next(docs), item)


def _docs(nlp: Language, articles: list[Article]) -> Iterator[Doc] | None:
    """The articles' Docs; None where one of them breaks the model, so that each has to be tried alone."""
    from pipeline.extract import paragraphs_of
    from pipeline.language import parse_articles

    try:
        return iter(parse_articles(nlp, [paragraphs_of(article) for article in articles]))
    except MemoryError:
        raise
    except Exception:
        return None


def _prepared(raw: RawArticle) -> Article | Failure:
    from pipeline.reading.clean import clean
    from pipeline.reading.foreign import foreign_language

    other = foreign_language(raw.text)
    if other:
        reason = f"Sprache „{other}“ statt Deutsch; nur deutsche Artikel werden ausgewertet"
        return Failure(doc=raw.doc, status="skipped", reason=reason, sha256=raw.sha256)
    article = clean(raw)
    if sum(len(paragraph.clean) for paragraph in article.analysed()) > LONGEST:
        return Failure(doc=raw.doc, status="skipped", reason=TOO_LONG, sha256=raw.sha256)
    return article


def _guarded(raw: RawArticle, step: Callable[..., Found], *given: object) -> Found | Failure:
    try:
        return step(*given)
    except MemoryError:
        raise
    except Exception as error:
        return failed(raw, BROKEN.format(kind=type(error).__name__, text=str(error)[:150]))


def failed(raw: RawArticle, reason: str) -> Failure:
    """The Failure of an article, its reason as one line."""
    return Failure(doc=raw.doc, status="failed", reason=safe_name(" ".join(reason.split())[:300]), sha256=raw.sha256)
