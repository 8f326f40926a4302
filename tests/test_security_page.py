"""Every test that the security page names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_it_names_exists() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("test_*.py")))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 20
    assert not {name for name in named if f"def {name}(" not in sources}
    assert all((ROOT / path).exists() for path in re.findall(r"`(tests/\w+\.py)`", page))
    assert page.count("\n| ") > 30
