"""Whom a plain noun takes up: «die Gewerkschaft», «der Konzern», «das Land» → the body or state named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.actors.bodies import home_code
from pipeline.claims.coordination import DEFINITE
from pipeline.claims.groups import nouns
from pipeline.claims.wording import ends_like
from pipeline.findings import Name
from pipeline.syntax import basic, children, feature, is_adjective, is_noun, paragraph_of, prepositions, subject_of

PARTY = "partei"
COMPANY = "gesellschaft"
SPECIFIC, LONG = 9, 6
ARTICLES = {"sie": "die", "er": "der"}
ORGAN_NEAR = 60  # tokens back to the organ that «das Ministerium» takes up
REGIONAL = frozenset({"DE", "AT", "CH"})  # where «das Land» may be a Bundesland


def is_bare(noun: Token) -> bool:
    """Only an article before it: «das Gericht», «der Konzern», which the article has named more fully elsewhere."""
    inside = [child for child in noun.children if basic(child) in {"amod", "nmod", "appos", "flat", "nummod", "acl"}]
    return not inside and any(child.lower_ in DEFINITE for child in children(noun, "det"))


def same_organs_before(organ: Token) -> list[Token]:
    """«Das russische Außenministerium … Das Ministerium»: what a bare noun may take up, the nearest first."""
    if not is_bare(organ):
        return []
    before = organ.doc[max(0, organ.i - ORGAN_NEAR) : organ.i]
    return [token for token in reversed(before) if is_noun(token) and token.lower_.endswith(organ.lower_)]


def tells_where(token: Token) -> bool:
    """«das Exilparlament im indischen Dharamshala»: the state of the place, not whose parliament it is."""
    return is_adjective(token) and bool({"in", "im"}.intersection(prepositions(token.head)))


def body_meant(noun: Token, names: Sequence[Name]) -> Name | None:
    """The body, last named before or else first after, whose name holds the noun or that is called so.

    «Oberstes Gericht von X» for «das Gericht», «die Lokführergewerkschaft GDL» for «die Gewerkschaft»; else, for a firm
    or party, the one named most often before.
    """
    word = noun.lemma_.lower()
    bodies = [name for name in names if name.kind in {"organisation", "group"}]
    named = [
        name
        for name in bodies
        if _holds(name, word) or word in _called(name) or _is_introduced_as(name, word) or _is_company(name, word)
    ]
    before = [name for name in bodies if name.span.end <= noun.i and (name in named or _ends_in(name, word))]
    if before:
        return before[-1]
    most = _most_named(noun, word, bodies) if word in nouns("taken_up") else None
    return most or (named[0] if named and word not in nouns("taken_up") else None)


def _holds(name: Name, word: str) -> bool:
    alike = nouns("central_banks") if word in nouns("central_banks") else {word}
    return not alike.isdisjoint(name.canonical.lower().replace("-", " ").split())


def _ends_in(name: Name, word: str) -> bool:
    """«die Internationale Meeresbodenbehörde» is whom «die Behörde» takes up; the police are many."""
    last = name.canonical.lower().rpartition(" ")[2]
    return len(word) >= LONG and word not in nouns("many") and last != word and ends_like(last, [word])


def _is_introduced_as(name: Name, word: str) -> bool:
    """«die US-Weltraumbehörde NASA» is whom «die Weltraumbehörde» takes up; short nouns tell too little."""
    start = name.span.start
    return len(word) >= SPECIFIC and start > 0 and ends_like(name.span.doc[start - 1].lemma_, [word])


def _is_company(name: Name, word: str) -> bool:
    """«die Autobahn GmbH» is whom «die Gesellschaft» takes up."""
    return word == COMPANY and any(token.lower_ in nouns("company_forms") for token in name.span)


def _called(name: Name) -> list[str]:
    """The plain nouns that a mention calls the body by: gewerkschaft for «die Lokführergewerkschaft GDL»."""
    start = name.span.start
    before = name.span.doc[start - 1 : start] if start and is_noun(name.span.doc[start - 1]) else ()
    words = [token.lemma_.lower() for token in (*before, *name.span)]
    return [noun for noun in sorted(nouns("taken_up")) if any(ends_like(word, [noun]) for word in words)]


def _most_named(noun: Token, word: str, bodies: Sequence[Name]) -> Name | None:
    """The firm or party without a state named most often before, of those that nothing calls otherwise."""
    other: dict[str, set[str]] = {}
    for name in bodies:
        other.setdefault(name.canonical, set()).update(_called(name))
    before = [
        name
        for name in bodies
        if name.kind == "organisation" and not name.country and name.party and name.span.end <= noun.i
    ]
    fitting = [name for name in before if _can_be(name, word, other[name.canonical])]
    if word not in nouns("firms") and len({name.canonical for name in fitting}) > 1:
        return None
    counted = Counter(name.canonical for name in fitting)
    return max(fitting, key=lambda name: (counted[name.canonical], name.span.start), default=None)


def _can_be(name: Name, word: str, called: set[str]) -> bool:
    """A firm is no party and no union, and a party no firm."""
    is_party = bool(home_code(name.canonical)) or PARTY in called
    if word == PARTY or is_party:
        return word == PARTY and is_party
    firms = nouns("firms")
    return not called or bool(called & firms) == (word in firms)


def subject_before(pronoun: Token) -> Token | None:
    """«Die Fraktion stimmte dagegen. Sie will …»: the subject of the sentence before, where its article fits."""
    start = pronoun.sent.start
    if start <= paragraph_of(pronoun).start or pronoun.lower_ not in ARTICLES or basic(pronoun) != "nsubj":
        return None
    subject = subject_of(pronoun.doc[start - 1].sent.root)
    if subject is None or feature(subject, "Number") == "Plur" or not is_noun(subject):
        return None
    return subject if any(child.lower_ == ARTICLES[pronoun.lower_] for child in children(subject, "det")) else None


def state_meant(noun: Token, names: Sequence[Name]) -> Name | None:
    """«das Land»: the only foreign state that this sentence or the one before speaks of as acting."""
    if noun.lemma_.lower() != "land" or feature(noun, "Number") == "Plur" or not is_bare(noun):
        return None
    start = noun.sent.start
    first = noun.doc[start - 1].sent.start if start else start
    near = [name for name in names if name.kind == "state" and name.party and first <= name.span.start < noun.i]
    codes = {name.country for name in near}
    return near[-1] if len(codes) == 1 and not codes & REGIONAL else None
