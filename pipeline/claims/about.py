"""What a position is about: its words, the things among them with their topics, and the quantity of these."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.actors.offices import office
from pipeline.claims.clauses import Clause
from pipeline.claims.conditions import opens_condition
from pipeline.claims.coordination import stands_beside
from pipeline.claims.position import Position
from pipeline.claims.topics import OTHER, is_empty, topic_of, topic_of_token
from pipeline.claims.verbs import infinitive
from pipeline.claims.wording import ends_like
from pipeline.claims.wording import words as listed
from pipeline.findings import Findings, Quantity, Utterance
from pipeline.numbers.units import is_money
from pipeline.syntax import (
    basic,
    children,
    clause_tokens,
    conjuncts,
    feature,
    is_clause_head,
    is_noun,
    is_verb,
    prepositions,
    subtree,
)

CIRCUMSTANCES = frozenset({"nach", "bei", "beim", "während", "seit", "vor", "vom"})
POINTING = frozenset({"das", "dies"})  # «Das kündigte Minister X an»


def words_of(position: Position) -> list[Token]:
    """The words that say what the position is about: its clause and the clauses under it, without conditions."""
    anchor = position.anchor
    if not is_verb(anchor) and is_noun(anchor) and position.source != anchor:
        return list(subtree(anchor))
    inside = [t for t in subtree(anchor) if not _elsewhere(t, anchor)]
    if position.about:
        plain = [t for t in position.about if not _in_condition(t)] or position.about
        return sorted(plain, key=lambda token: token.i)
    return inside or clause_tokens(anchor)


def _elsewhere(token: Token, top: Token) -> bool:
    """In a condition, or in a clause that only stands beside the anchor's."""
    while token != top and token.head != token:
        if basic(token) == "advcl" and opens_condition(token):
            return True
        if token.head == top and is_clause_head(token) and _is_beside(token):
            return True
        token = token.head
    return False


def _in_condition(token: Token) -> bool:
    return any(basic(above) == "advcl" and opens_condition(above) for above in (token, *token.ancestors))


def _is_beside(predicate: Token) -> bool:
    return basic(predicate) in {"conj", "parataxis"} or stands_beside(predicate)


def themes(position: Position, words: list[Token], recent: str = "") -> list[tuple[str, list[Token]]]:
    """Topic and words of each thing it is about; coordinated objects of different topics are things of their own."""
    parts: list[tuple[str, list[Token]]] = []
    for thing in things(position):
        part = [t for t in subtree(thing) if not _later_conjunct(t, thing)]
        topic = topic_of_token(thing) or topic_of(_without_relatives(part, thing)) or topic_of(part)
        if topic and topic not in {other for other, _ in parts}:
            parts.append((topic, part))
    if len(parts) > 1:
        return parts
    if parts:
        return [(parts[0][0], words)]
    central = [t for t in words if not _is_circumstance(t, position.anchor)]
    own = topic_of(_without_relatives(central, position.anchor)) or topic_of(central)
    return [(own or (recent if _takes_up(position, central) else "") or OTHER, words)]


def _takes_up(position: Position, central: Sequence[Token]) -> bool:
    """«Das lehnte Rom ab», «Rom beteiligt sich», not «Weber kandidiert»: the words leave open what it is about."""
    if any(t.lower_ in POINTING for t in children(position.anchor, "obj", "nsubj:pass", "nsubj")):
        return True
    verb = infinitive(position.anchor)
    says_it = verb in listed("meeting_verbs") or (
        verb in listed("objectless_acts") and verb not in listed("reflexive_too")
    )
    return is_empty(central) and not (says_it and not any(is_noun(t) for t in central))


def _without_relatives(tokens: Sequence[Token], top: Token) -> list[Token]:
    """Without relative clauses: «aus Bereichen, die mit Sanktionen bestraft werden» is about no sanctions."""
    return [t for t in tokens if not _in_relative(t, top)]


def _in_relative(token: Token, top: Token) -> bool:
    while token not in (top, token.head):
        if basic(token) == "acl" and Clause(token).relative:
            return True
        token = token.head
    return False


def without_bearer(tokens: list[Token], position: Position, utterance: Utterance | None) -> list[Token]:
    """Without whoever takes it, where an office names that person, and without who says it: «Der Finanzminister lehnt
    Neuwahlen ab» is about no money.
    """
    bearers: set[int] = set()
    holder = position.holder
    if holder is not None and (_is_one_official(holder) or holder.ent_type_ == "PER"):
        bearers = {t.i for t in subtree(holder)}
    for span in (utterance.speaker, utterance.frame) if utterance is not None else ():
        bearers |= {t.i for t in span or () if t != position.anchor}
    return [t for t in tokens if t.i not in bearers] or tokens


def _is_one_official(noun: Token) -> bool:
    """«der Botschafter», not «5.000 Soldaten»."""
    held = office(noun.text)
    return held is not None and not held.plural and feature(noun, "Number") != "Plur"


def core(position: Position, theme: Sequence[Token]) -> list[Token]:
    """The heads of the things with their genitives («die Auflösung des Heeres»), of a paper or plan with its content
    («ein Gesetz zur Abschaffung des Zolls»); all words where there are none.
    """
    found: list[Token] = []
    queue = [t for t in things(position) if t in theme]
    while queue:
        noun = queue.pop()
        found.append(noun)
        paper = ends_like(noun.lemma_, listed("document_nouns"))
        queue += [t for t in children(noun, "nmod") if paper or set(prepositions(t)) <= {"von", "vom"}]
    return found or list(theme)


def by_unit(parts: list[tuple[str, list[Token]]], findings: Findings) -> list[tuple[str, list[Token]]]:
    """Where no word names a topic, what is counted does: «3.500 Mann» are troops, a sum is money."""
    return [(_topic_of_unit(words, findings) if topic == OTHER else topic, words) for topic, words in parts]


def _topic_of_unit(words: Sequence[Token], findings: Findings) -> str:
    quantity = quantity_in(words, findings)
    if quantity is None:
        return OTHER
    if quantity.unit == "soldiers":
        return "troops"
    return "money" if is_money(quantity.unit) else OTHER


def _is_circumstance(token: Token, anchor: Token) -> bool:
    """When and on what occasion: «nach einem Treffen», «bei dem Gipfel» say nothing of what it is about."""
    while token.head not in (token, anchor):
        token = token.head
    return basic(token) == "obl" and bool(set(prepositions(token)) & CIRCUMSTANCES)


def things(position: Position) -> list[Token]:
    """The anchor's objects (the subject of a passive), each conjunct on its own; a noun frame's noun."""
    anchor = position.anchor
    if is_noun(anchor) and not is_verb(anchor):
        return conjuncts(anchor)
    phrases = [t for t in children(anchor, "obl") if not set(prepositions(t)) & CIRCUMSTANCES]
    heads = children(anchor, "obj", "nsubj:pass") or phrases[-1:]
    found = [noun for head in heads for noun in conjuncts(head)]
    if not position.about:
        return found
    return [t for t in found if t in position.about] or [t for t in position.about if is_noun(t) and not t.ent_type_]


def _later_conjunct(token: Token, top: Token) -> bool:
    while token != top and token.head != token:
        if basic(token) == "conj" and token.head == top:
            return True
        token = token.head
    return False


def quantity_in(words: Sequence[Token], findings: Findings, position: Position | None = None) -> Quantity | None:
    """The first quantity among the words: that of a thing that the position is about, else one outside a relative
    clause.
    """
    inside = {token.i for token in words}
    found = [q for q in findings.quantities if q.span.start in inside]
    if position is None:
        return next(iter(found), None)
    heads = set(things(position))
    own = [q for q in found if {*q.span, q.noun, q.span.root.head} & heads]
    plain = [q for q in found if not _in_relative(q.span.root, position.anchor)]
    return next(iter([*own, *plain]), None)
