"""One verb, several things or parties: «schickt Panzer, aber keine Soldaten», «Rom zahlt 300 Euro, Paris 500».

What stands behind the verb's object without a verb of its own is a *half*. A half of things with another polarity than
the object makes a position of its own and does not negate the verb; a half that begins with a name is that party's
share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.claims.parties import Parties
from pipeline.claims.position import Position
from pipeline.claims.wording import negated, words
from pipeline.lexicon import derived
from pipeline.records import Stance
from pipeline.syntax import (
    auxiliaries,
    children,
    clause_of,
    forms,
    is_noun,
    is_preposition,
    is_verb,
    prepositions,
    relation,
    word_class,
)

JOINTS = frozenset({",", "und", "sowie", "–", ";"})
COORDINATORS = frozenset({"und", "sowie"})
NOT_ONLY = frozenset({"nur", "bloß", "allein", "zuletzt", "unbedingt"})
SPLIT = frozenset({"pledged", "planned", "considered"})
LONGEST = 12
YEARS = range(1900, 2100)


@dataclass(frozen=True, eq=False)
class Half:
    """``name`` heads a half that is another party's share; ``things`` are the nouns of a half of things."""

    tokens: tuple[Token, ...]
    denied: bool
    front_denied: bool
    name: Token | None = None
    things: tuple[Token, ...] = ()


@derived
def negating() -> frozenset[str]:
    """All words that turn a position."""
    return forms("negations") | forms("negations_too")


def halves(predicate: Token) -> list[Half]:
    """What shares the verb behind its object, in text order."""
    objects = [t for t in children(predicate, "obj", "nsubj:pass") if is_noun(t)]
    if not objects:
        return []
    front, doc = objects[0], predicate.doc
    found: list[Half] = []
    at, end = front.i + 1, predicate.sent.end
    while at < end - 1:
        tokens = _stretch(predicate, at + 1) if doc[at].text in JOINTS else ()
        half = None
        if tokens:
            denied = found[0].front_denied if found else _front_denied(predicate, at)
            half = _half(tokens, denied, front)
        if half is not None:
            found.append(half)
        at = tokens[-1].i + 1 if half is not None else at + 1
    return found


def _front_denied(predicate: Token, end: int) -> bool:
    clause = clause_of(predicate)
    return _denies([t for t in predicate.doc[predicate.sent.start : end] if clause_of(t) == clause])


def is_shared(token: Token, predicate: Token) -> bool:
    """A negation that says no to one half only: «Panzer, aber keine Soldaten», «keine Soldaten, sondern Geld»."""
    parts = halves(predicate)
    below = [half for verb in children(predicate, "xcomp", "ccomp") for half in halves(verb)]
    if any(token in half.tokens for half in (*parts, *below)):
        return True
    return any(half.things and half.front_denied for half in parts)


def _stretch(predicate: Token, start: int) -> tuple[Token, ...]:
    """The tokens up to the next border, empty where they are a clause of their own."""
    own = {predicate, *auxiliaries(predicate)}
    found: list[Token] = []
    for token in predicate.doc[start : min(start + LONGEST, predicate.sent.end)]:
        after = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
        if is_verb(token) and not token.like_num:
            return tuple(found) if token in own else ()
        if word_class(token) in {"relative", "subordinator", "um"} or token.lower_ == "wie":
            return ()
        if token.is_punct or relation(token) == "compound:prt" or word_class(token) == "particle":
            break
        if found and token.lower_ in COORDINATORS and after is not None and after.ent_type_:
            break
        found.append(token)
    return tuple(found)


def _denies(tokens: list[Token] | tuple[Token, ...]) -> bool:
    return any(t.lower_ in negating() and _lower_after(t) not in NOT_ONLY for t in tokens)


def _lower_after(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def _half(tokens: tuple[Token, ...], front_denied: bool, front: Token) -> Half | None:
    plain = [t for t in tokens if t.lower_ not in words("contrast_words")]
    if not plain or is_preposition(plain[0]):
        return None
    denied = _denies(tokens)
    if plain[0].ent_type_ and is_noun(plain[0]):
        rest = [t for t in plain[1:] if not (t.ent_type_ and is_noun(t)) and t.lower_ not in words("measure_adverbs")]
        share = _is_share(rest, front) and not prepositions(plain[0])
        return Half(tokens, denied, front_denied, name=plain[0]) if share else None
    if len(plain) == len(tokens) or denied == front_denied:
        return None
    nouns = [t for t in plain if is_noun(t) and not prepositions(t)]
    things = [t for t in nouns if t.head not in tokens or relation(t) == "conj"]
    if not things or any(is_preposition(t) and t.i < things[0].i for t in plain):
        return None
    return Half(tokens, denied, front_denied, things=tuple(things))


def _is_share(rest: list[Token], front: Token) -> bool:
    """«(Togo) 500», «(Dänemark) ein Flugzeug», «(Wien) keine», beside a counted object; «(Wien) jedoch nicht»."""
    if not rest:
        return False
    if len(rest) == 1 and rest[0].lower_ == "nicht":
        return True
    counted = children(front, "nummod") or any(t.lower_.startswith(("ein", "kein")) for t in children(front, "det"))
    first = rest[0]
    number = first.like_num and not (first.text.isdigit() and int(first.text) in YEARS)
    article = first.lower_.startswith(("ein", "kein")) and (len(rest) == 1 or is_noun(rest[-1]))
    return bool(counted) and (number or article) and not any(is_preposition(t) and not t.like_num for t in rest[:2])


def split(position: Position, parties: Parties) -> list[Position]:
    """The position itself, or one for each half that stands otherwise or belongs to another party."""
    parts = halves(position.anchor)
    shares = [half for half in parts if half.name is not None and _takes_part(half.name, position, parties)]
    mixed = [half for half in parts if half.things]
    if not shares and not mixed:
        return [position]
    apart = {token for half in parts for token in half.tokens}
    front = position.anchor.subtree
    rest = tuple(t for t in front if t not in apart)
    own = position.stance if not mixed or not mixed[0].front_denied else _denied(position.stance)
    found = [replace(position, stance=own, about=rest)] if own else []
    for half in mixed:
        stance = _denied(position.stance) if half.denied else position.stance
        found += [replace(position, stance=stance, about=half.tokens)] if stance else []
    nouns = tuple(t for t in children(position.anchor, "obj", "nsubj:pass") if t not in apart)[:1]
    for half in shares:
        same = half.denied == half.front_denied
        stance = position.stance if same else _denied(position.stance) if half.denied else ""
        about = half.tokens if any(is_noun(t) and t != half.name for t in half.tokens) else (*half.tokens, *nouns)
        found += [replace(position, stance=stance, about=about, holder=half.name, whose="holder")] if stance else []
    return found


def _denied(stance: Stance) -> Stance:
    """What is left of it for a half that is denied: «lehnt Steuern ab, nicht aber Gebühren» leaves nothing."""
    return negated(stance) if stance in SPLIT else ""


def _takes_part(name: Token, position: Position, parties: Parties) -> bool:
    known = parties.name_at(name)
    holder = position.holder is not None and parties.name_at(position.holder) is not None
    return holder and known is not None and known.party and known.kind in {"state", "organisation", "person"}
