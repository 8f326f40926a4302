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
from pipeline.syntax.tense import direction_of
from pipeline.times.calendar_values import interval, moved
from pipeline.times.date_patterns import DAY, date_patterns
from pipeline.times.date_values import RESOLVERS, Anchor

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
        anchor = replace(anchor, direction=direction_of(leader or span))
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
        for kind, pattern in date_patterns().items()
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
    return "Plur" not in following.morph.get("Number", []) or token.head != following


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
    between = doc[first.end : last.start].text
    before = [token.lower_ for token in doc[max(0, first.start - 2) : first.start]]
    if between.strip().lower() == "und":
        return "zwischen" in before
    if not JOINED.match(between):
        return False
    return bool({"von", "vom"} & set(before)) or between.strip() in {"–", "-"} or between.strip().startswith("bis")
