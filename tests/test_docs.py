"""The documentation cannot lie: its columns are the declared ones, its commands run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.cli import ALL_OK, command
from pipeline.columns import TableName, columns_of
from pipeline.lexicon import use_folders
from pipeline.messages import use_language
from pipeline.options import parser
from pipeline.outputs.export import read_csv, read_table

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("table", get_args(TableName))
def test_columns_page_lists_the_declared_columns_in_order(table: TableName) -> None:
    page = (ROOT / "docs/columns.md").read_text(encoding="utf-8")
    name = "corrections_report" if table == "corrections" else table
    section = page.split(f"## {name}.csv")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(column.name, column.type, column.english) for column in columns_of(table)]


def test_every_option_in_the_docs_exists() -> None:
    known = {option for action in parser()._actions for option in action.option_strings}
    known |= {
        "--floors",
        "--markdown",
        "--misses",
        "--data",
        "--work",
        "--check",
        "--counts",
        "--skip-editable",
        "--wheel",
        "--outdir",
        "--quiet",
        "--articles",
        "--write",
        "--host",
        "--port",
        "--nthreads",
        "--nworkers",
    }  # of the development commands
    for page in PAGES:
        used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
        assert used <= known, f"{page.name}: {used - known}"


def test_links_inside_the_repository_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


# --- commands ------------------------------------------------------------------------------------

FILE = re.compile(r"<!-- file (\S+) -->\n```\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"(?:belegt|\S*python3? run_pipeline\.py) (?!.*&&)(.+)")


def _commands(page: str) -> list[str]:
    blocks = [block for kind, block in BLOCK.findall(page) if kind in {"", "sh", "console"}]
    lines = [line for block in blocks for line in block.splitlines()]
    return [match[1] for line in lines if (match := OURS.fullmatch(line.strip()))]


def _names(page: Path) -> str:
    return page.name


WITH_COMMANDS = [page for page in PAGES if _commands(page.read_text(encoding="utf-8"))]
WITH_CODE = [page for page in PAGES if CODE.search(page.read_text(encoding="utf-8"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the sample articles, where the documentation's commands are run."""
    shutil.copytree(ROOT / "data/raw", tmp_path / "data/raw")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    use_folders()
    use_language("de")


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=_names)
def test_every_command_of_a_page_runs(page: Path, desk: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name, content in FILE.findall(text):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(content, encoding="utf-8")
    model = ["--model", os.environ["BELEGT_TEST_MODEL"]] if "BELEGT_TEST_MODEL" in os.environ else []
    for line in _commands(text):
        if "ROW_ID" in line:
            line = line.replace("ROW_ID", read_table("RESULTS/table.csv")["row_id"][0])
        words = shlex.split(line.replace("FOLDER_OR_FILES", "data/raw"))
        assert command([*words, *model]) == ALL_OK, line
    # What the pages on corrections and own words promise.
    if page.name == "corrections.md":
        report = read_csv(desk / "RESULTS/corrections_report.csv", "corrections")
        assert report["outcome"].tolist() == ["applied", "applied", "not_found"]
    if page.name == "own-words.md":
        assert "water" in set(read_table(desk / "RESULTS/table.csv")["topic"])


@pytest.mark.parametrize("page", WITH_CODE, ids=_names)
def test_the_python_of_a_page_runs(page: Path, desk: Path) -> None:
    scope: dict[str, Any] = {}
    for code in CODE.findall(page.read_text(encoding="utf-8")):
        exec(compile(code, page.name, "exec"), scope)


def test_the_pages_that_people_need_have_commands() -> None:
    assert {"corrections.md", "method.md", "own-words.md"} <= {page.name for page in WITH_COMMANDS}
    assert {"library.md"} <= {page.name for page in WITH_CODE}
