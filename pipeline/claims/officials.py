"""Unnamed officials: whose mouth a spokesman is, which offices a state has only one of, and which state is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.actors.countries import BODIES
from pipeline.actors.offices import office
from pipeline.actors.roles import is_indefinite
from pipeline.claims.groups import nouns
from pipeline.findings import Name
from pipeline.syntax import basic, children, is_noun, prepositions


def body_behind(official: Token) -> Token | None:
    """The noun of the body that a spokesman speaks for: «ein Sprecher des Konzerns», «eine Sprecherin der Polizei»."""
    held = office(official.text)
    if held is None or held.head not in nouns("mouthpieces"):
        return None
    owners = [t for t in children(official, "nmod") if is_noun(t) and set(prepositions(t)) <= {"von", "vom"}]
    return next(iter(owners), None)


def is_owner(name: Name) -> bool:
    """«ein Sprecher Kurt Bauers», «der Wahlkampf Bauers»: the person behind the noun is whose spokesman speaks."""
    last = name.span[-1].text
    return last == f"{name.canonical.split()[-1]}s" or (is_indefinite(name.span) and last.endswith("s"))


def is_head_of_state(official: Token) -> bool:
    """«Der Premierminister», «König»: alone, so that the article's own state is meant."""
    held = office(official.text)
    if held is None or held.head not in nouns("heads_of_state") or held.prefix:
        return False
    return not any(basic(child) in {"nmod", "amod", "appos", "flat", "acl", "nummod"} for child in official.children)


def home_of(names: Sequence[Name]) -> str:
    """The state that the article speaks of most, the first of equals: whose organs stand there without its name."""
    counted = _states(sorted(names, key=lambda name: name.span.start))
    return max(counted, key=lambda code: counted[code], default="")


def only_home(names: Sequence[Name]) -> str:
    """The home of an article that speaks of other states at most half as often, else empty."""
    home, counted = home_of(names), _states(names)
    return home if (sum(counted.values()) - counted[home]) * 2 <= counted[home] else ""


def _states(names: Sequence[Name]) -> Counter[str]:
    return Counter(name.country for name in names if name.country and name.country not in BODIES)
