"""What the benchmark says is what it measured: its table, its articles, its arithmetic."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import Line, machine, put
from benchmarks.cost import PRICE, cost
from benchmarks.texts import article, write_articles

KNOWN = [f"Satz {number} steht in keinem anderen Artikel in dieser Folge." for number in range(50)]


def test_articles_are_the_same_for_the_same_number(tmp_path: Path) -> None:
    assert article(3, KNOWN) == article(3, KNOWN) != article(4, KNOWN)
    write_articles(tmp_path, 5, 8, KNOWN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000005.txt", "000006.txt", "000007.txt"]
    assert (tmp_path / "000006.txt").read_text(encoding="utf-8") == article(6, KNOWN)


def test_lines_say_whether_their_goal_is_reached() -> None:
    assert Line("a", "1", "≥ 2", False).markdown() == "| a | 1 | ≥ 2 | **no** |"
    assert Line("a", "3", "≥ 2", True).markdown() == "| a | 3 | ≥ 2 | yes |"
    assert Line("a", "3").markdown() == "| a | 3 |  |  |"


def test_the_cost_adds_up() -> None:
    words = cost(articles=100, analysis=50, run=60)
    assert "1,000,000 / 2.00 / 3600 = 139 processor hours" in words
    assert f"**{(1e6 / 2 / 3600 + 1e6 * 0.1 / 3600) * PRICE:.2f} EUR**" in words


def test_the_machine_has_no_name() -> None:
    assert re.fullmatch(r"\d+ processors(, \d+ GB memory)?, \w+ on \w+, Python [\d.]+", machine())


def test_results_go_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("x\n<!-- cost -->\nold\n<!-- end -->\ny\n", encoding="utf-8")
    put(page, "cost", "new")
    assert page.read_text(encoding="utf-8") == "x\n<!-- cost -->\nnew\n<!-- end -->\ny\n"
    with pytest.raises(SystemExit):
        put(page, "nowhere", "new")
