"""What a stored result depends on besides the article: the program, its word lists, the model and the libraries.

A result is reused only under the same fingerprint, so that an upgrade never mixes old rows with new ones.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
MODEL_FOLDER = "model"  # beside the code, but fingerprinted as the model
LIBRARIES = (
    "spacy", "thinc", "numpy", "dateparser", "text2num", "trafilatura", "lxml", "anyascii", "cologne-phonetics",
    "rapidfuzz", "pydantic",
)  # fmt: skip
WHOLE = 400_000_000  # a model above this many bytes is known by the sizes and times of its files
BLOCK = 1 << 20


def fingerprint(model: str | None, folders: Iterable[Path] = ()) -> str:
    """One hash over the package's code and word lists, the user's folders, the model and the libraries' versions."""
    digest = hashlib.blake2b(digest_size=16)
    _add_files(digest, PACKAGE, _sources())
    for folder in folders:
        digest.update(b"\0folder\0")
        _add_files(digest, folder, (path for path in _files(folder) if path.suffix in {".toml", ".csv"}))
    _add_model(digest, model)
    for name in LIBRARIES:
        digest.update(f"\0{name} {_version(name)}".encode())
    digest.update(f"\0python {platform.python_version()}".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    kept = {".py", ".toml", ".csv"}
    for path in _files(PACKAGE):
        if path.suffix in kept and path.relative_to(PACKAGE).parts[0] != MODEL_FOLDER:
            yield path


def _files(folder: Path) -> list[Path]:
    """All files below a folder, in one order on every machine."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(place) / name for name in names]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _add_files(digest: hashlib.blake2b, root: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        digest.update(b"\0" + os.fsencode(path.relative_to(root).as_posix()) + b"\0")
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)


def _add_model(digest: hashlib.blake2b, model: str | None) -> None:
    """A model in a folder by its files; one that is an installed package by its folder too."""
    root = Path(model) if model else PACKAGE / MODEL_FOLDER
    if model and not root.exists():
        digest.update(f"\0model {model} {_version(model)}".encode("utf-8", "surrogateescape"))
        return
    paths = _files(root)
    if sum(path.stat().st_size for path in paths) <= WHOLE:
        _add_files(digest, root, paths)
        return
    for path in paths:
        facts = path.stat()
        digest.update(f"\0{path.relative_to(root).as_posix()} {facts.st_size} {facts.st_mtime_ns}".encode())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
