"""«Drei von vier Deutschen»: a share of everybody, not three people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from pipeline.actors.countries import code_of_noun
from pipeline.findings import Quantity
from pipeline.lexicon import toml_table

LARGEST = 10  # «17 von 24 Befragten» were counted
TENTH = 0.1


def as_shares(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities; «drei von vier Deutschen» and «einer von fünf Jugendlichen» become vague percents."""
    found: list[Quantity] = []
    for quantity in quantities:
        part = found[-1] if found else None
        if _is_whole(quantity) and part is not None and _stands_before(part, quantity):
            found[-1] = _share(part.minimum or 0, quantity, part.span.start)
        elif _is_whole(quantity) and _one_before(quantity):
            found.append(_share(1, quantity, quantity.span.start - 2))
        else:
            found.append(quantity)
    return found


def _is_whole(quantity: Quantity) -> bool:
    """«von vier Deutschen», without an article: of every four of a whole people."""
    span, noun = quantity.span, quantity.noun
    if quantity.unit != "people" or noun is None or span.start < 2 or span.doc[span.start - 1].lower_ != "von":
        return False
    small = quantity.modifier == "exact" and 1 < (quantity.maximum or 0) <= LARGEST
    populations: list[str] = toml_table("numerals")["populations"]["words"]
    return small and (noun.lower_ in populations or bool(code_of_noun(noun.text)))


def _stands_before(part: Quantity, whole: Quantity) -> bool:
    bounds = (part.minimum or 0, whole.maximum or 0)
    return part.modifier == "exact" and part.span.end == whole.span.start - 1 and 0 < bounds[0] < bounds[1]


def _one_before(whole: Quantity) -> bool:
    return whole.span.doc[whole.span.start - 2].lower_ in {"einer", "eine", "eines"}


def _share(part: float, whole: Quantity, start: int) -> Quantity:
    percent = 100 * part / (whole.maximum or 1)
    low, high = float(int(percent * (1 - TENTH))), float(min(int(-(-percent * (1 + TENTH) // 1)), 100))
    span: Span = whole.span.doc[start : whole.span.end]
    return replace(whole, span=span, minimum=low, maximum=high, modifier="vague", unit="percent")
