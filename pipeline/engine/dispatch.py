"""Inputs → results in the store: one process reads, others analyse, this one only hands on and watches.

Nothing that articles contain is parsed here. A process that dies, hangs or takes too much memory costs the article
that it worked on, after a second try alone; the process is replaced and the run goes on. A process gets some short
articles at once; those that it had not answered for are tried alone, too.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from pipeline.engine.desk import Desk, Job, Progress
from pipeline.engine.intake import NO_START, STARTS, Intake
from pipeline.engine.limits import Limits
from pipeline.engine.parcels import Parcel
from pipeline.engine.stations import DONE, FATAL, MEMORY, READY, extract_station, read_station
from pipeline.engine.store import Store
from pipeline.engine.workers import Target, Worker
from pipeline.errors import ModelError, PipelineError, ResourceError
from pipeline.reading.inputs import unique_inputs
from pipeline.records import Failure

BEAT = 0.2  # seconds between two looks at the processes
QUEUE = 24  # articles that wait per process
FEW = 6
HELD = 10_000_000  # … and bytes of them all, beyond which a few have to do
AT_ONCE = 12  # articles that a process is given together, since the model is faster so
BYTES_AT_ONCE = 25_000  # … unless they are long
PER_PROCESS = 60  # starting a process costs as much as this many articles
MOST_PROCESSES = 4
GROWTH = 300  # megabytes above a process's usual size at which it is replaced between two articles


@dataclass(frozen=True)
class Stations:
    """What the processes run; tests put in ones that fail."""

    read: Target = read_station
    extract: Target = extract_station


class Dispatch:
    """One run's processes. ``run`` fills the store's entries and results; ``workers`` of 0 lets it choose."""

    def __init__(
        self,
        store: Store,
        fingerprint: str,
        model: str | None = None,
        workers: int = 0,
        columns: Mapping[str, str] | None = None,
        folders: tuple[Path, ...] = (),
        limits: Limits | None = None,
        progress: Progress = lambda doc: None,
        stations: Stations | None = None,
    ) -> None:
        self._store, self._model, self._count, self._folders = store, model, workers, folders
        self._limits, self._stations = limits or Limits(), stations or Stations()
        self._desk = Desk(store, fingerprint, self._limits, progress)
        self._intake = Intake(self._stations.read, (dict(columns or {}), folders), self._limits)
        self._workers: list[Worker] = []
        self._waiting: deque[Job] = deque()
        self._suspects: deque[Job] = deque()
        self._new = self._failed_starts = 0

    def run(self, paths: Sequence[Path], out: Path | None = None) -> None:
        """All inputs but the results in ``out``; whatever happens, no process is left behind.

        Raises ModelError, ResourceError, OutputError.
        """
        try:
            self._intake.open(enumerate(unique_inputs(paths, out)))
            while not self._finished():
                self._assign()
                self._listen()
        finally:
            self.stop()
        self._store.commit()

    def stop(self) -> None:
        """End all processes."""
        self._intake.stop()
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def _finished(self) -> bool:
        busy = any(worker.job for worker in self._workers)
        return self._intake.finished and not (self._waiting or self._suspects or busy)

    # --- articles come in --------------------------------------------------------------------------------

    def _take(self) -> None:
        for arrival in self._intake.take():
            job = self._desk.receive(arrival)
            if job:
                self._new += 1
                self._waiting.append(job)

    # --- and are handed on -------------------------------------------------------------------------------

    def _assign(self) -> None:
        """Suspects alone, when no other process works; otherwise the next articles to each free process."""
        jobs = self._suspects or self._waiting
        if self._suspects and any(worker.job for worker in self._workers):
            return
        while jobs and len(self._workers) < self._wanted():
            self._workers.append(self._hired())
        for worker in [worker for worker in self._workers if worker.ready and not worker.job]:
            if not jobs:
                return
            given = self._next()
            if not worker.give(given, [job.raw for job in given]):
                jobs.extendleft(reversed(given))
                self._replace(worker)
            elif jobs is self._suspects:
                return

    def _next(self) -> deque[Job]:
        """One suspect, or the articles that a process is to work on: its share of those that wait."""
        if self._suspects:
            return deque([self._suspects.popleft()])
        share = min(AT_ONCE, -(-len(self._waiting) // len(self._workers)))
        given = deque([self._waiting.popleft()])
        size = len(given[0].raw)
        while len(given) < share and (size := size + len(self._waiting[0].raw)) <= BYTES_AT_ONCE:
            given.append(self._waiting.popleft())
        return given

    def _wanted(self) -> int:
        if self._suspects:
            return 1
        most = self._count or min(1 + self._new // PER_PROCESS, MOST_PROCESSES, _processors())
        return min(most, self._new)

    def _hired(self) -> Worker:
        return Worker(self._stations.extract, (self._model, self._folders), self._limits)

    def _room(self) -> bool:
        processes = max(1, self._wanted(), self._count)
        if len(self._waiting) < FEW * processes:
            return True
        return len(self._waiting) < QUEUE * processes and sum(len(job.raw) for job in self._waiting) < HELD

    # --- and come back -----------------------------------------------------------------------------------

    def _listen(self) -> None:
        lines: dict[Any, Worker] = {worker.line: worker for worker in self._workers}
        reading = self._intake.line if self._room() else None
        ready = wait([*lines, *([reading] if reading else [])], timeout=0 if self._intake.pending else BEAT)
        if self._room():
            self._take()
        else:
            self._intake.rest()
        for line in ready:
            if line in lines:
                self._hear(lines[line])
        for worker in list(self._workers):
            self._watch(worker)
        self._store.commit(at_once=False)

    def _hear(self, worker: Worker) -> None:
        try:
            kind, *content = worker.line.recv()
        except (EOFError, OSError):
            self._lost(worker, "greedy" if worker.ended_for_memory() else "died")
            return
        if kind == READY:
            worker.ready, worker.job, worker.usual = True, None, worker.megabytes()
            self._failed_starts = 0
        elif kind == FATAL:
            raise _fatal(*content)
        elif kind == MEMORY:
            self._lost(worker, "greedy")
        else:
            self._settle(worker, kind, content[0])

    def _settle(self, worker: Worker, kind: str, found: Parcel | Failure) -> None:
        job: Job = worker.job.popleft()
        worker.begin()
        if kind == DONE:
            assert isinstance(found, Parcel)
            self._desk.keep(job, found)
        else:
            assert isinstance(found, Failure)
            self._desk.fail(job, found)
        if not worker.job and worker.megabytes() > worker.usual + GROWTH:
            self._replace(worker)

    def _watch(self, worker: Worker) -> None:
        if worker not in self._workers:
            return
        if worker.overdue():
            self._lost(worker, "hung")
        elif worker.megabytes() > self._limits.megabytes:
            self._lost(worker, "greedy")

    def _lost(self, worker: Worker, cause: str) -> None:
        """Its articles get a second try, each alone, then a failure; the process is replaced when it is needed."""
        jobs: deque[Job] = worker.job or deque()
        self._replace(worker)
        if not jobs and not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise ModelError(NO_START.format(cause=cause))
        for job in jobs:
            job.tries += 1
            if job.tries < 2:
                self._suspects.append(job)
            else:
                self._desk.give_up(job, cause)

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._workers.remove(worker)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def _fatal(kind: str, words: str) -> PipelineError:
    kinds: dict[str, type[PipelineError]] = {"ResourceError": ResourceError}
    return kinds.get(kind, ModelError)(words)
