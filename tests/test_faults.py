"""Faults that a run survives: kills, interrupts, full disks, two runs at once, damage, upgrades, odd surroundings."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import faults
import pytest

from pipeline.engine.dispatch import Dispatch, Stations
from pipeline.engine.fingerprint import fingerprint
from pipeline.engine.store import FILE, FOLDER, opened

ROOT = Path(__file__).parent.parent
TEXT = """Estland sagt Hilfe zu

4. März 2026

Estland wird {n} Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn. Lettland lehnt einen
Einsatz eigener Truppen ab. „Wir prüfen alles“, sagte Verteidigungsminister Juri Tamm.
"""
RESULTS = ("claims.csv", "mentions.csv", "documents.csv", "table.csv", "belegt.xlsx", "report.html", "run.json")
STATIONS = Stations(faults.read, faults.extract)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return _articles(tmp_path / "in", 6)


def _articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"blatt{number}.txt").write_text(TEXT.format(n=120 + number), encoding="utf-8")
    return folder


def _command(folder: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, str(ROOT / "run_pipeline.py"), str(folder), "--out", str(out), *more]


def _run(folder: Path, out: Path, *more: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(folder, out, *more), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def _bytes(out: Path) -> dict[str, str]:
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in RESULTS}


def _stored(out: Path) -> dict[bytes, int]:
    """The keys of finished articles, with the numbers of their rows."""
    path = out / FOLDER / FILE
    if not path.exists():
        return {}
    with sqlite3.connect(path) as base:
        try:
            return dict(base.execute("SELECT key, rowid FROM results"))
        except sqlite3.OperationalError:
            return {}


def _group_is_empty(group: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def _until_stored(out: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while len(_stored(out)) < count and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = _articles(tmp_path / "in", 25)
    out = tmp_path / "out"
    process = subprocess.Popen(_command(folder, out), start_new_session=True, stderr=subprocess.DEVNULL)
    _until_stored(out, 1, process)
    os.kill(process.pid, signal.SIGKILL)  # its workers must notice by themselves
    process.wait()
    assert _group_is_empty(process.pid)
    before = _stored(out)
    assert before
    assert _run(folder, out).returncode == 0
    after = _stored(out)
    assert {key: after[key] for key in before} == before
    assert _run(folder, tmp_path / "fresh").returncode == 0
    assert _bytes(out) == _bytes(tmp_path / "fresh")


@pytest.mark.parametrize("how", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT, signal.SIGINT]])
def test_an_interrupt_ends_the_run_at_once_and_leaves_no_process(
    articles: Path, tmp_path: Path, how: list[signal.Signals]
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        _command(articles, out, "--workers", "2"), start_new_session=True, stderr=subprocess.PIPE
    )
    while not (out / FOLDER / FILE).exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    start = time.monotonic()
    for each in how:
        os.killpg(process.pid, each) if each == signal.SIGINT else os.kill(process.pid, each)
        time.sleep(0.01)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - start < 5
    assert _group_is_empty(process.pid)
    assert b"Traceback" not in errors
    assert "abgebrochen" in errors.decode()


def test_nobody_reads_the_messages(articles: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(_command(articles, tmp_path / "out"), stderr=subprocess.PIPE)
    assert process.stderr
    process.stderr.close()
    assert process.wait(120) == 0
    assert (tmp_path / "out" / "run.json").exists()


def test_two_runs_do_not_share_a_folder(articles: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "out"):
        second = _run(articles, tmp_path / "out")
    assert second.returncode == 1
    assert f"wird benutzt von PID {os.getpid()}" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_lock_of_a_dead_run_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "lock").write_bytes(b"\n1\n")
    with opened(tmp_path) as store:
        assert not list(store.entries())


def test_a_folder_that_cannot_be_written_stops_before_any_work(articles: Path) -> None:
    start = time.monotonic()
    done = _run(articles, Path("/proc/hier/nicht"))
    assert done.returncode == 1
    assert "/proc/hier/nicht" in done.stderr
    assert "Nächster Schritt" in done.stderr
    assert time.monotonic() - start < 10


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "harm",
    [
        _flip,
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"kein SQLite" * 1000),
        Path.unlink,
    ],
    ids=["flipped", "cut", "empty", "other", "gone"],
)
def test_damaged_results_are_made_again(tmp_path: Path, harm: object) -> None:
    folder, out = _articles(tmp_path / "in", 4), tmp_path / "out"
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([folder])
    harm(out / FOLDER / FILE)  # type: ignore[operator]
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([folder])
        assert [entry.doc for entry in store.entries()] == [f"blatt{number}.txt" for number in range(4)]
        assert len({article.text for article in store.articles().values()}) == 4


def test_one_damaged_result_costs_one_article_and_a_warning(tmp_path: Path) -> None:
    folder, out = _articles(tmp_path / "in", 4), tmp_path / "out"
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([folder])
    with sqlite3.connect(out / FOLDER / FILE) as base:
        base.execute("UPDATE results SET claims = x'00' WHERE rowid = 2")
    before = _stored(out)
    with opened(out) as store:
        Dispatch(store, "f", stations=STATIONS).run([folder])
        assert len(store.warnings) == 1
        assert "beschädigt" in store.warnings[0]
    after = _stored(out)
    assert sum(before[key] == after[key] for key in after) == 3


def test_results_of_another_version_are_not_mixed_in(tmp_path: Path) -> None:
    folder, out = _articles(tmp_path / "in", 3), tmp_path / "out"
    for version in ("old", "new", "old"):
        with opened(out) as store:
            before = set(_stored(out))
            Dispatch(store, version, stations=STATIONS).run([folder])
            store.forget_others()
        assert not before & set(_stored(out))
    with sqlite3.connect(out / FOLDER / FILE) as base:
        base.execute("PRAGMA user_version=99")
    with opened(out) as store:
        assert "anderen Version" in store.warnings[0]


def test_code_word_lists_and_model_make_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "resources").mkdir(parents=True)
    (package / "rules.py").write_text("A = 1\n")
    (package / "resources" / "words.toml").write_text("a = 1\n")
    own, model = tmp_path / "own", tmp_path / "model"
    own.mkdir()
    model.mkdir()
    (model / "meta.json").write_text("{}")
    monkeypatch.setattr("pipeline.engine.fingerprint.PACKAGE", package)
    seen = [fingerprint(str(model))]
    for path in (package / "rules.py", package / "resources" / "words.toml", model / "meta.json"):
        path.write_text(path.read_text() + "\n")
        seen.append(fingerprint(str(model)))
    seen.append(fingerprint(str(model), [own]))
    (own / "cues.toml").write_text("b = 2\n")
    seen.append(fingerprint(str(model), [own]))
    assert len(set(seen)) == len(seen)
    assert fingerprint(str(model), [own]) == seen[-1]


def test_only_new_articles_are_done_and_the_result_is_as_fresh(tmp_path: Path) -> None:
    folder = _articles(tmp_path / "in", 3)
    (folder / "seite.jsonl").write_text('{"text": "Polen schickt 30 Panzer, sagte Minister Jan Nowak."}\n')
    assert _run(folder, tmp_path / "out").returncode == 0
    before = _stored(tmp_path / "out")
    (folder / "neu.txt").write_text(TEXT.format(n=7), encoding="utf-8")
    (folder / "seite.jsonl").unlink()
    assert _run(folder, tmp_path / "out").returncode == 0
    after = _stored(tmp_path / "out")
    assert len(after) == 4
    assert sum(before.get(key) == row for key, row in after.items()) == 3
    assert not (tmp_path / "out" / "texts").exists()
    assert _run(folder, tmp_path / "fresh").returncode == 0
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


SPY = """
import os, random, socket
def refuse(*words, **more):
    open({mark!r}, "a").write(repr(words) + "\\n")
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
real = os.scandir
class Shuffled:
    def __init__(self, path="."):
        with real(path) as listing:
            self._entries = list(listing)
        random.shuffle(self._entries)
    def __iter__(self):
        return iter(self._entries)
    def __next__(self):
        if not self._entries:
            raise StopIteration
        return self._entries.pop()
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    def close(self):
        pass
os.scandir = Shuffled
"""
TRAPS = ("spacy", "multiprocessing", "pickle", "pydantic", "pipeline", "sitecustomize", "sqlite3", "encodings")


def test_hostile_folder_odd_surroundings_no_network(articles: Path, tmp_path: Path) -> None:
    """Another hash seed, locale, time zone, listing order and number of workers give the same bytes."""
    hooks, mark, trap = tmp_path / "hooks", tmp_path / "network", tmp_path / "imported"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(SPY.format(mark=str(mark)))
    for name in TRAPS:
        (articles / f"{name}.py").write_text(f"open({str(trap)!r}, 'a').write({name!r})\nraise SystemExit(9)\n")
    for name in (".env", "config.cfg", "settings.cfg", "pyproject.toml"):
        (articles / name).write_text("[training\nkaputt = ")
    assert _run(articles, tmp_path / "plain").returncode == 3
    odd = {"PYTHONPATH": str(hooks), "PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}
    done = _run(articles, tmp_path / "odd", "--workers", "2", cwd=articles, env={**os.environ, **odd})
    assert done.returncode == 3, done.stderr
    assert not mark.exists(), mark.read_text()
    assert not trap.exists(), trap.read_text()
    assert _bytes(tmp_path / "odd") == _bytes(tmp_path / "plain")


def test_results_are_never_inputs(tmp_path: Path) -> None:
    folder = _articles(tmp_path / "in", 1)
    (folder / "b.jsonl").write_text('{"text": "Polen schickt 30 Panzer, sagte Minister Jan Nowak."}\n')
    assert _run(folder, folder).returncode == 0
    first = _bytes(folder)
    assert _run(folder, folder).returncode == 0
    assert _bytes(folder) == first


# --- long ------------------------------------------------------------------------------------------------


def _kills() -> Iterator[float]:
    yield from (0.3 + 0.45 * number for number in range(20))


@pytest.mark.slow
def test_twenty_kills(tmp_path: Path) -> None:
    folder = _articles(tmp_path / "in", 30)
    assert _run(folder, tmp_path / "fresh").returncode == 0
    clean = _bytes(tmp_path / "fresh")
    for seconds in _kills():
        out = tmp_path / f"out{seconds}"
        process = subprocess.Popen(_command(folder, out), start_new_session=True, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for name in RESULTS:
            if (out / name).exists():
                assert hashlib.sha256((out / name).read_bytes()).hexdigest() == clean[name]
        assert _run(folder, out).returncode == 0
        assert _bytes(out) == clean
        assert not list(out.rglob("*.part"))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such limit on Windows")
@pytest.mark.parametrize("kilobytes", [0, 1, 4, 16, 32, 64])
def test_no_file_may_grow_beyond_a_size(articles: Path, tmp_path: Path, kilobytes: int) -> None:
    """As on a full disk: one line, exit code 1, nothing torn; with room again the run goes on."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    out = tmp_path / "out"
    done = _run(articles, out, preexec_fn=limit)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(out) in done.stderr
    assert "frei" in done.stderr
    assert _run(articles, out).returncode == 0
    assert _run(articles, tmp_path / "fresh").returncode == 0
    assert _bytes(out) == _bytes(tmp_path / "fresh")


@pytest.mark.slow
def test_same_bytes_everywhere(articles: Path, tmp_path: Path) -> None:
    found = set()
    for number, (seed, workers, locale, zone) in enumerate(
        [
            ("0", "1", "C", "UTC"),
            ("1", "2", "de_DE.UTF-8", "Europe/Berlin"),
            ("2", "8", "tr_TR.UTF-8", "Pacific/Kiritimati"),
            ("3", "3", "C.UTF-8", "America/Los_Angeles"),
        ]
    ):
        settings = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONUTF8": str(number % 2)}
        out = tmp_path / f"out{number}"
        assert _run(articles, out, "--workers", workers, env={**os.environ, **settings}).returncode == 0
        found.add(tuple(_bytes(out).values()))
    assert len(found) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such limit on Windows")
def test_many_files_with_few_handles(tmp_path: Path) -> None:
    import resource

    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.exe").touch()
    (folder / "a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    done = _run(folder, tmp_path / "out", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    assert done.returncode == 3, done.stderr
