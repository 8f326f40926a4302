"""Which nouns can be a clause's subject, whatever the tree says: by case, by number, by where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.syntax import SUBJECT, children, feature, forms, is_pronoun

COPULAS = frozenset({"werden", "sein", "bleiben", "heißen"})


def nominatives(predicate: Token, helpers: Sequence[Token], finite: Token | None) -> list[Token]:
    """The tree's subjects of a predicate and its auxiliaries that can be one, pronouns first."""
    near = [t for head in (predicate, *helpers) for t in children(head, *SUBJECT) if not is_accusative(t)]
    if predicate.lemma_ in COPULAS:
        near = near[:1]  # «Der Wagen soll der Nachfolger werden»: the other nominative says what it becomes
    fitting = _agreeing([t for t in near if not is_label(t, predicate)] or near, finite)
    pronouns = [t for t in fitting if is_pronoun(t)]  # «Eine Maut lehnt sie ab»: of two the pronoun
    return [*pronouns, *(t for t in fitting if t not in pronouns)]


def _agreeing(candidates: list[Token], finite: Token | None) -> list[Token]:
    """Of several those that the verb's singular allows: in «Die Truppe soll 800 Mann zählen» the men are none."""
    if len(candidates) < 2 or finite is None or feature(finite, "Number") != "Sing":
        return candidates
    return [t for t in candidates if feature(t, "Number") != "Plur" and not children(t, "nummod")] or candidates


def is_label(noun: Token, predicate: Token) -> bool:
    """«Flüchtlinge: Prag bleibt hart»: what stands before a title's colon is its theme and nobody's subject."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < noun.sent.end else noun
    return following.text == ":" and following.i < predicate.i


def is_accusative(noun: Token) -> bool:
    """Its article says that it is no subject («Diesen Antrag lehnt die Stadt ab»)."""
    return any(child.lower_ in forms("oblique_articles") for child in children(noun, "det"))
