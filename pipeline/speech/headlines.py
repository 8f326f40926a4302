"""Headlines that let somebody speak: «Merz: Brauchen mehr Geld für Verteidigung», but not «Thailand: Proteste dauern
an».
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.findings import Name, Utterance
from pipeline.speech.speakers import is_speaker

LONGEST = 25
BEFORE_COLON = 6
STOPS = {".", "!", "?", "…"}
DASHES = {"–", "—", "-"}


def headlines(doc: Doc, names: Collection[Name]) -> Iterator[Utterance]:
    """The headlines «X: …» whose X is a person, a body, or a seat that stands for its government."""
    for paragraph in syntax.paragraphs(doc):
        utterance = _headline(paragraph, names) if len(paragraph) <= LONGEST else None
        if utterance is not None:
            yield utterance


def _headline(paragraph: Span, names: Collection[Name]) -> Utterance | None:
    colon = next((token.i for token in paragraph[1 : BEFORE_COLON + 1] if token.text == ":"), None)
    if colon is None or colon + 2 >= paragraph.end or paragraph[-1].text in STOPS:
        return None
    name = next((name for name in names if name.span.end == colon and paragraph.start <= name.span.start), None)
    if (
        name is None
        or not _can_speak(name)
        or any(syntax.is_finite(token) for token in paragraph.doc[paragraph.start : colon])
        or syntax.is_preposition(paragraph[0])
        or paragraph.doc[colon + 1].like_num  # «Brandt: 34 Prozent» is a result
    ):
        return None
    doc = paragraph.doc
    return Utterance(
        content=(doc[colon + 1 : paragraph.end],),
        quote_type="indirect",
        rule="headline",
        confidence=0.75 if name.kind == "person" else 0.6,
        speaker=doc[paragraph.start : colon],
        frame=doc[paragraph.start : colon + 1],
    )


def _can_speak(name: Name) -> bool:
    """A state's own name before a colon tells where, its seat who: «Ukraine: Zwei Tote» against «Kiew: Kein Gebiet
    abtreten».

    A body without a state may be the topic («Bundesliga: …»), its organs speak («Bundesregierung: …»).
    """
    if name.kind == "person":
        return True
    if name.kind == "state":
        return name.party and name.span.text != name.canonical
    return name.kind == "organisation" and name.country != ""


def label_of(frame: Span) -> Span | None:
    """«Werk streicht Stellen – Betriebsrat: „…“»: the words between a dash and the colon, where they can speak."""
    dash = next((token for token in reversed(list(frame)) if token.text in DASHES), None)
    words = frame.doc[dash.i + 1 : frame.end] if dash is not None else frame[:0]
    told = [token for token in words if not token.is_punct]
    noun = next((token for token in told if syntax.is_noun(token) and is_speaker(token)), None)
    if noun is None or any(syntax.is_verb(token) or syntax.is_preposition(token) for token in told):
        return None
    return frame.doc[told[0].i : told[-1].i + 1]
