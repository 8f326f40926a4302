"""Results for an address: made in a folder here, sent when they are complete; the store of earlier runs comes first.

The folder is the same for every run to one address, so that a run that was ended goes on where it was; when all is
sent, it is thrown away. The store goes along: the next run, on whatever machine, does only what is new.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.engine.store import FILE, FOLDER
from pipeline.errors import OutputError
from pipeline.outputs.export import ACCOUNT, CORRECTED, text_name
from pipeline.parts.run import FOLDERS, NAMES, USUAL
from pipeline.remote.address import open_system, told
from pipeline.remote.articles import grouped


def work_folder(address: str) -> Path:
    """Where the results for an address are made."""
    name = hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return _cache() / "belegt" / name


def _cache() -> Path:
    """The user's folder for what may be lost, or the system's temporary one where there is none to write in."""
    if sys.platform == "win32":
        found = os.environ.get("LOCALAPPDATA")
    else:
        found = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(found) if found else Path(tempfile.gettempdir())
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.gettempdir()) / f"belegt-{os.getuid() if hasattr(os, 'getuid') else 0}"


@contextmanager
def made_here(address: str) -> Iterator[Path]:
    """The folder in which results are made; when the block ends without an error they are sent. Raises OutputError."""
    folder = work_folder(address)
    store = folder / FOLDER / FILE
    system, path = open_system(address)
    with told(address, OutputError):
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not store.exists() and system.exists(f"{path}/{FOLDER}/{FILE}"):
            system.get_file(f"{path}/{FOLDER}/{FILE}", str(store))
    before = _texts_of(store)
    yield folder
    with told(address, OutputError):
        _send(system, path, folder, before)
    shutil.rmtree(folder, ignore_errors=True)


def _texts_of(store: Path) -> set[str]:
    """The files in texts/ that an earlier run made."""
    with suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        try:
            return {f"texts/{text_name(doc)}" for (doc,) in base.execute("SELECT doc FROM texts")}
        finally:
            base.close()
    return set()


def _parts_there(system: Any, path: str) -> set[str]:
    """The Parquet files that an earlier run left there."""
    return {
        f"{name}/{found.rsplit('/', 1)[-1]}"
        for name in FOLDERS
        if system.exists(f"{path}/{name}")
        for found in system.find(f"{path}/{name}")
        if fnmatch(found.rsplit("/", 1)[-1], NAMES)
    }


def _send(system: Any, path: str, folder: Path, before: set[str]) -> None:
    """The account of the run goes first and comes last: where it stands, all objects beside it are of one run."""
    names = [found.relative_to(folder).as_posix() for found in sorted(folder.rglob("*")) if found.is_file()]
    sent = [name for name in names if not name.startswith(f"{FOLDER}/")] + [f"{FOLDER}/{FILE}"]
    old = {CORRECTED, *USUAL, *before, *_parts_there(system, path)}
    for name in sorted({ACCOUNT, *(old - set(sent))}):
        if system.exists(f"{path}/{name}"):
            system.rm_file(f"{path}/{name}")
    for group in grouped(name for name in sent if name != ACCOUNT):
        system.put([str(folder / name) for name in group], [f"{path}/{name}" for name in group])
    if ACCOUNT in sent:
        system.put_file(str(folder / ACCOUNT), f"{path}/{ACCOUNT}")
