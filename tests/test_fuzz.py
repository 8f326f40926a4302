"""The fuzz target over its seeds, over changed seeds, and over every input that once broke a reader."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.readers import read

SEEDS = sorted(path for path in (Path(__file__).parent.parent / "fuzz" / "corpus").iterdir())
ARTICLES = {"export": 2, "lines": 2, "lines_old": 2, "list": 2, "table": 2}  # others hold one


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_seeds_are_read(path: Path, tmp_path: Path) -> None:
    if path.name == "pdf":
        pytest.importorskip("pypdf")
    if not path.name.startswith("found"):
        assert read(path.read_bytes(), tmp_path) == ARTICLES.get(path.name, 1)
    else:
        read(path.read_bytes(), tmp_path)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_changed_seeds_break_nothing(path: Path, tmp_path: Path) -> None:
    draw = random.Random(path.name)
    whole = path.read_bytes()
    for _ in range(15):
        changed = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            place = draw.randrange(1, len(changed))
            changed[place : place + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
        read(bytes(changed), tmp_path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    read(data, tmp_path)
