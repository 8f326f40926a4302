"""The sentences in tests/cases/*.toml, through the shipped model.

A file says what kind of thing its sentences ask for; CONTRIBUTING tells how to write one. A case with ``xfail`` names
why it is known to fail; when it passes, the test says so and the mark must go. Files that end in ``_wild`` were written
without looking at what the rules can do: they are a measured share, see benchmarks/cases.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import CASES, count_by_kind, judge, load

AT_LEAST = 150  # sentences of each kind of claim, of times and of mentions
KEYS = {
    "commitment": {"text", "want", "never", "xfail", "published"},
    "figure": {"text", "want", "never", "xfail", "published"},
    "statement": {"text", "want", "never", "xfail", "published"},
    "time": {"text", "want", "never", "xfail", "published"},
    "mention": {"text", "people", "countries", "roles", "speaks_for", "actors", "places", "xfail"},
    "reference": {"text", "word", "want", "xfail"},
}


def _files() -> list[Path]:
    return sorted(CASES.glob("*.toml"))


def _cases() -> list[Any]:
    found = []
    for path in _files():
        if path.stem.endswith("_wild"):
            continue
        kind, cases = load(path)
        for number, case in enumerate(cases, start=1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            found.append(pytest.param(kind, case, id=f"{path.stem}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("kind", "case"), _cases())
def test_case(nlp: Any, kind: str, case: dict[str, Any]) -> None:
    verdict = judge(nlp, kind, case)
    asked = {key: value for key, value in case.items() if key != "text"}
    assert verdict.right, f"{case['text']!r}: asked for {asked}, got {verdict.got}"


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.stem)
def test_a_file_of_sentences_is_well_formed(path: Path) -> None:
    kind, cases = load(path)
    seen: set[str] = set()
    for case in cases:
        assert set(case) <= KEYS[kind], f"{path.name}: unknown key in {case}"
        assert set(case) - {"text", "word", "xfail", "published"}, f"{path.name}: {case['text']!r} asks for nothing"
        assert case.get("xfail", "-").strip(), f"{path.name}: {case['text']!r} fails for no reason"
        assert case["text"] not in seen, f"{path.name}: {case['text']!r} stands there twice"
        seen.add(case["text"])


@pytest.mark.parametrize("kind", sorted(set(KEYS) - {"reference"}))
def test_enough_sentences_of_every_kind(kind: str) -> None:
    total = count_by_kind()[kind]
    assert total.sentences >= AT_LEAST
    assert total.negative > 0


def test_a_claim_is_wanted_by_its_fields_only_once(nlp: Any) -> None:
    twice = {"text": "Der Bau kostete 40 Euro.", "want": [{"quantity_min": 40}, {"quantity_min": 40}]}
    assert not judge(nlp, "figure", twice).right


def test_unwanted_things_make_a_sentence_wrong(nlp: Any) -> None:
    assert not judge(nlp, "figure", {"text": "Der Bau kostete 40 Euro.", "never": [{}]}).right
    assert not judge(nlp, "time", {"text": "Sie kam 1998.", "never": [{"text": "1998"}]}).right


def test_words_that_are_not_in_the_text_are_an_error(nlp: Any) -> None:
    with pytest.raises(ValueError, match="does not stand in"):
        judge(nlp, "time", {"text": "Sie kam 1998.", "want": [{"text": "1999"}]})
