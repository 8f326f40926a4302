"""Model name → Language, and paragraphs → one Doc with UD labels: the only place that loads a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError
from pipeline.grouping import grouped

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED_MODEL = Path(__file__).parent / "model"
NEEDED = ("parser", "ner")
AT_ONCE = 20_000  # characters: a usual article whole, one as long as a book in parts, since memory grows with them
PARTED = 4  # spaCy's parser cuts a batch into four; all paragraphs go through it together


def load_model(name: str | Path | None = None) -> Language:
    """Load the shipped German model, or any other German spaCy pipeline by package name or path.

    Raises ModelError where there is none, where it is not German or where it lacks a parser or an entity recogniser.
    """
    import spacy

    target = str(name) if name else str(SHIPPED_MODEL)
    try:
        nlp = spacy.load(target)
    except (OSError, ValueError, ImportError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"Modell „{target}“ lässt sich nicht laden: {first[:200]} "
            "Nächster Schritt: Name oder Pfad in --model prüfen."
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "de" or missing:
        lack = f"ohne {', '.join(missing)}" if missing else f"Sprache „{nlp.lang}“"
        raise ModelError(
            f"Modell „{target}“ passt nicht ({lack}). Nächster Schritt: ein deutsches Modell mit Parser und NER wählen."
        )
    from pipeline.inference import quicken
    from pipeline.syntax.angles import split_angles
    from pipeline.syntax.sentence_borders import COMPONENT

    split_angles(nlp)
    nlp.add_pipe(COMPONENT, before="parser")
    quicken(nlp)
    return nlp


def model_label(nlp: Language) -> str:
    """Name and version as they stand in a run's outputs: ``de_belegt_news 0.1.0``."""
    return _label(nlp.meta)


def _label(meta: dict[str, Any]) -> str:
    return f"{meta.get('lang', 'de')}_{meta.get('name', 'model')} {meta.get('version', '?')}"


def parse_article(nlp: Language, paragraphs: Sequence[str]) -> Doc:
    """One article's cleaned paragraphs → one Doc whose text is the paragraphs joined by one blank.

    Paragraphs are analysed apart, so that no sentence runs over their border. The Doc carries UD labels whatever the
    model's own are.
    """
    return parse_articles(nlp, [paragraphs])[0]


def parse_articles(nlp: Language, articles: Sequence[Sequence[str]]) -> list[Doc]:
    """As ``parse_article`` for some articles at once, which is faster; each Doc is the same to the bit as alone.

    A matrix product's last digits may depend on its shape, and the neighbours of an article must not change its claims:
    where that cannot be ruled out (see ``products``), each article goes through the model by itself.
    """
    from pipeline.inference.products import is_steady

    pieces = [[piece for paragraph in article for piece in _pieces(paragraph)] for article in articles]
    together = [list(chain.from_iterable(pieces))] if is_steady(nlp) else pieces
    groups = (group for run in together for group in grouped(run, AT_ONCE))
    parsed = chain.from_iterable(nlp.pipe(group, batch_size=PARTED * len(group)) for group in groups)
    return [_whole(nlp, list(islice(parsed, len(own)))) for own in pieces]


def _whole(nlp: Language, parts: list[Doc]) -> Doc:
    """An article of its analysed paragraphs."""
    from spacy.tokens import Doc

    from pipeline.syntax import PARAGRAPHS
    from pipeline.syntax.analysed import analysed
    from pipeline.syntax.plausible import mend
    from pipeline.syntax.tiger import as_ud, has_tiger_labels

    if has_tiger_labels(nlp):
        parts = [as_ud(part) for part in parts]
    doc = Doc.from_docs(parts, ensure_whitespace=True) or Doc(nlp.vocab)
    doc.user_data[PARAGRAPHS] = tuple(accumulate((len(part) for part in parts), initial=0))[:-1]
    return analysed(mend(doc))


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph of many pages in parts, cut at a blank behind a sentence or else at any blank; others whole."""
    start = 0
    while len(paragraph) - start > AT_ONCE:
        end = max(paragraph.rfind(". ", start + 1, start + AT_ONCE) + 1, start)
        end = end if end > start else paragraph.rfind(" ", start + 1, start + AT_ONCE)
        if end <= start:
            break
        yield paragraph[start:end]
        start = end + 1
    yield paragraph[start:]


def label_of(name: str | Path | None = None) -> str:
    """Name and version of a model without loading it. Raises ModelError where it has no readable meta.json."""
    from spacy.util import get_model_meta, get_package_path, is_package

    path = Path(name) if name else SHIPPED_MODEL
    if name and not path.exists() and is_package(str(name)):
        path = get_package_path(str(name))
    try:
        meta = get_model_meta(path)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"Modell „{name or path.name}“: meta.json fehlt oder ist ungültig. Nächster Schritt: --model prüfen."
        ) from error
    return _label(meta)
