"""The only reader of resources/: words as data, checked and cached, with a user's own files beside ours.

A user's folder (``--resources DIR``) may hold files of the same names: TOML tables and CSV rows are added to the
shipped ones, and an entry with the same key replaces ours.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from pipeline.errors import ResourceError

SHIPPED = Path(__file__).parent / "resources"
KINDS: dict[type, str] = {dict: "Tabelle", list: "Liste", str: "Text", bool: "Wahrheitswert"}
REMEMBERED = 30_000  # words: some megabytes, and most words of any text
_folders: tuple[Path, ...] = (SHIPPED,)
_derived: list[Callable[[], None]] = []
P = ParamSpec("P")
T = TypeVar("T")


def derived(build: Callable[P, T]) -> Callable[P, T]:
    """Cache what a function builds out of the word lists; it is forgotten together with them."""
    cached = lru_cache(maxsize=None)(build)
    _derived.append(cached.cache_clear)
    return cast("Callable[P, T]", cached)


def remembered(look_up: Callable[P, T]) -> Callable[P, T]:
    """Cache what a function says of single words by the word lists; the oldest answers are forgotten first."""
    cached = lru_cache(maxsize=REMEMBERED)(look_up)
    _derived.append(cached.cache_clear)
    return cast("Callable[P, T]", cached)


def use_folders(*extra: Path) -> None:
    """Set the folders with the user's own files, read after the shipped ones; forgets what was cached."""
    global _folders
    _folders = (SHIPPED, *extra)
    toml_table.cache_clear()
    csv_rows.cache_clear()
    located_rows.cache_clear()
    for forget in _derived:
        forget()


def own_folders() -> tuple[Path, ...]:
    """The user's folders as set by ``use_folders``."""
    return _folders[1:]


def check_own_files() -> None:
    """Read the user's own word lists at once, so that a broken one stops a run and not every article of it.

    Raises ResourceError that names the file.
    """
    for folder in own_folders():
        for path in sorted(folder.glob("*.toml")):
            toml_table(path.stem)
        for path in sorted(folder.glob("*.csv")):
            csv_rows(path.stem)


@cache
def toml_table(name: str) -> dict[str, Any]:
    """The TOML file ``name`` (without its ending) as a dict, merged over the folders.

    Raises ResourceError where a file is missing or is no TOML.
    """
    merged: dict[str, Any] = {}
    for path in _existing(f"{name}.toml"):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError, RecursionError) as error:
            raise ResourceError(f"{path}: keine gültige TOML-Datei ({error})") from error
        for key, value in table.items():
            merged[key] = _joined(merged[key], value, f"{path}: „{key}“") if key in merged else value
    return merged


def _joined(ours: Any, theirs: Any, where: str) -> Any:
    """The user's value of a key that we have too. Raises ResourceError where it is of another kind."""
    if type(ours) is not type(theirs) and {type(ours), type(theirs)} != {int, float}:
        raise ResourceError(f"{where} muss von der Art {KINDS.get(type(ours), 'Zahl')} sein")
    if isinstance(ours, dict):
        for key in ours.keys() & theirs.keys():
            _joined(ours[key], theirs[key], f"{where}, „{key}“")
        return {**ours, **theirs}
    return [*ours, *theirs] if isinstance(ours, list) else theirs


@cache
def csv_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file ``name`` (without its ending); lines that begin with # are comments.

    Raises ResourceError where a file is missing, is no UTF-8, or a row has too many cells.
    """
    rows: list[dict[str, str]] = []
    columns: list[str] = []
    for path in _existing(f"{name}.csv"):
        lines = [line for line in _text_of(path).splitlines() if line and not line.startswith("#")]
        header, *found = _cells_of(path, lines) or [columns]
        columns = columns or header
        if not set(header) <= set(columns) or columns[0] not in header:
            raise ResourceError(f"{path}: die Spalten müssen heißen: {','.join(columns)}")
        for cells in found:
            if len(cells) > len(header):
                raise ResourceError(f"{path}: zu viele Spalten in der Zeile {','.join(cells)[:200]}")
            if cells:
                rows.append(dict.fromkeys(columns, "") | dict(zip(header, cells)))
    return tuple(rows)


def _cells_of(path: Path, lines: list[str]) -> list[list[str]]:
    try:
        return list(csv.reader(lines))
    except csv.Error as error:
        raise ResourceError(f"{path}: keine gültige CSV-Datei ({error})") from error


@cache
def located_rows(name: str) -> tuple[tuple[str, int, dict[str, str]], ...]:
    """As ``csv_rows``, each row with its file and the number of its line, for messages that name them.

    Raises ResourceError where a file is missing, is no UTF-8, has other columns than ours or a row too many cells.
    """
    rows: list[tuple[str, int, dict[str, str]]] = []
    columns: list[str] = []
    for path in _existing(f"{name}.csv"):
        lines = [
            (n, line)
            for n, line in enumerate(_text_of(path).splitlines(), 1)
            if line.strip() and not line.startswith("#")
        ]
        cells = _cells_of(path, [line for _, line in lines])
        if len(cells) != len(lines):
            raise ResourceError(f"{path}: ein Anführungszeichen ist offen geblieben")
        columns = columns or cells[0]
        if cells and cells[0] != columns:
            raise ResourceError(f"{path}, Zeile {lines[0][0]}: die Spalten müssen heißen: {','.join(columns)}")
        for (number, _), row in zip(lines[1:], cells[1:], strict=True):
            if len(row) > len(columns):
                raise ResourceError(f"{path}, Zeile {number}: zu viele Spalten")
            rows.append((str(path), number, dict(zip(columns, [*row, *[""] * len(columns)], strict=False))))
    return tuple(rows)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ResourceError(f"{path}: nicht lesbar ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path}: keine UTF-8-Datei ({error})") from error


def _existing(filename: str) -> list[Path]:
    paths = [folder / filename for folder in _folders if (folder / filename).is_file()]
    if not paths:
        raise ResourceError(
            f"{SHIPPED / filename}: Wortliste fehlt; das Paket ist unvollständig, bitte neu installieren"
        )
    return paths
