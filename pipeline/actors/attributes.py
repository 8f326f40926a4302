"""The state or body behind the words that complete an office: US-, «der Ukraine», «des Weißen Hauses», «der Nato»,
«aus Frankreich».
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pipeline.actors.bodies import body_at
from pipeline.actors.contexts import ends_like
from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.actors.federal import federal_code, swiss_minister
from pipeline.actors.governments import organ_nouns, phrase_at, state_nouns
from pipeline.actors.offices import office_words
from pipeline.actors.regions import code_of_region
from pipeline.syntax import is_finite, is_noun

FEDERAL = "bundes"


def country_of_prefix(prefix: str, head: str, doc: Doc) -> str:
    """US- → US, NRW- → DE, Kreml- → RU, Bundes- → the German-speaking state that the article is of."""
    table = countries()
    word = prefix or head
    for part in (word, word.removesuffix("s"), word.split("-")[0]):
        name = part[:1].upper() + part[1:]
        code = table.prefixes.get(part, "") or table.prefixes.get(name, "") or table.inhabitants.get(name, "")
        if code:
            return code
    region = code_of_region(word.split("-")[0])  # «NRW-Ministerin», «Sachsen-Chef»
    if region:
        return region
    lower = word.lower()
    if lower.startswith(FEDERAL):
        return swiss_minister(doc) if head == "bundesrat" else federal_code(doc, lower)
    if lower.startswith("kreml"):
        return "RU"
    return "US" if lower.startswith("pentagon") else ("EU" if lower.startswith("eu-") else "")


def ends_attribute(attribute: Span) -> bool:
    """The words can be one genitive or prepositional attribute of an office: they open like one and hold no verb."""
    if not len(attribute):
        return False
    first = attribute[0]
    genitive_name = first.text[:1].isupper() and first.text.endswith("s")
    return (first.lower_ in office_words("openers") or genitive_name) and not any(
        is_finite(token) for token in attribute
    )


def country_of_attribute(attribute: Span) -> str:
    """The state or body that an office's attribute names; empty where it names a party, a firm, a person or nothing."""
    doc = attribute.doc
    table = countries()
    for token in attribute:
        if token.text in {",", "("} or token.ent_type_ == "PER":
            return ""
        body = body_at(doc, token.i)
        if body is not None:
            return body.code
        found = phrase_at(doc, token.i, table.phrases) or phrase_at(doc, token.i, table.seat_phrases)
        if found is not None:
            return found[1]
        code = code_of_noun(token.text) or table.seats.get(token.text, "") or code_of_region(token.text)
        if code:
            return code
        adjective = code_of_adjective(token.lower_)
        if adjective:
            return adjective if _organ_follows(attribute, token.i) else ""
        if is_noun(token) and not ends_like(token.text, organ_nouns() | state_nouns()):
            return ""
    return ""


def _organ_follows(attribute: Span, at: int) -> bool:
    """«der thailändischen Armee» but not «der französischen Staatsbahn»."""
    nouns = [token for token in attribute if token.i > at and is_noun(token)]
    return bool(nouns) and ends_like(nouns[0].text, organ_nouns() | state_nouns())
