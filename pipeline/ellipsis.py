"""Numerals without a noun of their own: «26 der 35 Länder», «4.000 davon», «die Zahl der Toten stieg auf 26»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from pipeline import syntax
from pipeline.counting import Counted, Located, closes_sentence, counted, noun_after, phrase_of, words
from pipeline.lexicon import toml_table
from pipeline.uncounted import is_refused, looks_like_year
from pipeline.units import is_in, unit_of

LONGEST_LINK = 4  # words between two numerals that share a noun
MEMORY = 40  # tokens back to what «davon» takes up
NEAR = 25
CODE = 3  # letters of an ISO 4217 code

Bound = Mapping[int, Counted]


def shared_noun(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«20.000 der einst 85.000 Stellen», «von 3 auf 5 Prozent»: the next numeral's noun counts for both."""
    if index + 1 not in bound:
        return None
    item, following = numerals[index], numerals[index + 1]
    between = [token.lower_ for token in item.span.doc[item.following : following.span.start]]
    connectors = toml_table("numerals")["connectors"]
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


def inherited(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """What a numeral counts whose noun stands before it, or None."""
    item = numerals[index]
    if item.numeral.style == "article":
        return _one_more(numerals, index, bound)
    if item.numeral.style in {"point", "share"} or looks_like_year(item) or item.numeral.value == 0:
        return None
    return (
        _counting_noun(item)
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


def _counting_noun(item: Located) -> Counted | None:
    """«Die Zahl der Toten stieg auf 26»: the subject counts, the number follows."""
    nouns: dict[str, str] = toml_table("units")["counting_nouns"]
    doc = item.span.doc
    counter = next((token for token in _earlier(item) if token.lower_ in nouns), None)
    if counter is None or not _stands_as_result(item):
        return None
    if nouns[counter.lower_]:
        return Counted(counter, nouns[counter.lower_], counter.text)
    for right in doc[counter.i + 1 : min(counter.i + 6, item.span.start)]:
        if syntax.is_noun(right) and not is_in("durations", right.text):
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
    return item.before in toml_table("numerals")["before_counts"]["result"] or syntax.is_verb(
        item.span.doc[item.span.start - 1]
    )


def _repeated(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«26 davon», «davon 12», «Polen 150 und Estland 90»: the noun of the quantity before."""
    item, previous = numerals[index], _previous(index, bound)
    if previous is None:
        return None
    last = numerals[previous].span
    after = item.span.doc[item.following : item.following + 2].text.lower()
    if item.before in words("thereof") or after.split(" ")[0] in words("thereof") or after in words("of_them"):
        own = noun_after(item)
        return (
            bound[previous]
            if item.span.start - last.end < MEMORY and (own is None or not is_refused(item, own))
            else None
        )
    return bound[previous] if numerals[previous].sentence == item.sentence and _is_gapped(item) else None


def _told_before(numerals: Sequence[Located], index: int, bound: Bound) -> Counted | None:
    """«110 weitere wurden verletzt», «23 kamen davon»: people told about before; «39 Milliarden weniger»: money."""
    item, previous = numerals[index], _previous(index, bound)
    if previous is None or item.span.start - numerals[previous].span.end > NEAR or closes_sentence(item):
        return None
    what, after = bound[previous], item.span.doc[item.following]
    if item.numeral.style == "scaled":
        same = numerals[previous].sentence == item.sentence and len(what.unit) == CODE and what.unit.isupper()
        return Counted(what.noun, what.unit) if same and after.lower_ in words("comparing") else None
    if what.unit not in {"people", "soldiers"}:
        return None
    is_subject = syntax.basic(item.span[-1]) in {"nsubj", "obj"} and (
        syntax.is_verb(after) or after.lower_ in {"weitere", "andere"}
    )
    return Counted(what.noun, what.unit, what.text) if is_subject else None


def _crowd(item: Located) -> Counted | None:
    """«Zehntausende demonstrierten»: without a noun these are people."""
    plural = item.numeral.text.lower() in toml_table("numerals")["crowds"]["words"]
    return Counted(None, "people") if plural and noun_after(item) is None else None


def _previous(index: int, bound: Bound) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if i in bound), None)


def _is_gapped(item: Located) -> bool:
    """«…, Polen 150»: a name after a comma or «und», the number, then the end of the clause."""
    doc, start = item.span.doc, item.span.start
    ends = (
        item.following >= len(doc)
        or doc[item.following].lower_ in {",", "und", ".", ";", "sowie"}
        or closes_sentence(item)
    )
    name = start - 1
    while name > 0 and syntax.is_name(doc[name]):
        name -= 1
    return ends and name < start - 1 and doc[name].lower_ in {",", "und", "sowie", ";"}
