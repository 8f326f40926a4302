"""One run at a time in one out folder: a lock that the system frees when its process ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pipeline.errors import OutputError
from pipeline.files import output_error
from pipeline.messages import say

NAME = "lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder`` while the block runs. Raises OutputError where another process holds it.

    The file with the holder's number stays; what counts is the lock on it, which dies with its process.
    """
    path = folder / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        stream = os.fdopen(handle, "r+b", buffering=0)  # nothing is left to write, and to fail, when it closes
    except OSError as error:
        raise output_error(path, error) from error
    with stream:
        try:
            _lock(stream)
        except OSError as error:
            raise OutputError(say("in_use", out=folder.parent, pid=_holder(stream))) from error
        with suppress(OSError):  # a full disk keeps nobody from reading who holds it but the number
            _sign(stream)
        try:
            yield
        finally:
            with suppress(OSError):
                _unlock(stream)


def _holder(stream: IO[bytes]) -> str:
    stream.seek(1)
    number = stream.read(20).decode("ascii", "replace").strip()
    return number if number.isdigit() else "?"


def _sign(stream: IO[bytes]) -> None:
    """The process number, behind the byte that is locked (Windows lets nobody read that one)."""
    stream.seek(0)
    stream.write(f"\n{os.getpid()}\n".encode("ascii"))
    stream.truncate()
    stream.flush()


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
