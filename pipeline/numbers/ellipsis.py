"""Numerals without a noun of their own: «26 der 35 Länder», «4.000 davon», «die Zahl der Toten stieg auf 26»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from pipeline import syntax
from pipeline.lexicon import toml_table
from pipeline.numbers.counting import Counted, Located, closes_sentence, counted, is_unit, noun_after, phrase_of, words
from pipeline.numbers.uncounted import is_refused, looks_like_year
from pipeline.numbers.units import is_in, is_money, unit_of

LONGEST_LINK = 4  # words between two numerals that share a noun
LONGEST_PARALLEL = 9
MOST_UNEVEN = 10  # how much longer the second of two sides may be
MEMORY = 40  # tokens back to what «davon» takes up
NEAR = 25

Bound = Mapping[int, Counted]


def shared_noun(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«20.000 der einst 85.000 Stellen», «von 3 auf 5 Prozent»: the next numeral's noun counts for both."""
    if index + 1 not in bound:
        return None
    item, following = numerals[index], numerals[index + 1]
    if _is_parallel(item, following):
        return bound[index + 1]
    between = [token.lower_ for token in item.span.doc[item.following : following.span.start]]
    connectors = toml_table("numerals")["connectors"]
    if between in (["mal"], ["x"], ["×"]):
        return bound[index + 1] if _is_side(item, following, bound[index + 1]) else None
    link = (
        between[1:] if between and syntax.is_adjective(item.span.doc[item.following]) else between
    )  # «200 feste und 300 freie»
    if not 0 < len(link) <= LONGEST_LINK or link[0] not in connectors["words"]:
        return None
    if any(word not in connectors["words"] + connectors["between"] for word in link[1:]):
        return None
    if item.numeral.style in {"article", "share"} or looks_like_year(item) or following.sentence != item.sentence:
        return None
    return bound[index + 1]


def _is_side(item: Located, following: Located, what: Counted) -> bool:
    """«eine 200 mal 20 Meter große Halle»: both are metres; not «4 mal 100 Meter», which are runs."""
    lengths = what.unit.endswith(("meter", "Meter", "Zoll", "Pixel"))
    return lengths and item.numeral.style == "digits" and following.numeral.value <= MOST_UNEVEN * item.numeral.value


def _is_parallel(item: Located, following: Located) -> bool:
    """«die Gartenpartei mit 51 und die Seepartei mit 29 Sitzen»: the same preposition twice, the noun at the end."""
    doc, start = item.span.doc, item.following
    between = doc[start : following.span.start]
    if item.before not in words("dative") or item.before != following.before or item.numeral.style == "article":
        return False
    if not 1 < len(between) <= LONGEST_PARALLEL or following.sentence != item.sentence or looks_like_year(following):
        return False
    return between[0].lower_ in {"und", ",", "sowie"} and not any(syntax.is_verb(token) for token in between)


def inherited(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """What a numeral counts whose noun stands before it, or None."""
    item = numerals[index]
    if item.numeral.style == "article":
        return _one_more(numerals, index, bound)
    if item.numeral.style == "share":
        return _bare_share(item)
    if item.numeral.style == "point" or looks_like_year(item) or item.numeral.value == 0:
        return None
    return (
        _changed_to(numerals, index, bound)
        or _counting_noun(item)
        or _repeated(numerals, index, bound)
        or _told_before(numerals, index, bound)
        or _crowd(item)
    )


def _one_more(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«sechs Männer und eine Frau»: «ein» counts where it goes on with a count of the same unit."""
    item = numerals[index]
    previous = _previous(index, bound)
    noun = noun_after(item) if item.before in {"und", "sowie", ","} else None
    if noun is None or previous is None or numerals[previous].sentence != item.sentence:
        return None
    same = unit_of(noun) == bound[previous].unit and not any(
        is_in(group, noun.text) for group in ("durations", "votes")
    )
    return counted(item, noun) if same else None


def _changed_to(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«ging von 80.000 Plätzen im Jahr 2003 auf 40.000 zurück»: what the number before counts."""
    item, previous = numerals[index], _previous(index, bound)
    if previous is None or item.before != "auf" or noun_after(item) is not None:
        return None
    earlier = numerals[previous]
    near = earlier.sentence == item.sentence and item.span.start - earlier.span.end < LONGEST_PARALLEL
    return bound[previous] if near and earlier.before == "von" else None


def _counting_noun(item: Located) -> Counted | None:
    """«Die Zahl der Toten stieg auf 26»: the subject counts, the number follows."""
    nouns: dict[str, str] = toml_table("units")["counting_nouns"]
    doc = item.span.doc
    counter = next((token for token in _earlier(item) if token.lower_ in nouns), None)
    if counter is None or not _stands_as_result(item):
        return None
    if nouns[counter.lower_]:
        return Counted(counter, nouns[counter.lower_], counter.text)
    for right in doc[counter.i + 1 : min(counter.i + 9, item.span.start)]:
        led = syntax.is_preposition(right.nbor(-1))  # «die Zahl der in Bonn lebenden Studenten»
        if syntax.is_noun(right) and not led and not is_in("durations", right.text):
            return Counted(right, unit_of(right), phrase_of(right))
    return None


def _earlier(item: Located) -> Iterator[Token]:
    """The tokens before the numeral in its sentence, nearest first."""
    for index in range(item.span.start - 1, -1, -1):
        token = item.span.doc[index]
        yield token
        if token.is_sent_start:
            return


def _stands_as_result(item: Located) -> bool:
    """After «auf», «bei», «beträgt» …, not followed by a noun of its own."""
    if item.span.start == 0 or noun_after(item) is not None:
        return False
    listed: list[str] = toml_table("numerals")["before_counts"]["result"]
    return item.before in listed or syntax.is_verb(item.span.doc[item.span.start - 1])


def _repeated(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«26 davon», «davon 12», «Polen 150 und Estland 90»: the noun of the quantity before."""
    item, previous = numerals[index], _previous(index, bound)
    if previous is None:
        return None
    if _takes_up(item):
        nearer = _crowd_between(numerals[previous], item)
        if nearer is not None:
            return nearer
        own = noun_after(item)
        near = item.span.start - numerals[previous].span.end < MEMORY
        return bound[previous] if near and (own is None or not is_refused(item, own)) else None
    if numerals[previous].sentence != item.sentence:
        return None
    return bound[previous] if _is_gapped(item) or _is_echo(numerals[previous], item) else None


def _crowd_between(earlier: Located, item: Located) -> Counted | None:
    """«Zwei Tote wurden gefunden. Es gab Verletzte, wobei sechs von ihnen …»: people named since the last number."""
    if earlier.sentence == item.sentence:
        return None
    for token in _earlier(item):
        is_many = syntax.is_noun(token) and "Plur" in token.morph.get("Number", [])
        if is_many and unit_of(token) == "people":
            return Counted(token, "people", phrase_of(token))
    return None


def _is_echo(earlier: Located, item: Located) -> bool:
    """A bare number that says again how many: «2014 waren es noch 900», «auf 48 Sitze, die Regierung auf 61»."""
    doc, start = item.span.doc, item.span.start
    if noun_after(item) is not None or item.numeral.style == "point":
        return False
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    while before and before[-1] in words("still"):
        before.pop()
    if before[-1:] == ["es"] and before[-2:-1] and before[-2] in words("copulas"):
        return True
    if before[-1:] == ["von"] and before[-2:-1] and before[-2] in words("telling"):
        return _ends_clause(item)
    if before[-1:] and before[-1] in words("copulas") and _opens_with_all(earlier):
        return True  # «Von den 40 Wagen sind 12 defekt»
    return item.before == earlier.before and item.before in words("dative") and _ends_clause(item)


def _opens_with_all(item: Located) -> bool:
    """«Von den 40 Rettungswagen» at the beginning of the sentence."""
    first = item.span.doc[max(0, item.span.start - 2)]
    return first.text == "Von" and bool(first.is_sent_start)


def _ends_clause(item: Located) -> bool:
    doc = item.span.doc
    if closes_sentence(item) or item.following >= len(doc):
        return True
    return doc[item.following].lower_ in {",", "und", ".", ";", "sowie"}


def _takes_up(item: Located) -> bool:
    """«davon 12», «26 davon», «elf von ihnen»."""
    after = item.span.doc[item.following : item.following + 2].text.lower()
    return item.before in words("thereof") or after.split(" ")[0] in words("thereof") or after in words("of_them")


def _told_before(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«110 weitere wurden verletzt», «23 kamen davon»: people told about before; «39 Milliarden weniger»: money."""
    item, previous = numerals[index], _previous(index, bound)
    if previous is None or item.span.start - numerals[previous].span.end > NEAR or closes_sentence(item):
        return None
    what, after = bound[previous], item.span.doc[item.following]
    if item.numeral.style == "scaled":
        same = numerals[previous].sentence == item.sentence and is_money(what.unit)
        return Counted(what.noun, what.unit) if same and after.lower_ in words("comparing") else None
    if what.unit not in {"people", "soldiers"} and not (after.lower_ == "weitere" and _is_thing(what)):
        return None  # «28 Reaktoren, vier weitere sind im Bau»
    return Counted(what.noun, what.unit, what.text) if _is_subject(item) else None


def _is_thing(what: Counted) -> bool:
    return what.noun is not None and not is_unit(what.noun) and what.unit != "countries"


def _is_subject(item: Located) -> bool:
    """The numeral, or «weitere» behind it, stands right before the finite verb or is the subject for the parser."""
    doc, at = item.span.doc, item.following
    if item.span.start and item.first == item.span.start and syntax.is_noun(doc[item.span.start - 1]):
        return False  # «Apollo 11 landete»
    while at < len(doc) and doc[at].lower_ in {"weitere", "andere"}:
        at += 1
    if at < len(doc) and syntax.is_finite(doc[at]):
        return True
    return any(syntax.basic(token) == "nsubj" for token in doc[item.following - 1 : at])


def _bare_share(item: Located) -> Counted | None:
    """«Jeder Dritte glaubt», «die Hälfte der noch zu vergebenden Sitze»; not «in der zweiten Hälfte»."""
    doc = item.span.doc
    following = doc[item.following].lower_ if item.following < len(doc) else ""
    alone = item.span[-1].text[:1].isupper() and item.numeral.text[:4].lower() == "jede"
    led = item.span.start > 0 and syntax.is_adjective(doc[item.span.start - 1])
    changed = item.before in words("before_share")  # «schrumpfte um ein Drittel»
    return Counted(None, "percent") if alone or changed or (following in words("partitive") and not led) else None


def _crowd(item: Located) -> Counted | None:
    """«Zehntausende demonstrierten», «mehr als 30 wurden verletzt»: without a noun these are people."""
    crowds = toml_table("numerals")["crowds"]
    if item.numeral.text.lower() in crowds["words"]:
        return Counted(None, "people") if noun_after(item) is None else None
    if not _is_subject(item) or closes_sentence(item):
        return None
    return Counted(None, "people") if syntax.verb_lemma(syntax.clause_of(item.span[-1])) in crowds["verbs"] else None


def _previous(index: int, bound: Bound) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if i in bound), None)


def _is_gapped(item: Located) -> bool:
    """«…, Polen 150»: a name after a comma or «und», the number, then the end of the clause."""
    doc, start = item.span.doc, item.span.start
    name = start - 1
    while name > 0 and syntax.is_name(doc[name]):
        name -= 1
    return _ends_clause(item) and name < start - 1 and doc[name].lower_ in {",", "und", "sowie", ";"}
