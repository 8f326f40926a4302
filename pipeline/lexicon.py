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
_folders: tuple[Path, ...] = (SHIPPED,)
_derived: list[Callable[[], None]] = []
P = ParamSpec("P")
T = TypeVar("T")


def derived(build: Callable[P, T]) -> Callable[P, T]:
    """Cache what a function builds out of the word lists; it is forgotten together with them."""
    cached = lru_cache(maxsize=None)(build)
    _derived.append(cached.cache_clear)
    return cast("Callable[P, T]", cached)


def use_folders(*extra: Path) -> None:
    """Set the folders with the user's own files, read after the shipped ones; forgets what was cached."""
    global _folders
    _folders = (SHIPPED, *extra)
    toml_table.cache_clear()
    csv_rows.cache_clear()
    for forget in _derived:
        forget()


def own_folders() -> tuple[Path, ...]:
    """The user's folders as set by ``use_folders``."""
    return _folders[1:]


@cache
def toml_table(name: str) -> dict[str, Any]:
    """The TOML file ``name`` (without its ending) as a dict, merged over the folders.

    Raises ResourceError where a file is missing or is no TOML.
    """
    merged: dict[str, Any] = {}
    for path in _existing(f"{name}.toml"):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ResourceError(f"{path}: keine gültige TOML-Datei ({error})") from error
        for key, value in table.items():
            old = merged.get(key)
            if isinstance(old, dict) and isinstance(value, dict):
                merged[key] = {**old, **value}
            elif isinstance(old, list) and isinstance(value, list):
                merged[key] = [*old, *value]
            else:
                merged[key] = value
    return merged


@cache
def csv_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file ``name`` (without its ending); lines that begin with # are comments.

    Raises ResourceError where a file is missing or a row has too many cells.
    """
    rows: list[dict[str, str]] = []
    for path in _existing(f"{name}.csv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for row in csv.DictReader(lines):
            if None in row:
                raise ResourceError(f"{path}: zu viele Spalten in der Zeile {row}")
            rows.append({key: value or "" for key, value in row.items()})
    return tuple(rows)


def _existing(filename: str) -> list[Path]:
    paths = [folder / filename for folder in _folders if (folder / filename).is_file()]
    if not paths:
        raise ResourceError(
            f"{SHIPPED / filename}: Wortliste fehlt; das Paket ist unvollständig, bitte neu installieren"
        )
    return paths
