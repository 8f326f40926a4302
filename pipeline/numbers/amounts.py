"""Numbers and ranges in German text, without their hedges: «15.000», «zwei bis drei Milliarden», «jeder achte».

The text is cut into lexemes once; what cannot be an amount (times, dates, scores, addresses) is one lexeme that no
rule reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.lexicon import derived, remembered, toml_table
from pipeline.numbers.number_words import number_word

SPACES = " \u00a0\u2009\u202f\u2007"
GROUPED = rf"\d{{1,3}}(?:[.'’´`{SPACES}]\d{{3}}){{1,5}}(?!\d)(?:,\d{{1,6}}|(?=[^\d]|\Z))"
LEXEME = re.compile(
    rf"(?P<address>[\w.+-]{{1,60}}@[\w.-]{{1,60}}|(?:https?://|www\.)\S{{1,300}})"
    rf"|(?P<grouped>{GROUPED})(?![.:/-]\d)"
    r"|(?P<date>\d{1,4}(?:[.:/]\d{1,4}){2,9}|\d{1,4}(?:[-/]\d{1,4}){2,9})"  # 8.1.2026, 2026-01-07
    r"|(?P<docket>\d{1,3} (?:[A-Z]s?|KLs|[A-Z][a-z]?[A-Z]\w?) (?!(?:19|20)\d\d/)\d{1,5}/\d\d(?!\d))"  # 4 StR 112/24
    r"|(?P<time>\d{1,5}:\d{1,5}|\d{1,2}\.\d{2}(?=\s?Uhr))"  # 15:28, 2:1, 9.30 Uhr
    r"|(?P<phone>\+?\d{2,6}/[\d -]{3,20})"  # 01/555 20 30
    r"|(?P<point>\d{1,4}\.\d{1,2}(?![\d.]))"
    r"|(?P<plain>\d{1,15}(?:,\d{1,6})?(?!\d|[.,]\d))"
    r"|(?P<odd>\d(?:[\d.,]*\d)?)"  # 1,000,000, 1.5003, twenty digits: no part of it is the number
    r"|(?P<sign>[½⅓⅔¼¾⅕⅙⅛])|(?P<word>[^\W\d_]{1,90})"
    r"|(?P<dash>[-–—−])|(?P<other>\S)"
)
ARTICLE = {"ein", "eine", "einen", "einem", "einer", "eines"}
MARKS = re.compile(rf"[.'’´`{SPACES}]")
ROUND = {"dutzend", "hundert", "tausend"}
EACH = {"jeder", "jede", "jedes", "jedem", "jeden"}
NUMBERS = {"grouped", "plain", "point", "sign"}
PART = re.compile(
    r"eins|zwei|zwo|zwanzig|drei|vier|fünf|fuenf|sech|sieb|acht|neun|zehn|elf|zwölf|zwoelf|hundert|tausend|null"
)
JOINERS = {"bis", "-", "–", "—", "oder"}
SMALLEST_APART = 10  # from here on a hyphen between blanks joins two numbers


class Lexeme(NamedTuple):
    """A piece of the text: a word, digits, a dash or another sign."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True)
class Amount:
    """A number without hedge, from lexeme ``first`` up to ``last`` (exclusive)."""

    low: float
    high: float
    first: int
    last: int
    style: str
    scale: float = 1.0


def lexemes_of(text: str) -> list[Lexeme]:
    """The text as words, digits, dashes and other signs."""
    return [Lexeme(m.lastgroup or "", m.group(), m.start(), m.end()) for m in LEXEME.finditer(text)]


@remembered
def may_begin(word: str) -> bool:
    """An amount can begin with this word: a quick no for nearly all words of a text."""
    return (lower := word.lower()) in _first_words() or PART.search(lower) is not None


@derived
def _first_words() -> frozenset[str]:
    table = toml_table("numerals")
    several = [phrase.split(" ")[0] for phrase in table["plural_before_scale"]]
    return frozenset(
        ["zwischen", *ARTICLE, *EACH, *several, *table["vague_scales"], *table["halves"], *table["fractions"]]
    )


class AmountReader:
    """Reads numbers without their hedges at a position of the lexemes."""

    def __init__(self, text: str, lexemes: list[Lexeme], starts: frozenset[int]) -> None:
        self.text, self.lexemes, self.starts = text, lexemes, starts
        self.table = toml_table("numerals")

    def at(self, index: int) -> Lexeme:
        """The lexeme there, or an empty one past the ends."""
        if 0 <= index < len(self.lexemes):
            return self.lexemes[index]
        return Lexeme("end", "", len(self.text), len(self.text))

    def span_at(self, index: int) -> Amount | None:
        """A range («zwischen 20 und 30», «15 bis 30 Tausend») or a single amount that begins here."""
        lexeme = self.lexemes[index]
        if lexeme.kind not in NUMBERS and not (lexeme.kind == "word" and may_begin(lexeme.text)):
            return None
        if lexeme.lower == "zwischen":
            return self._between(index)
        left = self._amount(index)
        one = left is not None and left.style == "article" and self.at(left.last).lower != "bis"  # «ein bis zwei»
        if left is None or one or left.style in {"share", "vague"}:
            return left
        right = self._right_of(left)
        return self._join(left, right) if right else left

    def _between(self, index: int) -> Amount | None:
        left = self._amount(index + 1 + self._hedge_length(index + 1))
        if left is None or left.style == "vague":
            return None
        if self.at(left.last).lower != "und":
            return self._between_repeated(index, left)
        right = self._amount(left.last + 1 + self._hedge_length(left.last + 1))
        joined = self._join(left, right) if right else None
        return replace(joined, first=index) if joined and joined.low < joined.high else None

    def _between_repeated(self, index: int, left: Amount) -> Amount | None:
        """«zwischen 20 Menschen und 40 Menschen»: the noun stands twice."""
        noun, joiner = self.at(left.last), self.at(left.last + 1)
        right = self._amount(left.last + 2)
        if joiner.lower != "und" or right is None or self.at(right.last).text != noun.text or not noun.text:
            return None
        return Amount(left.low, right.high, index, right.last, right.style) if left.low < right.high else None

    def _right_of(self, left: Amount) -> Amount | None:
        """The upper bound of a range whose lower bound is ``left``, or None."""
        at = left.last
        if self.at(at).kind == "dash" and self.at(at + 1).lower == "bis":  # «zwei- bis dreitausend»
            at += 1
        joiner = self.at(at)
        if joiner.lower not in JOINERS:
            return None
        if [joiner.lower, self.at(at + 1).lower] == ["bis", "zu"] and left.scale > 1:
            at += 1  # «600 Millionen bis zu zwei Milliarden»
        right = self._amount(at + 1)
        if right is None or right.style in {"share", "vague", "article"}:
            return None
        if joiner.text == "-" and joiner.start > self.at(at - 1).end and left.low < SMALLEST_APART:
            return None  # «am 3 - 5 Sitze»: a thought, no range; «50 - 80 Meter» is one
        if joiner.lower == "oder" and self._join(left, right).low * 2 < right.high:
            return None
        return right if self._join(left, right).low < right.high else None

    def _join(self, left: Amount, right: Amount) -> Amount:
        """One range of both bounds; a magnitude that stands once counts for both («zwei bis drei Milliarden»)."""
        low, scale = left.low, right.scale
        if left.scale == 1 and scale > 1 and low < right.high / scale:
            low = round(low * scale, 4)
        elif (
            left.scale == scale == 1 and low < 1000 <= right.high and right.high % 1000 == 0 and low < right.high / 1000
        ):
            low *= 1000 if self._is_short(left, right) else 1
        elif self.at(left.last).kind == "dash" and right.style == "word" and low < 20:  # «drei- bis vierhundert»
            low *= next((step for step in (1000, 100) if right.high % step == 0), 1)
        style = "scaled" if scale > 1 else right.style
        return Amount(low, right.high, left.first, right.last, style, scale)

    def _is_short(self, left: Amount, right: Amount) -> bool:
        """«15-30.000», «zwei- bis dreitausend»: the thousand is left out on the left."""
        between = self.text[self.at(left.last - 1).end : self.at(right.first).start]
        return between.startswith("-") or right.high / 1000 <= 20 * left.low

    def _amount(self, index: int) -> Amount | None:
        for read in (self._share, self._several, self._number, self._bare_scale):
            amount = read(index)
            if amount is not None:
                return amount
        return None

    def _number(self, index: int) -> Amount | None:
        """«15.000», «2,3 Mio.», «fünfzehntausend», «eine halbe Million», «zwei Millionen dreihunderttausend»."""
        value, style, at = self._simple(index)
        if at == index:
            return None
        scale = 1.0
        while self.at(at).lower in self.table["scales"] and self._is_adjacent(at):
            scale *= self.table["scales"][self.at(at).lower]
            at += 1
            if self.at(at).text == "." and self.at(at - 1).lower in {"mio", "mrd", "tsd", "mill", "bio", "mia"}:
                at += 1
        if style == "half" and scale == 1:
            return None
        if scale > 1:
            value, style = round(value * scale, 4), "scaled"
            rest = number_word(self.at(at).text) if self.at(at).text.islower() else None
            if rest is not None and rest < scale and rest > 999:
                value, at = value + rest, at + 1
        if style == "digits" and self._is_glued(index, at):
            return None
        return Amount(value, value, index, at, style, scale)

    def _simple(self, index: int) -> tuple[float, str, int]:
        """Value, style and end of a number without scale words; the end is the index where there is none."""
        lexeme = self.at(index)
        if lexeme.kind in {"grouped", "plain", "point"}:
            digits = lexeme.text if lexeme.kind == "point" else MARKS.sub("", lexeme.text).replace(",", ".")
            if lexeme.kind == "plain" and len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
                return 0, "", index
            sign = self.table["signs"].get(self.at(index + 1).text, 0) if self.at(index + 1).kind == "sign" else 0
            return float(digits) + sign, "point" if lexeme.kind == "point" else "digits", index + (2 if sign else 1)
        if lexeme.kind == "sign":
            return float(self.table["signs"][lexeme.text]), "digits", index + 1
        if lexeme.kind != "word":
            return 0, "", index
        return self._simple_word(index)

    def _simple_word(self, index: int) -> tuple[float, str, int]:
        lexeme = self.at(index)
        if lexeme.lower in ARTICLE:
            if self.at(index + 1).lower in {"halbe", "halben", "halbes", "halber"}:
                return 0.5, "half", index + 2
            if self.at(index + 1).lower in self.table["between"]["rounded"] and self.at(index + 2).lower in ROUND:
                return 1, "word", index + 2
            return 1, "article", index + 1
        if not (lexeme.text.islower() or self._may_be_capital(index)):
            return 0, "", index
        if lexeme.lower in self.table["halves"]:
            return float(self.table["halves"][lexeme.lower]), "word", index + 1
        value = number_word(lexeme.text)
        if value is None:
            return 0, "", index
        if self.at(index + 1).lower == "komma":
            decimals = number_word(self.at(index + 2).text)
            if decimals is not None and decimals < 10:
                return value + decimals / 10, "word", index + 3
        return value, "word", index + 1

    def _several(self, index: int) -> Amount | None:
        """«mehrere Hundert», «ein paar tausend», «etliche Millionen»: an interval."""
        words, at = self.at(index).lower, index + 1
        words, at = ("ein paar", at + 1) if words == "ein" and self.at(at).lower == "paar" else (words, at)
        bounds = self.table["plural_before_scale"].get(words)
        scale = self.table["scales"].get(self.at(at).lower)
        if bounds is None or scale is None:
            return None
        following = self.table["scales"].get(self.at(at + 1).lower, 0) if self._is_adjacent(at + 1) else 0
        scale, at = (scale * following, at + 1) if following > scale else (scale, at)  # «mehrere hundert Millionen»
        return Amount(bounds[0] * scale, bounds[1] * scale, index, at + 1, "vague")

    def _bare_scale(self, index: int) -> Amount | None:
        """«Hunderte», «Zehntausende», «Millionen»: plural scale words without a number."""
        bounds = self.table["vague_scales"].get(self.at(index).lower)
        return Amount(bounds[0], bounds[1], index, index + 1, "vague") if bounds else None

    def _share(self, index: int) -> Amount | None:
        """«ein Drittel», «die Hälfte», «jeder achte»: an interval in percent, a tenth around the share."""
        lexeme, following = self.at(index), self.at(index + 1)
        fractions = self.table["fractions"]
        if lexeme.lower in EACH:
            ordinal = self.table["ordinals"].get(following.lower.rstrip("nsr"))
            return _percent(1 / ordinal, index, index + 2) if ordinal else None
        if following.kind == "word" and following.text[0].isupper() and following.lower in fractions:
            value, _, at = self._simple(index)
            if following.lower == "hälfte":
                return None
            count = value if at == index + 1 else 0
            return _percent(count / fractions[following.lower], index, index + 2) if 0 < count < 100 else None
        if lexeme.text == "Hälfte":
            return _percent(0.5, index, index + 1)
        return None

    def _hedge_length(self, index: int) -> int:
        """How many lexemes of hedge stand from here on («zwischen rund 20 und etwa 30»)."""
        return 1 if self.at(index).lower in self.table["hedges"]["about"] else 0

    def _is_adjacent(self, index: int) -> bool:
        """Only blanks stand between this lexeme and the one before."""
        return not self.text[self.at(index - 1).end : self.at(index).start].strip(SPACES + "\n")

    def _is_glued(self, index: int, at: int) -> bool:
        """Digits that belong to a word: «G7», «Covid-19», «A-380», «20-Punkte-Plan», «47-Jährige», «2000er»."""
        before, after = self.at(index - 1), self.at(at)
        start, end = self.at(index).start, self.at(at - 1).end
        if before.end == start and (before.kind == "word" or before.text in {"#", "§", "_", "/", "."}):
            return True
        if before.kind == "dash" and before.end == start and self.at(index - 2).end == before.start:
            return self.at(index - 2).kind == "word"
        if after.kind == "word" and after.start == end:
            return after.lower not in self.table["glued_units"]["words"]
        joined = self.at(at + 1)
        return after.kind == "dash" and after.start == end and joined.start == after.end and joined.kind == "word"

    def _may_be_capital(self, index: int) -> bool:
        """A capital letter means nothing at a sentence start and after an opening mark."""
        lexeme = self.at(index)
        if lexeme.start in self.starts or index == 0:
            return True
        return self.at(index - 1).text in {".", "!", "?", ":", "„", "“", "«", "»", '"', "'", "‚", "–", "—", "|", "("}


def _percent(share: float, first: int, last: int) -> Amount:
    return Amount(share * 100, share * 100, first, last, "share")
