"""Accuracy of the dates on the KRAUTS corpus (type DATE): relaxed spans, and relaxed spans with the right value.

    python benchmarks/accuracy_dates.py [--model NAME_OR_PATH] [--misses]

Reads $BELEGT_EVAL/data/eval/krauts (default: ../shared beside the repository). A value counts as right where it is the
same stretch of the calendar: TimeML's 2013-W41, 2011-FA, 2014-Q3, 199 are compared as intervals of days; an interval
that we read as one expression («von Montag bis Mittwoch») counts as its two ends, as TimeML marks them. What we find
inside an expression of another type (TIME «Mittwochabend», DURATION «vor zwei Jahren», SET) is left out of the count.

Three lines per set. The first two count every expression of type DATE, those without a date («derzeit», PRESENT_REF)
among them. The third counts only those with a place in the calendar, in the annotation and in what we find: the only
ones that may date a claim.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.language import load_model, parse_article  # noqa: E402
from pipeline.times.calendar_values import months_interval, part_of_year  # noqa: E402
from pipeline.times.dates import find_times  # noqa: E402

SETS = ("KRAUTS_Dolomiten-42", "KRAUTS_Dolomiten-100")
TIMEX = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>")
NO_DATE = re.compile(r"_REF\Z|X")  # PRESENT_REF (also misspelt), XXXX-XX-XX
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


@dataclass(frozen=True)
class Timex:
    start: int
    end: int
    value: str
    text: str


def read_article(path: Path) -> tuple[str, date, list[Timex], list[Timex]]:
    """Plain text, creation date, the DATE expressions and the others of one TimeML file."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', raw)
    body = re.search(r"<TEXT[^>]*>(.*)</TEXT>", raw, re.S)
    if created is None or body is None:
        raise ValueError(f"{path}: no creation date or text")
    plain, at = "", 0
    stack: list[tuple[int, dict[str, str]]] = []
    found: list[Timex] = []
    others: list[Timex] = []
    for tag in TIMEX.finditer(body[1]):
        plain += _unescaped(body[1][at : tag.start()])
        at = tag.end()
        if tag[1] is not None:
            stack.append((len(plain), dict(re.findall(r'(\w+)="([^"]*)"', tag[1]))))
            continue
        start, attributes = stack.pop()
        timex = Timex(start, len(plain), attributes["value"].strip(), plain[start:])
        (found if attributes["type"] == "DATE" else others).append(timex)
    return plain + _unescaped(body[1][at:]), date.fromisoformat(created[1]), found, others


def _unescaped(text: str) -> str:
    return re.sub(r"<[^>]{1,200}>", "", text).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def comparable(value: str) -> str:
    """A TimeML value in our notation; values that have none (PRESENT_REF, XXXX) stay as they are."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        first, last = (5, 6) if week[3] else (0, 6)
        return f"{monday + timedelta(days=first)}/{monday + timedelta(days=last)}"
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value)
    if season:
        return months_interval(int(season[1]), SEASONS[season[2]], 3)
    part = re.fullmatch(r"(\d{4})-([QH])(\d)", value)
    if part:
        return part_of_year(int(part[1]), int(part[3]), 3 if part[2] == "Q" else 6)
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0/{value}9"
    return value


def predict(nlp: Language, text: str, created: date) -> list[Timex]:
    """Our expressions with character offsets; an interval of two expressions as its two ends."""
    parts = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    doc = parse_article(nlp, [part for _, part in parts])
    origin = [offset + i for offset, part in parts for i in range(len(part) + (not part[-1:].isspace()))]
    found = []
    for time in find_times(doc, created):
        start, end = origin[time.span.start_char], origin[time.span.end_char - 1] + 1
        ends = re.split(r"\s(?:bis|und)\s|–|-(?=\d{4})", time.span.text)
        if "/" in time.value and len(ends) == 2:
            cut = start + len(ends[0])
            first, last = time.value.split("/")
            found += [Timex(start, cut, first, ends[0]), Timex(end - len(ends[1]), end, last, ends[1])]
        else:
            found.append(Timex(start, end, time.value or time.reference, time.span.text))
    return found


def paired(gold: list[Timex], ours: list[Timex]) -> list[tuple[Timex, Timex]]:
    """One-to-one pairs of overlapping spans, equal values first."""
    candidates = [(g, o) for g in gold for o in ours if g.start < o.end and o.start < g.end]
    candidates.sort(key=lambda pair: (comparable(pair[0].value) != pair[1].value, pair[0].start, pair[1].start))
    used: set[int] = set()
    pairs = []
    for g, o in candidates:
        if id(g) not in used and id(o) not in used:
            used |= {id(g), id(o)}
            pairs.append((g, o))
    return pairs


def f1(hits: int, found: int, gold: int) -> str:
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * hits / max(found + gold, 1):.3f}"


@dataclass
class Tally:
    """Counts over the articles of a set."""

    spans: int = 0
    values: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: list[Timex], ours: list[Timex], others: list[Timex]) -> list[tuple[Timex, Timex]]:
        """Count one article and give the pairs; what we find only inside ``others`` is not counted."""
        pairs = paired(gold, ours)
        self.gold += len(gold)
        self.found += len(counted(ours, pairs, others))
        self.spans += len(pairs)
        self.values += sum(comparable(g.value) == o.value for g, o in pairs)
        return pairs


def counted(ours: list[Timex], pairs: list[tuple[Timex, Timex]], others: list[Timex]) -> list[Timex]:
    matched = {id(o) for _, o in pairs}
    return [o for o in ours if id(o) in matched or not any(o.start < x.end and x.start < o.end for x in others)]


def score(nlp: Language, folder: Path, misses: bool) -> None:
    every, calendar = Tally(), Tally()
    for path in sorted(folder.glob("*.tml")):
        text, created, gold, others = read_article(path)
        ours = predict(nlp, text, created)
        pairs = every.add(gold, ours, others)
        if misses:
            show_misses(path.stem, created, gold, counted(ours, pairs, others), pairs)
        undated = [timex for timex in gold if NO_DATE.search(timex.value)]
        dated = [timex for timex in gold if not NO_DATE.search(timex.value)]
        calendar.add(dated, [timex for timex in ours if not NO_DATE.search(timex.value)], [*others, *undated])
    print(
        f"{folder.name:22}  relaxed span   {f1(every.spans, every.found, every.gold)}   "
        f"(gold {every.gold}, found {every.found})"
    )
    print(f"{'':22}  and its value  {f1(every.values, every.found, every.gold)}")
    print(
        f"{'':22}  calendar only  {f1(calendar.values, calendar.found, calendar.gold)}   "
        f"(gold {calendar.gold}, found {calendar.found})"
    )


def show_misses(
    stem: str, created: date, gold: list[Timex], ours: list[Timex], pairs: list[tuple[Timex, Timex]]
) -> None:
    for g, o in pairs:
        if comparable(g.value) != o.value:
            print(f"  value    {stem} {created} {g.text!r} {g.value}, ours {o.text!r} {o.value}")
    for g in gold:
        if all(g is not pair[0] for pair in pairs):
            print(f"  missed   {stem} {created} {g.text!r} {g.value}")
    for o in ours:
        if all(o is not pair[1] for pair in pairs):
            print(f"  spurious {stem} {created} {o.text!r} {o.value}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", help="another model than the shipped one")
    parser.add_argument("--misses", action="store_true", help="list every miss")
    options = parser.parse_args()
    folder = Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared")) / "data" / "eval" / "krauts"
    if not folder.is_dir():
        print(f"{folder}: not there; set BELEGT_EVAL", file=sys.stderr)
        return 2
    nlp = load_model(options.model)
    for name in SETS:
        score(nlp, folder / name, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
