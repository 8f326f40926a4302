"""Files that appear whole or not at all: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import OutputError
from pipeline.lexicon import toml_table
from pipeline.messages import phrase

PART_PREFIX, PART_SUFFIX, FOLDER_SUFFIX = ".belegt-", ".part", ".parts"


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let ``write`` fill a temporary file in the same folder, then put it in the place of ``path``.

    Raises OutputError with path, reason and next step; an older file at ``path`` is then untouched. Where another
    program holds it (Excel on Windows), the new content is kept under a second name, which the error tells.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PART_PREFIX, suffix=PART_SUFFIX, dir=path.parent)
    except OSError as error:
        raise output_error(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        _put(part, path)
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _put(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError as error:
        second = path.with_name(f"{path.stem} (neu){path.suffix}")
        part.replace(second)
        raise OutputError(phrase("outputs", "held", path=path, second=second)) from error
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last; Windows has no such call."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_file(path: Path) -> None:
    """Take a file away, if it is there. Raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


def remove_parts(folder: Path) -> None:
    """Throw away what a killed run left half written in ``folder``; only for who holds the folder's lock."""
    texts = folder / "texts"
    places = [folder.glob, *([texts.rglob] if texts.is_dir() and not texts.is_symlink() else [])]
    for find in places:
        for part in find(f"{PART_PREFIX}*{PART_SUFFIX}"):
            part.unlink(missing_ok=True)
    for rest in folder.glob(f"{PART_PREFIX}*{FOLDER_SUFFIX}"):
        shutil.rmtree(rest, ignore_errors=True)


def check_writable(folder: Path) -> None:
    """Make ``folder`` and try a file in it, before any work is done. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise output_error(folder, error) from error


def output_error(path: Path, error: OSError) -> OutputError:
    """The error for people: what could not be written, why, and what to do."""
    name = f"os_{errno.errorcode.get(error.errno or 0, '')}"
    known = name in toml_table("outputs")["de"]
    reason = phrase("outputs", name) if known else error.strerror or str(error) or type(error).__name__
    return OutputError(phrase("outputs", "failed", path=path, reason=reason, free=_free(path)))


def _free(path: Path) -> str:
    """Free megabytes on the disk of the nearest folder that exists."""
    for folder in (path, *path.parents):
        with suppress(OSError):
            return f"{shutil.disk_usage(folder).free // 1_000_000:,}".replace(",", ".")
    return "?"
