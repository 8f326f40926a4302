"""What a cluster's workers are told with every article, and what they answer: bytes and plain words only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engine.limits import Limits
from pipeline.engine.stations import extract_station
from pipeline.engine.workers import Target

# Kinds of answers besides the stations' own: the worker is of another kind; the article's process was lost twice.
STRANGER, LOST = "stranger", "lost"
Answer = tuple[str, tuple[bytes, ...]]


@dataclass(frozen=True)
class Order:
    """How articles are to be analysed. ``fingerprint`` is the client's: a worker with another one must not help."""

    fingerprint: str
    model: str | None = None
    folders: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    station: Target = extract_station
