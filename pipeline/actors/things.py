"""Words that the model takes for a person's name and that the article itself shows to be a thing or a place."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.actors.contexts import ends_like
from pipeline.actors.name_runs import bare
from pipeline.actors.names import first_names, name_words
from pipeline.actors.offices import office, title_gender
from pipeline.syntax import is_adjective, is_common_noun, word_class

ARTICLES = frozenset({"article", "demonstrative article", "possessive", "quantifier"})


class Things:
    """What the article tells about the words in it: which are storms and firms, which are common nouns."""

    def __init__(self, doc: Doc) -> None:
        self._named: set[str] = set()
        self._common: set[str] = set()
        for token in doc[1:]:
            before = doc[token.i - 1]
            listed = name_words("before_thing")
            if before.lower_ in listed or (is_common_noun(before) and ends_like(before.text, listed)):
                self._named.add(token.text)
            if is_common_noun(token) and token.ent_type_ != "PER" and _has_article(token):
                self._common.update((token.text, bare(token.text)))

    def hold(self, span: Span) -> bool:
        """«Rita» of «der Hurrikan Rita», «Koffer» of «ein herrenloser Koffer», „Eye Candy“, «von Ulmen nach Bonn».

        Not where an office or title stands before it or a first name tells a person.
        """
        doc, last = span.doc, span[-1].text
        before = doc[span.start - 1] if span.start else None
        if any(token.text in first_names() for token in span):
            return len(span) == 1 and last in self._named
        if before is not None and (office(before.text) is not None or title_gender(before.text) is not None):
            return False
        known = last in self._common or (len(span) == 1 and last in self._named)
        return known or _is_quoted(span) or (len(span) == 1 and _is_on_the_way(span))


def _has_article(noun: Token) -> bool:
    """An article or possessive before the noun, adjectives in between."""
    at = noun.i - 1
    while at > 0 and is_adjective(noun.doc[at]) and noun.doc[at].text.islower():
        at -= 1
    return at >= 0 and word_class(noun.doc[at]) in ARTICLES


def _is_quoted(span: Span) -> bool:
    """Quotation marks around just these words, and no office before them."""
    doc, start = span.doc, span.start
    if start < 1 or span.end >= len(doc) or not (doc[start - 1].is_quote and doc[span.end].is_quote):
        return False
    leader = doc[start - 2].text if start > 1 else ""
    return office(leader) is None and title_gender(leader) is None


def _is_on_the_way(span: Span) -> bool:
    """«auf dem Weg von Ulmen nach Bonn», «in Ulmen»: a place."""
    doc = span.doc
    before = doc[span.start - 1].lower_ if span.start else ""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    owner = span[-1].text.endswith(("s", "’", "'"))  # «in Merkels Regierung»
    return (before == "in" and not owner) or (before == "von" and after in {"nach", "bis"})
