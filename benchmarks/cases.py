"""Our own sentences in tests/cases/*.toml: how many of each kind there are, how many outside ones come out right.

python -m benchmarks.cases            the outside sentences, measured: *_wild.toml, written without a look at the rules
python -m benchmarks.cases --counts   how many sentences of each kind: wild, negative, known failures
python -m benchmarks.cases --misses   also what went wrong
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent.parent / "tests" / "cases"
sys.path.insert(0, str(CASES.parent.parent))

CLAIMS = ("commitment", "figure", "statement")
BODIES = {"EU", "NATO", "UN"}
SHOWN = (
    "actor", "stance", "topic", "speaker", "quote_type", "quantity_min", "quantity_max", "quantity_unit", "counted",
    "provider", "rule",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What came of one sentence: wanted things found, unwanted ones made, and all that was there."""

    found: int
    wanted: int
    made: int
    unwanted: int
    got: str

    @property
    def right(self) -> bool:
        return self.found == self.wanted and not self.made


def load(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """The kind of a file's sentences and the sentences; what the file says once counts for each of them."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = {key: value for key, value in table.items() if key not in {"kind", "case"}}
    return table["kind"], [{**shared, **case} for case in table["case"]]


def judge(nlp: Any, kind: str, case: dict[str, Any]) -> Verdict:
    """Run one sentence and compare what its kind asks for."""
    if kind == "mention":
        return _judge_mentions(nlp, case)
    if kind == "reference":
        return _judge_reference(nlp, case)
    found = _times(nlp, case) if kind == "time" else _claims(nlp, kind, case)
    left, hits = list(found), 0
    for wanted in case.get("want", []):
        match = next((thing for thing in left if matches(thing, wanted)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    made = sum(any(matches(thing, unwanted) for thing in found) for unwanted in case.get("never", []))
    got = "; ".join(_shown(thing) for thing in found)
    return Verdict(hits, len(case.get("want", [])), made, len(case.get("never", [])), got)


def is_negative(kind: str, case: dict[str, Any]) -> bool:
    """The sentence only says what must not come out."""
    if kind == "mention":
        return not any(case.get(key) for key in ("people", "countries", "roles", "actors", "places"))
    return not case.get("want")


def matches(thing: Any, wanted: dict[str, Any]) -> bool:
    """Every field that is named has that value; the words of a time only have to overlap."""
    if isinstance(thing, _Time):
        return thing.matches(wanted)
    return all(_same(getattr(thing, name), value) for name, value in wanted.items())


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, int | float) and not isinstance(found, str):
        return found is not None and float(found) == float(wanted)
    return ("" if found is None else str(found)) == str(wanted)


def _shown(thing: Any) -> str:
    if isinstance(thing, _Time):
        return f"{thing.words} = {thing.value}"
    return " | ".join(str(getattr(thing, name)) for name in SHOWN)


# --- what a sentence gives -------------------------------------------------------------------------


def _claims(nlp: Any, kind: str, case: dict[str, Any]) -> list[Any]:
    from pipeline.extract import extract
    from pipeline.reading.clean import clean
    from pipeline.records import RawArticle

    article = clean(RawArticle(doc="case", text=case["text"], published=_day(case)))
    return [claim for claim in extract(nlp, article).claims if claim.kind == kind]


def _day(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(str(case["published"])) if case.get("published") else None


@dataclass(frozen=True)
class _Time:
    text: str
    start: int
    end: int
    value: str

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def matches(self, wanted: dict[str, Any]) -> bool:
        if "value" in wanted and self.value != wanted["value"]:
            return False
        places = _places(self.text, wanted["text"]) if "text" in wanted else [(self.start, self.end)]
        return any(start < self.end and self.start < end for start, end in places)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    if at < 0:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _times(nlp: Any, case: dict[str, Any]) -> list[_Time]:
    from pipeline.language import parse_article
    from pipeline.times.dates import find_times

    doc = parse_article(nlp, [case["text"]])
    return [
        _Time(doc.text, time.span.start_char, time.span.end_char, time.value or time.reference)
        for time in find_times(doc, _day(case))
    ]


def _judge_mentions(nlp: Any, case: dict[str, Any]) -> Verdict:
    """People, countries, roles, what can act and what cannot: each list that is given must be the whole list."""
    from pipeline.mentions import find_names

    names = find_names(nlp(case["text"]))
    people = {name.canonical: name for name in names if name.kind == "person"}
    others = [name for name in names if name.kind != "person"]
    got: dict[str, Any] = {
        "people": sorted(people),
        "countries": sorted({name.country for name in names if name.country} - BODIES),
        "actors": sorted({name.canonical for name in others if name.party}),
        "places": sorted({name.canonical for name in others if not name.party}),
        "roles": {name: person.role for name, person in people.items()},
        "speaks_for": {name: person.country for name, person in people.items()},
    }
    asked = [key for key in got if key in case]
    right = sum(_agrees(got[key], case[key]) for key in asked)
    return Verdict(right, len(asked), 0, 0, str({key: got[key] for key in asked}))


def _agrees(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(got.get(name) == value for name, value in wanted.items())
    return bool(got == sorted(wanted))


def _judge_reference(nlp: Any, case: dict[str, Any]) -> Verdict:
    """Whom the word (its last occurrence) takes up."""
    from pipeline.actors.reference import referent
    from pipeline.mentions import find_names

    doc = nlp(case["text"])
    token = [token for token in doc if token.text == case["word"]][-1]
    name = referent(token, find_names(doc))
    got = name.canonical if name else ""
    return Verdict(int(got == case["want"]), 1, 0, 0, got)


# --- reports ---------------------------------------------------------------------------------------


def measure(path: Path, nlp: Any, misses: bool) -> str:
    """One line about a file: sentences right, wanted things found, unwanted ones made."""
    kind, cases = load(path)
    verdicts = [judge(nlp, kind, case) for case in cases]
    for case, verdict in zip(cases, verdicts, strict=True):
        if misses and not verdict.right:
            print(
                f"- {case['text']}\n    want {case.get('want')}\n    never {case.get('never')}\n    got {verdict.got}"
            )
    found, wanted = sum(v.found for v in verdicts), sum(v.wanted for v in verdicts)
    made, unwanted = sum(v.made for v in verdicts), sum(v.unwanted for v in verdicts)
    counts = f"{found} of {wanted} wanted found, {made} of {unwanted} unwanted made"
    return f"{path.stem:20s} {sum(v.right for v in verdicts)} of {len(cases)} sentences right; {counts}"


@dataclass(frozen=True)
class Count:
    """Sentences of one kind: all, those of the outside files, those that only forbid, those known to fail."""

    sentences: int = 0
    wild: int = 0
    negative: int = 0
    failing: int = 0


def count_by_kind() -> dict[str, Count]:
    """How many sentences of every kind there are."""
    found: dict[str, Count] = {}
    for path in sorted(CASES.glob("*.toml")):
        kind, cases = load(path)
        old = found.get(kind, Count())
        found[kind] = Count(
            old.sentences + len(cases),
            old.wild + (len(cases) if path.stem.endswith("_wild") else 0),
            old.negative + sum(is_negative(kind, case) for case in cases),
            old.failing + sum("xfail" in case for case in cases),
        )
    return found


def counts() -> Iterator[str]:
    """A table of the sentences by kind."""
    yield f"{'kind':12s} {'sentences':>9s} {'wild':>5s} {'negative':>8s} {'known failures':>14s}"
    for kind, count in sorted(count_by_kind().items()):
        yield f"{kind:12s} {count.sentences:9d} {count.wild:5d} {count.negative:8d} {count.failing:14d}"


def main() -> int:
    build = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    build.add_argument("--counts", action="store_true", help="only count the sentences of each kind")
    build.add_argument("--misses", action="store_true", help="also list what went wrong")
    build.add_argument("--model", help="another spaCy pipeline")
    args = build.parse_args()
    if args.counts:
        print("\n".join(counts()))
        return 0
    from pipeline.language import load_model

    nlp = load_model(args.model)
    for path in sorted(CASES.glob("*_wild.toml")):
        print(measure(path, nlp, args.misses), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
