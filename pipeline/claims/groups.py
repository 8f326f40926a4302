"""Groups, organs and officials without a name of their own: which nouns they are, and how they are called."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import Literal

from spacy.tokens import Token

from pipeline.actors.countries import countries
from pipeline.actors.offices import office
from pipeline.claims.wording import ends_like
from pipeline.lexicon import csv_rows, derived, remembered, toml_table
from pipeline.syntax import basic, children, clause_of, feature, finite_of, full_phrase, is_noun, prepositions, relation

FILE = "parties"
WITHOUT_UMLAUT = str.maketrans("äöü", "aou")
GroupKind = Literal["organ", "body", "people", "states", ""]
KINDS: tuple[tuple[GroupKind, str], ...] = (
    ("states", "states"),
    ("organ", "organs"),
    ("people", "people"),
    ("body", "bodies"),
)


@derived
def nouns(key: str) -> frozenset[str]:
    return frozenset(toml_table(FILE).get(key, ()))


@derived
def _endings(key: str) -> frozenset[str]:
    """Nouns that may end a compound."""
    return frozenset(entry for entry in nouns(key) if len(entry) > 3)


def group_kind(noun: Token) -> GroupKind:
    """What kind of party the noun can be: an organ of a state, a body, people, states; empty for things."""
    if not is_noun(noun) or not noun.text[:1].isupper():
        return ""
    return _kind_of(tuple(_singulars(noun)), feature(noun, "Number") == "Sing")


@remembered
def _kind_of(candidates: tuple[str, ...], one: bool) -> GroupKind:
    if any(word in nouns("never") for word in candidates):
        return ""
    kinds = [(kind, key) for kind, key in KINDS if not (kind == "people" and one)]
    for kind, key in kinds:
        if any(word in nouns(key) for word in candidates):
            return kind
    for kind, key in kinds:
        if any(ends_like(word, _endings(key)) for word in candidates):
            return kind
    return ""


def is_local(noun: Token) -> bool:
    """An organ of a town or county («der Stadtrat»), which stands for no state."""
    return any(ends_like(word, nouns("local")) for word in _singulars(noun))


def is_executive(name: str) -> bool:
    """What a government or minister speaks for: the army, a ministry, the police; not parliament and courts."""
    return any(ends_like(word, nouns("executive")) for word in name.lower().split())


def _singulars(noun: Token) -> list[str]:
    """What the noun's singular may be: its lemma, and its form without the endings of the plural."""
    form = noun.lower_
    stripped = [
        form.removesuffix(ending)
        for ending in ("n", "en", "e", "er", "s", "es")
        if form.endswith(ending) and len(form) > len(ending) + 3
    ]
    plain = [word.translate(WITHOUT_UMLAUT) for word in stripped]  # EU-Länder, whose lemma the model does not know
    return list(dict.fromkeys([_singular(noun), form, *stripped, *plain]))


def is_government(noun: Token) -> bool:
    """«die Regierung», «die Bush-Regierung», «die Staatsführung»: the state itself; not «die Geschäftsführung»."""
    word = _singular(noun)
    if word in nouns("bodies"):
        return False
    return word in nouns("government") or (
        ends_like(word, nouns("government")) and not word.startswith(tuple(nouns("regional")))
    )


def is_led(noun: Token) -> bool:
    """«die Führung des Konzerns», «die Helvar-Führung»: of no state; not «die Führung des Landes», «… in Teheran»."""
    if noun.lower_.endswith("-führung"):
        return True
    owners = [t for t in children(noun, "nmod") if not set(prepositions(t)) - {"von", "vom"}]
    return _singular(noun) == "führung" and any(t.lemma_ not in {"Land", "Staat"} for t in owners)


def is_official(noun: Token) -> bool:
    """An office in the singular («die Ministerin», «ein US-Beamter»): its bearer acts, and speaks for others."""
    if feature(noun, "Number") == "Plur" and not _has_singular_article(noun):
        return False
    held = office(noun.text)
    return held is not None and not held.plural and held.lemma.lower() not in nouns("private")


def _has_singular_article(noun: Token) -> bool:
    """«von einem hochrangigen Beamten», whatever the tagger says of the noun."""
    return any(child.lower_ in nouns("singular_articles") for child in children(noun, "det"))


def _singular(noun: Token) -> str:
    """The lemma in lower case, without the feminine ending of «Politikerinnen»."""
    word = noun.lemma_.lower()
    return word.removesuffix("nen").removesuffix("in") if word.endswith("innen") else word


def group_name(noun: Token) -> str:
    """The phrase in the nominative without its article: «26 westliche Länder», «Oberstes Gericht von Kenia»."""
    span = full_phrase(noun)
    outside = {t.i for t in noun.children if relation(t) in {"case", "advmod", "cc", "punct"} and t.i < noun.i}
    tokens = [
        t
        for t in span
        if t.i not in outside and not (t.i < noun.i and t.lower_ in nouns("articles")) and t.i <= noun.i + 8
    ]
    tokens = list(dropwhile(lambda t: t.is_punct and t.i < noun.i, _without_place(tokens, noun)))
    parts: list[str] = []
    for token in takewhile(lambda t: t.i <= noun.i or not (t.is_punct and t.text == ","), tokens):
        text = _nominative(token, noun)
        parts.append(text + token.whitespace_)
    name = "".join(parts).strip(" ,;:–-").removesuffix(" des Landes")
    first = tokens[0] if tokens else noun
    return name[:1].lower() + name[1:] if _begins(first) and not is_noun(first) else name


def _without_place(tokens: list[Token], noun: Token) -> list[Token]:
    """«14 Staaten in Bonn» are 14 states wherever they meet; «Gericht in Virginia» keeps its place."""
    if group_kind(noun) != "states":
        return tokens
    place = next(
        (c for c in noun.children if c.i > noun.i and any(t.lower_ in {"in", "im"} for t in children(c, "case"))), None
    )
    return [t for t in tokens if place is None or t.i < place.left_edge.i]


def _begins(token: Token) -> bool:
    """Capital by its place alone: «BONN (xyz) – Sieben Länder», «Einigung: Westliche Verbündete»."""
    before = token.doc[token.i - 1].text if token.i else ""
    return bool(token.is_sent_start) or before in {":", "–", "-", "—", "„", "«", "»", '"'}


def _nominative(token: Token, noun: Token) -> str:
    """An adjective of the phrase with its strong ending, the noun of a dative plural without its n."""
    if token.head == noun and basic(token) == "amod" and token.i < noun.i:
        return _strong(token, noun)
    if token.lower_ == "beiden":
        return "beide"
    if token == noun and ends_like(token.lower_.removesuffix("n"), nouns("adjectival")):
        return token.text.removesuffix("n") if not children(noun, "nummod") else token.text
    if token == noun and feature(noun, "Case") == "Dat" and feature(noun, "Number") == "Plur":
        return _without_dative_n(noun)
    if (
        token == noun
        and feature(noun, "Case") == "Gen"
        and feature(noun, "Number") == "Sing"
        and noun.text.endswith("s")
    ):
        return noun.lemma_
    return token.text


def _without_dative_n(noun: Token) -> str:
    """Ländern → Länder; but Staaten stays: there the n belongs to the plural."""
    text = noun.text
    if text.endswith(("ern", "eln")) and not noun.lemma_.endswith("n"):
        return text[:-1]
    return text


def _strong(adjective: Token, noun: Token) -> str:
    """«der amerikanische Präsident» → amerikanischer, «das Oberste Gericht» → Oberstes, plural and feminine → e."""
    stem = adjective.text
    for ending in ("en", "em", "er", "es", "e"):
        if stem.endswith(ending) and len(stem) > len(ending) + 2:
            stem = stem[: -len(ending)]
            break
    else:
        return adjective.text
    if feature(noun, "Number") == "Plur":
        return stem + "e"
    gender = _gender(noun)
    return stem + {"Masc": "er", "Neut": "es"}.get(gender, "e")


def _gender(noun: Token) -> str:
    """The article decides before the tagger: das and dem are no feminine."""
    for child in children(noun, "det"):
        if child.lower_ == "das":
            return "Neut"
        if child.lower_ == "die":
            return "Fem"
    return feature(noun, "Gender") or "Fem"


def ends_like_own(noun: Token) -> bool:
    """What a speaker means by «sein Land», «unsere Regierung», «meine Partei»."""
    return ends_like(_singular(noun), nouns("own_nouns"))


def seat_of(organ: Token) -> str:
    """«das Parlament in Ljubljana»: the state of the capital where an organ sits."""
    places = [child for child in children(organ, "nmod") if prepositions(child) == ["in"]]
    return next((code for place in places for code in [countries().capitals.get(place.text, "")] if code), "")


def has_owner(organ: Token) -> bool:
    """«die Stadt Bonn», «ein Gericht in Virginia»: an organ of its own, not of the state that the article is about."""
    return bool(children(organ, "nmod", "appos", "flat"))


@derived
def is_medium(name: str) -> bool:
    """A newspaper, station or agency, by the list of media or the word for its kind («Nachrichtenagentur X»)."""
    known = {alias for row in csv_rows("media") for alias in (row["name"], *row["aliases"].split("|")) if alias}
    words = name.replace("„", "").replace("“", "").split()
    kinds = set(toml_table("origins").get("kinds", ()))
    return name in known or any(
        word in kinds or word.lower().endswith(("zeitung", "agentur", "medien", "magazin")) for word in words
    )


def is_plural(pronoun: Token) -> bool:
    """«sie» with a verb in the plural."""
    finite = finite_of(clause_of(pronoun))
    return feature(finite if finite is not None else pronoun, "Number") == "Plur"
