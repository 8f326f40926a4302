"""Processes that die, hang or take too much memory cost the article that they work on, and nothing else."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import faults
import pytest

from pipeline.engine.dispatch import Dispatch, Stations
from pipeline.engine.ledger import documents
from pipeline.engine.limits import Limits
from pipeline.engine.parcels import key_of, pack_raw
from pipeline.engine.store import Store, opened
from pipeline.errors import ModelError
from pipeline.reading.readers import read_inputs
from pipeline.records import Document, Failure, RawArticle

TEXT = "Die Ministerin sagte am Montag, sie wolle 200 Soldaten schicken. "
LIMITS = Limits(seconds=60.0, megabytes=300)
IMPATIENT = Limits(seconds=2.0, patience=1.0)
STATIONS = Stations(faults.read, faults.extract)


def _folder(tmp_path: Path, files: dict[str, str]) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _dispatched(
    store: Store, folder: Path, workers: int = 2, limits: Limits = LIMITS, stations: Stations = STATIONS
) -> tuple[dict[str, Document], list[str]]:
    done: list[str] = []
    Dispatch(store, "f", workers=workers, limits=limits, stations=stations, progress=done.append).run([folder])
    return {row.doc: row for row in documents(store.entries(), {}, {})}, done


@pytest.mark.parametrize(
    ("word", "reason", "limits"),
    [
        ("STIRB", "brach zweimal ab", LIMITS),
        ("HAENG", "Zeitüberschreitung nach 2 Sekunden", IMPATIENT),
        ("FRISS", "300 MB", LIMITS),
        ("VOLL", "300 MB", LIMITS),
    ],
)
def test_a_fault_costs_one_article(tmp_path: Path, word: str, reason: str, limits: Limits) -> None:
    files = {f"{number}.txt": TEXT + str(number) for number in range(8)}
    folder = _folder(tmp_path, files | {"3.txt": f"{TEXT} {word}"})
    with opened(tmp_path / "out") as store:
        rows, done = _dispatched(store, folder, limits=limits)
    assert [doc for doc, row in rows.items() if row.status != "ok"] == ["3.txt"]
    assert reason in rows["3.txt"].reason
    assert "bitte" in rows["3.txt"].reason
    assert rows["3.txt"].sha256
    assert sorted(done) == sorted(files)


@pytest.mark.parametrize(
    "stations", [Stations(faults.start_never, faults.extract), Stations(faults.read, faults.start_never)]
)
def test_processes_that_never_start_end_the_run(tmp_path: Path, stations: Stations) -> None:
    """As where the user may not execute Python itself: neither side is started again for ever."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    with opened(tmp_path / "out") as store, pytest.raises(ModelError, match="starten nicht"):
        _dispatched(store, tmp_path / "in", stations=stations)


def test_what_was_given_up_for_time_is_not_tried_again_under_the_same_limits(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"a.txt": TEXT, "b.txt": f"{TEXT} HAENG"})
    with opened(tmp_path / "out") as store:
        first, _ = _dispatched(store, folder, limits=IMPATIENT)
        store.forget_others()
    with opened(tmp_path / "out") as store:
        again, _ = _dispatched(store, folder, limits=IMPATIENT, stations=Stations(faults.read, faults.start_never))
        assert again["b.txt"] == first["b.txt"]
    (folder / "b.txt").write_text(TEXT + "kurz", encoding="utf-8")
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, folder, limits=IMPATIENT)
        store.forget_others()
        assert rows["b.txt"].status == "ok"
    (folder / "b.txt").write_text(f"{TEXT} HAENG", encoding="utf-8")
    with opened(tmp_path / "out") as store, pytest.raises(ModelError):
        _dispatched(store, folder, limits=IMPATIENT, stations=Stations(faults.read, faults.start_never))


def test_more_patience_or_a_retry_tries_again(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"b.txt": f"{TEXT} HAENG EINMAL {tmp_path / 'mark'}"})
    never = Stations(faults.read, faults.start_never)
    failure = Failure(doc="b.txt", status="failed", reason="zu lang")
    for limits in (IMPATIENT, Limits(seconds=3.0)):
        with opened(tmp_path / "out") as store:
            store.give_up(_key(folder / "b.txt"), IMPATIENT.named(), failure)
            if limits is IMPATIENT:
                rows, _ = _dispatched(store, folder, limits=limits, stations=never)
                assert rows["b.txt"].reason == "zu lang"
                store.try_again()
            with pytest.raises(ModelError):
                _dispatched(store, folder, limits=limits, stations=never)


def _key(path: Path) -> bytes:
    raw = next(iter(read_inputs([path])))
    assert isinstance(raw, RawArticle)
    return key_of(pack_raw(raw), "f")


def test_a_second_try_alone_may_succeed(tmp_path: Path) -> None:
    files = {"a.txt": f"{TEXT} STIRB EINMAL {tmp_path / 'mark'}", "b.txt": TEXT}
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, _folder(tmp_path, files))
    assert {row.status for row in rows.values()} == {"ok"}
    assert (tmp_path / "mark").exists()


def test_a_fault_in_a_container_costs_one_record(tmp_path: Path) -> None:
    texts = [TEXT, f"{TEXT} STIRB", TEXT + "zwei", f"{TEXT} VOLL", TEXT + "drei"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, _folder(tmp_path, {"b.jsonl": lines}))
    assert (rows["b.jsonl"].records_ok, rows["b.jsonl"].records_failed) == (3, 2)
    assert [doc for doc, row in rows.items() if row.status == "failed"] == ["b.jsonl#2", "b.jsonl#4"]


def test_a_reader_that_dies_costs_its_file(tmp_path: Path) -> None:
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, _folder(tmp_path, {"a.txt": TEXT, "stirb.txt": TEXT, "z.txt": TEXT}))
    assert {doc: row.status for doc, row in rows.items()} == {"a.txt": "ok", "stirb.txt": "failed", "z.txt": "ok"}
    assert "Nächster Schritt" in rows["stirb.txt"].reason


def test_a_reader_that_hangs_keeps_the_records_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": TEXT + str(number)}) + "\n" for number in range(4))
    files = {"haeng.jsonl": lines, "z.txt": TEXT}
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, _folder(tmp_path, files), limits=IMPATIENT)
    assert (rows["haeng.jsonl"].records_ok, rows["haeng.jsonl"].records_failed) == (2, 1)
    assert "ab Datensatz 3" in rows["haeng.jsonl#3"].reason
    assert rows["z.txt"].status == "ok"


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {f"{number}.txt": TEXT + str(number) for number in range(5)})
    with opened(tmp_path / "out") as store:
        _dispatched(store, folder)
    _folder(tmp_path, {"0.txt": TEXT + "neu"})
    never = Stations(faults.read, faults.start_never)
    with opened(tmp_path / "out") as store, pytest.raises(ModelError):
        _dispatched(store, folder, stations=never)
    (folder / "0.txt").unlink()
    with opened(tmp_path / "out") as store:
        rows, _ = _dispatched(store, folder, stations=never)
    assert sorted(rows) == ["1.txt", "2.txt", "3.txt", "4.txt"]


def test_no_process_is_left(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"a.txt": f"{TEXT} HAENG", "b.txt": TEXT})
    with opened(tmp_path / "out") as store:
        dispatch = Dispatch(store, "f", workers=2, limits=Limits(), stations=STATIONS, progress=_interrupt)
        start = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            dispatch.run([folder])
    assert time.monotonic() - start < 20
    assert not _children()


def _interrupt(doc: str) -> None:
    raise KeyboardInterrupt


def _children() -> list[str]:
    """Processes of this one that work for a run (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = (place / "stat").read_text().rsplit(")", 1)[1].split()[1]
            words = (place / "cmdline").read_text()
        except OSError:
            continue
        if int(parent) == os.getpid() and "spawn_main" in words:
            found.append(words)
    return found
