"""Commands as scripts and hurried people give them: closed streams, full disks, variables that are not set."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import ALL_OK, FATAL, PARTLY, USAGE, command
from pipeline.outputs.export import read_csv

ROOT = Path(__file__).parent.parent
SENTENCE = "Estland sagt am Montag 200 Ausbilder zu.\n"
FULL = Path("/dev/full")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(SENTENCE, encoding="utf-8")
    return folder


def shell(words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a shell, ``belegt`` being this checkout."""
    line = words.replace("belegt", f"'{sys.executable}' '{ROOT / 'run_pipeline.py'}'")
    return subprocess.run(line, shell=True, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_cost_no_result(articles: Path, tmp_path: Path, closed: str) -> None:
    out = tmp_path / "out"
    done = shell(f"belegt '{articles}' --out '{out}' {closed}")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Traceback" not in done.stderr
    assert list(read_csv(out / "documents.csv", "documents")["status"]) == ["ok"]


def test_nothing_is_read_where_standard_input_is_closed(tmp_path: Path) -> None:
    done = shell(f"belegt - --out '{tmp_path / 'out'}' <&-")
    assert done.returncode == 3
    assert "leer" in done.stderr.decode()


def test_a_closed_or_full_standard_output() -> None:
    done = shell("belegt --version >&-")
    assert (done.returncode, done.stderr) == (0, b"")
    if FULL.exists():
        done = shell(f"belegt --version >{FULL}")
        assert done.returncode == FATAL
        assert "Nächster Schritt" in done.stderr.decode()
        assert "Unerwarteter" not in done.stderr.decode()


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
def test_messages_that_nobody_can_keep(articles: Path, tmp_path: Path) -> None:
    assert shell(f"belegt '{articles}' --out '{tmp_path / 'out'}' 2>{FULL}").returncode == 0
    assert (tmp_path / "out" / "run.json").is_file()


@pytest.mark.parametrize("signs", ["cp1252", "ascii"])
def test_an_answer_in_signs_that_a_terminal_lacks(signs: str) -> None:
    done = shell(f"belegt --explain '{SENTENCE.strip()}'", PYTHONIOENCODING=signs)
    assert done.returncode == 0, done.stderr
    assert "→" not in done.stdout.decode(signs)
    assert "\\u2192" in done.stdout.decode(signs)


@pytest.mark.parametrize(
    "words",
    [
        [""], [" "], ["{in}", "--out", ""], ["--explain", ""], ["--explain-row", ""], ["{in}", "--model", ""],
        ["{in}", "--corrections", ""], ["{in}", "--resources", ""], ["{in}", "--workers", "viele"],
        ["{in}", "--workers", "0"], ["{in}", "--workers", "1.5"], ["{in}", "--min-confidence", "0,5"],
        ["{in}", "--min-confidence", "nan"],
    ],
)  # fmt: skip
def test_words_that_mean_nothing_are_usage(
    articles: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(articles)
    with pytest.raises(SystemExit) as ended:
        command([word.replace("{in}", str(articles)) for word in words])
    told = capsys.readouterr().err
    assert ended.value.code == USAGE
    assert "must be" in told or "is empty" in told
    assert "_positive" not in told
    assert os.listdir(articles) == ["a.txt"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--columns", "volltext=Text"], "text, title, date, source, url"),
        (["--corrections", "{in}"], "--corrections"),
        (["--corrections", "{in}/nix.csv"], "--corrections"),
        (["--resources", "{in}/a.txt"], "kein Ordner"),
        (["--split", "("], "Sonderzeichen"),
        (["n" * 5000], "nicht gefunden"),
        (["--corrections", "n" * 5000], "--corrections"),
        (["--resources", "n" * 5000], "kein Ordner"),
        (["--explain-row", "r_1", "--out", "n" * 5000], "keine Ergebnisse"),
    ],
)
def test_a_message_names_the_word_and_the_next_step(
    articles: Path, tmp_path: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.replace("{in}", str(articles)) for word in words]
    assert command(["--out", str(tmp_path / "out"), str(articles), *given]) == USAGE
    message = capsys.readouterr().err
    assert told in message
    assert "Nächster Schritt" in message


def test_a_place_for_results_that_no_disk_takes(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(articles), "--out", "n" * 5000]) == FATAL
    assert "kann nicht geschrieben werden" in capsys.readouterr().err


def test_an_input_may_begin_with_a_dash(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (articles / "-x.txt").write_text(SENTENCE, encoding="utf-8")
    monkeypatch.chdir(articles)
    assert command(["--out", str(tmp_path / "out"), "--", "-x.txt"]) == 0
    assert list(read_csv(tmp_path / "out" / "documents.csv", "documents")["doc"]) == ["-x.txt"]


def test_inputs_may_stand_behind_options(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    out = tmp_path / "out"
    assert command([str(articles), "--out", str(out), str(tmp_path / "b.txt")]) == 0
    assert list(read_csv(out / "documents.csv", "documents")["doc"]) == ["b.txt", "in/a.txt"]


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Path]:
    """A folder with an article that this process may not read."""
    folder = tmp_path / "zu"
    folder.mkdir()
    (folder / "a.txt").write_text(SENTENCE, encoding="utf-8")
    folder.chmod(0)
    if os.access(folder, os.R_OK):  # the tests run with all rights
        folder.chmod(0o755)
        pytest.skip("no rights can be taken from this process")
    yield folder
    folder.chmod(0o755)


def test_a_folder_that_must_not_be_read_is_one_row(shut: Path, tmp_path: Path) -> None:
    assert command([str(shut), "--out", str(tmp_path / "out")]) == PARTLY
    found = read_csv(tmp_path / "out" / "documents.csv", "documents")
    assert list(found["status"]) == ["failed"]
    assert "darf nicht gelesen" in str(found["reason"][0])


def test_words_of_ones_own_that_must_not_be_read_are_told(shut: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["--explain", SENTENCE, "--resources", str(shut)]) == USAGE
    assert str(shut) in capsys.readouterr().err


def test_words_of_ones_own_saved_by_a_windows_editor(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("# leer\n", encoding="utf-8-sig")
    assert command(["--explain", SENTENCE, "--resources", str(tmp_path)]) == ALL_OK
