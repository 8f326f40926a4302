"""What is imported is declared; what is declared is explained, with the licence that it has."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IMPORTED_AS = {"distributed": "dask", "cologne_phonetics": "cologne-phonetics"}
UNSAID = {"cryptography", "s3fs", "gcsfs", "lxml-html-clean", "dask"}  # used by others on our behalf
OPEN = re.compile(r"MIT|ISC|BSD|Apache|MPL")


def _declared() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    groups = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    for group, requirements in groups.items():
        for requirement in requirements:
            name = re.match(r"[\w.-]+", requirement)
            assert name
            if name[0] != "belegt":
                found.setdefault(name[0], set()).add(group)
    return found


def _explained() -> dict[str, list[str]]:
    lines = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {row[0]: row[1:] for row in rows if row[0] not in {"package", "---"}}


DECLARED, EXPLAINED = _declared(), _explained()


def test_the_page_is_complete() -> None:
    assert set(EXPLAINED) == set(DECLARED)
    for name, cells in EXPLAINED.items():
        assert len(cells[-1]) > 4, name
        if len(cells) == 3:
            assert set(cells[0].split(", ")) == DECLARED[name], name
        else:
            assert "" in DECLARED[name], name


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_the_licence_is_what_the_package_says(name: str) -> None:
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        pytest.skip("not installed")
    stated = EXPLAINED[name][-2]
    own = [
        facts.get("License-Expression") or "",
        (facts.get("License") or "").splitlines()[0:1],
        facts.get_all("Classifier"),
    ]
    assert DECLARED[name] == {"training"} or OPEN.search(stated)
    family = re.match(r"[A-Za-z]+", stated)
    assert family
    assert family[0] in str(own) or not (own[0] or own[1]), own


def test_what_is_imported_is_declared() -> None:
    imported: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    others = {IMPORTED_AS.get(name, name) for name in imported - sys.stdlib_module_names - {"pipeline"}}
    assert others <= set(DECLARED)
    needed = {name for name, groups in DECLARED.items() if groups & {"", "pdf", "parquet", "scale", "s3", "gs"}}
    assert needed - UNSAID <= others
