"""On a Dask worker: each article goes to a process of its own kind, watched as on a single machine.

The Dask worker itself parses nothing that an article holds. Its processes keep their model between articles; one that
dies, hangs or takes too much memory costs the article that it worked on, after a second try in a new one.
"""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.cluster.orders import LOST, STRANGER, Answer, Order
from pipeline.engine.dispatch import BEAT, GROWTH
from pipeline.engine.fingerprint import fingerprint
from pipeline.engine.intake import STARTS
from pipeline.engine.stations import DONE, FAILURE, FATAL, MEMORY, READY
from pipeline.engine.workers import Worker
from pipeline.errors import ModelError

TRIES = 2
_lock = threading.Lock()
_idle: list[tuple[Order, Worker]] = []


class _Refused(Exception):
    """The process itself says why it cannot start."""


def greet(order: Order) -> str:
    """This worker's fingerprint of code, word lists, model and libraries."""
    return _own_fingerprint(order.model, order.folders)


@lru_cache(maxsize=4)
def _own_fingerprint(model: str | None, folders: tuple[Path, ...]) -> str:
    return fingerprint(model, folders)


def analyse(raw: bytes, order: Order) -> Answer:
    """One article as read → its parcel, its failure, or why there is neither."""
    if greet(order) != order.fingerprint:
        return STRANGER, (_address().encode(),)
    cause = ""
    try:
        for _ in range(TRIES):
            worker = _taken(order)
            cause, answer = _tried(worker, raw)
            if answer is not None:
                _put_back(order, worker)
                return answer
            worker.kill()
    except (_Refused, ModelError) as error:
        return FATAL, (type(error).__name__.encode(), str(error).encode("utf-8", "replace"))
    return LOST, (cause.encode(),)


def _address() -> str:
    """What this worker is called in its cluster."""
    from distributed import get_worker

    return str(get_worker().address)


def dismiss() -> None:
    """Let all processes of this worker go, so that their memory is free for other work."""
    with _lock:
        going = [worker for _, worker in _idle]
        _idle.clear()
    for worker in going:
        worker.dismiss()


def _taken(order: Order) -> Worker:
    """A process that waits, or a new one; those of other orders go."""
    with _lock:
        others = [entry for entry in _idle if entry[0] != order]
        own = [entry for entry in _idle if entry[0] == order]
        _idle[:] = own[:-1]
    for _, worker in others:
        worker.dismiss()
    return own[-1][1] if own else _hired(order)


def _put_back(order: Order, worker: Worker) -> None:
    worker.job = None
    if worker.megabytes() > worker.usual + GROWTH:
        worker.dismiss()
        return
    with _lock:
        _idle.append((order, worker))


def _hired(order: Order) -> Worker:
    """A process that has loaded its model. Dask marks its workers as processes that may have none of their own."""
    multiprocessing.current_process().daemon = False
    for _ in range(STARTS):
        worker = Worker(order.station, (order.model, order.folders), order.limits)
        kind, content = _heard(worker)
        if kind == READY:
            worker.ready, worker.usual = True, worker.megabytes()
            return worker
        worker.kill()
        if kind == FATAL:
            raise _Refused(str(content[-1]))
    raise ModelError(f"Arbeitsprozesse starten nicht ({kind}). Nächster Schritt: freien Speicher prüfen.")


def _tried(worker: Worker, raw: bytes) -> tuple[str, Answer | None]:
    """What the process makes of an article; without an answer, why it is to be given up."""
    if not worker.give(raw, [raw]):
        return "died", None
    kind, content = _heard(worker)
    if kind == DONE:
        return "", (DONE, tuple(content[0]))
    if kind == FAILURE:
        return "", (FAILURE, (content[0].model_dump_json().encode(),))
    return ("greedy" if kind == MEMORY else kind), None


def _heard(worker: Worker) -> tuple[str, tuple[Any, ...]]:
    """The process's next word, or why there will be none: hung, greedy, died."""
    while True:
        with suppress(EOFError, OSError):
            if worker.line.poll(BEAT):
                kind, *content = worker.line.recv()
                return kind, tuple(content)
            if worker.overdue():
                return "hung", ()
            if worker.megabytes() > worker.limits.megabytes:
                return "greedy", ()
            continue
        return ("greedy" if worker.ended_for_memory() else "died"), ()
