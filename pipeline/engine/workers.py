"""One worker process and its line to the parent: started clean, watched, and ended whatever it does."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from pipeline.engine.limits import Limits, confine, megabytes_of, seconds_of

Target = Callable[..., None]
GRACE = 1.0
NO_MEMORY = 86  # the exit code of a process that had none left
SETTINGS = {
    "PYTHONSAFEPATH": "1",  # a spacy.py in the working folder is nobody's spaCy
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class Worker:
    """A process that runs ``target(line, *arguments)``. ``job`` is what it works on; a free one has none."""

    def __init__(self, target: Target, arguments: tuple[Any, ...], limits: Limits) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self.limits = limits
        self.job: Any = None
        self.ready = False
        self.usual = 0.0
        start = (theirs, limits, os.getpid(), target, arguments)
        self._process = context.Process(target=_live, args=start, daemon=True)
        with _clean_start():
            self._process.start()
        theirs.close()
        self.begin()

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid or 0

    def give(self, job: Any, message: Any) -> bool:
        """Send a job; false where the worker is gone."""
        try:
            self.line.send(message)
        except (OSError, ValueError):
            return False
        self.job = job
        self.begin()
        return True

    def begin(self) -> None:
        """Start its clock anew."""
        self._since, self._worked = time.monotonic(), seconds_of(self.pid)

    def overdue(self) -> bool:
        """Whether it works on one thing, or loads its model, for too long."""
        passed = time.monotonic() - self._since
        if not self.ready:
            return passed > self.limits.start_seconds
        if not self.job or passed <= self.limits.seconds:
            return False
        worked = seconds_of(self.pid)
        if worked is None or self._worked is None:
            return True
        return worked - self._worked > self.limits.seconds or passed > self.limits.patience * self.limits.seconds

    def megabytes(self) -> float:
        """What it holds in memory."""
        return megabytes_of(self.pid)

    def kill(self) -> None:
        """End it at once and wait until it is gone."""
        with suppress(OSError, ValueError):
            self._process.kill()
        self._process.join(GRACE)
        self.line.close()

    def dismiss(self) -> None:
        """Let it go home: closing the line ends its loop."""
        self.line.close()
        self._process.join(GRACE)
        if self._process.is_alive():
            self.kill()

    def ended_for_memory(self) -> bool:
        """Whether its own end tells that memory ran out."""
        self._process.join(GRACE)
        return self._process.exitcode == NO_MEMORY


@contextmanager
def _clean_start() -> Iterator[None]:
    """While a process starts: no Ctrl-C reaches it half made, and the working folder is not on its import path."""
    before = {name: os.environ.get(name) for name in SETTINGS}
    os.environ.update(SETTINGS)
    masks = hasattr(signal, "pthread_sigmask")
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _live(line: Connection, limits: Limits, parent: int, target: Target, arguments: tuple[Any, ...]) -> None:
    """In the new process. What libraries print is nobody's business; what matters goes over the line."""
    confine(limits.megabytes, parent)
    if not os.environ.get("BELEGT_DEBUG"):
        _silence()
    try:
        target(line, *arguments)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        os._exit(NO_MEMORY)


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nothing, stream.fileno())
