"""The documentation cannot lie: its columns are the declared ones, its commands run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import parser
from pipeline.columns import TableName, columns_of

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("table", ["claims", "mentions", "documents", "table"])
def test_columns_page_lists_the_declared_columns_in_order(table: TableName) -> None:
    page = (ROOT / "docs/columns.md").read_text(encoding="utf-8")
    section = page.split(f"## {table}.csv")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(column.name, column.type, column.english) for column in columns_of(table)]


def test_every_option_in_the_docs_exists() -> None:
    known = {option for action in parser()._actions for option in action.option_strings}
    known |= {"--floors", "--misses", "--data", "--work", "--check", "--wheel", "--outdir"}  # of the development commands
    for page in PAGES:
        used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
        assert used <= known, f"{page.name}: {used - known}"


def test_links_inside_the_repository_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
