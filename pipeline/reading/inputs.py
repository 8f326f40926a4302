"""Paths → the files to read, in one order on every machine; nothing is opened here.

A file's ``doc`` is its path below the input folder as one printable line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.lexicon import toml_table
from pipeline.records import Failure

STORE, PIPED = ".belegt", "stdin.txt"
CONTAINERS = (".jsonl", ".csv")
LIKE_A_RECORD = re.compile(r"#(\d{1,20})\Z")


@dataclass(frozen=True)
class Input:
    """One file to read: where it lies, the ``doc`` that names it, and the input folder that it must not leave."""

    path: Path
    doc: str
    root: Path

    @property
    def piped(self) -> bool:
        """Whether it came by standard input and lies among the results only while the run goes on."""
        return self.path.parent.name == STORE and self.path.name == PIPED


def unique_inputs(paths: Sequence[Path], out: Path | None = None) -> Iterator[Input | Failure]:
    """As ``list_inputs``, a file that is reached twice only once, and no two under one ``doc``."""
    seen: set[str] = set()
    taken: set[str] = set()
    roots: dict[Path, str] = {}
    for item in list_inputs(paths, out):
        if isinstance(item, Input):
            real = _real(item, roots)
            if real in seen:
                continue
            seen.add(real)
        doc, number = item.doc, 1
        while doc in taken:  # «a\x0ab» written out, beside a name with a line break
            number += 1
            doc = f"{item.doc}~{number}"
        taken.add(doc)
        yield item if doc == item.doc else _renamed(item, doc)


def _real(item: Input, roots: dict[Path, str]) -> str:
    """The file's path without links. No folder below the input folder is one, and to ask each of thousands that lie in
    one another would take minutes."""
    if item.path.parent == item.root:
        return os.path.realpath(item.path)
    if item.root not in roots:
        roots[item.root] = os.path.realpath(item.root)
    return os.path.join(roots[item.root], os.path.relpath(item.path, item.root))


def _renamed(item: Input | Failure, doc: str) -> Input | Failure:
    return replace(item, doc=doc) if isinstance(item, Input) else item.model_copy(update={"doc": doc})


def is_container(path: Path) -> bool:
    """Whether files of this name hold records."""
    return path.suffix.lower() in CONTAINERS


def list_inputs(paths: Sequence[Path], out: Path | None = None) -> Iterator[Input | Failure]:
    """The files of all inputs; of several inputs each one's name begins the ``doc``.

    What a run leaves in the folder ``out``, or left in another one, is no article.
    """
    prefixes = _prefixes(paths) if len(paths) > 1 else [""] * len(paths)
    for path, prefix in zip(paths, prefixes, strict=True):
        if path.is_dir():
            yield from _below(path, f"{prefix}/" if prefix else "", out)
        elif path.exists() or path.is_symlink():
            yield Input(path, _doc_of(prefix or path.name), path.parent)
        else:
            reason = "nicht gefunden; Nächster Schritt: Pfad prüfen"
            yield Failure(doc=safe_name(prefix or path.name or str(path)), status="failed", reason=reason)


def _prefixes(paths: Sequence[Path]) -> list[str]:
    """Each input's name; inputs of the same name take the folders above them along until they differ."""
    parts = [Path(os.path.abspath(path)).parts[1:] or ("wurzel",) for path in paths]
    names = []
    for own in parts:
        length = 1
        while length < len(own) and sum(other[-length:] == own[-length:] for other in parts if other != own):
            length += 1
        names.append("/".join(own[-length:]))
    return names


def _below(root: Path, prefix: str, out: Path | None) -> Iterator[Input | Failure]:
    """The files below a folder, however deep, each folder's entries sorted by name; hidden ones are left out."""
    results = _stat(out) if out else None
    open_folders = [_entries(str(root), prefix, results)]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif isinstance(found, Failure):
            yield found
        elif found[0].is_symlink():
            yield Failure(doc=safe_name(found[1]), status="skipped", reason=_link_reason(Path(found[0].path), root))
        elif found[0].is_dir(follow_symlinks=False):
            open_folders.append(_entries(found[0].path, f"{found[1]}/", results))
        else:
            yield Input(Path(found[0].path), _doc_of(found[1]), root)


def _stat(folder: str | Path) -> os.stat_result | None:
    try:
        return os.stat(folder)
    except OSError:
        return None


def _entries(
    folder: str, prefix: str, results: os.stat_result | None
) -> Iterator[tuple[os.DirEntry[str], str] | Failure]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        name = safe_name(prefix.rstrip("/") or os.path.basename(folder))
        yield Failure(doc=name, status="failed", reason=why_unread(error, "Ordner"))
        return
    ours = _is_same(_stat(folder), results) or os.path.isfile(os.path.join(folder, STORE, "results.sqlite"))
    own = set(toml_table("files")["never"]["results"]) if ours else set()
    for entry in entries:
        if entry.name not in own and not _is_never_article(entry.name):
            yield entry, prefix + entry.name


def _is_same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    return one is not None and other is not None and os.path.samestat(one, other)


def _doc_of(name: str) -> str:
    """A file called like a container's record («a.csv#1») must not be taken for one."""
    return safe_name(LIKE_A_RECORD.sub(r"\\x23\1", name))


def _is_never_article(name: str) -> bool:
    """Hidden files, Office locks, and what stands beside articles (metadata.csv, corrections.csv, README)."""
    never = toml_table("files")["never"]
    lower = name.lower()
    return name.startswith((".", "~$")) or lower in never["names"] or lower.split(".")[0] in never["stems"]


def _link_reason(path: Path, root: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "Verknüpfung ohne Ziel; Nächster Schritt: Datei selbst in den Ordner legen"
    if not target.is_relative_to(root.resolve()):
        return "Verknüpfung führt aus dem Eingabeordner; Nächster Schritt: Datei selbst in den Ordner legen"
    return "Verknüpfung auf einen Ordner oder Artikel im Eingabeordner; dort wird er gelesen"


def would_replace(inputs: Sequence[Path], out: Path) -> list[str]:
    """Files of an input folder that a first run with results in ``out`` would pass over and then replace."""
    if os.path.exists(out / STORE) or os.path.exists(out / "run.json"):
        return []
    place = Path(os.path.realpath(out))
    if not any(path.is_dir() and place.is_relative_to(os.path.realpath(path)) for path in inputs):
        return []
    return [name for name in toml_table("files")["never"]["results"] if os.path.lexists(out / name)]


def safe_name(name: str) -> str:
    """A file's name as one printable line: line breaks, control characters and invalid bytes become ``\\x0a``."""
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii") for char in name
    )


def why_unread(error: OSError, what: str) -> str:
    """The reason for people why a file or folder («what») could not be read."""
    if isinstance(error, PermissionError):
        return f"{what} darf nicht gelesen werden; Nächster Schritt: Zugriffsrechte prüfen"
    if isinstance(error, FileNotFoundError):
        return f"{what} ist während des Laufs verschwunden; Nächster Schritt: erneut starten"
    cause = error.strerror or type(error).__name__
    return f"{what} nicht lesbar ({cause}); Nächster Schritt: Datei oder Laufwerk prüfen"
