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
    r"(?:(?P<month>$month)\b|(?P<short>$short)\b(?:\.|(?!\s[A-ZÄÖÜ])))(?:$of_year)?)",
    "month_year": r"(?P<all>$part?(?:\b(?P<month>$month)|\b(?P<short>$short)\b\.?)(?:$of_year))",
    "month": r"\b(?:$before_month)\s(?P<all>$part?(?P<month>$month))\b",
    "part_month": r"(?P<all>(?:$parts)\s(?P<month>$month))\b",
    "part_year": r"(?P<all>(?:$parts)\s(?:des\sJahres\s)?(?P<year>$YEAR))",
    "season": r"\b(?:(?:$before_season)\s(?:ganzen\s)?(?=[A-ZÄÖÜ])"
    r"|(?=(?:$adjective)\s(?:[a-zäöüß]{3,20}\s)?[A-ZÄÖÜ])|(?=(?:$season)\s\d{4}\b)|(?=$season_months))"
    r"(?P<all>(?:(?P<near>$adjective)\s(?:[a-zäöüß]{3,20}e[nmrs]?\s)?)?\b(?P<season>$season)s?(?:$of_year)?)\b(?!-)",
    "weekday_of_week": r"\b(?<!-)(?P<all>$weekday\s(?:der\s)?(?P<near>$adjective)\sWoche)\b",
    "weekday": r"\b(?<!-)(?P<all>(?:(?P<near>$adjective)\s)?\b$weekday)\b(?!-)",
    "near": r"\b(?P<all>$part?(?P<near>$adjective)\s(?:(?P<count>zwei|drei|vier|fünf|sechs|beiden)\s)?"
    r"(?P<period>$period)(?:es|s)?)\b",
    "weekend": r"\b[Aa]m\s(?P<all>Wochenende)\b",
    "part_of_period": r"(?P<all>(?:$parts)\s(?:(?:des|vom|der)\s)?"
    r"(?P<period>Jahr|Woche|Monat|Quartal|Halbjahr|Jahrzehnt)"
    r"(?:e?s)?)\b(?!\s\d|-)",
    "ago": r"\b(?P<direction>[Vv]or|[Ii]n)\s"
    r"(?P<all>(?:(?:rund|etwa|fast|gut|knapp)\s)?(?P<count>\d{1,3}|(?!de[rmns]\s)[^\W\d_]{3,20})\s(?P<unit>$unit))\b",
    "half_years": r"\b(?P<direction>[Vv]or|[Ii]n)\s(?P<all>(?:(?:rund|etwa|fast|gut|knapp)\s)?(?P<halves>$halves))\b",
    "after_that": r"\b(?P<all>(?:(?P<count>\d{1,3}|(?!(?:de[rmns]|das|die)\s)[^\W\d_]{3,20})\s)?"
    r"(?P<unit>$unit|[Tt]ags)\s"
    r"(?P<side>darauf|danach|später|davor|zuvor|vorher))\b",
    "beside": r"\b(?P<all>(?P<beside>$beside))\b",
    "same": r"\b(?P<all>(?:selben|gleichen)\s(?P<period>Tag|Woche|Monat|Jahr)(?:e?s)?)\b",
    "year_before": r"\b(?P<all>Vorjahres(?:zeitraum|quartal|monat|periode|halbjahr)(?:e?s)?"
    r"|(?:gleichen|selben)\s(?:Zeitraum|Quartal|Monat|Halbjahr)(?:e?s)?\s(?:des\sVorjahre?s|ein\sJahr\szuvor))\b",
    "week_since": r"\b[Dd]er\s(?P<all>(?P<ordinal>(?:$ordinal)en)\sWoche)\b(?!\s(?:de[rs]|nach|seit|im|vo[rnm]|mit)\b)",
    "quarter": r"(?P<all>(?P<ordinal>(?:$ordinal)$ENDING|[1-4]\.)\s"
    r"(?P<period>Quartal|Halbjahr|Jahreshälfte|Trimester)s?"
    r"(?:$of_year)?)",
    "year_point": r"\b(?P<all>(?:$year_end)\s(?:des\sJahres\s)?(?P<year>$YEAR))",
    "deictic_day": r"\b(?P<all>(?P<near>(?:$deictic_day)$ENDING)\s"
    r"(?:$weekday|Tag|Abend|Vormittag|Mittag|Nachmittag|Morgen))s?\b",
    "deictic": r"\b(?P<all>(?P<deictic>$deictic))\b(?!-)",
    "holiday": r"\b(?P<all>(?P<holiday>$holiday)(?:\s(?P<year>$YEAR))?)\b(?!-)",
    "advent": r"\b(?P<all>(?P<ordinal>(?:$ordinal)$ENDING|[1-4]\.)\sAdvent(?:s?sonntags?|s)?"
    r"(?:\s(?P<year>$YEAR))?)\b(?!-)",
    "decade": r"\b(?P<all>(?P<decade>1[5-9]\d0|20\d0|[2-9]0)er(?:[-\s]Jahren?\b|\b(?!-))"
    r"|(?P<words>$decade)(?:jahren?|[-\s]Jahren?))\b",
    "century": r"(?P<all>(?:(?P<half>ersten|zweiten)\sHälfte\sdes\s)?"
    r"(?:(?P<century>\d{1,2})\.|\b(?P<ordinal>[a-zäöüß]{5,20}ten))"
    r"\sJahrhunderts?)\b",
    "season_years": r"(?<![\d/])(?P<all>(?P<year>(?:19|20)\d\d)/(?P<next>(?:(?:19|20)\d\d|\d\d)))(?![\d/])",
    "year": r"(?<![\d.,:\w])(?<!\d\s)(?<!\b0\d\d/)(?<!\b0\d{3}/)(?<!\b0\d{4}/)(?P<all>(?:Jahre?s?\s)?(?P<year>$YEAR))",
}

# Letters of which a text needs one, or a pattern cannot match: most articles need only some of the patterns.
LETTERS = {
    "iso": ("-",), "weekend": ("Wochenende",), "weekday_of_week": ("Woche",), "week_since": ("Woche",),
    "century": ("Jahrhundert",), "advent": ("Advent",), "season_years": ("/",), "year_point": ("Jahres",),
    "year_before": ("ahr",), "same": ("selben", "gleichen"),
    "quarter": ("Quartal", "Halbjahr", "Jahreshälfte", "Trimester"),
    "after_that": ("darauf", "danach", "später", "davor", "zuvor", "vorher"),
}  # fmt: skip
# Lists of dates.toml of which a text needs one word.
LISTS = {
    "day_month": ("months", "short_months"), "month_year": ("months", "short_months"), "month": ("months",),
    "part_month": ("months",), "season": ("seasons",), "beside": ("beside",), "deictic_day": ("deictic_days",),
    "half_years": ("half_years",), "weekday": ("weekdays",),
}  # fmt: skip


@derived
def needed() -> dict[str, tuple[str, ...]]:
    """For each kind of expression the letters of which a text needs one; none where any text may hold it."""
    table = toml_table("dates")
    words = {kind: [word for name in names for word in table[name]] for kind, names in LISTS.items()}
    cased = {kind: dict.fromkeys(form for word in each for form in _cases(word)) for kind, each in words.items()}
    return LETTERS | {kind: tuple(forms) for kind, forms in cased.items()}


def _cases(word: str) -> tuple[str, str]:
    """A word with either case of its first letter."""
    return word[:1].upper() + word[1:], word[:1].lower() + word[1:]


@derived
def date_patterns() -> dict[str, re.Pattern[str]]:
    """The compiled patterns by kind."""
    fragments = _fragments()
    return {kind: re.compile(Template(text).substitute(fragments), re.VERBOSE) for kind, text in TEMPLATES.items()}


def _fragments() -> dict[str, str]:
    table = toml_table("dates")
    words = table["words"]
    adjective = rf"(?:{_either(table['near'])}){ENDING}?"
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
        "of_year": rf"\s(?:des\sJahres\s)?(?P<year>{YEAR})|\s(?:des\s)?(?P<near_year>{adjective})\sJahres"
        r"|\s(?P<prior>des\sVorjahre?s)",
        "before_month": _either(words["before_month"]),
        "before_season": _either(words["before_season"]),
        "season": _nouns(table["seasons"]),
        "period": _nouns(table["periods"]),
        "unit": _nouns(table["units"]),
        "ordinal": "|".join(table["ordinals"]),
        "deictic": _either(table["deictic"]),
        "deictic_day": "|".join(table["deictic_days"]),
        "year_end": _nouns(words["year_ends"]),
        "season_months": r"(?:Sommer|Winter|Herbst|Frühlings|Frühjahrs)monaten?\b",
        "halves": "|".join(re.escape(phrase) for phrase in table["half_years"]),
        "beside": _either(table["beside"]),
        "decade": _either(table["decades"]),
        "holiday": _titles([*table["holidays"], *table["movable"], *table["advent"]]),
    }


def _nouns(words: Iterable[str]) -> str:
    """Nouns, longest first, with their capital."""
    return "|".join(
        re.escape(word[:1].upper() + word[1:]) for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _titles(words: Iterable[str]) -> str:
    """Names of several words, longest first, each word with its capital: «Tag der Arbeit», «Christi Himmelfahrt»."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s".join(_title(part) for part in word.split(" ")) for word in ordered)


def _title(word: str) -> str:
    return re.escape(word if word in {"der", "und"} else word[:1].upper() + word[1:])


def _either(words: Iterable[str]) -> str:
    """Words with either case of their first letter, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in ordered)
