"""A run's behaviour as a user meets it: exit codes, one bad file, the same bytes, several workers."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import command

ROOT = Path(__file__).parent.parent
GOOD = """Mina Kallas sagt Hilfe zu

4. März 2026

Estland wird 120 Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn. Lettland lehnt einen
Einsatz eigener Truppen ab.
"""
FILES = ("claims.csv", "mentions.csv", "documents.csv", "table.csv", "belegt.xlsx")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"blatt{number}.txt").write_text(GOOD.replace("120", str(120 + number)), encoding="utf-8")
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _bytes(out: Path) -> dict[str, str]:
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}


def test_all_ok_is_exit_0_and_leaves_all_files(articles: Path, tmp_path: Path) -> None:
    assert command([str(articles), "--out", str(tmp_path / "out")]) == 0
    assert all((tmp_path / "out" / name).stat().st_size for name in FILES)
    claims = _rows(tmp_path / "out" / "claims.csv")
    assert {row["doc"] for row in claims} == {f"blatt{number}.txt" for number in range(3)}


def test_one_bad_file_costs_one_row_and_exit_3(articles: Path, tmp_path: Path) -> None:
    (articles / "kaputt.txt").write_bytes(b"\x00\x01\x02\xff" * 200)
    (articles / "leer.txt").write_bytes(b"")
    assert command([str(articles), "--out", str(tmp_path / "out")]) == 3
    rows = {row["doc"]: row for row in _rows(tmp_path / "out" / "documents.csv")}
    assert rows["kaputt.txt"]["status"] in {"failed", "skipped"}
    assert rows["leer.txt"]["status"] in {"failed", "skipped"}
    assert len(rows["kaputt.txt"]["reason"]) > 10
    assert sum(row["status"] == "ok" for row in rows.values()) == 3


def test_two_runs_and_two_workers_give_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    for name, workers in (("a", "1"), ("b", "1"), ("c", "2")):
        assert command([str(articles), "--out", str(tmp_path / name), "--workers", workers]) == 0
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b") == _bytes(tmp_path / "c")


def test_offsets_lead_back_to_the_file(articles: Path, tmp_path: Path) -> None:
    command([str(articles), "--out", str(tmp_path / "out")])
    for row in _rows(tmp_path / "out" / "claims.csv"):
        text = (articles / row["doc"]).read_bytes().decode("utf-8")
        assert " ".join(text[int(row["start"]) : int(row["end"])].split()) == " ".join(row["evidence"].split())


def test_a_wrong_path_is_exit_2_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(tmp_path / "nirgends")]) == 2
    message = capsys.readouterr().err
    assert "nirgends" in message
    assert "Nächster Schritt" in message
    assert message.count("\n") == 1


def test_an_unknown_model_is_exit_1_without_a_stack_trace(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(articles), "--model", "de_gibt_es_nicht", "--out", str(articles.parent / "out")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_help_and_a_wrong_path_do_not_load_spacy() -> None:
    code = (
        "import sys\nfrom pipeline.cli import command\n"
        "try:\n    command(['--help'])\nexcept SystemExit:\n    pass\n"
        "command(['nirgends'])\n"
        "assert not {'spacy', 'pandas', 'pydantic'} & set(sys.modules), 'heavy import'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_english_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command([str(tmp_path / "nowhere"), "--lang", "en"])
    assert "Next step" in capsys.readouterr().err
