"""What comes by standard input: one text, put beside the results while the run goes on, and read like any file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.files import output_error
from pipeline.options import MARK
from pipeline.reading.inputs import PIPED

MOST = 100_000_001  # bytes; one more than any text may have, so that what is larger is refused and not cut
BLOCK = 1 << 20


@contextmanager
def received(inputs: Sequence[Path], folder: Path) -> Iterator[list[Path]]:
    """The inputs with ``-`` replaced by a file in ``folder`` that holds what was piped in. Raises OutputError."""
    path = folder / PIPED
    try:
        if MARK in inputs:
            _keep(path)
        yield [path if item == MARK else item for item in inputs]
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _keep(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        with path.open("xb") as target:
            left = MOST
            while left and (block := sys.stdin.buffer.read(min(BLOCK, left))):
                target.write(block)
                left -= len(block)
    except OSError as error:
        raise output_error(path, error) from error
