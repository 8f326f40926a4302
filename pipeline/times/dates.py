"""Doc → time expressions with ISO values, resolved against the publication date and the tense of their clause.

Never finer than the text: «im September» is a month, «Ende 2026» a year. Without a publication date only what is
absolute gets a value. Clock times, durations, ages and recurring times («dienstags», «jeden Montag») are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span

from pipeline.findings import TimeExpression
from pipeline.lexicon import toml_table
from pipeline.syntax.tense import Direction, direction_of
from pipeline.times.anchor import Anchor
from pipeline.times.calendar_values import interval, moved
from pipeline.times.date_patterns import DAY, date_patterns, needed
from pipeline.times.date_values import RESOLVERS
from pipeline.times.references import find_references

BETWEEN_DAYS = r"\s?(?:, und|,|und|sowie|bis|oder|/|–|-)\s?(?:am |zum |den |dem )?"
EARLIER_DAYS = re.compile(rf"(?<![\d.,])({DAY})\.(?=(?:{BETWEEN_DAYS}{DAY}\.){{0,8}}{BETWEEN_DAYS}\Z)")
JOINED = re.compile(r"\s?(?:bis|–|-)\s?(?:zum|zu|einschließlich|inklusive|in den|in)?\s?\Z", re.IGNORECASE)
LAST_YEAR_OF_NEWS = 2150
YEAR_WRITTEN = re.compile(r"\d{4}")
REACH_BACK = 80
OPENING = {"„", "»", "«", '"', "‚", ":", "–"}
NEAR_BY = 60  # tokens between an expression and the one that it leans on


@dataclass(frozen=True)
class _Match:
    kind: str
    start: int
    end: int
    groups: dict[str, str]
    leader: tuple[int, int] = (0, 0)  # the expression whose clause decides, for «3.» in «am 3. und 4. Oktober»


def find_times(doc: Doc, published: date | None) -> list[TimeExpression]:
    """Every time expression of the Doc, in text order, those without a date («derzeit») among them.

    Without a publication date those that cannot be resolved have an empty value.
    """
    dated = _dated(doc, published)
    taken = {token.i for time in dated for token in time.span}
    others = [time for time in find_references(doc) if not taken & {token.i for token in time.span}]
    return sorted([*dated, *others], key=lambda time: time.span.start)


def _dated(doc: Doc, published: date | None) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    anchor = Anchor(published)
    for match in date_matches(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None or (match.kind == "year" and not _is_year(span)) or _is_no_time(span):
            continue
        leader = doc.char_span(*match.leader, alignment_mode="expand") if match.leader[1] else None
        anchor = replace(_near_by(anchor, span, found), direction=_direction(leader or span, found, published))
        value = RESOLVERS[match.kind](match.groups, anchor)
        if not value and published is not None:
            continue
        time = TimeExpression(span, value)
        if found and _are_ends(doc, found[-1].span, span):
            time = _joined(doc, found.pop(), time)
        anchor = _after(anchor, match, time.value, span)
        found.append(time)
    return found


def _direction(span: Span, found: list[TimeExpression], published: date | None) -> Direction:
    """Where the clause looks; a plain present follows a time ahead in the same sentence («morgen und am Dienstag»)."""
    direction = direction_of(span)
    if direction != "present" or published is None or not found or found[-1].span.sent != span.sent:
        return direction
    return "ahead" if found[-1].value > published.isoformat() else direction


def date_matches(text: str) -> list[_Match]:
    """The expressions as text spans without overlaps; of two that begin together the longer one stays."""
    letters = needed()
    found = [
        _Match(kind, m.start("all"), m.end("all"), {key: part or "" for key, part in m.groupdict().items()})
        for kind, pattern in date_patterns().items()
        if kind not in letters or any(part in text for part in letters[kind])
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
            listed.append(_Match("day_month", back + day.start(), back + day.end(), groups, (match.start, match.end)))
    return listed


def _is_year(span: Span) -> bool:
    """A bare number such as 2014 is a year where no counted noun follows it."""
    token = span[-1]
    before = span.doc[span.start - 1].lower_ if span.start else ""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if before in toml_table("dates")["words"]["no_year_after"] or _is_measured(span):
        return False
    plain = span.text.removeprefix("Jahres").removeprefix("Jahre").removeprefix("Jahr").strip(" .")
    led = before in toml_table("dates")["words"]["before_year"] or span.text.startswith("Jahr") or before == "("
    if not plain.startswith(("19", "20")) and (not led or before in {"und", "oder", "von", "um", "in", "vor", "nach"}):
        return False
    if following is None or following.is_sent_start or following.tag_ not in {"NN", "ADJA"}:
        return True
    if following.tag_ == "ADJA":
        return led
    return "Plur" not in following.morph.get("Number", []) or token.head != following


def _is_measured(span: Span) -> bool:
    """«2000 Quadratmeter», «2000 bis 3000 Grad»: a measure, or a range that ends beyond the years of news."""
    following = [token.text for token in span.doc[span.end : span.end + 2]]
    units = toml_table("units")["measures"]
    if following and (following[0].lower() in units or following[0] in units.values()):
        return True
    if len(following) < 2 or following[0] not in {"bis", "–", "-"}:
        return False
    return following[1].isdecimal() and int(following[1]) > LAST_YEAR_OF_NEWS


def _is_no_time(span: Span) -> bool:
    """What only looks like a time: «jeden Montag», «Straße des 17. Juni», «am Morgen»."""
    if span.text == "Morgen" and not span[0].is_sent_start:
        return span.doc[span.start - 1].text not in OPENING
    return _is_recurring(span) or _is_in_name(span)


def _is_recurring(span: Span) -> bool:
    """«jeden Montag», «alle zwei Jahre»: a set of times, none of them."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return before in {"jeden", "jedem", "jedes", "jede", "jeder", "pro", "alle"}


def _is_in_name(span: Span) -> bool:
    """«Straße des 17. Juni», «Bewegung 20. Februar», «Frau Sonntag»: a name that holds a date."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    names = toml_table("dates")["words"]["names_before"]
    if before and before[-1] in {"frau", "herr", "herrn"}:
        return True
    return bool(before) and (before[-1] in names or (before[-1] in {"des", "der"} and before[0] in names))


def _near_by(anchor: Anchor, span: Span, found: list[TimeExpression]) -> Anchor:
    """The anchor without year and value where they stand too far back."""
    far = bool(found) and span.start - found[-1].span.end > NEAR_BY
    return replace(anchor, year=None, value="") if far else anchor


def _after(anchor: Anchor, match: _Match, value: str, span: Span) -> Anchor:
    """What later expressions lean on: the explicit year, the last value, the day on which something began."""
    year = int(match.groups["year"]) if len(match.groups.get("year", "")) == 4 else anchor.year
    beginning = toml_table("dates")["words"]["beginning"]
    begins = len(value) == 10 and any(token.lower_ in beginning for token in span.sent)
    start = date.fromisoformat(value) if begins else anchor.start
    return replace(anchor, year=year, value=value or anchor.value, start=start)


def _joined(doc: Doc, first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """«von Montag bis Mittwoch», «zwischen 2010 und 2015»: one interval of two expressions."""
    start, end = first.value, last.value
    if len(start) == len(end) == 7 or (len(start) == len(end) == 10 and YEAR_WRITTEN.search(last.span.text)):
        start, end = _in_order(start, end, bool(YEAR_WRITTEN.search(last.span.text)))
    else:
        end = _later_weekday(start, end)
    return TimeExpression(doc[first.span.start : last.span.end], interval(start, end))


def _in_order(first: str, last: str, written: bool) -> tuple[str, str]:
    """Ends that run backwards: the year that is written counts («von Januar bis März 2025»), else the last moves on."""
    if first <= last:
        return first, last
    if not written:
        return first, f"{int(last[:4]) + 1:04d}{last[4:]}"
    moved_back = f"{last[:4]}{first[4:]}"
    return (moved_back if moved_back <= last else f"{int(last[:4]) - 1:04d}{first[4:]}"), last


def _later_weekday(first: str, last: str) -> str:
    """«von Montag bis Mittwoch», told on a Tuesday: the Wednesday after that Monday."""
    if len(first) != 10 or len(last) != 10 or last >= first:
        return last
    days = (date.fromisoformat(first) - date.fromisoformat(last)).days
    return moved("day", -(-days // 7) * 7, date.fromisoformat(last)) if days < 14 else last


def _follow(first: Span, last: Span) -> bool:
    """«in den Jahren 2009 und 2010»: one year right after the other."""
    years = [span.text for span in (first, last)]
    return all(year.isdecimal() for year in years) and int(years[1]) == int(years[0]) + 1


def _are_ends(doc: Doc, first: Span, last: Span) -> bool:
    between = doc[first.end : last.start].text
    before = [token.lower_ for token in doc[max(0, first.start - 2) : first.start]]
    if between.strip().lower() == "und":
        return "zwischen" in before or (before[-1:] == ["jahren"] and _follow(first, last))
    if not JOINED.match(between):
        return False
    return bool({"von", "vom"} & set(before)) or between.strip() in {"–", "-"} or between.strip().startswith("bis")
