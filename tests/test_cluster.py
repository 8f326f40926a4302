"""A run on a Dask cluster gives the bytes of a run on one machine, whatever dies; strangers are turned away."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import faults
import pytest

from pipeline.cli import command
from pipeline.cluster.connection import check_workers, connected
from pipeline.cluster.dispatch import ClusterDispatch
from pipeline.cluster.orders import Order
from pipeline.engine.dispatch import Dispatch, Stations
from pipeline.engine.fingerprint import fingerprint
from pipeline.engine.ledger import documents
from pipeline.engine.limits import Limits
from pipeline.engine.store import Store, opened
from pipeline.errors import ClusterError
from pipeline.records import Document

pytest.importorskip("distributed", reason="the extra «scale» is not installed")

ROOT = Path(__file__).parent.parent
PATIENCE = 300  # seconds; a busy machine needs many
TEXT = "Die Ministerin sagte am Montag, sie wolle 200 Soldaten schicken. "


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A cluster of two worker processes."""
    with connected(workers=2) as found:
        yield found


def _order(limits: Limits | None = None) -> Order:
    return Order(fingerprint(None), limits=limits or Limits(megabytes=300), station=faults.extract)


def _folder(tmp_path: Path, files: dict[str, str]) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _dispatched(store: Store, client: Any, folder: Path, order: Order, **more: Any) -> dict[str, Document]:
    ClusterDispatch(store, client, order, read=faults.read, **more).run([folder])
    return {row.doc: row for row in documents(store.entries(), {}, {})}


def _sums(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file() and ".belegt" not in path.parts)
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(
    ("word", "reason", "limits"),
    [
        ("STIRB", "brach zweimal ab", Limits(megabytes=300)),
        ("HAENG", "Zeitüberschreitung nach 2 Sekunden", Limits(seconds=2.0, patience=1.0)),
        ("VOLL", "300 MB", Limits(megabytes=300)),
    ],
)
def test_a_fault_costs_one_article(tmp_path: Path, client: Any, word: str, reason: str, limits: Limits) -> None:
    files = {f"{number}.txt": TEXT + str(number) for number in range(8)} | {"3.txt": f"{TEXT} {word}"}
    with opened(tmp_path / "out") as store:
        rows = _dispatched(store, client, _folder(tmp_path, files), _order(limits))
    assert [doc for doc, row in rows.items() if row.status != "ok"] == ["3.txt"]
    assert reason in rows["3.txt"].reason
    assert rows["3.txt"].sha256


def test_a_killed_worker_loses_nothing(tmp_path: Path, client: Any) -> None:
    files = {f"{number:02d}.txt": f"{TEXT} {number}" for number in range(60)}
    folder = _folder(tmp_path, files)
    victim = next(iter(client.run(os.getpid).values()))
    done: list[str] = []

    def kill(doc: str) -> None:
        done.append(doc)
        if len(done) == 10:
            os.kill(victim, signal.SIGKILL)

    with opened(tmp_path / "cluster") as store:
        rows = _dispatched(store, client, folder, _order(), progress=kill)
        parts = list(store._joined("e.doc, r.head, r.body, r.mentions, r.claims"))
    with opened(tmp_path / "alone") as store:
        Dispatch(store, fingerprint(None), workers=1, stations=Stations(faults.read, faults.extract)).run([folder])
        assert list(store._joined("e.doc, r.head, r.body, r.mentions, r.claims")) == parts
    assert {row.status for row in rows.values()} == {"ok"}
    assert sorted(done) == sorted(files)
    with pytest.raises(ProcessLookupError):
        os.kill(victim, 0)


def test_what_is_done_is_not_done_again(tmp_path: Path, client: Any) -> None:
    folder = _folder(tmp_path, {f"{number}.txt": TEXT + str(number) for number in range(5)})
    with opened(tmp_path / "out") as store:
        _dispatched(store, client, folder, _order())
    (folder / "4.txt").unlink()
    with opened(tmp_path / "out") as store:
        rows = _dispatched(store, client, folder, replace(_order(), station=faults.start_never))
    assert sorted(rows) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert {row.status for row in rows.values()} == {"ok"}


def test_a_worker_of_another_version_is_refused(tmp_path: Path, client: Any) -> None:
    order = replace(_order(), fingerprint="0" * 32)
    with pytest.raises(ClusterError, match="anderen Code"):
        check_workers(client, order)
    folder = _folder(tmp_path, {"a.txt": TEXT})
    with opened(tmp_path / "out") as store, pytest.raises(ClusterError, match="anderen Code"):
        _dispatched(store, client, folder, order)


def test_a_scheduler_that_nobody_runs_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _folder(tmp_path, {"a.txt": TEXT})
    words = [str(folder), "--out", str(tmp_path / "out"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert command(words) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "tcp://127.0.0.1:9" in told
    assert "Nächster Schritt" in told


def test_without_dask_the_pip_command_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = _folder(tmp_path, {"a.txt": TEXT})
    assert command([str(folder), "--out", str(tmp_path / "out"), "--engine", "dask"]) == 1
    assert "pip install 'belegt[scale]'" in capsys.readouterr().err


def test_a_scheduler_without_the_dask_engine_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _folder(tmp_path, {"a.txt": TEXT})
    assert command([str(folder), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "--engine dask" in capsys.readouterr().err


def test_the_cluster_gives_the_bytes_of_one_machine(tmp_path: Path) -> None:
    """The real model: on a cluster of the run's own, and on one that is there before and loses a worker."""
    articles = _samples(tmp_path)
    assert command([articles, "--out", str(tmp_path / "local"), "--workers", "1"]) == 0
    assert command([articles, "--out", str(tmp_path / "own"), "--engine", "dask", "--workers", "2"]) == 0
    assert _sums(tmp_path / "own") == _sums(tmp_path / "local")
    with _standing_cluster(tmp_path) as (address, workers):
        words = [articles, "--out", str(tmp_path / "standing"), "--engine", "dask", "--scheduler", address]
        told = tmp_path / "told.txt"
        with told.open("wb") as stream:
            run = subprocess.Popen([sys.executable, str(ROOT / "run_pipeline.py"), *words], stderr=stream)
        _await_results(tmp_path / "standing", run)
        workers[0].kill()
        assert run.wait(timeout=PATIENCE) == 0, told.read_text(encoding="utf-8")
    assert _sums(tmp_path / "standing") == _sums(tmp_path / "local")


def _samples(tmp_path: Path) -> str:
    """Some of the sample articles."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in ("bergpost.txt", "isar_lech.jsonl", "lagebild.md", "mainblick.txt", "metadata.csv", "weltfenster.html"):
        shutil.copy(ROOT / "data/raw" / name, folder)
    return str(folder)


@pytest.mark.parametrize(
    ("sign", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGKILL, -9, marks=pytest.mark.slow)]
)
def test_no_process_is_left(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    words = [_samples(tmp_path), "--out", str(tmp_path / "out"), "--engine", "dask", "--workers", "2"]
    command = [sys.executable, str(ROOT / "run_pipeline.py"), *words]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    _await_results(tmp_path / "out", run)
    if sign == signal.SIGINT:
        os.killpg(run.pid, sign)  # as a terminal does
    else:
        run.send_signal(sign)
    assert run.wait(timeout=PATIENCE) == code
    deadline = time.monotonic() + 30
    while _session(run.pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not _session(run.pid)


def _session(number: int) -> list[str]:
    """The processes of a session that still live (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == number and fields[0] != "Z":
                found.append((place / "cmdline").read_text(errors="replace"))
        except OSError:
            continue
    return found


class _standing_cluster:
    """A scheduler and two workers, started by Dask's own commands as on a real cluster."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._started = folder, list[subprocess.Popen[bytes]]()

    def __enter__(self) -> tuple[str, list[subprocess.Popen[bytes]]]:
        file = self._folder / "scheduler.json"
        host = ["--host", "127.0.0.1"]
        self._start("scheduler", *host, "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        for number in range(2):
            place = ["--local-directory", str(self._folder / f"w{number}")]
            self._start("worker", "--scheduler-file", str(file), *host, "--nthreads", "1", "--no-dashboard", *place)
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        return str(json.loads(file.read_text(encoding="utf-8"))["address"]), self._started[1:]

    def _start(self, *words: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        order = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        self._started.append(
            subprocess.Popen(order, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )

    def __exit__(self, *error: object) -> None:
        for process in reversed(self._started):
            process.terminate()
        for process in self._started:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_results(out: Path, run: subprocess.Popen[bytes]) -> None:
    """Until the first article is in the store."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and run.poll() is None:
        try:
            with sqlite3.connect(f"file:{out}/.belegt/results.sqlite?mode=ro", uri=True) as base:
                if base.execute("SELECT count(*) FROM results").fetchone()[0]:
                    return
        except sqlite3.Error:
            pass
        time.sleep(0.1)
    raise AssertionError(f"no result came, exit code {run.poll()}")
