"""The grammar of German numerals on plain text: «rund 15.000 bis 30.000», «anderthalb Millionen», «jeder achte».

Knows neither what is counted nor spaCy; quantities.py binds the numerals to nouns. Offsets point into the given text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.lexicon import toml_table
from pipeline.number_words import number_word
from pipeline.records import Modifier

SPACES = " \u00a0\u2009\u202f\u2007"
GROUPED = rf"\d{{1,3}}(?:[.'’{SPACES}]\d{{3}}){{1,5}}(?!\d)(?:,\d{{1,6}}|(?=[^\d]|\Z))"
LEXEME = re.compile(
    rf"(?P<masked>[\w.+-]{{1,60}}@[\w.-]{{1,60}}|(?:https?://|www\.)\S{{1,300}}"
    rf"|\d{{1,4}}(?:[.:/]\d{{1,4}}){{2,9}}(?<!\.\d{{3}})|\d{{1,5}}[:]\d{{1,5}}|\d{{1,2}}[.]\d{{2}}(?=\s?Uhr)"
    rf"|\d{{1,4}}(?:[-/]\d{{1,4}}){{2,9}}|\+?\d{{2,6}}/[\d {{3}}-]{{3,20}})"
    rf"|(?P<grouped>{GROUPED})"
    rf"|(?P<point>\d{{1,4}}\.\d{{1,2}}(?![\d.]))"
    rf"|(?P<plain>\d{{1,15}}(?:,\d{{1,6}})?)"
    rf"|(?P<sign>[½⅓⅔¼¾⅕⅙⅛])"
    rf"|(?P<word>[^\W\d_]{{1,60}})"
    rf"|(?P<dash>[-–—−])|(?P<other>\S)"
)
DECIMAL_TAIL = re.compile(r",[-–—]{1,2}")
ARTICLE = {"ein", "eine", "einen", "einem", "einer", "eines"}
JOINERS = {"bis", "-", "–", "—", "oder"}


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


@dataclass(frozen=True)
class Lexeme:
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


def find_numerals(text: str, sentence_starts: Collection[int] = (0,)) -> list[Numeral]:
    """Every numeral of the text, left to right, without overlaps.

    ``sentence_starts`` are offsets at which a capital letter says nothing: «Zwölf Staaten» counts there, elsewhere
    «Acht» and «Elf» are names («die Gruppe der Acht»).
    """
    lexemes = [Lexeme(m.lastgroup or "", m.group(), m.start(), m.end()) for m in LEXEME.finditer(text)]
    reader = _Reader(text, lexemes, frozenset(sentence_starts))
    found: list[Numeral] = []
    at = 0
    while at < len(lexemes):
        amount = reader.span_at(at)
        if amount is None:
            at += 1
            continue
        floor = found[-1].end if found else 0
        found.append(reader.hedged(amount, floor))
        at = amount.last
    return found


class _Reader:
    """Reads amounts at a position of the lexemes; holds nothing but its input and the word lists."""

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
        if self.at(index).lower == "zwischen":
            return self._between(index)
        left = self._amount(index)
        if left is None or left.style in {"share", "vague", "article"}:
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
        right = self._amount(at + 1)
        if right is None or right.style in {"share", "vague", "article"} or self.at(at + 1).lower == "zu":
            return None
        if joiner.text == "-" and joiner.start > self.at(at - 1).end:  # «am 3 - 5 Sitze»: a thought, no range
            return None
        if joiner.lower == "oder" and self._join(left, right).low * 2 < right.high:
            return None
        return right if self._join(left, right).low < right.high else None

    def _join(self, left: Amount, right: Amount) -> Amount:
        """One range of both bounds; a magnitude that stands once counts for both («zwei bis drei Milliarden»)."""
        low, scale = left.low, right.scale
        if left.scale == 1 and scale > 1 and low < right.high / scale:
            low *= scale
        elif left.scale == scale == 1 and low < 1000 <= right.high and right.high % 1000 == 0 and low < right.high / 1000:
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
            value, style = value * scale, "scaled"
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
            digits = lexeme.text if lexeme.kind == "point" else re.sub(rf"[.'’{SPACES}]", "", lexeme.text).replace(",", ".")
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
        if words == "ein" and self.at(at).lower == "paar":
            words, at = "ein paar", at + 1
        bounds = self.table["plural_before_scale"].get(words)
        scale = self.table["scales"].get(self.at(at).lower)
        if bounds is None or scale is None:
            return None
        return Amount(bounds[0] * scale, bounds[1] * scale, index, at + 1, "vague")

    def _bare_scale(self, index: int) -> Amount | None:
        """«Hunderte», «Zehntausende», «Millionen»: plural scale words without a number."""
        bounds = self.table["vague_scales"].get(self.at(index).lower)
        return Amount(bounds[0], bounds[1], index, index + 1, "vague") if bounds else None

    def _share(self, index: int) -> Amount | None:
        """«ein Drittel», «die Hälfte», «jeder achte»: an interval in percent, a tenth around the share."""
        lexeme, following = self.at(index), self.at(index + 1)
        fractions = self.table["fractions"]
        if lexeme.lower in {"jeder", "jede", "jedes", "jedem", "jeden"}:
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

    def hedged(self, amount: Amount, floor: int) -> Numeral:
        """The amount with the hedges around it; nothing before offset ``floor`` is touched."""
        first, modifier = self._hedge_before(amount, floor)
        end = self.at(amount.last - 1).end
        tail = DECIMAL_TAIL.match(self.text, end)
        after = self._hedge_after(amount.last)
        low, high = amount.low, amount.high
        if after and not modifier:
            modifier, end = after[0], after[1]
        elif tail:
            end = tail.end()
        if amount.style == "vague" or amount.style == "share":
            low, high = _vague_bounds(amount, modifier)
            modifier = "vague"
        elif low != high:
            modifier = "range"
        elif modifier in {"at_least", "at_most"}:
            return self._made(amount, first, end, (low, None) if modifier == "at_least" else (None, high), modifier)
        elif amount.scale == 12 or self.at(amount.first + 1).lower.startswith("halbe"):
            modifier = "about"  # «zwei Dutzend», «eine halbe Million»
        return self._made(amount, first, end, (low, high), modifier or "exact")

    def _made(self, amount: Amount, first: int, end: int, bounds: tuple[float | None, float | None], modifier: Modifier) -> Numeral:
        number = self.at(amount.first).start
        return Numeral(self.at(first).start, end, number, *bounds, modifier, amount.style, self.text[number:end])

    def _hedge_before(self, amount: Amount, floor: int) -> tuple[int, Modifier]:
        """Index of the first hedge word before the amount, and what the hedges say together."""
        first, modifier = amount.first, ""
        if amount.style == "share" and self.at(first - 1).lower in {"die", "der"} and self.at(first).text == "Hälfte":
            first -= 1
        for _ in range(2):
            length, kind = self._longest_hedge(first, floor, amount)
            if not length:
                break
            first -= length
            modifier = kind if modifier in {"", "about"} else modifier
        return first, modifier  # type: ignore[return-value]

    def _longest_hedge(self, end: int, floor: int, amount: Amount) -> tuple[int, str]:
        for length in range(4, 0, -1):
            words = [self.at(i) for i in range(end - length, end)]
            if end - length < 0 or words[0].start < floor or words[0].text == ".":
                continue
            phrase = " ".join(word.lower for word in words if word.text != ".")  # «ca. 200»
            for kind, phrases in self.table["hedges"].items():
                if phrase in phrases and self._fits(phrase, amount):
                    return length, kind
        return 0, ""

    def _fits(self, phrase: str, amount: Amount) -> bool:
        needs_round = phrase in self.table["hedges_before_round"]["about"]
        return not needs_round or (amount.low >= 20 and amount.low % 10 == 0)

    def _hedge_length(self, index: int) -> int:
        """How many lexemes of hedge stand from here on («zwischen rund 20 und etwa 30»)."""
        return 1 if self.at(index).lower in self.table["hedges"]["about"] else 0

    def _hedge_after(self, index: int) -> tuple[Modifier, int] | None:
        phrase = f"{self.at(index).lower} {self.at(index + 1).lower}"
        for kind, phrases in self.table["hedges_after"].items():
            if phrase in phrases:
                return kind, self.at(index + 1).end
        return None

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
        return self.at(index - 1).text in {".", "!", "?", ":", "„", "“", "«", "»", "\"", "'", "‚", "–", "—", "|", "("}


def _percent(share: float, first: int, last: int) -> Amount:
    return Amount(share * 100, share * 100, first, last, "share")


def _vague_bounds(amount: Amount, modifier: str) -> tuple[float, float]:
    """The interval of a vague amount or share; a share spreads by a tenth, or to its end where the hedge opens it."""
    if amount.style == "vague":
        return amount.low, amount.high
    low, high = int(amount.low * 0.9), int(-(-amount.high * 1.1 // 1))
    if modifier == "at_least":
        return float(int(amount.low)), 100.0
    if modifier == "at_most":
        return 0.0, float(int(-(-amount.high // 1)))
    return float(low), float(min(high, 100))
