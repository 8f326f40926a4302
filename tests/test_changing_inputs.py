"""Inputs that change while a run goes on, outputs that a run leaves half made, and the clock, which nothing asks."""

from __future__ import annotations

import ast
import hashlib
import json
import os
from pathlib import Path

import faults
import pytest

from pipeline.cli import command
from pipeline.engine.dispatch import Dispatch, Stations
from pipeline.engine.ledger import documents
from pipeline.engine.spool import FILE as SPOOL
from pipeline.engine.store import FOLDER, opened
from pipeline.errors import OutputError
from pipeline.outputs.export import read_csv, write_outputs
from pipeline.run import InMemory, tables_of

ROOT = Path(__file__).parent.parent
TEXT = "Estland wird {n} Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn."


def _articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(TEXT.format(n=100 + number), encoding="utf-8")
    return folder


def test_inputs_that_vanish_grow_or_become_folders_have_one_row_each(tmp_path: Path) -> None:
    """What was listed first and read last: the row tells of the bytes that were read."""
    folder = _articles(tmp_path / "in", 40)
    changed = False

    def change(doc: str) -> None:
        nonlocal changed
        if not changed:
            changed = True
            (folder / "039.txt").unlink()
            (folder / "038.txt").write_text(TEXT.format(n=7) * 9, encoding="utf-8")
            (folder / "037.txt").unlink()
            (folder / "037.txt").mkdir()
            (folder / "036.txt").unlink()
            os.symlink("/etc/passwd", folder / "036.txt")

    with opened(tmp_path / "out") as store:
        Dispatch(store, "f", workers=1, stations=Stations(faults.read, faults.extract), progress=change).run([folder])
        rows = {row.doc: row for row in documents(store.entries(), {}, {})}
        texts = {doc: article.text for doc, article in store.articles().items()}
    assert list(rows) == [f"{number:03}.txt" for number in range(40)]
    assert [rows[name].status for name in ("037.txt", "039.txt")] == ["skipped", "failed"]
    assert "verschwunden" in rows["039.txt"].reason
    grown = (folder / "038.txt").read_bytes()
    assert rows["038.txt"].sha256 == hashlib.sha256(grown).hexdigest()
    assert texts["038.txt"] == grown.decode()
    assert all(rows[f"{number:03}.txt"].status == "ok" for number in range(36))


def test_run_json_stands_only_beside_whole_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of(InMemory([]))
    write_outputs(tables, tmp_path)
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["rows"]["claims"] == 0

    def fail(*words: object, **more: object) -> None:
        raise OutputError("kein Platz")

    monkeypatch.setattr("pipeline.outputs.export.write_texts", fail)
    with pytest.raises(OutputError):
        write_outputs(tables, tmp_path)
    assert not (tmp_path / "run.json").exists()
    assert (tmp_path / "claims.csv").exists()


def test_claims_on_disk_give_the_same_files(tmp_path: Path) -> None:
    """What a killed run left of them goes; what a run needs of them is there, in every order."""
    out, folder = tmp_path / "out", _articles(tmp_path / "in", 3)
    (out / FOLDER).mkdir(parents=True)
    (out / FOLDER / SPOOL).write_bytes(b"kaputt" * 999)
    assert command([str(folder), "--out", str(out)]) == 0
    assert not (out / FOLDER / SPOOL).exists()
    with opened(out) as store:
        Dispatch(store, "f").run([folder])
        write_outputs(tables_of(store), tmp_path / "held", model=json.loads((out / "run.json").read_text())["model"])
    for name in ("claims.csv", "mentions.csv", "table.csv", "belegt.xlsx", "report.html", "run.json"):
        assert (out / name).read_bytes() == (tmp_path / "held" / name).read_bytes(), name
    assert len(read_csv(out / "claims.csv", "claims"))


def test_nothing_asks_for_the_time_of_day() -> None:
    """Results hold no clock: only waiting and time limits look at one, and theirs knows no date."""
    found = []
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute):
                continue
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in {"today", "now", "utcnow"} or (
                owner == "time" and node.attr in {"time", "localtime", "strftime"}
            ):
                found.append(f"{path.name}:{node.lineno}")
    assert not found
