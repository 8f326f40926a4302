"""Doc → time expressions with ISO values, resolved against the publication date and the tense of their clause.

Never finer than the text: «im September» is a month, «Ende 2026» a year. Without a publication date only what is
absolute gets a value. Clock times, durations, ages and recurring times («dienstags», «jeden Montag») are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span

from pipeline.calendar_values import interval, moved
from pipeline.date_values import RESOLVERS, Anchor
from pipeline.findings import TimeExpression
from pipeline.lexicon import derived, toml_table
from pipeline.tense import looks_forward

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%°€$]|[.,:]\d|-[^\W\d]|\s?(?:%|€|Euro|Prozent)\b)"
ENDING = r"(?:e|en|em|er|es)"
BETWEEN_DAYS = r"\s?(?:, und|,|und|sowie|bis|oder|/|–|-)\s?(?:am |zum |den |dem )?"
EARLIER_DAYS = re.compile(rf"(?<![\d.,])({DAY})\.(?=(?:{BETWEEN_DAYS}{DAY}\.){{0,8}}{BETWEEN_DAYS}\Z)")
JOINED = re.compile(r"\s?(?:bis|–|-)\s?(?:zum|zu|einschließlich|inklusive|in den|in)?\s?\Z", re.IGNORECASE)
REACH_BACK = 80


@dataclass(frozen=True)
class _Match:
    kind: str
    start: int
    end: int
    groups: dict[str, str]
    leader: tuple[int, int] = (0, 0)  # the expression whose clause decides, for «3.» in «am 3. und 4. Oktober»


def find_times(doc: Doc, published: date | None) -> list[TimeExpression]:
    """Every time expression of the Doc, in text order; those that cannot be resolved have an empty value."""
    found: list[TimeExpression] = []
    anchor = Anchor(published)
    for match in date_matches(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None or (match.kind == "year" and not _is_year(span)) or _is_recurring(span):
            continue
        leader = doc.char_span(*match.leader, alignment_mode="expand") if match.leader[1] else None
        anchor = replace(anchor, forward=looks_forward(leader or span))
        value = RESOLVERS[match.kind](match.groups, anchor)
        if not value and published is not None:
            continue
        anchor = _after(anchor, match, value, span, found)
        found.append(TimeExpression(span, value))
    return _joined(doc, found)


def find_references(doc: Doc) -> list[TimeExpression]:
    """Words that point at now, before or later without a day («derzeit», «kürzlich», «demnächst»).

    Their values are TimeML's PRESENT_REF, PAST_REF and FUTURE_REF, no calendar values: they never date a claim.
    """
    words: dict[str, str] = toml_table("dates")["references"]
    found = []
    for token in doc:
        pair = doc[token.i : token.i + 2]
        if pair.text.lower() in words:
            found.append(TimeExpression(pair, words[pair.text.lower()]))
        elif token.lower_ in words:
            found.append(TimeExpression(doc[token.i : token.i + 1], words[token.lower_]))
    return found


def date_matches(text: str) -> list[_Match]:
    """The expressions as text spans without overlaps; of two that begin together the longer one stays."""
    found = [
        _Match(kind, m.start("all"), m.end("all"), {key: part or "" for key, part in m.groupdict().items()})
        for kind, pattern in _patterns().items()
        for m in pattern.finditer(text)
    ]
    kept: list[_Match] = []
    for match in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return sorted([*kept, *_listed_days(text, kept)], key=lambda item: item.start)


def _listed_days(text: str, matches: list[_Match]) -> list[_Match]:
    """«am 3., 4. und 5. Oktober»: the days that leave their month to the last one."""
    listed = []
    for match in matches:
        if match.kind != "day_month" or match.groups.get("weekday"):
            continue
        back = max(0, match.start - REACH_BACK)
        for day in EARLIER_DAYS.finditer(text[back : match.start]):
            groups = {**match.groups, "day": day[1]}
            listed.append(_Match("day_month", back + day.start(1), back + day.end(1), groups, (match.start, match.end)))
    return listed


def _is_year(span: Span) -> bool:
    """A bare number such as 2014 is a year where no counted noun follows it."""
    token = span[-1]
    before = span.doc[span.start - 1].lower_ if span.start else ""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if before in {"artikel", "resolution", "nummer", "nr.", "paragraf", "rund", "etwa", "mindestens", "knapp", "fast"}:
        return False
    plain = span.text.removeprefix("Jahres").removeprefix("Jahre").removeprefix("Jahr").strip(" .")
    led = before in toml_table("dates")["words"]["before_year"] or span.text.startswith("Jahr") or before == "("
    if not plain.startswith(("19", "20")) and (not led or before in {"und", "oder", "von", "um", "in", "vor", "nach"}):
        return False
    if before in {"davon", "darunter", "dazu"}:
        return False
    if following is None or following.is_sent_start or following.tag_ not in {"NN", "ADJA"}:
        return True
    if following.tag_ == "ADJA":
        return led
    return "Plur" not in following.morph.get("Number") or token.head != following


def _is_recurring(span: Span) -> bool:
    """«jeden Montag», «alle zwei Jahre»: a set of times, none of them."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return before in {"jeden", "jedem", "jedes", "jede", "jeder", "pro", "alle"}


def _after(anchor: Anchor, match: _Match, value: str, span: Span, found: list[TimeExpression]) -> Anchor:
    """What later expressions lean on: the explicit year and the last day named near by."""
    far = bool(found) and span.start - found[-1].span.end > 60
    year = int(match.groups["year"]) if len(match.groups.get("year", "")) == 4 else (None if far else anchor.year)
    last = date.fromisoformat(value) if len(value) == 10 else anchor.last
    return replace(anchor, year=year, last=last)


def _joined(doc: Doc, times: list[TimeExpression]) -> list[TimeExpression]:
    """«von Montag bis Mittwoch», «zwischen 2010 und 2015»: one interval of two expressions."""
    merged: list[TimeExpression] = []
    for time in times:
        previous = merged[-1] if merged else None
        if previous is not None and _are_ends(doc, previous.span, time.span):
            value = interval(previous.value, _later_weekday(previous.value, time.value))
            merged[-1] = TimeExpression(doc[previous.span.start : time.span.end], value)
        else:
            merged.append(time)
    return merged


def _later_weekday(first: str, last: str) -> str:
    """«von Montag bis Mittwoch», told on a Tuesday: the Wednesday after that Monday."""
    if len(first) != 10 or len(last) != 10 or last >= first:
        return last
    days = (date.fromisoformat(first) - date.fromisoformat(last)).days
    return moved("day", -(-days // 7) * 7, date.fromisoformat(last)) if days < 14 else last


def _are_ends(doc: Doc, first: Span, last: Span) -> bool:
    between = doc.text[first.end_char : last.start_char]
    before = [token.lower_ for token in doc[max(0, first.start - 2) : first.start]]
    if between.strip().lower() == "und":
        return "zwischen" in before
    if not JOINED.match(between):
        return False
    return bool({"von", "vom"} & set(before)) or between.strip() in {"–", "-"} or between.strip().startswith("bis")


@derived
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by kind. Each has a group ``all`` around the expression without its preposition."""
    table = toml_table("dates")
    month = _any(table["months"])
    short = "|".join(word.capitalize() for word in table["short_months"])
    weekday = rf"(?P<weekday>{_any(table['weekdays'])})(?:{'|'.join(table['words']['dayparts'])})?"
    near = rf"(?P<near>(?:{'|'.join(table['near'])}){ENDING}?)"
    near_plain = rf"(?:{'|'.join(table['near'])}){ENDING}?"
    seasons = _any(table["seasons"])
    part = rf"(?:(?:{'|'.join(table['words']['parts'])})\s(?:des\s|der\s)?)?"
    of_year = rf"(?:\s(?:des\sJahres\s)?(?P<year>{YEAR})|\s(?P<near_year>(?:{'|'.join(table['near'])}){ENDING}?)\sJahres)"
    before_month = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in table["words"]["before_month"])
    before_season = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in table["words"]["before_season"])
    ordinal = rf"(?P<ordinal>(?:{'|'.join(table['ordinals'])}){ENDING}|[1-4]\.)"
    number = r"(?P<count>\d{1,3}|[^\W\d_]{3,20})"
    grammar = {
        "iso": rf"(?P<all>(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d))(?!\d)",
        "numeric": rf"(?<![\d.])(?P<all>(?P<day>{DAY})\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<year>\d{{4}}|\d\d(?!\d|\s?Uhr|[.:]\d)))",
        "numeric_day": rf"(?:\bam|\bvom|\bbis|\bzum|\bseit|\bab|\bden)\s(?P<all>(?P<day>{DAY})\.(?P<month>0?[1-9]|1[0-2])\.)(?!\s?\d)",
        "day_month": rf"(?P<all>(?:{weekday},?\s(?:(?:der|dem|den)\s)?)?(?<![\d.,])(?P<day>{DAY})\.\s?(?:(?P<month>{month})\b|(?P<short>{short})\b\.?)"
        rf"{of_year}?)",
        "month_year": rf"(?P<all>{part}(?:\b(?P<month>{month})|\b(?P<short>{short})\b\.?){of_year})",
        "month": rf"\b(?:{before_month})\s(?P<all>{part}(?P<month>{month}))\b(?!\s[a-zäöü]{{0,3}}\s?Straße)",
        "part_month": rf"(?P<all>(?:{'|'.join(table['words']['parts'])})\s(?P<month>{month}))\b",
        "part_year": rf"(?P<all>(?:{'|'.join(table['words']['parts'])})\s(?:des\sJahres\s)?(?P<year>{YEAR}))",
        "season": rf"(?:\b(?:{before_season})\s(?=[A-ZÄÖÜ])|(?=\b[a-zäöü]{{3,20}}\s[A-ZÄÖÜ])(?={near_plain}\s)|(?=\b(?:{seasons})\s\d{{4}}\b))"
        rf"(?P<all>(?:{near}\s)?\b(?P<season>{seasons})s?(?:\s(?:des\sJahres\s)?(?P<year>{YEAR}))?)\b(?!-)",
        "weekday": rf"(?<!-)(?P<all>(?:{near}\s)?\b{weekday})\b(?!-)",
        "near": rf"\b(?P<all>{part}{near}\s(?:(?P<count>zwei|drei|vier|fünf|sechs|beiden)\s)?(?P<period>{_any(table['periods'])})(?:es|s)?)\b",
        "weekend": r"\b[Aa]m\s(?P<all>Wochenende)\b",
        "part_of_year": rf"(?P<all>(?:{'|'.join(table['words']['parts'])})\s(?:des|vom)\s(?:Jahres|Jahr))\b(?!\s\d)",
        "ago": rf"\b(?P<direction>[Vv]or|[Ii]n)\s(?P<all>(?:rund\s|etwa\s|fast\s|gut\s|knapp\s)?{number}\s(?P<unit>{_any(table['units'])}))\b",
        "quarter": rf"(?P<all>{ordinal}\s(?P<period>Quartal|Halbjahr|Jahreshälfte|Trimester)s?(?:\s(?:des\sJahres\s)?(?P<year>{YEAR})"
        rf"|\s(?:des\s)?(?P<near_year>(?:{'|'.join(table['near'])}){ENDING}?)\sJahres)?)",
        "deictic": rf"\b(?P<all>(?P<deictic>{_either(table['deictic'])}))\b(?!-)",
        "holiday": rf"\b(?P<all>(?P<holiday>{_any({**table['holidays'], **table['movable']})})(?:\s(?P<year>{YEAR}))?)\b(?!-)",
        "decade": r"(?P<all>(?P<decade>1[5-9]\d0|20\d0|[2-9]0)er(?:[-\s]Jahren?\b|\b))",
        "century": r"(?P<all>(?P<century>\d{1,2})\.\sJahrhunderts?)\b",
        "season_years": rf"(?<![\d/])(?P<all>(?P<year>(?:19|20)\d\d)/(?P<next>\d\d))(?![\d/])",
        "year": rf"(?<![\d.,:\w])(?<!\d\s)(?P<all>(?:Jahre?s?\s)?(?P<year>{YEAR}))",
    }
    return {kind: re.compile(pattern) for kind, pattern in grammar.items()}


def _any(words: dict[str, object]) -> str:
    """Nouns, longest first, with their capital."""
    return "|".join(re.escape(word[:1].upper() + word[1:]) for word in sorted(words, key=lambda word: (-len(word), word)))


def _either(words: dict[str, object]) -> str:
    """Adverbs with either case of their first letter, nouns with their capital; longest first."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(words, key=lambda word: (-len(word), word)))

