"""What a command and all its processes hold in memory, sampled while it runs (Linux)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BEAT = 0.1


@dataclass(frozen=True)
class Peak:
    """Exit code, seconds by the clock, and the largest sum of megabytes that all processes held at one time."""

    code: int
    seconds: float
    megabytes: float


def peak_of(command: Sequence[str], **options: object) -> Peak:
    """Run a command and watch it; pages that processes share count for each of them."""
    begin = time.monotonic()
    process = subprocess.Popen(list(command), **options)  # type: ignore[call-overload]
    most = 0.0
    while process.poll() is None:
        most = max(most, megabytes_below(process.pid))
        time.sleep(BEAT)
    return Peak(process.returncode, time.monotonic() - begin, most)


def megabytes_below(pid: int) -> float:
    """The memory of a process and of all that it started."""
    children: dict[int, list[int]] = {}
    pages: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(place.name))
        pages[int(place.name)] = int(fields[21])
    wanted, total = [pid], 0
    while wanted:
        each = wanted.pop()
        total += pages.get(each, 0)
        wanted += children.get(each, [])
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6
