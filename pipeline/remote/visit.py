"""A run whose inputs or results lie elsewhere: inputs are brought into a folder here, results made in another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.records import Failure
from pipeline.remote import Place, is_remote
from pipeline.remote.address import check_writable
from pipeline.remote.articles import bring
from pipeline.remote.results import made_here


@contextmanager
def here(inputs: Sequence[Place], out: Place) -> Iterator[tuple[list[Path], Path, list[Failure]]]:
    """The inputs and the out folder as paths of this machine, and what could not be brought.

    What was written to the out folder is sent when the block ends without an error. Raises UsageError, OutputError.
    """
    with ExitStack() as stack:
        folder = Path(out)
        if isinstance(out, str):
            check_writable(out)
            folder = stack.enter_context(made_here(out))
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="belegt-")))
        paths: list[Path] = []
        refused: list[Failure] = []
        for item in inputs:
            if isinstance(item, str):
                path, failures = bring(item, place, str(out) if is_remote(out) else "")
                refused += failures
                paths.append(path)
            else:
                paths.append(item)
        yield paths, folder, refused
