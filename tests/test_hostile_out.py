"""Out folders and word lists that somebody made to break a run, or to lead it elsewhere."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import faults
import pytest

from pipeline.columns import claims_frame
from pipeline.corrections import no_corrections
from pipeline.corrections.reading import read_found
from pipeline.engine.dispatch import Dispatch, Stations
from pipeline.engine.store import BESIDE, FILE, FOLDER, opened
from pipeline.errors import OutputError, ResourceError
from pipeline.lexicon import check_own_files, csv_rows, located_rows, toml_table, use_folders
from pipeline.outputs.exact import ENDINGS
from pipeline.outputs.export import ACCOUNT, CORRECTED, NAMES, remove_texts, write_corrections, write_texts
from pipeline.reading.inputs import unique_inputs, would_replace
from pipeline.records import Article

ROOT = Path(__file__).parent.parent
STATIONS = Stations(faults.read, faults.extract)
TEXT = "Estland wird 120 Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn.\n"


def _run(out: Path, folder: Path) -> list[str]:
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([folder], out)
        store.forget_others()
        return [entry.doc for entry in store.entries()]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT + name)
    return folder


# --- the store --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE results; CREATE TABLE results (key BLOB PRIMARY KEY, head BLOB)",
        "DROP TABLE entries; CREATE VIEW entries AS SELECT 1 AS file",
        "DROP TABLE given_up; CREATE TABLE given_up (x)",
        "DROP TABLE texts; CREATE TABLE texts (doc INTEGER, more TEXT)",
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM results; END",
        "UPDATE results SET head = 'Text', body = 7, mentions = NULL, claims = 1.5, checksum = 'x'",
        "UPDATE results SET checksum = x'00'",
        "INSERT INTO given_up SELECT key, '60 s, 1800 MB', 5 FROM results; DELETE FROM results",
        "PRAGMA user_version=99",
    ],
)
def test_a_store_of_another_making_is_made_again(articles: Path, tmp_path: Path, harm: str) -> None:
    out = tmp_path / "out"
    assert _run(out, articles) == ["a.txt", "b.txt"]
    base = sqlite3.connect(out / FOLDER / FILE)
    base.executescript(harm)
    base.close()
    assert _run(out, articles) == ["a.txt", "b.txt"]
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([articles], out)
        assert {article.text for article in store.articles().values()} == {TEXT + "a.txt", TEXT + "b.txt"}


@pytest.mark.parametrize("name", [FOLDER, f"{FOLDER}/{FILE}", *BESIDE])
def test_no_link_leads_results_elsewhere(articles: Path, tmp_path: Path, name: str) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    elsewhere.mkdir()
    (out / name).symlink_to(elsewhere)
    with pytest.raises(OutputError, match="Verknüpfung"):
        _run(out, articles)
    assert not list(elsewhere.iterdir())


def test_no_text_is_written_or_removed_through_a_link(tmp_path: Path) -> None:
    texts, elsewhere = tmp_path / "texts", tmp_path / "elsewhere"
    elsewhere.mkdir()
    texts.mkdir()
    (elsewhere / "b.jsonl#1.txt").write_text("wichtig")
    (texts / "tief").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="Verknüpfung"):
        write_texts(texts, [Article(doc="tief/b.jsonl#1", text="neu", in_file=False)])
    remove_texts(texts, ["tief/b.jsonl#1"])
    assert (elsewhere / "b.jsonl#1.txt").read_text() == "wichtig"


def test_a_folder_in_the_place_of_a_result_is_told(tmp_path: Path) -> None:
    (tmp_path / "corrections_report.csv").mkdir()
    with pytest.raises(OutputError, match="corrections_report"):
        write_corrections(tmp_path / "corrections_report.csv", no_corrections(), "plain")
    assert not len(claims_frame(()))


# --- results and inputs in one folder ---------------------------------------------------------------------


def test_articles_that_are_called_like_results_are_not_replaced(articles: Path, tmp_path: Path) -> None:
    (articles / "claims.jsonl").write_text('{"text": "Polen schickt 30 Panzer, sagte Jan Nowak."}\n')
    (articles / "table.csv").write_text("text\nPolen schickt 30 Panzer.\n")
    assert would_replace([articles], tmp_path / "out") == []
    assert would_replace([articles], articles) == ["table.csv", "claims.jsonl"]
    command = [sys.executable, str(ROOT / "run_pipeline.py"), str(articles), "--out", str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "table.csv" in done.stderr
    assert sorted(path.name for path in articles.iterdir()) == ["a.txt", "b.txt", "claims.jsonl", "table.csv"]


def test_results_of_another_run_inside_the_input_are_no_articles(articles: Path, tmp_path: Path) -> None:
    old = articles / "alt"
    _run(old, articles)
    for name in ("mentions.csv", "report.html", "claims.csv", "run.json"):
        (old / name).write_text("text\n" + TEXT)
    (old / "texts").mkdir()
    (old / "texts" / "b.txt").write_text(TEXT)
    (old / "neu.txt").write_text(TEXT)
    assert [item.doc for item in unique_inputs([articles], tmp_path / "out")] == ["a.txt", "alt/neu.txt", "b.txt"]


def test_every_file_that_a_run_writes_is_known_as_a_result() -> None:
    known = set(toml_table("files")["never"]["results"])
    assert {f"{name}.{ending}" for name in NAMES for ending in ("csv", *ENDINGS)} <= known
    assert {ACCOUNT, CORRECTED, "belegt.xlsx", "report.html", "texts", "parts"} <= known


def test_corrections_are_not_read_through_a_link(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "fremd.csv").write_text("action,claim_id\nreject,c_geheim\n")
    (articles / "corrections.csv").symlink_to(tmp_path / "fremd.csv")
    found, warnings = read_found([articles])
    assert not found
    assert "Verknüpfung" in warnings[0]


def test_a_pipe_called_like_corrections_is_not_opened(articles: Path) -> None:
    os.mkfifo(articles / "corrections.csv")
    assert read_found([articles]) == ([], [])


# --- word lists of one's own ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("media.csv", "name,aliases,unbekannt\na,b,c\n"),
        ("media.csv", "aliases\nb\n"),
        ("media.csv", 'name,aliases\n"offen,' + "x" * 140_000),
        ("media.csv", "name\na,b,c,d\n"),
        ("outlets.csv", "hosts\na.example\n"),
        ("office_holders.csv", 'office,country,holder,from,to\n"Kanzler,DE,A,2020-01-01,\nB,C,D,,\n'),
        ("office_holders.csv", "x,y\n1,2\n"),
        ("office_holders.csv", "\0" * 50),
        ("topics.toml", "words = 5\n"),
        ("topics.toml", '[rank]\nmoney = "hoch"\n'),
        ("topics.toml", "[words\n"),
        ("cues.toml", "a = " + "[" * 100_000),
        ("cues.toml", "verbs = true\nreflexive = 3\n"),
    ],
)
def test_a_broken_list_is_one_sentence_that_names_the_file(tmp_path: Path, name: str, words: str) -> None:
    csv.field_size_limit(131_072)  # Python's own; other tests raise it
    (tmp_path / name).write_text(words)
    use_folders(tmp_path)
    check = check_own_files if name != "office_holders.csv" else lambda: located_rows("office_holders")
    with pytest.raises(ResourceError, match=name):
        check()


def test_a_short_list_of_ones_own_has_all_columns(tmp_path: Path) -> None:
    (tmp_path / "outlets.csv").write_text("name\nKüstenbote\n\n")
    (tmp_path / "topics.toml").write_text('[rank]\nwater = 5\n[words]\n"wasser*" = "water"\n')
    use_folders(tmp_path)
    check_own_files()
    last = csv_rows("outlets")[-1]
    assert (last["name"], last["hosts"]) == ("Küstenbote", "")
    assert toml_table("topics")["rank"]["water"] == 5
