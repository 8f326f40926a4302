"""Doc → spans of people's names: the model's entities, cut and checked, and names that offices and first names
reveal.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.actors.bodies import body_span
from pipeline.actors.countries import countries
from pipeline.actors.name_runs import (
    INITIAL,
    WORD,
    bare,
    ends_in_roman,
    entity_of,
    inside_name,
    is_joined,
    is_office_here,
    is_place_or_adjective,
    name_from,
)
from pipeline.actors.names import first_names, leading_particles, name_words
from pipeline.actors.offices import office, title_gender
from pipeline.actors.plausibility import plausible
from pipeline.actors.regions import code_of_region
from pipeline.actors.things import Things
from pipeline.syntax import is_common_noun, is_name, is_noun, is_preposition


def find_people(doc: Doc) -> list[Span]:
    """Spans of people's names in text order, without titles, offices and what stands in brackets; they never
    overlap.
    """
    spans = [span for entity in doc.ents if entity.label_ == "PER" for span in _checked(_without_region(entity))]
    spans += _after_offices(doc) + _by_first_name(doc)
    things = Things(doc)
    return [span for span in _without_overlaps(spans) if not things.hold(span)]


def _without_region(entity: Span) -> Span:
    """«der Gouverneur von Oregon Paul Dent»: the model takes the region into the name."""
    before = entity.doc[entity.start - 1].lower_ if entity.start else ""
    return entity[1:] if len(entity) > 2 and before == "von" and code_of_region(entity[0].text) else entity


def _without_overlaps(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda span: (-len(span), span.start)):
        places = range(span.start, span.end)
        if not used.intersection(places):
            used.update(places)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


# --- the model's entities ----------------------------------------------------------------------------


def _checked(entity: Span) -> list[Span]:
    """The entity cut at what is no name, and only those parts that can be a person."""
    parts: list[Span] = []
    start = entity.start
    for token in entity:
        if _breaks(token):
            parts.append(entity.doc[start : token.i])
            start = token.i + 1
        elif token.is_sent_start and token.i > start:
            parts.append(entity.doc[start : token.i])
            start = token.i
    parts.append(entity.doc[start : entity.end])
    trimmed = [_extended(_trim(part)) for part in parts if len(part)]
    return [part for part in trimmed if len(part) and plausible(part)]


def _breaks(token: Token) -> bool:
    """A word that no name contains: brackets, an office or title, a verb, a common word in lower case."""
    if token.is_bracket or token.is_quote or token.text in {",", ":", ";", "–", "und", "/"}:
        return True
    if inside_name(token, "nobility"):
        return False
    return title_gender(token.text) is not None or is_office_here(token)


def _trim(span: Span) -> Span:
    """The span without articles, prepositions and lower-case words at its ends, except particles."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and not (_begins_name(doc[start]) and not _owning_place(doc, start, end)):
        start += 1
    while end > start and not (_ends_name(doc[end - 1]) and not _owned_noun(doc, start, end - 1)):
        if ends_in_roman(doc[start:end]):
            break
        end -= 1
    return doc[start:end]


def _owning_place(doc: Doc, start: int, end: int) -> bool:
    """«Spaniens José Luis …»: the state before the name."""
    return end - start > 1 and doc[start].text.endswith("s") and is_place_or_adjective(doc[start])


def _owned_noun(doc: Doc, start: int, at: int) -> bool:
    """«Stanley Kubricks Film», «Matteo Renzis Partito Democratico»: a common noun or a body behind a genitive."""
    body = body_span(doc, at)
    owned = is_common_noun(doc[at]) or (body is not None and not body[1].everyday)
    if at == start or not owned or doc[at].text in first_names():
        return False
    owner = doc[at - 1]
    return owner.text.endswith("s") and is_name(owner) and owner.text not in first_names()


def _extended(span: Span) -> Span:
    """The span with what the model left out behind a particle: Anton von Rabenau, Lula da Silva, Michael
    O’Leary.
    """
    if not len(span):
        return span
    doc = span.doc
    if ends_in_roman(doc[span.start : span.end + 1]):
        return doc[span.start : span.end + 1]
    longer = name_from(doc, span.start)
    following = doc[span.end : longer.end]
    joined = len(following) and (following[0].text in name_words("particles") or is_joined(following[0].text))
    if longer.end > span.end and joined:
        return longer
    apostrophe = doc[span.end : span.end + 2]
    if (
        len(apostrophe) == 2
        and apostrophe[0].text in {"’", "'"}
        and span[-1].text in {"O", "D"}
        and apostrophe[1].text[:1].isupper()
    ):
        return doc[span.start : span.end + 2]
    return span


def _begins_name(token: Token) -> bool:
    if token.text in leading_particles():
        return token.i + 1 < len(token.doc) and not _is_preposition_use(token)
    return is_joined(token.text) or (
        token.text[:1].isupper() and bool(WORD.match(token.text) or INITIAL.match(token.text))
    )


def _is_preposition_use(token: Token) -> bool:
    """«von Trump»: a preposition before a name that is no «von» of nobility: the next word is a known name by
    itself.
    """
    following = token.doc[token.i + 1]
    return token.text in {"von", "zu", "den", "der", "zum", "zur", "vom"} and (
        following.ent_type_ != "PER" or following.ent_iob_ == "B" or following.text in first_names()
    )


def _ends_name(token: Token) -> bool:
    return (
        (token.text[:1].isupper() and bool(WORD.match(token.text)))
        or token.text in name_words("suffixes")
        or is_joined(token.text)
    )


# --- names that the model missed ----------------------------------------------------------------------


def _after_offices(doc: Doc) -> list[Span]:
    """«Bundeskanzler Friedrich Merz», «Herr Müller», «die Russin Anna Orlowa»: capitalised words after an office, a
    title or an inhabitant that are no common nouns.
    """
    found: list[Span] = []
    for token in doc[:-1]:
        title = title_gender(token.text)
        holder = office(token.text) if title is None else None
        inhabitant = holder is None and title is None and _is_inhabitant(token)
        if title is None and not inhabitant and (holder is None or holder.plural):
            continue
        start = token.i + 1
        if title is None and doc[start].text in leading_particles() and doc[start].ent_iob_ != "B":
            continue  # «Sprecher von Merkel»: the preposition, unless the model sees a «von» of nobility
        span = name_from(doc, start)
        if len(span) and plausible(span) and _supported(span, title is not None, inhabitant):
            found.append(span)
    return found


def _is_inhabitant(token: Token) -> bool:
    """One inhabitant, before whose name no article stands: «der Italiener Marco Rossi», not «Deutsche Bank»."""
    word = token.text
    singular = word.endswith("in") or not word.endswith(("n", "s", "e"))
    return singular and word in countries().inhabitants and not word.startswith(("Deutsch", "Schweizer"))


def _supported(span: Span, titled: bool, inhabitant: bool = False) -> bool:
    """Enough evidence for a name that the model did not mark: a title, a first name, or name tags throughout."""
    if titled or any(token.ent_type_ == "PER" for token in span) or span[0].text in first_names():
        return True
    if inhabitant and (len(span) < 2 or entity_of(span[0]).start == span.start):
        return False
    return all(is_name(token) or token.text in name_words("particles") for token in span)


def _by_first_name(doc: Doc) -> list[Span]:
    """«Henrik Altmann»: a first name with a name behind it."""
    found: list[Span] = []
    for token in doc[:-1]:
        if token.text not in first_names() or token.ent_type_ in {"PER", "MISC"}:
            continue
        if token.ent_type_ == "ORG" and not (_in_front_of_bracket(entity_of(token)) or _behind_a_body(token)):
            continue
        entity = entity_of(token)
        span = doc[token.i : entity.end] if token.ent_type_ else name_from(doc, token.i)
        unmarked = all(part.ent_type_ in {"", "PER"} for part in span) or (
            span[0] == token and all(is_name(part) for part in span)
        )
        if len(span) > 1 and unmarked and plausible(span) and not _in_a_title(doc, span):
            found.append(span)
    return found


def _in_front_of_bracket(entity: Span) -> bool:
    """«Carlos Vega (Bolivien)»: what looks like a first and last name and is explained in brackets."""
    return (
        len(entity) == 2
        and all(is_name(token) for token in entity)
        and entity.doc[entity.end : entity.end + 1].text == "("
    )


def _behind_a_body(token: Token) -> bool:
    """«zitiert die Washington Post Mary Stone»: the model took medium and person for one."""
    entity = entity_of(token)
    body = body_span(token.doc, entity.start)
    return body is not None and body[0].end == token.i


def _in_a_title(doc: Doc, span: Span) -> bool:
    """After a locative preposition, and what the model calls a place after an article, a place is meant («in Santa
    Monica»).
    """
    before = doc[span.start - 1] if span.start else None
    if before is None:
        return False
    article = before.lower_ in {"der", "die", "das", "den", "dem", "des"} and span[0].ent_type_ == "LOC"
    return article or (is_preposition(before) and before.lower_ in {"in", "im", "nach", "aus", "bei"})


def repeated(doc: Doc, span: Span, surnames: frozenset[str]) -> bool:
    """A bare surname of somebody named in full elsewhere: no article or number before it, and no common noun's use."""
    token = span[0]
    if bare(token.text) not in surnames and token.text not in surnames:
        return False
    if token.ent_type_ in {"LOC", "ORG"} and token.ent_iob_ == "B" and len(entity_of(token)) > 1:
        return False
    before = doc[token.i - 1] if token.i else None
    articled = before is not None and before.lower_ in {
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "einen",
        "einem",
        "kein",
    }
    return is_name(token) or (is_noun(token) and not articled)
