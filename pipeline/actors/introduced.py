"""Firms that no list and no model knows, by the noun that introduces them: «der Autobauer Vanto»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.actors.contexts import ends_like, is_party, seat
from pipeline.actors.countries import code_of_noun, countries
from pipeline.actors.regions import code_of_region
from pipeline.findings import Name
from pipeline.lexicon import derived, remembered, toml_table
from pipeline.syntax import basic, is_noun

LONGEST, SHORTEST = 3, 3  # words of a name, letters of its first


def introduced_firms(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Their mentions outside of the tokens that other names take, those without the noun too."""
    found: dict[str, list[Span]] = {}
    for token in doc:
        span = _name_behind(token, taken)
        if span is not None:
            found.setdefault(span.text, []).append(span)
    mentions = [(text, span) for text in sorted(found) if not _is_place(doc, text) for span in found[text]]
    held = taken.union(*(range(span.start, span.end) for _, span in mentions))
    again = _repetitions(doc, {text for text, _ in mentions})
    mentions += [(text, span) for text, span in again if held.isdisjoint(range(span.start, span.end))]
    return [Name(span, "organisation", text, "", "", is_party(span)) for text, span in mentions]


def _name_behind(noun: Token, taken: frozenset[int]) -> Span | None:
    """The name that a noun for firms has behind it; not «gab der Firma Geld», nor a name that holds the noun."""
    doc, first = noun.doc, noun.i + 1
    if not (is_noun(noun) and _introduces(noun.text)) or first >= len(doc) or not _joined(noun, doc[first]):
        return None
    end = first
    while end < min(len(doc), first + LONGEST) and _is_part(doc[end], taken):
        end += 1
    if end == first or len(doc[first].text) < SHORTEST or (noun.ent_type_ == "ORG" and doc[first].ent_iob_ == "I"):
        return None
    return doc[first:end]


def _joined(noun: Token, name: Token) -> bool:
    """Beside each other in the tree; «der Versorger Europas» has a genitive."""
    return (noun == name.head and basic(name) in {"appos", "flat"}) or noun.head == name


def _is_part(token: Token, taken: frozenset[int]) -> bool:
    """What the model has as an organisation is whole, and people are none."""
    known = token.tag_ == "NE" or (token.tag_ == "NN" and bool(token.ent_type_))
    return known and token.i not in taken and token.text[:1].isupper() and token.ent_type_ not in {"PER", "ORG"}


@derived
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    table = toml_table("bodies")["introduces"]
    return frozenset(table["alone"]), frozenset(table["compounds"])


@remembered
def _introduces(word: str) -> bool:
    """«Konzern», «Stahlkonzern»; of «Hersteller», which may be a man, only compounds («Chiphersteller»)."""
    alone, compounds = _nouns()
    return ends_like(word, alone) or (word.lower() not in compounds and ends_like(word, compounds))


def _is_place(doc: Doc, text: str) -> bool:
    """A place that lists know, or that the article says to be one («in Vanto»)."""
    words = text.split()
    if len(words) > 1:
        return False
    if code_of_noun(text) or code_of_region(text) or text in countries().capitals:
        return True
    return any(token.text == text and token.i and doc[token.i - 1].lower_ in seat("locative") for token in doc)


def _repetitions(doc: Doc, names: set[str]) -> Iterator[tuple[str, Span]]:
    by_first = {text.split()[0]: text for text in sorted(names)}
    for token in doc:
        text = by_first.get(token.text) or by_first.get(token.text.removesuffix("s"), "")
        span = doc[token.i : token.i + len(text.split())]
        if text and span.text in {text, f"{text}s"} and not any(part.ent_type_ in {"PER", "ORG"} for part in span):
            yield text, span
