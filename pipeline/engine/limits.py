"""What a worker process may use: memory and a life that ends with its parent's."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PARENT_WATCH = 0.5
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Limits:
    """What one article (or one record's reading) may take: seconds of work, ``patience`` times as many by the clock,
    since other programs may hold the processor; and megabytes that one process may hold."""

    seconds: float = 60.0
    megabytes: int = 1800
    start_seconds: float = 300.0
    patience: float = 3.0

    def named(self) -> str:
        """What an article was measured by."""
        return f"{self.seconds:g} s, {self.megabytes} MB"


def confine(megabytes: int, parent: int) -> None:
    """Called first in a worker: no more memory than that, no end by Ctrl-C (the parent sees to it), no life alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _cap_memory(megabytes)
    _die_with(parent)


def _cap_memory(megabytes: int) -> None:
    """An allocation beyond it raises MemoryError. Systems without this limit rely on the parent's watch."""
    try:
        import resource
    except ImportError:  # Windows
        return
    which = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    wanted = megabytes * 1_000_000
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _die_with(parent: int) -> None:
    """Linux kills this process with its parent; elsewhere a thread looks whether the parent still lives."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    if sys.platform != "linux":
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_WATCH)
    os._exit(1)


def megabytes_of(pid: int) -> float:
    """What a process holds in memory; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def seconds_of(pid: int) -> float | None:
    """How long a process has worked; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None
