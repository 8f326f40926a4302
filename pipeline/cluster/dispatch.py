"""Inputs → results in the store, analysed by a Dask cluster: this process hands on and keeps, and parses nothing.

The reading process, the keys, the places and the store are those of a run on one machine, so the results are the same
bytes. What a lost worker had is given to another one by Dask; an article that costs several workers is given up.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cluster.connection import lost_connection, workers_of
from pipeline.cluster.orders import LOST, STRANGER, Answer, Order
from pipeline.cluster.station import analyse
from pipeline.engine.desk import Desk, Job, Progress
from pipeline.engine.dispatch import BEAT
from pipeline.engine.intake import Intake
from pipeline.engine.parcels import Parcel
from pipeline.engine.stations import DONE, FATAL, read_station
from pipeline.engine.store import Store
from pipeline.engine.workers import Target
from pipeline.errors import ClusterError, ModelError
from pipeline.messages import phrase
from pipeline.reading.inputs import unique_inputs
from pipeline.records import Failure

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 6  # articles that wait per thread of the cluster
COUNT_SECONDS = 5.0  # between two looks at how many workers there are
RETRIES = 2  # of a task that Dask itself could not do
MOST_SENDS = 3


class ClusterDispatch:
    """One run on a cluster. ``run`` fills the store's entries and results."""

    def __init__(
        self,
        store: Store,
        client: Client,
        order: Order,
        columns: Mapping[str, str] | None = None,
        progress: Progress = lambda doc: None,
        read: Target = read_station,
        patience: float = 60.0,
    ) -> None:
        self._store, self._client, self._order = store, client, order
        self._desk = Desk(store, order.fingerprint, order.limits, progress)
        self._intake = Intake(read, (dict(columns or {}), order.folders), order.limits)
        self._patience = patience  # seconds without any worker
        self._jobs: dict[str, tuple[Job, Future]] = {}
        self._done: deque[Future] = deque()
        self._bell, self._ring = Pipe(duplex=False)
        self._room = 0
        self._looked = self._seen = time.monotonic()

    def run(self, paths: Sequence[Path], out: Path | None = None) -> None:
        """All inputs but the results in ``out``. Raises ModelError, OutputError, ClusterError."""
        self._count()
        try:
            self._intake.open(enumerate(unique_inputs(paths, out)))
            while self._jobs or not self._intake.finished:
                self._listen()
        finally:
            self._intake.stop()
            self._client.cancel([future for _, future in self._jobs.values()])
        self._store.commit()

    def _listen(self) -> None:
        open_for_more = len(self._jobs) < self._room
        reading = self._intake.line if open_for_more else None
        at_once = (open_for_more and self._intake.pending) or bool(self._done)
        wait([self._bell, *([reading] if reading else [])], timeout=0 if at_once else BEAT)
        if open_for_more:
            self._take()
        else:
            self._intake.rest()
        self._collect()
        if time.monotonic() - self._looked > COUNT_SECONDS:
            self._count()
        self._store.commit(at_once=False)

    def _take(self) -> None:
        for arrival in self._intake.take():
            job = self._desk.receive(arrival)
            if job:
                self._send(job)

    def _send(self, job: Job) -> None:
        job.tries += 1
        future = self._client.submit(analyse, job.raw, self._order, pure=False, retries=RETRIES)
        self._jobs[future.key] = job, future
        future.add_done_callback(self._note)

    def _note(self, future: Future) -> None:
        """Called by Dask in a thread of its own."""
        self._done.append(future)
        self._ring.send_bytes(b"!")

    # --- what comes back ---------------------------------------------------------------------------------

    def _collect(self) -> None:
        while self._bell.poll():
            self._bell.recv_bytes()
        arrived = [self._done.popleft() for _ in range(len(self._done))]
        known = [future for future in arrived if future.key in self._jobs]
        finished = [future for future in known if future.status == "finished"]
        answers: list[Answer] = self._client.gather(finished, errors="skip") if finished else []
        if len(answers) == len(finished):
            for future, answer in zip(finished, answers, strict=True):
                self._settle(self._jobs.pop(future.key)[0], answer)
        else:  # one was lost between its end and now: each on its own
            known = arrived
        for future in known:
            if future.key in self._jobs:
                self._settle_alone(self._jobs.pop(future.key)[0], future)

    def _settle_alone(self, job: Job, future: Future) -> None:
        try:
            answer: Answer = future.result()
        except Exception as error:
            if self._client.status != "running":
                raise lost_connection() from error
            if isinstance(error, ImportError):
                raise ClusterError(phrase("cluster", "late_without")) from error
            if job.tries < MOST_SENDS and type(error).__name__ != "KilledWorker":
                self._send(job)
            else:
                self._desk.give_up(job, "died")
            return
        self._settle(job, answer)

    def _settle(self, job: Job, answer: Answer) -> None:
        kind, parts = answer
        if kind == DONE:
            self._desk.keep(job, Parcel(*parts))
        elif kind == STRANGER:
            raise ClusterError(phrase("cluster", "stranger", worker=parts[0].decode()))
        elif kind == FATAL:
            raise ModelError(parts[1].decode("utf-8", "replace"))
        elif kind == LOST:
            self._desk.give_up(job, parts[0].decode())
        else:
            self._desk.fail(job, Failure.model_validate_json(parts[0]))

    def _count(self) -> None:
        """How much may be on its way; a cluster that stays without workers ends the run."""
        self._looked = time.monotonic()
        threads: Mapping[str, int] = workers_of(self._client)
        if threads:
            self._seen, self._room = self._looked, AHEAD * sum(threads.values())
        elif self._looked - self._seen > self._patience:
            raise ClusterError(phrase("cluster", "no_workers", seconds=round(self._patience)))
