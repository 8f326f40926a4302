"""Doc → spans of people's names: the model's entities, trimmed and checked, and names that offices and first names reveal."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline.actors.contexts import ends_like
from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.actors.names import first_names, leading_particles, name_words
from pipeline.actors.offices import office, title_gender
from pipeline.syntax import is_name, is_noun, is_preposition, is_verb

INITIAL = re.compile(r"(?:[A-ZÄÖÜ]\.){1,3}\Z")
WORD = re.compile(r"[^\W\d_][^\W\d_’'.-]*(?:[-’'.][^\W\d_]+){0,4}[’'.]?\Z")
LONGEST = 6


def find_people(doc: Doc) -> list[Span]:
    """Spans of people's names in text order, without titles, offices and what stands in brackets; they never overlap."""
    spans = [span for entity in doc.ents if entity.label_ == "PER" for span in _checked(entity)]
    spans += _after_offices(doc) + _by_first_name(doc)
    return _without_overlaps(spans)


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
    parts.append(entity.doc[start : entity.end])
    trimmed = [_extended(_trim(part)) for part in parts if len(part)]
    return [part for part in trimmed if len(part) and plausible(part)]


def _breaks(token: Token) -> bool:
    """A word that no name contains: brackets, an office or title, a verb, a common word in lower case."""
    if token.is_bracket or token.is_quote or token.text in {",", ":", ";", "–", "und", "/"}:
        return True
    if _inside(token, "nobility"):
        return False
    return title_gender(token.text) is not None or _is_office_here(token)


def _inside(token: Token, words: str) -> bool:
    """«Claus Schenk Graf von Stauffenberg»: the word stands behind another word of the name."""
    return token.text in name_words(words) and token.i > 0 and is_name(token.doc[token.i - 1]) and token.ent_iob_ == "I"


def _is_office_here(token: Token) -> bool:
    """An office word that is not the surname of «Jens König» or «Boris Pistorius' Sprecher»."""
    if office(token.text) is None:
        return False
    previous = token.doc[token.i - 1] if token.i else None
    return not (previous is not None and previous.text in first_names() and not token.text.endswith("in"))


def _trim(span: Span) -> Span:
    """The span without articles, prepositions and lower-case words at its ends, except particles."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and not _begins_name(doc[start]):
        start += 1
    while end > start and not (_ends_name(doc[end - 1]) and not _owned_noun(doc, start, end - 1)):
        end -= 1
    return doc[start:end]


def _owned_noun(doc: Doc, start: int, at: int) -> bool:
    """«Stanley Kubricks Film»: a common noun behind a genitive."""
    return at > start and doc[at].tag_ == "NN" and doc[at - 1].text.endswith("s") and is_name(doc[at - 1]) and doc[at].text not in first_names()


def _extended(span: Span) -> Span:
    """The span with what the model left out behind a particle: Tessen von Heydebreck, Lula da Silva, Michael O’Leary."""
    if not len(span):
        return span
    doc = span.doc
    longer = name_from(doc, span.start)
    following = doc[span.end : longer.end]
    joined = len(following) and (following[0].text in name_words("particles") or _joined(following[0].text))
    if longer.end > span.end and joined:
        return longer
    apostrophe = doc[span.end : span.end + 2]
    if len(apostrophe) == 2 and apostrophe[0].text in {"’", "'"} and span[-1].text in {"O", "D"} and apostrophe[1].text[:1].isupper():
        return doc[span.start : span.end + 2]
    return span


def _joined(word: str) -> bool:
    """«al-Maliki»: an Arabic article with its name."""
    article, _, name = word.partition("-")
    return article.lower() in name_words("joined") and name[:1].isupper()


def _begins_name(token: Token) -> bool:
    if token.text in leading_particles():
        return token.i + 1 < len(token.doc) and not is_preposition_use(token)
    return _joined(token.text) or token.text[:1].isupper() and bool(WORD.match(token.text) or INITIAL.match(token.text))


def is_preposition_use(token: Token) -> bool:
    """«von Trump»: a preposition before a name that is no «von» of nobility: the next word is a known name by itself."""
    following = token.doc[token.i + 1]
    return token.text in {"von", "zu", "den", "der", "zum", "zur", "vom"} and (
        following.ent_type_ != "PER" or following.ent_iob_ == "B" or following.text in first_names()
    )


def _ends_name(token: Token) -> bool:
    return token.text[:1].isupper() and bool(WORD.match(token.text)) or token.text in name_words("suffixes") or _joined(token.text)


def plausible(span: Span) -> bool:
    """Can these words be a person's name? No day, country, office, compound with a common noun, or street."""
    if any(token.text in name_words("never") for token in span) and len(span) == 1:
        return False
    if any(is_verb(token) and token.text[:1].islower() for token in span):
        return False
    own = [token for token in span if token.text not in name_words("suffixes")]
    if all(_is_place_or_adjective(token) for token in own) or _is_known_phrase(span):
        return False
    return not (_is_compound(span[-1]) or _names_a_thing(span) or (len(span) == 1 and not _single_name(span[0])))


def _is_known_phrase(span: Span) -> bool:
    """«Addis Abeba», «San Marino»: a country or capital of several words."""
    table = countries()
    phrases = (*table.phrases.get(span[0].text, ()), *table.seat_phrases.get(span[0].text, ()))
    return any(len(words) == len(span) and all(bare(token.text) == bare(word) for token, word in zip(span, words, strict=True)) for words, _ in phrases)


def _is_place_or_adjective(token: Token) -> bool:
    table = countries()
    word = token.text
    place = code_of_noun(word) or table.inhabitants.get(word) or table.capitals.get(word) or table.capitals.get(bare(word))
    return bool(place or table.seats.get(word) or code_of_adjective(token.lower_))


def _is_compound(token: Token) -> bool:
    """«Merkel-Regierung», «Rice-Erklärung»: a name before a common noun; «Müller-Lüdenscheidt» is none."""
    head, _, last = token.text.rpartition("-")
    if not head:
        return False
    return office(last) is not None or last.lower() in name_words("things") or (not is_name(token) and last.lower() in common_nouns(token)) or last[:1].islower()


def common_nouns(token: Token) -> frozenset[str]:
    """The last part of the token where the tagger calls the whole a common noun and no first name supports it."""
    head, _, last = token.text.rpartition("-")
    if head in first_names() or last in first_names():
        return frozenset()
    return frozenset({last.lower()}) if token.tag_ == "NN" else frozenset()


def _names_a_thing(span: Span) -> bool:
    """«Hurrikan Katrina», «Konrad-Adenauer-Stiftung», «Willy Brandt Platz»."""
    doc = span.doc
    before = doc[span.start - 1].lower_ if span.start else ""
    after = doc[span.end].text if span.end < len(doc) else ""
    spokesman = "-" in after and office(after.rsplit("-", 1)[1]) is not None
    firm = ends_like(span[0].text, name_words("before_thing")) and span[0].tag_ == "NN"
    place = len(span) > 1 and span[0].text in name_words("place_starts")
    club = len(span) > 1 and span[-1].text in countries().capitals and span[0].text not in first_names()
    return spokesman or firm or place or club or before in name_words("before_thing") or after.lower() in name_words("things")


def _single_name(token: Token) -> bool:
    word = token.text
    if len(word) < 2 or not WORD.match(word) or (word.isupper() and len(word) <= 4):
        return False
    if token.tag_.startswith(("VV", "ART", "AP", "KO", "PP", "PD", "PI")) or office(word) is not None:
        return False
    before = token.doc[token.i - 1].text if token.i else ""
    return is_name(token) or word in first_names() or office(before) is not None or title_gender(before) is not None


# --- names that the model missed ----------------------------------------------------------------------


def _after_offices(doc: Doc) -> list[Span]:
    """«Bundeskanzler Friedrich Merz», «Herr Müller»: capitalised words after an office or title that are no common nouns."""
    found: list[Span] = []
    for token in doc[:-1]:
        title = title_gender(token.text)
        holder = office(token.text) if title is None else None
        if title is None and (holder is None or holder.plural):
            continue
        start = token.i + 1
        if title is None and doc[start].text in leading_particles() and doc[start].ent_iob_ != "B":
            continue  # «Sprecher von Merkel»: the preposition, unless the model sees a «von» of nobility
        span = name_from(doc, start)
        if len(span) and plausible(span) and _supported(span, title is not None):
            found.append(span)
    return found


def name_from(doc: Doc, start: int) -> Span:
    """The run of words that can be one name from here on; empty where the first can be none."""
    end = at = start
    while at < len(doc) and at - start < LONGEST:
        if _name_word(doc[at]):
            at += 1
            end = at
            continue
        behind = _behind_particles(doc, at)
        if behind == at or behind >= len(doc):
            break
        if not _name_word(doc[behind]):
            return doc[start : behind + 1] if _noble(doc, start, at, behind) else doc[start:end]
        at = behind
    return doc[start:end]


def _behind_particles(doc: Doc, at: int) -> int:
    """Past «von der», «de la»; a bare article («Merkel den Vorschlag») is no particle."""
    if at < len(doc) and doc[at].text in name_words("articles"):
        return at
    while at < len(doc) and doc[at].text in name_words("particles"):
        at += 1
    return at


def _noble(doc: Doc, start: int, at: int, behind: int) -> bool:
    """After a first name the particle goes on to what looks like a place («Tessen von Heydebreck», «Lula da Silva»)."""
    name = doc[behind]
    if not name.text[:1].isupper() or name.text.isupper() or _is_place_or_adjective(name) or at == start:
        return False
    german = doc[at].text in {"von", "vom", "zu", "zum", "zur"}
    return behind == at + 1 and (at - start == 1 if german else True) and doc[start].text in first_names()


def _name_word(token: Token) -> bool:
    if token.text in name_words("suffixes") or INITIAL.match(token.text) or _joined(token.text):
        return True
    if not (token.text[:1].isupper() and WORD.match(token.text)) or token.ent_type_ in {"LOC", "ORG", "MISC"}:
        return False
    if _inside(token, "nobility"):
        return True
    if token.text in name_words("never") or title_gender(token.text) is not None or token.text.isupper() or _is_office_here(token):
        return False
    if _is_place_or_adjective(token):
        return False
    return is_name(token) or token.text in first_names() or token.ent_type_ == "PER"


def _supported(span: Span, titled: bool) -> bool:
    """Enough evidence for a name that the model did not mark: a title, a first name, or name tags throughout."""
    if titled or any(token.ent_type_ == "PER" for token in span) or span[0].text in first_names():
        return True
    return all(is_name(token) or token.text in name_words("particles") for token in span)


def _by_first_name(doc: Doc) -> list[Span]:
    """«Henrik Altmann»: a first name with a name behind it."""
    found: list[Span] = []
    for token in doc[:-1]:
        if token.text not in first_names() or token.ent_type_ in {"PER", "ORG", "MISC"}:
            continue
        span = _entity(token) if token.ent_type_ else name_from(doc, token.i)
        unmarked = all(part.ent_type_ in {"", "PER"} for part in span) or (span[0] == token and all(is_name(part) for part in span))
        if len(span) > 1 and unmarked and plausible(span) and not _in_a_title(doc, span):
            found.append(span)
    return found


def _in_a_title(doc: Doc, span: Span) -> bool:
    """After a locative preposition, and what the model calls a place after an article, a place is meant («in Santa Monica»)."""
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
    if token.ent_type_ in {"LOC", "ORG"} and token.ent_iob_ == "B" and len(_entity(token)) > 1:
        return False
    before = doc[token.i - 1] if token.i else None
    articled = before is not None and before.lower_ in {"der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "kein"}
    return is_name(token) or (is_noun(token) and not articled)


def _entity(token: Token) -> Span:
    return next((entity for entity in token.doc.ents if entity.start <= token.i < entity.end), token.doc[token.i : token.i + 1])


def bare(word: str) -> str:
    """A name without genitive s or apostrophe: Merkels → Merkel, Merz’ → Merz."""
    for ending in ("’s", "'s", "’", "'", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending)
    return word
