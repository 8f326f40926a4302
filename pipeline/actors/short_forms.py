"""Short forms that a text introduces itself: «Verband der Küstenfischer (VKF)» makes VKF and the long form one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.actors.bodies import body_at
from pipeline.actors.body_names import nominative_words
from pipeline.actors.contexts import ends_like, is_party
from pipeline.actors.countries import code_of_noun
from pipeline.findings import Name
from pipeline.lexicon import derived, toml_table
from pipeline.syntax import is_adjective, is_finite, is_noun

SHORT = re.compile(r"(?=[^a-zäöüß]*[A-ZÄÖÜ][^a-zäöüß]*[A-ZÄÖÜ])[A-ZÄÖÜ][\wÄÖÜäöüß-]{1,7}\Z")
LONGEST = 9
# what stands between the words of a body's name
LINKS = frozenset({"der", "des", "die", "den", "dem", "das", "für", "und", "in", "von", "vom", "zur", "zum", "im", "&"})


def with_long_forms(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names with every short form that a bracket introduces under its long form, and those that nothing marked.

    Not: «Hans Moor (CDU)» (a party), «Bruttoinlandsprodukt (BIP)» (no body), what the word lists know anyway.
    """
    introduced: dict[str, Name] = {}
    for bracket in doc:
        found = _introduced(doc, bracket.i, names) if bracket.text == "(" else None
        if found is not None:
            introduced.setdefault(*found)
    if not introduced:
        return list(names)
    added = _unmarked(doc, introduced, names)
    long = [name for name in introduced.values() if name not in names]
    inside = {token.i for name in long for token in name.span}
    kept = [name for name in names if name in introduced.values() or not inside.intersection(_places(name))]
    return [_renamed(name, introduced) for name in (*kept, *long, *added)]


def _places(name: Name) -> range:
    return range(name.span.start, name.span.end)


def _introduced(doc: Doc, bracket: int, names: Sequence[Name]) -> tuple[str, Name] | None:
    """The short form in a bracket and the name that it stands for."""
    inner = doc[bracket + 1 : bracket + 3]
    if len(inner) < 2 or inner[1].text not in {")", ",", ";"} or not SHORT.match(inner[0].text):
        return None
    short = inner[0].text
    end = bracket - 1 if bracket > 1 and doc[bracket - 1].is_quote else bracket  # «„Land ohne Mauern“ (LOM)»
    before = next((name for name in names if name.span.end == end), None)
    if body_at(doc, bracket + 1) is not None or code_of_noun(short):
        return None  # «unter Verwaltung der Vereinten Nationen (UN)»
    marked = any(name.span.start == bracket + 1 and name.kind == "organisation" for name in names)
    long = _phrase_before(doc, end, short, marked)
    if (
        before is not None
        and before.kind in {"organisation", "group"}
        and (long is None or len(long) <= len(before.span))
    ):
        return (short, before) if before.canonical != short else None
    return (short, Name(long, "organisation", _nominative(long), "", "", is_party(long))) if long is not None else None


def _phrase_before(doc: Doc, end: int, short: str, marked: bool) -> Span | None:
    """The words before the bracket (up to ``end``) that spell the short form, or that begin with the noun of a body.

    ``marked``: the model takes the short form for an organisation.
    """
    candidates = _phrases(doc, end)
    for span in candidates:
        body = (marked and len(span) > 1) or any(ends_like(token.text, class_nouns()) for token in span)
        if body and span[0].text[0].upper() == short[0] and _spells(span, short):
            return span
    bodies = [span for span in candidates if marked and is_noun(span[0]) and ends_like(span[0].text, class_nouns())]
    return bodies[-1] if bodies else None


def _phrases(doc: Doc, end: int) -> list[Span]:
    """What can be the name before a bracket, the shortest first: nouns, adjectives and the links between them."""
    found: list[Span] = []
    for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
        token = doc[start]
        if token.is_punct or (token.text[:1].islower() and token.lower_ not in LINKS and not is_adjective(token)):
            break
        if token.text[:1].isupper() and token.lower_ not in LINKS and not is_finite(token):
            found.append(doc[start:end])
    return found


def _spells(span: Span, short: str) -> bool:
    """The short form's letters follow one another in the words: I, G, S in «Interessengemeinschaft Schulweg»."""
    letters = iter("".join(token.lower_ for token in span))
    return all(letter in letters for letter in short.lower() if letter.isalpha())


def _nominative(span: Span) -> str:
    """«des Verbands der Fischer» → Verband der Fischer, «der Deutschen Eisliga» → Deutsche Eisliga."""
    words = nominative_words(span)
    return "".join(word + token.whitespace_ for word, token in zip(words, span, strict=True)).strip()


def _unmarked(doc: Doc, introduced: dict[str, Name], names: Iterable[Name]) -> list[Name]:
    """Further mentions of a short form that neither the model nor a list has found."""
    taken = {place for name in names for place in _places(name)}
    found: list[Name] = []
    for token in doc:
        short = token.text if token.text in introduced else token.text.removesuffix("s")
        if token.i not in taken and short in introduced:
            span = doc[token.i : token.i + 1]
            found.append(replace(introduced[short], span=span, party=is_party(span)))
    return found


def _renamed(name: Name, introduced: dict[str, Name]) -> Name:
    """A mention of a short form under its long form."""
    known = introduced.get(name.span.text) or introduced.get(name.canonical)
    if known is None or name.kind not in {"organisation", "group"}:
        return name
    return replace(name, canonical=known.canonical, country=known.country or name.country, kind=known.kind)


def is_short(word: str) -> bool:
    """The word is built like a short form: VKF, SPÖ, not Nato."""
    return SHORT.match(word) is not None


def without_class(words: Sequence[str]) -> str:
    """«Lokführergewerkschaft GDL» → GDL: a plain noun for its kind before a short form is no part of the name."""
    if len(words) > 1 and ends_like(words[0], class_nouns()) and SHORT.match(words[1]) and words[1].isupper():
        return " ".join(words[1:])
    return " ".join(words)


@derived
def class_nouns() -> frozenset[str]:
    """Nouns for bodies (gewerkschaft, verband), also of states and towns."""
    table = toml_table("parties")
    return frozenset((*table["bodies"], *table["organs"], *table["own_nouns"]))
