"""A progress bar on stderr where a person watches a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from pipeline.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress


def count_inputs(paths: Sequence[Path], out: Path | None = None) -> int:
    """How many files there are to read (a container counts once)."""
    from pipeline.reading.inputs import list_inputs

    return sum(1 for _ in list_inputs(paths, out))


class Bar:
    """A context manager: ``step`` is called with every result."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar: Progress | None = None

    def __enter__(self) -> Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(say("progress"), total=self._total)
        return self

    def step(self, doc: str) -> None:
        """One article is done."""
        if self._bar is not None:
            self._bar.advance(self._task)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
