"""The infinitive of a predicate with its particle, by the forms of the verbs that the word lists know.

A tagger's lemma is a guess; where the lists know the form, they decide («unterzeichneten» → unterzeichnen, «lehnt … ab»
→ ablehnen, however far away the particle stands).
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from pipeline.claims.wording import STANCES, all_words, phrases, words
from pipeline.lexicon import derived, remembered, toml_table
from pipeline.speech.forms import SEPARATOR, verb_forms
from pipeline.syntax import (
    basic,
    children,
    is_finite,
    is_modal,
    is_noun,
    is_verb,
    particle_of,
    relation,
    verb_lemma,
    word_class,
)

LISTS = (
    *STANCES,
    "decided",
    "act",
    "meeting",
    "happening",
    "mind",
    "urging",
    "weighing",
    "clearing",
    "commit",
    "document",
    "carried_out",
)
SHORTEST = 5
FAR = 60


@derived
def known_verbs() -> frozenset[str]:
    """Every infinitive that some list of stances.toml names."""
    return frozenset((*phrases(), *phrases("negated_phrases"))).union(*(words(f"{name}_verbs") for name in LISTS))


@derived
def forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """Form → the infinitives that it may belong to, each with the particle that must stand apart (empty: none)."""
    strong = {**toml_table("cues").get("strong", {}), **toml_table("stances").get("strong", {})}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for verb in sorted(known_verbs()):
        particle = separable(verb)
        marked = f"{particle}{SEPARATOR}{verb[len(particle) :]}" if particle else verb
        for form, _, joined in verb_forms(marked, strong):
            found[form].add((verb, "" if joined else particle))
    return {form: tuple(sorted(entries)) for form, entries in found.items()}


@derived
def separable(verb: str) -> str:
    """The particle that the verb separates (an in ankündigen), or empty."""
    fitting = [p for p in all_words("separable") if verb.startswith(p) and len(verb) - len(p) >= SHORTEST]
    return max(fitting, key=len, default="")


def infinitive(predicate: Token) -> str:
    """The infinitive with its particle; the model's lemma where no list knows the form."""
    entries = forms().get(predicate.lower_, ())
    if not is_verb(predicate) and not (entries and is_verbal(predicate)):
        return str(predicate.lemma_ or predicate.text)
    apart = sorted({particle for _, particle in entries if particle})
    if apart and is_finite(predicate):
        particle = _particle(predicate, apart)
        if particle:
            return next(verb for verb, needed in entries if needed == particle)
    lemma = _without_zu(verb_lemma(predicate))
    whole = [verb for verb, needed in entries if not needed]
    if lemma in known_verbs() or not whole or particle_of(predicate) is not None:
        return lemma
    return whole[0]


@remembered
def holds_zu(form: str) -> bool:
    """The zu stands behind the verb's particle: abzuschalten."""
    return any(form.startswith(f"{particle}zu") for particle in all_words("separable"))


@remembered
def _without_zu(lemma: str) -> str:
    """abzuschalten → abschalten, where the lemma kept the zu."""
    particle = next(
        (p for p in all_words("separable") if lemma.startswith(f"{p}zu") and len(lemma) > len(p) + SHORTEST), ""
    )
    return lemma[: len(particle)] + lemma[len(particle) + 2 :] if particle and lemma not in known_verbs() else lemma


def is_verbal(predicate: Token) -> bool:
    """A verb, or what the tagger took for none although the lists know its form and it has a subject («X zögert»)."""
    if is_verb(predicate):
        return True
    return (
        predicate.lower_ in forms()
        and not is_noun(predicate)
        and bool(children(predicate, "nsubj"))
        and not children(predicate, "cop")
    )


def _particle(verb: Token, wanted: list[str]) -> str:
    """The verb's separated particle: where the tree hangs it, else one of the wanted that stands alone later on."""
    own = particle_of(verb)
    if own is not None:
        return own.lower_ if own.lower_ in wanted else ""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + FAR)]:
        if token.lower_ in wanted and _stands_alone(token, verb):
            return str(token.lower_)
    return ""


def _stands_alone(token: Token, verb: Token) -> bool:
    """A particle, not a preposition before its noun, and of no other verb in between."""
    head = token.head
    if relation(token) == "compound:prt" and is_finite(head) and head != verb:
        return False
    if relation(token) == "case" or (basic(token) == "mark" and token.lower_ == "zu") or children(token, "cop"):
        return False  # «erklärte, Rom sei zu Zahlungen bereit»
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    closes = (
        following is None
        or following.is_punct
        or following.lower_ in {"und", "oder", "sowie"}
        or following.is_sent_start
    )
    return closes or word_class(token) == "particle"


def stray_auxiliary(predicate: Token) -> Token | None:
    """The finite modal or werden before an infinitive without one, where the tree gave it to no other verb."""
    for token in reversed(predicate.doc[predicate.sent.start : predicate.i]):
        if word_class(token) == "subordinator" or token.text in {";", ":"}:
            return None
        if is_finite(token):
            taken = is_verb(token.head) and token.head != token
            return token if not taken and (is_modal(token) or token.lemma_ == "werden") else None
    return None
