"""Can a span be a person's name? Guards against days, places, firms, laws, storms and compounds with a common noun."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.actors.bodies import body_span
from pipeline.actors.contexts import ends_like
from pipeline.actors.countries import countries
from pipeline.actors.name_runs import WORD, bare, is_place_or_adjective
from pipeline.actors.names import first_names, name_words
from pipeline.actors.offices import office, title_gender
from pipeline.syntax import children, is_adjective, is_common_noun, is_function_word, is_name, is_noun, is_verb


def plausible(span: Span) -> bool:
    """Can these words be a person's name? No day, country, office, compound with a common noun, or street."""
    if any(token.text in name_words("never") for token in span) and len(span) == 1:
        return False
    if any(is_verb(token) and token.text[:1].islower() for token in span) or is_function_word(span[-1]):
        return False
    body = body_span(span.doc, span.start)
    if body is not None and body[0].end >= span.end and not body[1].everyday:
        return False
    if _describes(span) or _is_predicate(span):
        return False
    own = [token for token in span if token.text not in name_words("suffixes")]
    if all(is_place_or_adjective(token) for token in own) or _is_known_phrase(span):
        return False
    return not (_is_compound(span[-1]) or _names_a_thing(span) or (len(span) == 1 and not _single_name(span[0])))


def _describes(span: Span) -> bool:
    """«Heikle Lage»: an adjective and a common noun for the tagger, no first name among them."""
    plain = len(span) > 1 and is_adjective(span[0]) and is_common_noun(span[-1])
    return plain and not any(token.text in first_names() for token in span)


def _is_predicate(span: Span) -> bool:
    """«Merz ist Sauerländer»: one bare word that a person is said to be names none; «Sieger ist Merz» does."""
    word = span[0]
    subject = next((token for token in children(word, "nsubj") if children(word, "cop") and token.i < word.i), None)
    if len(span) > 1 or subject is None or children(subject, "det", "amod", "conj"):
        return False
    return any(
        entity.label_ == "PER" and entity[-1].text == subject.text and (len(entity) > 1 or entity[0] == subject)
        for entity in span.doc.ents
    )


def _is_known_phrase(span: Span) -> bool:
    """«Addis Abeba», «San Marino»: a country or capital of several words."""
    table = countries()
    phrases = (*table.phrases.get(span[0].text, ()), *table.seat_phrases.get(span[0].text, ()))
    return any(
        len(words) == len(span) and all(bare(token.text) == bare(word) for token, word in zip(span, words, strict=True))
        for words, _ in phrases
    )


def _is_compound(token: Token) -> bool:
    """«Merkel-Regierung», «Rice-Erklärung»: a name before a common noun; «Müller-Lüdenscheidt» is none."""
    head, _, last = token.text.rpartition("-")
    if not head:
        return False
    held = office(last)
    named = held is not None and bool(held.prefix) and token.i > 0 and token.nbor(-1).text in first_names()
    return (
        (held is not None and not named)  # «Ida Kramm-Neubauer» is a name
        or last.lower() in name_words("things")
        or (not is_name(token) and last.lower() in _common_nouns(token))
        or last[:1].islower()
    )


def _common_nouns(token: Token) -> frozenset[str]:
    """The last part of the token where the tagger calls the whole a common noun and no first name supports it."""
    head, _, last = token.text.rpartition("-")
    if head in first_names() or last in first_names():
        return frozenset()
    return frozenset({last.lower()}) if is_common_noun(token) else frozenset()


def _names_a_thing(span: Span) -> bool:
    """«Hurrikan Katrina», «die Raumsonde „Cassini“», «Willy Brandt Platz», «Mobilfunkkonzern Mannesmann»."""
    doc = span.doc
    after = doc[span.end].text if span.end < len(doc) else ""
    if after.lower() in name_words("things") or ("-" in after and office(after.rsplit("-", 1)[1]) is not None):
        return True
    quoted = span.start > 1 and doc[span.start - 1].is_quote
    before = doc[span.start - 2 if quoted else span.start - 1] if span.start else None
    nouns = [token for token in (before, span[0]) if token is not None and is_common_noun(token)]
    return any(ends_like(token.text, name_words("before_thing")) for token in nouns) or _names_a_place(span)


def _names_a_place(span: Span) -> bool:
    """«Camp Pendleton», «Kanton Uri», «Lazio Rom»: a place’s first word, or a capital behind what is no first name."""
    if len(span) < 2:
        return False
    club = span[-1].text in countries().capitals and span[0].text not in first_names()
    club = club or (span[0].text.lower() in name_words("territory") and span[0].text not in first_names())
    return club or span[0].text in name_words("place_starts")


def _single_name(token: Token) -> bool:
    word = token.text
    if len(word) < 2 or not WORD.match(word) or (word.isupper() and len(word) <= 4):
        return False
    if not (is_noun(token) or is_adjective(token)) or office(word) is not None:
        return False
    before = token.doc[token.i - 1].text if token.i else ""
    return is_name(token) or word in first_names() or office(before) is not None or title_gender(before) is not None
