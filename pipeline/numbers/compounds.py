"""Amounts inside one word: «2.000-Mann-Truppe», «fünfköpfige», «50-Millionen-Euro-Paket», «42-seitig»."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc, Token

from pipeline.findings import Quantity
from pipeline.lexicon import toml_table
from pipeline.numbers.number_words import number_word
from pipeline.numbers.units import currency, is_in, is_military
from pipeline.syntax import is_noun

CANDIDATE = re.compile(
    r"(?<![\w.,-])(?:\d[\d.,]{0,14}|[^\W\d_]{3,40})-(?=[^\W\d_])"
    r"|(?<!\w)[^\W_]{1,40}(?:köpfig|seitig|prozentig|sitzig|bändig)(?:e|er|es|en|em)?(?!\w)"
)
ADJECTIVE = re.compile(
    r"(?P<number>[^\W\d_]{3,30}|\d{1,9})(?P<ending>köpfig|seitig|prozentig|sitzig|bändig)(?:e|er|es|en|em)?\Z"
)


def find_compounds(doc: Doc) -> list[Quantity]:
    """The amounts that stand inside a word, with the whole word as their span."""
    starts = doc.to_array("IDX").tolist()
    places = {bisect_right(starts, match.start()) - 1 for match in CANDIDATE.finditer(doc.text)}
    found = (_read(doc[place]) for place in sorted(places))
    return [quantity for quantity in found if quantity is not None]


def _read(token: Token) -> Quantity | None:
    parts = token.text.split("-")
    if len(parts) == 1:
        return _one_word(token)
    value = _value(parts[0])
    if value is None or len(parts) < 2:
        return None
    rest = parts[1:]
    scale = toml_table("numerals")["scales"].get(rest[0].lower())
    if scale is not None:
        value, rest = value * scale, rest[1:]
    if not rest or is_in("name_compounds", rest[-1]):
        return None
    return _amount(token, value, rest, scaled=scale is not None)


def _amount(token: Token, value: float, rest: list[str], scaled: bool) -> Quantity | None:
    unit = currency(rest[0])
    if not unit and len(rest) > 1 and rest[0] == "US":  # «50-Millionen-US-Dollar-Paket»
        unit, rest = currency(f"{rest[0]}-{rest[1]}"), rest[1:]
    if unit and (len(rest) > 1 or scaled):
        return Quantity(
            token.doc[token.i : token.i + 1], value, value, "exact", unit, token, rest[-1] if len(rest) > 1 else ""
        )
    if len(rest) == 1:
        return _inflected(token, value, rest[0])
    listed = toml_table("units")["compounds"].get(rest[0].lower(), "")
    return _made(token, value, listed, rest[-1]) if listed else None


def _one_word(token: Token) -> Quantity | None:
    """«fünfköpfige», «zehnprozentige»: number word and adjective in one."""
    match = ADJECTIVE.match(token.text)
    value = _value(match["number"]) if match else None
    if match is None or value is None or (value == 1 and match["ending"] == "seitig"):
        return None  # «einseitig» counts nothing
    return _inflected(token, value, match["ending"])


def _inflected(token: Token, value: float, adjective: str) -> Quantity | None:
    for ending, unit in toml_table("units")["compounds"].items():
        if re.fullmatch(rf"{ending}(?:e|er|es|en|em)?", adjective.lower()) and ending.endswith("ig"):
            noun = token.head.text if token.head.i > token.i and is_noun(token.head) else ""
            return _made(token, value, unit, noun)
    return None


def _made(token: Token, value: float, unit: str, counted: str) -> Quantity:
    if unit == "soldiers?":
        unit = "soldiers" if is_military(token.doc[token.i : token.i + 1]) or is_military(token.sent) else "people"
    return Quantity(token.doc[token.i : token.i + 1], value, value, "exact", unit, token, counted)


def _value(text: str) -> float | None:
    if text[:1].isdigit():
        digits = text.replace(".", "").replace(",", ".")
        return float(digits) if re.fullmatch(r"\d{1,12}(?:\.\d{1,3})?", digits) else None
    value = number_word(text)
    return float(value) if value is not None and value > 0 else None
