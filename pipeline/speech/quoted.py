"""Words in quotation marks as token spans, and what by its form is a title, name or nickname rather than speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.marks import find_quotations
from pipeline.speech.said_nouns import noun_entry

FEW = 3


@dataclass(frozen=True, eq=False)
class Quoted:
    """Words in quotation marks as tokens, marks included; ``level`` counts the quotations around them."""

    span: Span
    level: int

    @property
    def words(self) -> list[Token]:
        """The words without marks and punctuation."""
        return [token for token in self.span if not token.is_punct and not token.is_quote and not token.is_space]

    @property
    def is_clause(self) -> bool:
        """A whole thought: a finite verb, or a cry with its own mark («Nie wieder!»)."""
        if any(syntax.is_finite(token) for token in self.words):
            return len(self.words) >= FEW
        return (
            len(self.span) > 1
            and any(token.text in {"!", "?", "."} for token in self.span[-2:])
            and len(self.words) > 1
        )


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("quoted").items()}


def with_verbatim(utterance: Utterance, quotations: Sequence[Quoted]) -> Utterance:
    """Reported speech learns which of its words stand in quotation marks; with whole thoughts among them it is
    mixed.
    """
    if utterance.quote_type == "direct":
        return utterance
    inside = [quoted for quoted in quotations if any(_lies_in(quoted, part) for part in utterance.content)]
    mixed = any(not is_name_like(quoted) for quoted in inside)
    return replace(
        utterance, verbatim=tuple(quoted.span for quoted in inside), quote_type="mixed" if mixed else "indirect"
    )


def _lies_in(quoted: Quoted, part: Span) -> bool:
    """Its words lie in the part, which may end before the stop that stands inside the closing mark."""
    words = quoted.words
    return bool(words) and part.start <= quoted.span.start and words[-1].i < part.end


def quoted_in(doc: Doc) -> list[Quoted]:
    """All quotations of the article as token spans."""
    borders = [paragraph.start_char for paragraph in syntax.paragraphs(doc)]
    found = []
    for quotation in find_quotations(doc.text, borders):
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is not None and len(span) > 1:
            found.append(Quoted(span, quotation.level))
    return found


def is_name_like(quoted: Quoted) -> bool:
    """A title, name, nickname or scare quote, by its form and by the word before it («die Zeitung „Bild“»)."""
    words = quoted.words
    if not words:
        return True
    before = [token for token in quoted.span.doc[max(0, quoted.span.start - 3) : quoted.span.start]]
    if any(token.lower_.rstrip(".") in _words()["called"] for token in before):
        return True
    named = before and before[-1].lower_.endswith(tuple(sorted(_words()["named"])))
    named = named and not before[-1].lower_.endswith("beispiel")
    if (len(words) <= FEW + 2 and named) or _is_place_of_words(quoted, words):
        return True
    lower = [token for token in words if token.text[:1].islower()]
    if not lower and len(words) <= FEW + 1 and before and _is_bearer(before[-1]):
        return True
    return (
        not lower
        and len(words) <= FEW + 1
        and all(syntax.is_name(t) or t.ent_type_ or not t.text[:1].isalpha() for t in words)
    )


def _is_place_of_words(quoted: Quoted, words: list[Token]) -> bool:
    """«schrieb in der „Post am Abend“», «laut „lokal.de“»: a medium, no words of the speaker."""
    doc, at = quoted.span.doc, quoted.span.start - 1
    if at < 0 or len(words) > FEW + 2 or any(syntax.is_finite(token) for token in words):
        return False
    if doc[at].lower_ in {"laut", "im"}:
        return doc[at].lower_ == "laut" or words[0].text[:1].isupper()
    definite = doc[at].lower_ in {"der", "dem", "den"} and at > 0 and doc[at - 1].lower_ in {"in", "gegenüber"}
    return definite and words[0].text[:1].isupper()


def _is_bearer(noun: Token) -> bool:
    """A thing's word right before its name («das Quartier „Haus Seeblick“»), no noun of speech («die Parole „…“»)."""
    return syntax.is_common_noun(noun) and noun_entry(noun) is None and not noun.lower_.endswith("parole")


def is_bare_name(quoted: Quoted) -> bool:
    """One capital word without als or a verb of naming before it: «erzählte dem „Wattboten“»."""
    if len(quoted.words) != 1 or not quoted.words[0].text[:1].isupper():
        return False
    before = quoted.span.doc[max(quoted.span.sent.start, quoted.span.start - 4) : quoted.span.start]
    return not any(token.lower_ in {"als", "von", "vor", "nannte", "nannten", "nennt"} for token in before)
