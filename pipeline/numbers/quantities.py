"""Doc → quantities: numerals bound to what they count («15.000 bis 30.000 westliche Soldaten»).

A number that counts or measures nothing is none: dates, times, ages, durations, ordinals, names, votes.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.findings import Quantity
from pipeline.lexicon import toml_table
from pipeline.numbers.compounds import find_compounds
from pipeline.numbers.counting import BEINGS, Counted, Located, counted, is_unit, locate, noun_after, sign_of
from pipeline.numbers.ellipsis import inherited, shared_noun
from pipeline.numbers.shares import as_shares
from pipeline.numbers.uncounted import is_no_amount, is_refused
from pipeline.numbers.units import is_money
from pipeline.records import Modifier

TURNED: dict[Modifier, Modifier] = {"at_most": "at_least", "at_least": "at_most"}  # below zero


def find_quantities(doc: Doc) -> list[Quantity]:
    """Every counted or measured amount of the Doc, in text order.

    ``at_least`` has no maximum, ``at_most`` no minimum; vague amounts are intervals; shares («ein Drittel») are in
    percent.
    """
    numerals = [item for item in locate(doc) if not is_no_amount(item)]
    bound: dict[int, Counted] = {}
    for index in reversed(range(len(numerals))):  # from the right: «26 der 35 Länder» takes the noun of the 35
        own = shared_noun(numerals, index, bound) or _own(numerals[index])
        if own is not None:
            bound[index] = own
    for index in range(len(numerals)):  # from the left: «26 davon» takes the noun of what was said before
        earlier = None if index in bound else inherited(numerals, index, bound)
        if earlier is not None:
            bound[index] = earlier
    found = [_quantity(numerals[index], bound[index]) for index in sorted(bound)]
    return sorted(
        [*as_shares(_converted(_with_cents(found))), *find_compounds(doc)], key=lambda quantity: quantity.span.start
    )


def _own(item: Located) -> Counted | None:
    sign = sign_of(item)
    if sign is not None:
        return sign
    noun = noun_after(item)
    return None if noun is None or is_refused(item, noun) else counted(item, noun)


# --- bounds that the words around decide ---------------------------------------------------------


def _quantity(item: Located, what: Counted) -> Quantity:
    numeral = item.numeral
    unit = "percent" if numeral.style == "share" else what.unit
    modifier, span = numeral.modifier, item.span
    minimum, maximum = numeral.minimum, numeral.maximum
    if modifier in {"at_least", "at_most"} and _is_preposition(item, what):
        modifier, span = "exact", item.span.doc[item.first : item.following]
        minimum = maximum = numeral.value
    elif modifier == "exact":
        modifier = _far_hedge(item) if not _is_upper_limit(item, what) else "at_most"
        minimum, maximum = (None if modifier == "at_most" else minimum), (None if modifier == "at_least" else maximum)
    if unit == "Grad" and _is_below_zero(item):
        minimum, maximum = (None if bound is None else -bound for bound in (maximum, minimum))
        modifier = TURNED.get(modifier, modifier)
    return Quantity(span, minimum, maximum, modifier, unit, what.noun, what.text)


def _is_below_zero(item: Located) -> bool:
    """«minus 25 Grad», «-5 Grad», «25 Grad unter Null», «25 Grad minus»."""
    start, behind = item.span.doc[item.first], item.span.doc[item.following : item.following + 5]
    words = [token.lower_ for token in behind if token.lower_ not in {"celsius", "fahrenheit", "c", "°"}]
    if words[1:3] == ["unter", "null"] or (words[1:2] == ["minus"] and not any(t.like_num for t in behind)):
        return True
    return item.before == "minus" or start.text[:1] in {"-", "−"} or item.before == "−"


def _is_preposition(item: Located, what: Counted) -> bool:
    """«verfügt über 17 Schlepper», «ein Auftrag über fünf Millionen», «unter 20 Bewerbern» bound nothing."""
    first = item.span[0]
    if item.span[: item.first - item.span.start].text.lower() not in {"über", "unter"}:
        return False
    table = toml_table("numerals")["about"]
    predicate = syntax.verb_lemma(syntax.clause_of(first))
    if first.lower_ == "unter":
        led = item.span.start > 0 and (item.before in {"mit", "von", "bei", "auf"} or predicate in table["below_verbs"])
        return what.unit in BEINGS and not led
    if item.before.endswith(tuple(table["contract_nouns"])) and what.noun is not None and is_unit(what.noun):
        return True
    return item.before.endswith(tuple(table["topic_nouns"])) or predicate in table["topic_verbs"]


def _is_upper_limit(item: Located, what: Counted) -> bool:
    """«eine Nutzlast bis 500 kg», «bis minus 25 Grad»; not «von 20 Grad bis 30 Grad», «bis 20 Kinder»."""
    doc, at = item.span.doc, item.span.start - 1
    at -= item.before in {"minus", "−"}
    if at < 1 or doc[at].lower_ != "bis" or what.noun is None or not is_unit(what.noun):
        return False
    return not is_unit(doc[at - 1]) and not doc[at - 1].like_num


def _far_hedge(item: Located) -> Modifier:
    """«ab einem Einkommen von 250.000 Euro», «bis zu einer Höhe von zehn Metern»: the hedge stands before the noun."""
    before = item.span.doc[max(0, item.span.start - 5) : item.span.start]
    words = [token.lower_ for token in before]
    if (
        len(words) < 4
        or words[-1] != "von"
        or before[-2].tag_ != "NN"
        or words[-3] not in {"einem", "einer", "dem", "der"}
    ):
        return "exact"
    if words[-4] == "ab":
        return "at_least"
    return "at_most" if words[:2] == ["bis", "zu"] else "exact"


def _with_cents(quantities: list[Quantity]) -> list[Quantity]:
    """«15 Dollar und 15 Cent» is one amount."""
    merged: list[Quantity] = []
    for quantity in quantities:
        whole = merged[-1] if merged else None
        if whole is not None and _is_small_change(whole, quantity):
            amount = (whole.minimum or 0) + (quantity.minimum or 0) / 100
            span = quantity.span.doc[whole.span.start : quantity.span.end]
            merged[-1] = replace(whole, span=span, minimum=amount, maximum=amount)
        else:
            merged.append(quantity)
    return merged


def _is_small_change(whole: Quantity, change: Quantity) -> bool:
    if change.unit not in {"Cent", "Rappen"} or whole.noun is None or not is_money(whole.unit):
        return False
    between = [token.lower_ for token in whole.noun.doc[whole.noun.i + 1 : change.span.start]]
    return between in ([], ["und"]) and whole.modifier == change.modifier == "exact"


def _converted(quantities: list[Quantity]) -> list[Quantity]:
    """«mehr als 60 Millionen Dollar (55 Millionen Euro)»: what is at least one sum is at least the other, too."""
    found = quantities[:1]
    for quantity in quantities[1:]:
        whole = found[-1]
        open_ended = whole.modifier in {"at_least", "at_most"} and quantity.modifier in {"exact", "about"}
        found.append(_bounded_as(whole, quantity) if open_ended and _is_converted(whole, quantity) else quantity)
    return found


def _bounded_as(whole: Quantity, other: Quantity) -> Quantity:
    if whole.modifier == "at_least":
        return replace(other, modifier="at_least", maximum=None)
    return replace(other, modifier="at_most", minimum=None)


def _is_converted(whole: Quantity, other: Quantity) -> bool:
    """Another currency in brackets right behind."""
    if whole.noun is None or not is_money(whole.unit) or not is_money(other.unit) or whole.unit == other.unit:
        return False
    between = [token.lower_ for token in other.span.doc[whole.noun.i + 1 : other.span.start]]
    return between[:1] == ["("] and between[1:] in ([], ["umgerechnet"], ["entspricht"])
