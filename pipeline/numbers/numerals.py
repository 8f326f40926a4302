"""The grammar of German numerals on plain text: «rund 15.000 bis 30.000», «mindestens anderthalb Millionen».

Knows neither what is counted nor spaCy; quantities.py binds the numerals to nouns. Offsets point into the given text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.lexicon import toml_table
from pipeline.numbers.amounts import Amount, AmountReader, lexemes_of
from pipeline.records import Modifier

DECIMAL_TAIL = re.compile(r",[-–—]{1,2}")  # «100,- Euro»
LONGEST_HEDGE = 4
DOZEN = 12
SHARED_SCALE = (0.1, 10)  # how far apart two numbers with one magnitude may lie


@dataclass(frozen=True)
class Numeral:
    """One numeral with its hedge. ``start``/``end`` enclose both, ``number`` is where the numeral itself begins.

    ``style``: digits, word, scaled (with a scale word), vague (no number given), share («ein Drittel», bounds in
    percent), article («ein» alone, a number only before some units) or point («1.5», Swiss, only before a unit).
    """

    start: int
    end: int
    number: int
    minimum: float | None
    maximum: float | None
    modifier: Modifier
    style: str
    text: str

    @property
    def value(self) -> float:
        """The given number, of a range its upper bound."""
        return next((bound for bound in (self.maximum, self.minimum) if bound is not None), 0.0)


def find_numerals(text: str, sentence_starts: Collection[int] = (0,)) -> list[Numeral]:
    """Every numeral of the text, left to right, without overlaps.

    ``sentence_starts`` are offsets at which a capital letter says nothing: «Zwölf Staaten» counts there, elsewhere
    «Acht» and «Elf» are names («die Gruppe der Acht»).
    """
    reader = AmountReader(text, lexemes_of(text), frozenset(sentence_starts))
    found: list[Numeral] = []
    last: Amount | None = None
    at = 0
    while at < len(reader.lexemes):
        amount = reader.span_at(at)
        if amount is None:
            at += 1
            continue
        if last is not None and _shares_scale(reader, last, amount):
            found[-1] = _scaled(found[-1], amount.scale)
        found.append(_hedged(reader, amount, floor=found[-1].end if found else 0))
        at, last = amount.last, amount
    return found


def _shares_scale(reader: AmountReader, left: Amount, right: Amount) -> bool:
    """«sank von 4,1 auf 3,6 Millionen»: the magnitude stands once and counts for both; not «von 40 auf 2 Millionen»."""
    between = [reader.at(index).lower for index in range(left.last, right.first)]
    if left.scale != 1 or right.scale == 1 or left.style not in {"digits", "word"} or between[:1] != ["auf"]:
        return False
    if len(between) > 2 or "von" not in (reader.at(left.first - 1).lower, reader.at(left.first - 2).lower):
        return False
    ratio = left.low * right.scale / right.low if right.low else 0
    return SHARED_SCALE[0] <= ratio <= SHARED_SCALE[1]


def _scaled(numeral: Numeral, scale: float) -> Numeral:
    low, high = (None if bound is None else round(bound * scale, 4) for bound in (numeral.minimum, numeral.maximum))
    return replace(numeral, minimum=low, maximum=high, style="scaled")


def _hedged(reader: AmountReader, amount: Amount, floor: int) -> Numeral:
    """The amount with the hedges around it; nothing before offset ``floor`` is touched."""
    first, modifier = _hedge_before(reader, amount, floor)
    end = reader.at(amount.last - 1).end
    after = _hedge_after(reader, amount.last)
    tail = DECIMAL_TAIL.match(reader.text, end)
    if after and not modifier:
        modifier, end = after
    elif tail:
        end = tail.end()
    minimum, maximum, modifier = _bounds(reader, amount, modifier)
    number = reader.at(amount.first).start
    return Numeral(
        reader.at(first).start, end, number, minimum, maximum, modifier, amount.style, reader.text[number:end]
    )


def _bounds(reader: AmountReader, amount: Amount, modifier: Modifier) -> tuple[float | None, float | None, Modifier]:
    if amount.style == "vague":
        return amount.low, amount.high, "vague"
    if amount.style == "share":
        return *_share_bounds(amount.low, modifier), "vague"
    if amount.low != amount.high:
        return amount.low, amount.high, "range"
    if modifier == "at_least":
        return amount.low, None, modifier
    if modifier == "at_most":
        return None, amount.high, modifier
    second = reader.at(amount.first + 1).lower
    if amount.scale == DOZEN or second.startswith("halbe") or second in toml_table("numerals")["between"]["rounded"]:
        modifier = "about"  # «zwei Dutzend», «eine halbe Million», «ein gutes Hundert»
    return amount.low, amount.high, modifier or "exact"


def _share_bounds(share: float, modifier: Modifier) -> tuple[float, float]:
    """A share in percent spreads by a tenth, or to its end where the hedge opens it («mehr als die Hälfte»)."""
    if modifier == "at_least":
        return float(int(share)), 100.0
    if modifier == "at_most":
        return 0.0, float(int(-(-share // 1)))
    return float(int(share * 0.9)), float(min(int(-(-share * 1.1 // 1)), 100))


def _hedge_before(reader: AmountReader, amount: Amount, floor: int) -> tuple[int, Modifier]:
    """Index of the first hedge word before the amount, and what the hedges say together."""
    first = amount.first
    modifier: Modifier = ""
    if reader.at(first).text == "Hälfte" and reader.at(first - 1).lower in {"die", "der"}:
        first -= 1
    for _ in range(2):  # «mindestens rund 20»
        length, kind = _longest_hedge(reader, first, floor, amount)
        if not length:
            break
        first -= length
        modifier = kind if modifier in {"", "about"} else modifier
    return first, modifier


def _longest_hedge(reader: AmountReader, end: int, floor: int, amount: Amount) -> tuple[int, Modifier]:
    """Number of lexemes of the longest hedge that ends at ``end``, and its kind."""
    table = toml_table("numerals")
    for length in range(min(LONGEST_HEDGE, end), 0, -1):
        words = [reader.at(index) for index in range(end - length, end)]
        if words[0].start < floor or words[0].text == ".":
            continue
        phrase = " ".join(word.lower for word in words if word.text != ".")  # «ca. 200»
        if phrase in table["hedges_before_round"]["about"] and not (amount.low >= 20 and amount.low % 10 == 0):
            continue
        for kind, phrases in table["hedges"].items():
            if phrase in phrases:
                return length, kind
    return 0, ""


def _hedge_after(reader: AmountReader, index: int) -> tuple[Modifier, int] | None:
    phrase = f"{reader.at(index).lower} {reader.at(index + 1).lower}"
    for kind, phrases in toml_table("numerals")["hedges_after"].items():
        if phrase in phrases:
            return kind, reader.at(index + 1).end
    return None
