"""Where a country's name is a party and where a place, and where a capital or seat means its government."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.lexicon import derived, remembered, toml_table
from pipeline.syntax import (
    basic,
    is_adjective,
    is_attribute,
    is_finite,
    is_infinitive,
    is_modal,
    is_name,
    is_noun,
    is_preposition,
    is_subject,
    is_verb,
    relation,
    verb_lemma,
)

WINDOW = 5
NOUN_ENDINGS = ("", "en", "n", "e", "s", "es", "er", "ern", "nen")


def is_party(span: Span) -> bool:
    """A country's noun can act here: no locative preposition before it («in Paris»), no bracket round it."""
    preposition = preposition_of(span)
    if preposition is not None and preposition.lower_ in seat("locative"):
        return False
    return not (span.start and span.doc[span.start - 1].text == "(")


def preposition_of(span: Span) -> Token | None:
    """The preposition that governs a name, also as a later conjunct («gegen Moskau und Peking»)."""
    doc, at = span.doc, span.start - 1
    while at >= 0 and span.start - at <= 8:
        token = doc[at]
        if is_preposition(token):
            return token
        joined = token.text in {"und", "oder", "sowie", ",", "/", "beziehungsweise"} and at > 0 and is_name(doc[at - 1])
        if token.text == "," and _begins_clause(span):
            return None  # «sagte sie in Bern, Deutschland werde zahlen»
        if not (joined or is_attribute(token)):
            return None
        at -= 2 if joined else 1
    return None


def _begins_clause(span: Span) -> bool:
    """A finite verb follows the name at once, or the name is a subject: behind the comma a clause begins."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    return is_subject(span.root) or (following is not None and is_finite(following))


def means_government(span: Span, strong: bool = False) -> bool:
    """A capital or seat stands for its government here, not for a place."""
    if _city_words(span):
        return False
    preposition = preposition_of(span)
    if preposition is not None:
        return _after_preposition(span, preposition, strong)
    return strong or _labels_headline(span) or _owns(span) or _owned_by_government(span) or _acts(span)


def _after_preposition(span: Span, preposition: Token, strong: bool) -> bool:
    word = preposition.lower_
    if word in seat("locative"):
        return word == "aus" and _verb_near(span) in seat("said_from")
    if strong:
        return word not in {"vor", "an", "am", "zum", "auf", "hinter", "neben", "über"}
    if word in seat("prepositions") and word not in seat("weak_prepositions"):
        return True
    if word in seat("weak_prepositions"):
        return _dealing_near(span)
    if word == "von":
        return _agent_of_decision(span)
    before = span.doc[preposition.i - 1] if preposition.i else None
    return before is not None and is_noun(before) and ends_like(before.text, seat("nouns"))


def _agent_of_decision(span: Span) -> bool:
    """«von Moskau gefordert», «eine von Peking unterstützte Gruppe»; not «von Moskau nach Kiew»."""
    head = span.root.head
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return any(token is not None and is_decision(token) for token in (head, after))


def is_decision(token: Token) -> bool:
    """A verb form whose agent can be a government; participles before a noun count too."""
    lemma = verb_lemma(token).lower()
    return lemma in seat("verbs") or (is_adjective(token) and _participle_base(token) in seat("participles"))


def _participle_base(token: Token) -> str:
    form = token.lower_
    for ending in ("en", "er", "es", "em", "e"):
        if form.endswith(ending):
            return form[: -len(ending)]
    return form


def _verb_near(span: Span) -> str:
    head = span.root.head
    if is_verb(head):
        return verb_lemma(head).lower()
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return verb_lemma(after).lower() if after is not None and is_verb(after) else ""


def _labels_headline(span: Span) -> bool:
    """«Ankara: Gas wird teurer»: the government is cited."""
    doc = span.doc
    if span.end >= len(doc) or doc[span.end].text != ":" or span.end + 1 >= len(doc):
        return False
    return bool(doc[span.start].is_sent_start) or span.start == 0


def _owns(span: Span) -> bool:
    """«Moskaus Forderung», «Kiews Präsident»: a genitive before what governments have."""
    if not _is_genitive(span):
        return False
    for token in span.doc[span.end : span.end + 4]:
        if is_noun(token):
            return ends_like(token.text, seat("nouns"))
        if not is_attribute(token):
            return False
    return False


def _owned_by_government(span: Span) -> bool:
    """«die Haltung Moskaus», «Sicherheitsgarantien Washingtons»."""
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and _is_genitive(span) and is_noun(before) and ends_like(before.text, seat("nouns"))


def _is_genitive(span: Span) -> bool:
    return span[-1].text.endswith(("s", "’", "'"))


def _acts(span: Span) -> bool:
    """Subject or object of a verb of saying and deciding («Moskau lehnt ab», «bitten Ankara um Hilfe»)."""
    head, first = span.root.head, span.root
    while basic(first) == "conj" and first.head != first:
        first = first.head
        head = first.head
    argument = relation(first) in {"nsubj", "obj", "iobj", "obl:arg"}
    if argument and ((is_verb(head) and _deciding(head)) or head.lower_ in seat("adjectives")):
        return True
    after = span.doc[span.end] if span.end < len(span.doc) else None
    starts = span.start == 0 or bool(span.doc[span.start].is_sent_start)
    return after is not None and starts and is_verb(after) and _deciding(after)


def _deciding(verb: Token) -> bool:
    if verb_lemma(verb).lower() in seat("verbs"):
        return True
    return any(child.lemma_ == "wollen" for child in verb.children) or (is_modal(verb) and _deciding_infinitive(verb))


def _deciding_infinitive(modal: Token) -> bool:
    following = modal.doc[modal.i + 1 : modal.sent.end]
    return any(is_infinitive(token) and verb_lemma(token).lower() in seat("verbs") for token in following)


def _dealing_near(span: Span) -> bool:
    """«mit Moskau verhandeln», «Sicherheitsgarantien für Kiew»: a word of states' dealings close by."""
    doc = span.doc
    near = [
        *doc[max(span.start - WINDOW, span.sent.start) : span.start],
        *doc[span.end : min(span.end + WINDOW, span.sent.end)],
    ]
    return any(ends_like(token.text, seat("dealing")) or token.lemma_.lower() in seat("dealing") for token in near)


def _city_words(span: Span) -> bool:
    doc = span.doc
    near = [*doc[max(span.start - 2, 0) : span.start], *doc[span.end : span.end + 1]]
    return any(token.text[:1].isupper() and ends_like(token.text, seat("city")) for token in near)


@remembered
def ends_like(word: str, endings: frozenset[str]) -> bool:
    """The word, whatever its inflection, is one of the words or a compound that ends in one (US-Truppen,
    Friedensplans).
    """
    lower = word.lower()
    for form in dict.fromkeys(lower.removesuffix(ending) for ending in NOUN_ENDINGS):
        if form in endings or any(form[start:] in endings for start in range(3, max(3, len(form) - 2))):
            return True
    return False


@derived
def seat(key: str) -> frozenset[str]:
    """A list of [seat] in bodies.toml."""
    words = toml_table("bodies")["seat"]
    return frozenset(words[key])


def sentence_start(doc: Doc, at: int) -> bool:
    return at == 0 or bool(doc[at].is_sent_start)
