"""Path → RawArticle: files and folders, one function per kind of file, in one dict.

Whatever cannot be read becomes a Failure with a reason in words for people; nothing raises for one bad input, and
every input gets exactly one result (a container: one per record).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.containers import Found, csv_records, json_records
from pipeline.decoding import decode
from pipeline.errors import ReadError
from pipeline.lexicon import toml_table
from pipeline.metadata import TABLE_NAME, Metadata, host_of, read_table
from pipeline.records import Failure, RawArticle
from pipeline.webpage import read_page

HTML_START = re.compile(r"\s{0,100}<(?:!doctype\s{1,5}html|html)\b", re.IGNORECASE)
LARGEST_FILE = 5_000_000
Outcome = RawArticle | Failure


@dataclass(frozen=True)
class Input:
    """One file to read: where it lies, the ``doc`` that names it, and the input folder that it must not leave."""

    path: Path
    doc: str
    root: Path


@dataclass
class Tables:
    """The ``metadata.csv`` files met so far, by folder."""

    read: dict[Path, tuple[dict[str, Metadata], str]] = field(default_factory=dict)

    def of(self, item: Input) -> Metadata:
        """What the nearest ``metadata.csv``, in the file's folder or above it up to the input folder, says of it."""
        folder = item.path.parent
        warning = ""
        while True:
            if folder not in self.read:
                path = folder / TABLE_NAME
                self.read[folder] = read_table(path) if path.is_file() and not path.is_symlink() else ({}, "")
            rows, problem = self.read[folder]
            warning = warning or problem
            found = rows.get(item.path.relative_to(folder).as_posix()) or rows.get(item.path.name)
            if found:
                return found
            if folder == item.root or folder.parent == folder:
                return Metadata(warning=warning)
            folder = folder.parent


def read_inputs(paths: Sequence[Path], columns: Mapping[str, str] = {}) -> Iterator[Outcome]:
    """All articles below the paths, in a fixed order, each file once.

    ``columns`` says by hand what a container's fields are called ({"text": "Volltext"}). Missing paths are Failures.
    """
    tables = Tables()
    seen: set[Path] = set()
    for item in list_inputs(paths):
        if isinstance(item, Failure):
            yield item
            continue
        real = Path(os.path.realpath(item.path))
        if real not in seen:
            seen.add(real)
            yield from _read(item, tables, columns)


def kinds() -> list[str]:
    """The endings of the files that are read."""
    return list(READERS)


def list_inputs(paths: Sequence[Path]) -> Iterator[Input | Failure]:
    """The files of all inputs; of several inputs each one's name begins the ``doc``."""
    prefixes = _prefixes(paths) if len(paths) > 1 else [""]
    for path, prefix in zip(paths, prefixes, strict=True):
        if path.is_dir():
            yield from _folder(path, f"{prefix}/" if prefix else "", path)
        elif path.exists() or path.is_symlink():
            yield Input(path, safe_name(prefix or path.name), path.parent)
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


def _folder(folder: Path, prefix: str, root: Path) -> Iterator[Input | Failure]:
    """The files below a folder, each folder's entries sorted by name; hidden ones are left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(doc=safe_name(prefix.rstrip("/") or folder.name), status="failed", reason=_why(error, "Ordner"))
        return
    for entry in entries:
        if _is_never_article(entry.name):
            continue
        doc = safe_name(prefix + entry.name)
        if entry.is_symlink():
            yield Failure(doc=doc, status="skipped", reason=_link_reason(Path(entry.path), root))
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), f"{prefix}{entry.name}/", root)
        else:
            yield Input(Path(entry.path), doc, root)


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


def safe_name(name: str) -> str:
    """A file's name as one printable line: line breaks, control characters and invalid bytes become ``\\x0a``."""
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii") for char in name
    )


def _read(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    """One file → its article or articles; whatever goes wrong becomes a Failure."""
    reader = READERS.get(item.path.suffix.lower())
    try:
        if not stat.S_ISREG(item.path.stat().st_mode):
            raise ReadError("keine gewöhnliche Datei; Nächster Schritt: Inhalt als Datei speichern")
        if reader is None:
            known = ", ".join(READERS)
            suffix = item.path.suffix[:12] or "keine Endung"
            raise ReadError(f"Dateiart nicht unterstützt ({suffix}); gelesen werden {known}")
        yield from reader(item, tables, columns)
    except ReadError as error:
        yield Failure(doc=item.doc, status="skipped", reason=str(error), sha256=_checksum(item.path))
    except OSError as error:
        yield Failure(doc=item.doc, status="failed", reason=_why(error, "Datei"))
    except MemoryError:
        yield Failure(doc=item.doc, status="failed", reason="zu groß für den Arbeitsspeicher; Nächster Schritt: teilen")
    except Exception as error:  # a reader's own mistake costs this input, never the run
        words = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        reason = f"nicht lesbar ({words}); bitte als Fehlerbericht einsenden"
        yield Failure(doc=item.doc, status="failed", reason=reason)


def _why(error: OSError, what: str) -> str:
    if isinstance(error, PermissionError):
        return f"{what} darf nicht gelesen werden; Nächster Schritt: Zugriffsrechte prüfen"
    if isinstance(error, FileNotFoundError):
        return f"{what} ist während des Laufs verschwunden; Nächster Schritt: erneut starten"
    cause = error.strerror or type(error).__name__
    return f"{what} nicht lesbar ({cause}); Nächster Schritt: Datei oder Laufwerk prüfen"


def _checksum(path: Path) -> str:
    """SHA-256 of a file that is small enough to be an article; empty for others."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) or path.stat().st_size > LARGEST_FILE:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise ReadError(f"größer als {LARGEST_FILE // 1_000_000} MB; Nächster Schritt: in einzelne Artikel teilen")
    return data


def _text_file(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    data = _bytes(item.path)
    text, warning = decode(data)
    if HTML_START.match(text):
        page, fields = read_page(text)
        warning = "; ".join(filter(None, (warning, f"HTML-Seite mit der Endung {item.path.suffix}")))
        yield _article(item, item.doc, page, tables.of(item), fields, _sha(data), in_file=False, warning=warning)
        return
    if not any(char.isalnum() for char in text):
        raise ReadError("kein Text in der Datei; Nächster Schritt: Inhalt prüfen oder Datei entfernen")
    yield _article(item, item.doc, text, tables.of(item), Metadata(warning=warning), _sha(data), in_file=True)


def _page(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    data = _bytes(item.path)
    html, warning = decode(data, declared=True)
    text, fields = read_page(html)
    yield _article(item, item.doc, text, tables.of(item), fields, _sha(data), in_file=False, warning=warning)


def _container(records: Callable[[Path, Mapping[str, str]], Iterator[Found]]) -> Reader:
    def read(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
        table = tables.of(item)
        number = 0
        for number, found in enumerate(records(item.path, columns), 1):
            doc = f"{item.doc}#{number}"
            if found.problem:
                yield Failure(doc=doc, status="failed", reason=found.problem)
            else:
                sha = _sha(found.text.encode("utf-8", "surrogatepass"))
                yield _article(item, doc, found.text, table, found.fields, sha, in_file=False, warning=found.warning)
        if not number:
            raise ReadError("keine Datensätze in der Datei; Nächster Schritt: Inhalt prüfen oder Datei entfernen")

    return read


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _article(
    item: Input, doc: str, text: str, table: Metadata, fields: Metadata, sha: str, in_file: bool, warning: str = ""
) -> RawArticle:
    """Table before fields; without a source the address's host; without that the file's name, which is a guess."""
    url = table.url or fields.url
    source = table.source or fields.source or host_of(url)
    warnings = dict.fromkeys(filter(None, (warning, fields.warning, table.warning)))
    return RawArticle(
        doc=doc,
        text=text,
        in_file=in_file,
        source=source or safe_name(item.path.stem),
        source_known=bool(source),
        published=table.published or fields.published,
        title=table.title or fields.title,
        url=url,
        sha256=sha,
        warning="; ".join(warnings),
    )


Reader = Callable[[Input, Tables, Mapping[str, str]], Iterator[Outcome]]
READERS: dict[str, Reader] = {
    ".txt": _text_file,
    ".md": _text_file,
    ".html": _page,
    ".htm": _page,
    ".jsonl": _container(json_records),
    ".csv": _container(csv_records),
}
