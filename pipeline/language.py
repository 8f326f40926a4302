"""Model name → Language, and paragraphs → one Doc with UD labels: the only place that loads a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED_MODEL = Path(__file__).parent / "model"
NEEDED = ("parser", "ner")


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
        raise ModelError(f"Modell „{target}“ lässt sich nicht laden: {first[:200]} Nächster Schritt: Name oder Pfad in --model prüfen.") from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "de" or missing:
        lack = f"ohne {', '.join(missing)}" if missing else f"Sprache „{nlp.lang}“"
        raise ModelError(f"Modell „{target}“ passt nicht ({lack}). Nächster Schritt: ein deutsches Modell mit Parser und NER wählen.")
    from pipeline.sentences import COMPONENT

    nlp.add_pipe(COMPONENT, before="parser")
    return nlp


def model_label(nlp: Language) -> str:
    """Name and version as they stand in a run's outputs: ``de_belegt_news 0.1.0``."""
    return f"{nlp.meta.get('lang', 'de')}_{nlp.meta.get('name', 'model')} {nlp.meta.get('version', '?')}"


def parse_article(nlp: Language, paragraphs: Sequence[str]) -> Doc:
    """One article's cleaned paragraphs → one Doc whose text is the paragraphs joined by one blank.

    Paragraphs are analysed apart, so that no sentence runs over their border, and articles are never batched together:
    a matrix product's last digits depend on its shape, and the neighbours of an article must not change its claims.
    The Doc carries UD labels whatever the model's own are.
    """
    from spacy.tokens import Doc

    from pipeline.tiger import as_ud, has_tiger_labels

    parts = list(nlp.pipe(paragraphs, batch_size=max(1, len(paragraphs))))
    if has_tiger_labels(nlp):
        parts = [as_ud(part) for part in parts]
    return Doc.from_docs(parts, ensure_whitespace=True) or Doc(nlp.vocab)
