"""German number words → integers: «fünfzehntausend», «zweihundertfünfzigtausend», «siebenundzwanzig»."""

from __future__ import annotations

from pipeline.lexicon import toml_table

LONGEST = 90


def number_word(word: str) -> int | None:
    """The value of one German number word below a million, in any spelling (ß or ss, ü or ue), else None.

    «hundert» and «tausend» count without «ein»; ordinals and inflected forms are no number words.
    """
    if not 3 <= len(word) <= LONGEST:
        return None
    folded = _fold(word)
    if folded == "null":
        return 0
    thousands, mark, rest = folded.partition("tausend")
    if not mark:
        return _below_thousand(folded)
    high = _below_thousand(thousands) if thousands else 1
    low = _below_thousand(rest.removeprefix("und")) if rest else 0
    return None if high is None or low is None else high * 1000 + low


def _below_thousand(word: str) -> int | None:
    hundreds, mark, rest = word.partition("hundert")
    if not mark:
        return _below_hundred(word)
    high = _below_hundred(hundreds) if hundreds else 1
    low = _below_hundred(rest.removeprefix("und")) if rest else 0
    return None if high is None or low is None or high > 19 else high * 100 + low


def _below_hundred(word: str) -> int | None:
    parts: dict[str, int] = toml_table("numerals")["parts"]
    if word in parts:
        return parts[word]
    for ten, value in toml_table("numerals")["tens"].items():
        if word == ten:
            return int(value)
        if word.endswith("und" + ten):
            unit = parts.get(word.removesuffix("und" + ten))
            return int(value) + unit if unit is not None and unit < 10 else None
    if word.endswith("zehn"):
        unit = parts.get(word.removesuffix("zehn"))
        return 10 + unit if unit is not None and 3 <= unit <= 9 else None
    return None


def _fold(word: str) -> str:
    folded = word.lower().replace("ß", "ss")
    for umlaut, plain in (("ü", "ue"), ("ö", "oe"), ("ä", "ae")):
        folded = folded.replace(umlaut, plain)
    return folded
