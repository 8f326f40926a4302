"""The forms of German time expressions as regular expressions, built from the words of dates.toml.

Every pattern has a group ``all`` around the expression without its preposition, and groups for its parts. In the
templates below ``$name`` stands for a fragment; white space means nothing (re.VERBOSE).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Template

from pipeline.lexicon import derived, toml_table

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%°€$]|[.,:]\d|-[^\W\d]|\s?(?:[%€]|Euro\b|Prozent\b))"
ENDING = r"(?:e|en|em|er|es)"

TEMPLATES = {
    "iso": r"(?P<all>(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))(?!\d)",
    "numeric": r"(?<![\d.])(?P<all>(?P<day>$DAY)\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?"
    r"(?P<year>\d{4}|\d\d(?!\d|\s?Uhr|[.:]\d)))",
    "numeric_day": r"\b(?:am|vom|bis|zum|seit|ab|den)\s(?P<all>(?P<day>$DAY)\.(?P<month>0?[1-9]|1[0-2])\.)(?!\s?\d)",
    "day_month": r"(?P<all>(?:$weekday,?\s(?:(?:der|dem|den)\s)?)?(?<![\d.,])(?P<day>$DAY)\.\s?"
    r"(?:(?P<month>$month)\b|(?P<short>$short)\b\.?)(?:$of_year)?)",
    "month_year": r"(?P<all>$part?(?:\b(?P<month>$month)|\b(?P<short>$short)\b\.?)(?:$of_year))",
    "month": r"\b(?:$before_month)\s(?P<all>$part?(?P<month>$month))\b",
    "part_month": r"(?P<all>(?:$parts)\s(?P<month>$month))\b",
    "part_year": r"(?P<all>(?:$parts)\s(?:des\sJahres\s)?(?P<year>$YEAR))",
    "season": r"(?:\b(?:$before_season)\s(?=[A-ZÄÖÜ])|(?=\b(?:$adjective)\s[A-ZÄÖÜ])|(?=\b(?:$season)\s\d{4}\b))"
    r"(?P<all>(?:(?P<near>$adjective)\s)?\b(?P<season>$season)s?(?:\s(?:des\sJahres\s)?(?P<year>$YEAR))?)\b(?!-)",
    "weekday": r"(?<!-)(?P<all>(?:(?P<near>$adjective)\s)?\b$weekday)\b(?!-)",
    "near": r"\b(?P<all>$part?(?P<near>$adjective)\s(?:(?P<count>zwei|drei|vier|fünf|sechs|beiden)\s)?"
    r"(?P<period>$period)(?:es|s)?)\b",
    "weekend": r"\b[Aa]m\s(?P<all>Wochenende)\b",
    "part_of_year": r"(?P<all>(?:$parts)\s(?:des|vom)\s(?:Jahres|Jahr))\b(?!\s\d)",
    "ago": r"\b(?P<direction>[Vv]or|[Ii]n)\s"
    r"(?P<all>(?:(?:rund|etwa|fast|gut|knapp)\s)?(?P<count>\d{1,3}|[^\W\d_]{3,20})\s(?P<unit>$unit))\b",
    "quarter": r"(?P<all>(?P<ordinal>(?:$ordinal)$ENDING|[1-4]\.)\s"
    r"(?P<period>Quartal|Halbjahr|Jahreshälfte|Trimester)s?"
    r"(?:\s(?:des\sJahres\s)?(?P<year>$YEAR)|\s(?:des\s)?(?P<near_year>$adjective)\sJahres)?)",
    "deictic": r"\b(?P<all>(?P<deictic>$deictic))\b(?!-)",
    "holiday": r"\b(?P<all>(?P<holiday>$holiday)(?:\s(?P<year>$YEAR))?)\b(?!-)",
    "decade": r"(?P<all>(?P<decade>1[5-9]\d0|20\d0|[2-9]0)er(?:[-\s]Jahren?\b|\b))",
    "century": r"(?P<all>(?P<century>\d{1,2})\.\sJahrhunderts?)\b",
    "season_years": r"(?<![\d/])(?P<all>(?P<year>(?:19|20)\d\d)/(?P<next>\d\d))(?![\d/])",
    "year": r"(?<![\d.,:\w])(?<!\d\s)(?P<all>(?:Jahre?s?\s)?(?P<year>$YEAR))",
}


@derived
def date_patterns() -> dict[str, re.Pattern[str]]:
    """The compiled patterns by kind."""
    fragments = _fragments()
    return {kind: re.compile(Template(text).substitute(fragments), re.VERBOSE) for kind, text in TEMPLATES.items()}


def _fragments() -> dict[str, str]:
    table = toml_table("dates")
    words = table["words"]
    adjective = rf"(?:{'|'.join(table['near'])}){ENDING}?"
    weekday = rf"(?P<weekday>{_nouns(table['weekdays'])})(?:{'|'.join(words['dayparts'])})?"
    return {
        "DAY": DAY,
        "YEAR": YEAR,
        "ENDING": ENDING,
        "month": _nouns(table["months"]),
        "short": _nouns(table["short_months"]),
        "weekday": weekday,
        "adjective": adjective,
        "parts": "|".join(words["parts"]),
        "part": rf"(?:(?:{'|'.join(words['parts'])})\s(?:des\s|der\s)?)",
        "of_year": rf"\s(?:des\sJahres\s)?(?P<year>{YEAR})|\s(?P<near_year>{adjective})\sJahres",
        "before_month": _either(words["before_month"]),
        "before_season": _either(words["before_season"]),
        "season": _nouns(table["seasons"]),
        "period": _nouns(table["periods"]),
        "unit": _nouns(table["units"]),
        "ordinal": "|".join(table["ordinals"]),
        "deictic": _either(table["deictic"]),
        "holiday": _nouns([*table["holidays"], *table["movable"]]),
    }


def _nouns(words: Iterable[str]) -> str:
    """Nouns, longest first, with their capital."""
    return "|".join(
        re.escape(word[:1].upper() + word[1:]) for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _either(words: Iterable[str]) -> str:
    """Words with either case of their first letter, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in ordered)
