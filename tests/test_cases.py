"""The sentences in tests/cases/*.toml, end to end through the shipped model.

Each case has a ``text``; every entry of ``want`` must match a claim of its own, none of ``never`` may match one. A case
with ``xfail`` names why it is known to fail; when it passes, the test says so and the mark must go.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import matches
from pipeline.extract import extract
from pipeline.reading.clean import clean
from pipeline.records import RawArticle

KIND = {"commitments": "commitment", "figures": "figure", "statements": "statement"}


def _load() -> list[Any]:
    found = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        if path.stem.endswith("_wild"):
            continue  # written without looking at what the rules can do: a measured share, see benchmarks/cases.py
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        kind = table.get("kind") or KIND.get(path.stem)
        if kind is None:
            continue
        for number, case in enumerate(table["case"], start=1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            found.append(pytest.param(kind, case, id=f"{path.stem}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("kind", "case"), _load())
def test_case(nlp: Any, kind: str, case: dict[str, Any]) -> None:
    published = case.get("published")
    day = date.fromisoformat(str(published)) if published else None
    article = clean(RawArticle(doc="case", text=case["text"], published=day))
    claims = [claim for claim in extract(nlp, article).claims if claim.kind == kind]
    shown = [
        (c.actor, c.stance, c.topic, c.speaker, c.quote_type, c.quantity_min, c.quantity_max, c.quantity_unit)
        for c in claims
    ]
    left = list(claims)
    for wanted in case.get("want", []):
        match = next((claim for claim in left if matches(claim, wanted)), None)
        assert match is not None, f"{case['text']!r}: no claim {wanted} in {shown}"
        left.remove(match)
    for unwanted in case.get("never", []):
        assert not any(matches(claim, unwanted) for claim in claims), f"{case['text']!r}: {unwanted} in {shown}"
    assert "want" in case or "never" in case
