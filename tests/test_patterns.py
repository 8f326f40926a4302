"""No regular expression may take exponential time, and none more than its text's length times a constant."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import pipeline
from pipeline.reading.patterns import risk_of

SHORT, FACTOR = 2000, 4
WORST = 9.0  # four times the text: 4 where work grows with the length, 16 where it grows with the square
NOISE = 0.03  # seconds of work below which nothing is told apart
UNITS = (
    "a", "A", " ", "1", ".", ",", "-", "\n", "„", "“", '"', "(", "[", "<", "/", "é", "\u00ad", "a ", "1.", "Aa ", "a-",
    "1 ", ", a", "a. ", "\n\n", "\r\n", " \n", "<a ", '="', "http://a.", "der ", "1.000", "und a", "»a«", "Ab ", "(a",
)  # fmt: skip


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        try:
            yield importlib.import_module(found.name)
        except ImportError:  # an extra that is not installed
            continue


def _held(value: object, depth: int = 2) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        for each in value.values():
            yield from _held(each, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _held(each, depth - 1)


def _patterns() -> dict[str, re.Pattern[str]]:
    """Those that modules hold, and those that are made of word lists by functions without arguments. Notes which are
    only ever matched at a place and never searched for."""
    found: dict[str, re.Pattern[str]] = {}
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(pipeline.__path__[0]).rglob("*.py"))]
    for module in _modules():
        for name, value in sorted(vars(module).items()):
            if callable(value) and hasattr(value, "__wrapped__") and not isinstance(value, type):
                code = getattr(value.__wrapped__, "__code__", None)
                returned = str(getattr(value.__wrapped__, "__annotations__", {}).get("return", ""))
                if code is None or code.co_argcount or "Pattern" not in returned:
                    continue
                value = value()
            for pattern in _held(value):
                found.setdefault(pattern.pattern, pattern)
                own = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
                source = "\n".join([own, *(text for text in sources if f"from {module.__name__} import" in text)])
                searched = re.search(rf"\b{name}\.(?:search|finditer|findall|sub|subn|split)\(", source)
                if not searched and re.search(rf"\b{name}\.(?:match|fullmatch)\(", source):
                    MATCHED.add(pattern.pattern)
    return found


MATCHED: set[str] = set()
PATTERNS = _patterns()


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 60
    assert any("=" in pattern for pattern in PATTERNS)


@pytest.mark.parametrize("pattern", sorted(PATTERNS), ids=lambda pattern: pattern[:40])
def test_no_pattern_repeats_a_repetition(pattern: str) -> None:
    assert not risk_of(pattern, PATTERNS[pattern].flags & ~re.UNICODE)


@pytest.mark.parametrize("pattern", sorted(PATTERNS), ids=lambda pattern: pattern[:40])
def test_work_grows_no_faster_than_the_text(pattern: str) -> None:
    matcher = PATTERNS[pattern]
    for unit in UNITS:
        assert not _quadratic(matcher, unit), f"«{unit}» × {SHORT * FACTOR}"


def _quadratic(matcher: re.Pattern[str], unit: str) -> bool:
    """Whether four times as many units, and a sign that ends them, take much more than four times the work."""
    if _seconds(matcher, unit * (SHORT * FACTOR) + "!", 1) < NOISE:
        return False
    short, long = (_seconds(matcher, unit * n + "!", 3) for n in (SHORT, SHORT * FACTOR))
    return long > NOISE and long > WORST * short


def _seconds(matcher: re.Pattern[str], text: str, tries: int) -> float:
    """The least processor time of a search for all matches."""
    times = []
    for _ in range(tries):
        begin = time.process_time()
        if matcher.pattern in MATCHED:
            matcher.match(text)
        else:
            for _ in matcher.finditer(text):
                pass
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize("pattern", ["(a+)+$", r"(\w+\s?)*$", "(a|aa)*c", "(.*)*", "((a{1,900})b?)+", "(x+x+)+y"])
def test_what_blows_up_is_seen(pattern: str) -> None:
    assert risk_of(pattern)


@pytest.mark.parametrize(
    "pattern", ["^={5,}$", r"Dokument \d+ von \d+", r"(?:, ?\w+)*", r"(?:a|b)+", r"(?:\d{1,3}\.)+"]
)
def test_what_does_not_is_let_through(pattern: str) -> None:
    assert not risk_of(pattern)


def test_growth_is_measured() -> None:
    """The test above can fail: blanks at the end are looked for from every blank."""
    assert _quadratic(re.compile(r"\s+$"), " ")
