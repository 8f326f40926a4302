"""The claims of a run on disk, as they go into the files: written once, read in any order, never all in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.files import output_error
from pipeline.records import Claim

FILE = "claims.sqlite"
SETTINGS = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-8000", "temp_store=MEMORY")  # thrown away after the run


class Spool:
    """Claims by their place in the run. Raises OutputError where the disk takes no more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            self._base = sqlite3.connect(path, isolation_level=None)
            for setting in SETTINGS:
                self._base.execute(f"PRAGMA {setting}")
            self._base.execute("CREATE TABLE claims (place INTEGER PRIMARY KEY, words TEXT)")
            self._base.execute("BEGIN")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise output_error(self._path, OSError(str(error))) from error

    def keeping(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims as they pass by, each kept under its place (0, 1, 2 …)."""
        for place, claim in enumerate(claims):
            with self._told():
                self._base.execute("INSERT INTO claims VALUES (?, ?)", (place, claim.model_dump_json()))
            yield claim

    def read(self, places: Sequence[int]) -> list[Claim]:
        """The claims at these places, in the order that is asked for."""
        with self._told():
            rows = (self._base.execute("SELECT words FROM claims WHERE place = ?", (place,)) for place in places)
            return [Claim.model_validate_json(row.fetchone()[0]) for row in rows]

    def close(self) -> None:
        """Throw the file away."""
        self._base.close()
        with suppress(OSError):
            self._path.unlink()


@contextmanager
def spooled(folder: Path) -> Iterator[Spool]:
    """A spool in ``folder`` while the block runs; what a killed run left there goes first."""
    path = folder / FILE
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error
    spool = Spool(path)
    try:
        yield spool
    finally:
        spool.close()
