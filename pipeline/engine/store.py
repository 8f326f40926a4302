"""Results on disk in the out folder: written as they come, found again after whatever ended the run.

One SQLite file in a hidden folder. ``results`` holds what articles yielded, by a key over everything that they depend
on, each with a checksum; ``entries`` lists the inputs of the current run in their order.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.engine import lock
from pipeline.engine.ledger import Entry
from pipeline.engine.parcels import Parcel, article_of, claims_of, head_of, mentions_of
from pipeline.errors import OutputError
from pipeline.files import output_error, remove_parts
from pipeline.messages import say
from pipeline.records import Article, Claim, Failure, Mention

FOLDER = ".belegt"
FILE = "results.sqlite"
BESIDE = ("texts", "parts", "parts/claims", "parts/mentions", "parts/table")  # folders in which results are replaced
SCHEMA = 1
COMMIT_SECONDS = 1.0
PARTS = "head, body, mentions, claims"
TABLES = """
CREATE TABLE IF NOT EXISTS results (
    key BLOB PRIMARY KEY, head BLOB, body BLOB, mentions BLOB, claims BLOB, checksum BLOB
);
CREATE TABLE IF NOT EXISTS given_up (key BLOB PRIMARY KEY, limits TEXT, failure TEXT);
DROP TABLE IF EXISTS entries;
CREATE TABLE entries (
    file INTEGER, number INTEGER, doc TEXT UNIQUE, key BLOB, failure TEXT, tried BLOB, PRIMARY KEY (file, number)
);
CREATE TABLE IF NOT EXISTS texts (doc TEXT PRIMARY KEY);
"""


class Store:
    """The results of one out folder. Only one process holds it at a time (see ``opened``)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.warnings: list[str] = []
        self._committed = time.monotonic()
        self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        """The file, or a fresh one where it is damaged or of another version of this program."""
        if self.path.exists():
            try:
                return self._sound()
            except sqlite3.OperationalError as error:
                raise output_error(self.path, OSError(str(error))) from error
            except sqlite3.DatabaseError:
                self.warnings.append(say("store_renewed", path=self.path))
                self._discard()
        return self._connected()

    def _sound(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, isolation_level=None)
        version = base.execute("PRAGMA user_version").fetchone()[0]
        whole = version == SCHEMA and base.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not whole or not _parts_of(base) <= _own_parts():
            base.close()
            raise sqlite3.DatabaseError(f"version {version}")
        base.close()
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        with self._told():
            base = sqlite3.connect(self.path, isolation_level=None)
            base.execute("PRAGMA journal_mode=TRUNCATE")
            base.execute("PRAGMA synchronous=NORMAL")
            base.execute("PRAGMA temp_store=MEMORY")
            base.execute("PRAGMA cache_size=-16000")
            base.executescript(TABLES)
            base.execute(f"PRAGMA user_version={SCHEMA}")
            base.execute("BEGIN")
            return base

    def _discard(self) -> None:
        for path in (self.path, self.path.with_name(FILE + "-journal")):
            with suppress(FileNotFoundError):
                path.unlink()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever SQLite cannot do, as one line with path, reason and free space."""
        try:
            yield
        except sqlite3.Error as error:
            raise output_error(self.path, OSError(str(error))) from error

    def commit(self, at_once: bool = True) -> None:
        """Make what was added last; with ``at_once`` false only where the last time is a while ago."""
        if not at_once and time.monotonic() - self._committed < COMMIT_SECONDS:
            return
        with self._told():
            self._base.execute("COMMIT")
            self._base.execute("BEGIN")
        self._committed = time.monotonic()

    def close(self) -> None:
        """Keep what there is."""
        with suppress(sqlite3.Error):
            self._base.execute("COMMIT")
        self._base.close()

    # --- while articles come in ------------------------------------------------------------------------

    def holds(self, key: bytes) -> bool:
        """Whether there is an undamaged result under the key; a damaged one is thrown away."""
        with self._told():
            row = self._base.execute(f"SELECT {PARTS}, checksum FROM results WHERE key = ?", (key,)).fetchone()
            if row is None:
                return False
            with suppress(TypeError):  # something else than bytes lies there
                if Parcel(*row[:4]).checksum(key) == row[4]:
                    return True
            self._base.execute("DELETE FROM results WHERE key = ?", (key,))
        self.warnings.append(say("result_damaged", path=self.path))
        return False

    def keep(self, key: bytes, parcel: Parcel) -> None:
        """Add a result."""
        with self._told():
            row = (key, *parcel, parcel.checksum(key))
            self._base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", row)
        self.commit(at_once=False)

    def enter(
        self,
        place: tuple[int, int],
        doc: str,
        key: bytes | None = None,
        failure: Failure | None = None,
        tried: bytes | None = None,
    ) -> None:
        """Note what became of an input: ``place`` is its number and, in a container, the record's (0 for none);
        ``tried`` the key under which its failure is kept."""
        words = failure.model_dump_json() if failure else None
        row = (*place, doc, key, words, tried)
        with self._told():
            self._base.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)", row)

    def give_up(self, key: bytes, limits: str, failure: Failure) -> None:
        """Keep that an article took more than ``limits`` twice, so that the next run does not wait for it again."""
        row = (key, limits, failure.model_dump_json())
        with self._told():
            self._base.execute("INSERT OR REPLACE INTO given_up VALUES (?, ?, ?)", row)

    def given_up(self, key: bytes, limits: str) -> Failure | None:
        """The failure of an article that an earlier run gave up under the same limits."""
        query = "SELECT failure FROM given_up WHERE key = ? AND limits = ?"
        with self._told():
            row = self._base.execute(query, (key, limits)).fetchone()
        with suppress(ValueError, TypeError):
            return Failure.model_validate_json(row[0]) if row else None
        return None

    def try_again(self) -> None:
        """Forget what was given up."""
        with self._told():
            self._base.execute("DELETE FROM given_up")

    def external_docs(self) -> Iterator[str]:
        """The articles whose texts stand in the out folder, since they are no files of their own."""
        for (head,) in self._joined("r.head", "WHERE e.key IS NOT NULL"):
            article = head_of(head)
            if not article.in_file:
                yield article.doc

    def replace_texts(self, docs: Iterable[str]) -> list[str]:
        """Note whose texts this run wrote; returns the articles of earlier runs whose texts are no longer wanted."""
        with self._told():
            old = {doc for (doc,) in self._base.execute("SELECT doc FROM texts")}
            new = set(docs)
            self._base.execute("DELETE FROM texts")
            self._base.executemany("INSERT INTO texts VALUES (?)", ((doc,) for doc in sorted(new)))
        self.commit()
        return sorted(old - new)

    # --- when all are in --------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """All inputs and records in their order, articles without their texts."""
        for failure, head in self._joined("e.failure, r.head"):
            yield Entry(head_of(head) if failure is None else Failure.model_validate_json(failure))

    def found(self) -> Iterator[tuple[Sequence[Mention], Sequence[Claim]]]:
        """The mentions and claims of each article, the articles in their order."""
        for mentions, claims in self._joined("r.mentions, r.claims", "WHERE e.key IS NOT NULL"):
            yield mentions_of(mentions), claims_of(claims)

    def mentions(self) -> Iterator[Sequence[Mention]]:
        """The mentions of each article, the articles in their order."""
        for (part,) in self._joined("r.mentions", "WHERE e.key IS NOT NULL"):
            yield mentions_of(part)

    def _joined(self, names: str, where: str = "") -> Iterator[tuple[Any, ...]]:
        query = f"SELECT {names} FROM entries e LEFT JOIN results r ON e.key = r.key {where} ORDER BY e.file, e.number"
        with self._told():
            yield from self._base.execute(query)

    def articles(self) -> Articles:
        """The articles by their ``doc``, read one at a time."""
        return Articles(self)

    def body(self, doc: str) -> bytes | None:
        """One article as stored."""
        query = "SELECT r.body FROM entries e JOIN results r ON e.key = r.key WHERE e.doc = ?"
        with self._told():
            row = self._base.execute(query, (doc,)).fetchone()
        return row[0] if row else None

    def docs(self) -> list[str]:
        """The names of the articles that have results, in their order."""
        return [str(doc) for (doc,) in self._joined("e.doc", "WHERE e.key IS NOT NULL")]

    def forget_others(self) -> None:
        """Throw away the results that no input of this run uses: the run is complete."""
        with self._told():
            self._base.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM entries WHERE key IS NOT NULL)")
            tried = "SELECT tried FROM entries WHERE tried IS NOT NULL"
            self._base.execute(f"DELETE FROM given_up WHERE key NOT IN ({tried})")
        self.commit()


class Articles(Mapping[str, Article]):
    """The run's articles by ``doc``; each is read from disk when it is asked for, so that memory stays flat."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._docs = dict.fromkeys(store.docs())

    def __getitem__(self, doc: str) -> Article:
        part = self._store.body(doc) if doc in self._docs else None
        if part is None:
            raise KeyError(doc)
        return article_of(part)

    def __contains__(self, doc: object) -> bool:
        return doc in self._docs

    def __iter__(self) -> Iterator[str]:
        return iter(self._docs)

    def __len__(self) -> int:
        return len(self._docs)


def _parts_of(base: sqlite3.Connection) -> set[tuple[str, str]]:
    """Name and making of every table, view and trigger."""
    return set(base.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def _own_parts() -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(TABLES)
        return _parts_of(base)


@contextmanager
def opened(out: Path) -> Iterator[Store]:
    """The store of an out folder, locked while the block runs. Raises OutputError where it cannot be had."""
    folder = out / FOLDER
    try:
        for path in (folder, folder / FILE, *(out / name for name in BESIDE)):
            if path.is_symlink():
                raise OutputError(say("store_link", path=path))
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error
    with lock.held(folder):
        remove_parts(out)
        store = Store(folder)
        try:
            yield store
        finally:
            store.close()
