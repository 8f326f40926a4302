"""Nouns that announce speech («die Zusage, dass …», Rücktrittsforderung), as the word list has them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline import syntax
from pipeline.lexicon import derived, remembered, toml_table


@dataclass(frozen=True)
class NounEntry:
    """What the word list says of a noun that announces speech."""

    takes: frozenset[str]
    attitude: str


@derived
def _nouns() -> dict[str, NounEntry]:
    groups = toml_table("cues")["nouns"]
    return {
        word: NounEntry(frozenset(group["takes"].split()), group.get("attitude", "neutral"))
        for group in groups
        for word in group["words"]
    }


def noun_entry(noun: Token) -> NounEntry | None:
    """What the word list says of the noun, also as a compound's last part (Rücktrittsforderung)."""
    known = _nouns()
    if noun.text in known or not syntax.is_noun(noun):
        return known.get(noun.text)
    return _compound_entry(noun.lower_)


@remembered
def _compound_entry(form: str) -> NounEntry | None:
    return next((entry for ending, entry in _compound_endings() if form.endswith(ending)), None)


@derived
def _compound_endings() -> tuple[tuple[str, NounEntry], ...]:
    simple = toml_table("cues")["simple_nouns"]
    return tuple((word.lower(), entry) for word, entry in _nouns().items() if word not in simple)
