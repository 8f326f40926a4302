"""Stations that fail as articles tell them to, for tests of what a run survives. No model is loaded."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.engine.parcels import pack, raw_of
from pipeline.engine.stations import DONE, END, FAILURE, MEMORY, READY, read_station
from pipeline.reading.inputs import Input
from pipeline.records import Article, Extraction, RawArticle


def extract(line: Connection, model: str | None, folders: tuple[Path, ...]) -> None:
    """An article's words say what happens to its process: STIRB, HAENG, FRISS, VOLL; «EINMAL» only the first time."""
    line.send((READY,))
    while True:
        for raw in map(raw_of, line.recv()):
            _happen(raw, line)
            article = Article(doc=raw.doc, text=raw.text, source=raw.source, sha256=raw.sha256, in_file=raw.in_file)
            line.send((DONE, pack(Extraction(article=article))))


def _happen(raw: RawArticle, line: Connection) -> None:
    words = raw.text.split()
    if "EINMAL" in words:
        mark = Path(words[words.index("EINMAL") + 1])
        if mark.exists():
            return
        mark.touch()
    if "STIRB" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HAENG" in words:
        time.sleep(600)
    if "FRISS" in words:
        hoard = [bytearray(10_000_000) for _ in range(500)]
        line.send((MEMORY, len(hoard)))
    if "VOLL" in words:
        line.send((MEMORY,))


def read(line: Connection, columns: Mapping[str, str], folders: tuple[Path, ...]) -> None:
    """As the real one, but a file called stirb… kills the process, one called haeng… hangs after two records."""
    real = _Line(line)
    read_station(real, columns, folders)  # type: ignore[arg-type]


class _Line:
    """A line to the parent that fails on the way."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._name = ""

    def recv(self) -> tuple[Input, int]:
        """The next file; some kill their reader."""
        message: tuple[Input, int] = self._line.recv()
        self._name = message[0].path.name
        if self._name.startswith("stirb"):
            os.kill(os.getpid(), signal.SIGKILL)
        return message

    def send(self, message: tuple[object, ...]) -> None:
        """What was read; some files hang after their second record."""
        if self._name.startswith("haeng") and message[0] not in {END, FAILURE, READY} and message[1] == 3:
            time.sleep(600)
        self._line.send(message)


def start_never(line: Connection, model: str | None, folders: tuple[Path, ...]) -> None:
    """A process that ends before it is ready."""
    os._exit(3)
