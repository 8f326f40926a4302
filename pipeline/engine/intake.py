"""The reading side of a run: files go to the reading process one after the other, articles come back one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from pipeline.engine.limits import Limits
from pipeline.engine.stations import END, FAILURE, READY
from pipeline.engine.workers import Target, Worker
from pipeline.errors import ModelError
from pipeline.reading.inputs import Input
from pipeline.records import Failure

Place = tuple[int, int]
Found = Failure | tuple[str, bytes]  # an article: its checksum, and itself as bytes
Arrival = tuple[Place, str, Found]
HUNG = "Lesen dauerte länger als {seconds:g} Sekunden"
GREEDY = "Lesen brauchte mehr als {megabytes} MB Arbeitsspeicher"
DIED = "Lesen brach ab"
NEXT = ", auch beim zweiten Versuch; Nächster Schritt: Datei teilen oder als .txt speichern"
STARTS = 3
NO_START = "Arbeitsprozesse starten nicht ({cause}). Nächster Schritt: freien Speicher und Rechte auf Python prüfen."
REST = " (ab Datensatz {number})"


class Intake:
    """``take`` yields what is there; ``finished`` once every file is read."""

    def __init__(self, target: Target, arguments: tuple[Any, ...], limits: Limits) -> None:
        self._target, self._arguments, self._limits = target, arguments, limits
        self._files: Iterator[tuple[int, Input | Failure]] = iter(())
        self._reader: Worker | None = None
        self._file: tuple[int, Input] | None = None
        self._number = self._tries = self._failed_starts = 0
        self.finished = False

    def open(self, files: Iterator[tuple[int, Input | Failure]]) -> None:
        """Begin with these files; the process starts at once."""
        self._files = files
        self._reader = self._hired()

    @property
    def line(self) -> Connection | None:
        """Where the next article comes from."""
        return self._reader.line if self._reader and not self.finished else None

    @property
    def pending(self) -> bool:
        """Whether the next step needs no word from the process."""
        return not self.finished and self._file is None and self._reader is not None and self._reader.ready

    def rest(self) -> None:
        """Nobody takes articles now: the process may wait without being late."""
        if self._reader:
            self._reader.begin()

    def stop(self) -> None:
        """End the process."""
        if self._reader:
            self._reader.kill()
        self._reader = None
        self.finished = True

    def take(self) -> Iterator[Arrival]:
        """What is there now: one arrival or none, and failures of files that cannot be read."""
        if self.finished or self._reader is None:
            return
        if self._file is None and self._reader.ready:
            yield from self._next()
        elif self._reader.line.poll():
            yield from self._hear(self._reader)
        elif self._reader.overdue():
            yield from self._lost(HUNG)
        elif self._reader.megabytes() > self._limits.megabytes:
            yield from self._lost(GREEDY)

    def _hired(self) -> Worker:
        return Worker(self._target, self._arguments, self._limits)

    def _next(self) -> Iterator[Arrival]:
        """Give the next file to the process; what the listing itself refused needs none."""
        for number, item in self._files:
            if isinstance(item, Failure):
                yield (number, 0), item.doc, item
                continue
            self._file, self._number, self._tries = (number, item), 0, 0
            self._begin()
            return
        if self._reader:
            self._reader.dismiss()
        self.finished = True

    def _begin(self) -> None:
        assert self._reader is not None
        assert self._file is not None
        self._reader.give(self._file, (self._file[1], self._number))

    def _hear(self, reader: Worker) -> Iterator[Arrival]:
        try:
            kind, *content = reader.line.recv()
        except (EOFError, OSError):
            yield from self._lost(GREEDY if reader.ended_for_memory() else DIED)
            return
        if kind == READY:
            reader.ready = True
            if self._file:
                self._begin()
            return
        assert self._file is not None
        if kind == END:
            self._file = reader.job = None
            return
        reader.begin()
        number, *found = content
        self._number, self._tries = max(self._number, number), 0
        place = (self._file[0], number)
        if kind == FAILURE:
            yield place, found[0].doc, found[0]
        else:
            doc, sha256, raw = found
            yield place, doc, (sha256, raw)

    def _lost(self, cause: str) -> Iterator[Arrival]:
        """The file again, in a new process and from where it was; the second time it is given up.

        Raises ModelError where no process starts.
        """
        if self._reader:
            self._failed_starts = 0 if self._reader.ready else self._failed_starts + 1
            self._reader.kill()
        if self._failed_starts >= STARTS:
            raise ModelError(NO_START.format(cause=cause.format(**vars(self._limits))))
        self._reader = self._hired()
        self._tries += 1
        if self._file is None or self._tries < 2:
            return
        number, item = self._file
        self._file = None
        reason = cause.format(seconds=self._limits.seconds, megabytes=self._limits.megabytes) + NEXT
        doc, record = item.doc, 0
        if self._number:
            record = self._number + 1
            doc, reason = f"{item.doc}#{record}", reason + REST.format(number=record)
        yield (number, record), doc, Failure(doc=doc, status="failed", reason=reason)
