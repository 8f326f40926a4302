"""How many of our own outside sentences come out right: tests/cases/*_wild.toml, written without looking at the rules.

python -m benchmarks.cases            one line per file: sentences right, wanted claims found, unwanted claims made
python -m benchmarks.cases --misses   also what went wrong
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent.parent / "tests" / "cases"
sys.path.insert(0, str(CASES.parent.parent))


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, int | float) and not isinstance(found, str):
        return found is not None and float(found) == float(wanted)
    return ("" if found is None else str(found)) == str(wanted)


def matches(claim: Any, wanted: dict[str, Any]) -> bool:
    return all(same(getattr(claim, name), value) for name, value in wanted.items())


def judge(claims: list[Any], case: dict[str, Any]) -> tuple[int, int]:
    """Wanted claims that were found (each by a claim of its own), and unwanted ones that were made."""
    left, found = list(claims), 0
    for wanted in case.get("want", []):
        match = next((claim for claim in left if matches(claim, wanted)), None)
        if match is not None:
            left.remove(match)
            found += 1
    made = sum(any(matches(claim, unwanted) for claim in claims) for unwanted in case.get("never", []))
    return found, made


def measure(path: Path, nlp: Any, misses: bool) -> str:
    from pipeline.extract import extract
    from pipeline.reading.clean import clean
    from pipeline.records import RawArticle

    table = tomllib.loads(path.read_text(encoding="utf-8"))
    right = found = wanted = made = unwanted = 0
    for case in table["case"]:
        day = date.fromisoformat(str(case["published"])) if case.get("published") else None
        article = clean(RawArticle(doc="case", text=case["text"], published=day))
        claims = [claim for claim in extract(nlp, article).claims if claim.kind == table["kind"]]
        hit, wrong = judge(claims, case)
        all_wanted = len(case.get("want", []))
        right += hit == all_wanted and not wrong
        found, wanted = found + hit, wanted + all_wanted
        made, unwanted = made + wrong, unwanted + len(case.get("never", []))
        if misses and (hit < all_wanted or wrong):
            got = [(c.actor, c.stance, c.topic, c.speaker, c.quote_type, c.rule) for c in claims]
            print(
                f"- {case['text']}\n    want {case.get('want', [])}\n    never {case.get('never', [])}\n    got {got}"
            )
    total = len(table["case"])
    counts = f"{found} of {wanted} wanted found, {made} of {unwanted} unwanted made"
    return f"{path.stem:20s} {right} of {total} sentences right; {counts}"


def main() -> int:
    build = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    build.add_argument("--misses", action="store_true", help="also list what went wrong")
    build.add_argument("--model", help="another spaCy pipeline")
    args = build.parse_args()
    from pipeline.language import load_model

    nlp = load_model(args.model)
    for path in sorted(CASES.glob("*_wild.toml")):
        print(measure(path, nlp, args.misses), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
