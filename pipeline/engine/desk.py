"""What becomes of each article between its reading and the store; the same for a run's own processes and a cluster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.engine.intake import Arrival, Place
from pipeline.engine.limits import Limits
from pipeline.engine.parcels import Parcel, key_of
from pipeline.engine.store import Store
from pipeline.records import Failure

HUNG = "Zeitüberschreitung nach {seconds:g} Sekunden, auch beim zweiten Versuch; bitte den Artikel kürzen oder teilen"
GREEDY = "mehr als {megabytes} MB Arbeitsspeicher, auch beim zweiten Versuch; bitte den Artikel kürzen oder teilen"
DIED = "Arbeitsprozess brach zweimal ab (Speicher oder Programmfehler); bitte den Artikel als Fehlerbericht einsenden"
CAUSES = {"hung": HUNG, "greedy": GREEDY, "died": DIED}
LASTING = frozenset({"hung", "greedy"})  # kept for the next run; a process may also die because somebody ended it
Progress = Callable[[str], None]  # called with the doc of everything that is done


@dataclass
class Job:
    """One article on its way: its place among the inputs, its key in the store, and itself as bytes."""

    place: Place
    doc: str
    sha256: str
    key: bytes
    raw: bytes
    tries: int = 0


class Desk:
    """Every arrival leaves as an entry in the store: at once, or after its job is done."""

    def __init__(self, store: Store, fingerprint: str, limits: Limits, progress: Progress) -> None:
        self._store, self._fingerprint, self._limits, self._progress = store, fingerprint, limits, progress

    def receive(self, arrival: Arrival) -> Job | None:
        """The job that an arrival makes; None where it is a failure, done before, or given up before."""
        place, doc, found = arrival
        if isinstance(found, Failure):
            self._close(place, doc, found)
            return None
        sha256, raw = found
        key = key_of(raw, self._fingerprint)
        given_up = self._store.given_up(key, self._limits.named())
        if self._store.holds(key):
            self._store.enter(place, doc, key=key)
            self._progress(doc)
        elif given_up:
            self._close(place, doc, given_up, key)
        else:
            return Job(place, doc, sha256, key, raw)
        return None

    def keep(self, job: Job, parcel: Parcel) -> None:
        """The job is done."""
        self._store.keep(job.key, parcel)
        self._store.enter(job.place, job.doc, key=job.key)
        self._progress(job.doc)

    def fail(self, job: Job, failure: Failure) -> None:
        """The job's article cannot be analysed."""
        self._close(job.place, job.doc, failure)

    def give_up(self, job: Job, cause: str) -> None:
        """The job took its process twice: hung, greedy or died."""
        reason = CAUSES[cause].format(seconds=self._limits.seconds, megabytes=self._limits.megabytes)
        failure = Failure(doc=job.doc, status="failed", reason=reason, sha256=job.sha256)
        if cause in LASTING:
            self._store.give_up(job.key, self._limits.named(), failure)
        self._close(job.place, job.doc, failure, job.key)

    def _close(self, place: Place, doc: str, failure: Failure, tried: bytes | None = None) -> None:
        self._store.enter(place, doc, failure=failure, tried=tried)
        self._progress(doc)
