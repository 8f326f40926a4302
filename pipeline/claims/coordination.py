"""Coordination that the tree broke: names in a list («weder die Liga, noch die EU»), clauses side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from pipeline.claims.candidates import is_accusative
from pipeline.findings import Name
from pipeline.syntax import SUBJECT, basic, children, finite_of, is_noun, is_verb, marker_of, mood, prepositions

DEFINITE = frozenset({"der", "die", "das", "den", "dem", "des", "dieser", "diese", "dieses"})
LINKS = frozenset({",", "und", "oder", "sowie", "noch", "auch"})
COORDINATORS = frozenset({"und", "oder", "noch", "sowie"})
COMPARING = frozenset({"wie", "als", "sowie"})
JOINTS = COORDINATORS | {",", "aber", "doch", "sondern"}


def chained(last: Token, names: Mapping[int, Name]) -> list[Token]:
    """The heads of names that follow the last conjunct of a list, where a coordinator joins them to it."""
    found: list[Token] = []
    doc, at = last.doc, max([last.i + 1, *(name.span.end for name in beside(last, names))])
    while at < last.sent.end and doc[at].lower_ in LINKS:
        at = next((i for i in range(at, last.sent.end) if doc[i].lower_ not in LINKS | DEFINITE), last.sent.end)
        name = names.get(at)
        if name is not None and name.party:
            found.append(name.span.root)
            at = name.span.end
    return found if any(token.lower_ in COORDINATORS for token in doc[last.i : at]) else []


def fits_beside(noun: Token, head: Token) -> bool:
    """May it share the head's part: not «Kuba schickt Ärzte, aber keine Soldaten», not «werde der Rat weder den Premier
    ersetzen noch …».
    """
    if noun == head:
        return True
    if any(child.lower_.startswith("kein") for child in children(noun, "det")):
        return False
    if not prepositions(head) and set(prepositions(noun)) - COMPARING:
        return False  # «Jeb Bush, der Bruder des Präsidenten, hat sich für Romney ausgesprochen»
    if _describes(noun, head):
        return False
    return is_accusative(head) or bool(prepositions(head)) or not is_accusative(noun)


def _describes(noun: Token, head: Token) -> bool:
    """«Anna Krell, Gründerin und Leiterin des Verlags, will …»: two words for one person."""
    before = [t for t in children(head, "appos") if t.i < noun.i and not t.ent_type_ and not children(t, "det")]
    return bool(before and head.ent_type_) and not noun.ent_type_ and not children(noun, "det", "nummod", "amod")


def beside(head: Token, names: Mapping[int, Name]) -> list[Name]:
    """The names at a token and in apposition to it."""
    near = [head, *children(head, "appos", "flat")]
    return [names[token.i] for token in near if token.i in names]


def between(joined: Sequence[Token], names: Mapping[int, Name]) -> list[Token]:
    """People between two conjuncts whom the tree took for appositions («Präsident X, Premier Y und Kanzler Z»)."""
    inside = range(joined[0].i + 1, joined[-1].i)
    spans = dict.fromkeys(names[i].span for i in inside if i in names and names[i].kind == "person")
    return [span.root for span in spans if basic(span.root) in {"appos", "conj", "nsubj", "flat"}]


def is_gapped(predicate: Token) -> bool:
    """A clause that opens with its finite verb and has no subject shares the one before it: «lehnt die Quote ab, will
    aber zahlen». Not: «…, sagte Kohl», «…, sollte Prag zustimmen».
    """
    finite = finite_of(predicate)
    if finite is None or predicate.head == predicate or not is_verb(predicate) or finite.i <= predicate.sent.start:
        return False
    if basic(predicate) not in {"ccomp", "parataxis", "conj"} or children(predicate, *SUBJECT):
        return False
    return finite.doc[finite.i - 1].lower_ in JOINTS and marker_of(predicate) == ""


def first_half(predicate: Token) -> Token | None:
    """The clause before a gapped one that the tree hung under it: «Rom will zahlen, lehnt die Quote aber ab»."""
    finite = finite_of(predicate)
    if finite is None or children(predicate, *SUBJECT) or finite.i <= predicate.sent.start:
        return None
    if finite.doc[finite.i - 1].lower_ not in JOINTS or marker_of(predicate):
        return None
    before = [t for t in children(predicate, "ccomp", "advcl") if t.i < finite.i and is_verb(t) and not marker_of(t)]
    return next((t for t in before if children(t, *SUBJECT) and _is_told(t)), None)


def _is_told(predicate: Token) -> bool:
    finite = finite_of(predicate)
    return finite is not None and mood(finite) == "Ind"


def stands_beside(predicate: Token) -> bool:
    """A clause that the tree takes for the content of another, beside which it stands: «sagte zwei Schiffe zu, auch
    Wien will helfen». What is promised has been named, and nobody's words are reported.
    """
    if is_gapped(predicate) or (predicate.head != predicate and first_half(predicate.head) == predicate):
        return True
    if basic(predicate) != "ccomp" or marker_of(predicate):
        return False
    finite = finite_of(predicate)
    named = any(is_noun(token) for token in children(predicate.head, "obj"))
    return named and finite is not None and mood(finite) == "Ind" and finite.i > predicate.head.i


def is_led_by_another(predicate: Token, verb: Token) -> bool:
    """«… und daran werden wir ihn messen»: where another word stands before the finite verb, the conjunct's own subject
    stands behind it."""
    joint = next(iter(children(predicate, "cc")), None)
    return joint is not None and any(not t.is_punct and not t.is_quote for t in predicate.doc[joint.i + 1 : verb.i])
