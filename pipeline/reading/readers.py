"""Path → RawArticle: files and folders; READERS says which function reads which ending.

Whatever cannot be read becomes a Failure with a reason in words for people; nothing raises for one bad input, and
every input gets exactly one result (a container: one per record).
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.lexicon import toml_table
from pipeline.reading.containers import LARGEST_WHOLE, Found, csv_records, unless_hopeless
from pipeline.reading.decoding import decode
from pipeline.reading.inputs import Input, list_inputs, safe_name, unique_inputs, why_unread
from pipeline.reading.json_lines import json_records
from pipeline.reading.metadata import LONE_SURROGATE, TABLE_NAME, Metadata, host_of, name_in_table, read_table
from pipeline.reading.office import LARGEST_PACKAGE, read_docx
from pipeline.reading.pdf import LARGEST_PDF, read_pdf
from pipeline.reading.pdf import WARNING as PDF_WARNING
from pipeline.reading.splitting import NO_LINE, SPLIT, parts
from pipeline.reading.webpage import read_page
from pipeline.records import Failure, RawArticle

__all__ = ["Input", "Tables", "kinds", "list_inputs", "read_file", "read_inputs", "safe_name"]

HTML_START = re.compile(r"\s{0,100}<(?:!doctype\s{1,5}html|html)\b", re.IGNORECASE)
LARGEST_FILE = 5_000_000
TOO_LARGE = f"Teil ist größer als {LARGEST_FILE // 1_000_000} MB; Nächster Schritt: --split enger fassen"
Outcome = RawArticle | Failure


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
            below = name_in_table(item.path.relative_to(folder).as_posix())
            found = rows.get(below) or rows.get(name_in_table(item.path.name))
            if found:
                return found
            if folder == item.root or folder.parent == folder:
                return Metadata(warning=warning)
            folder = folder.parent


def read_inputs(paths: Sequence[Path], columns: Mapping[str, str] = {}) -> Iterator[Outcome]:
    """All articles below the paths, in a fixed order, each file once.

    ``columns`` says by hand what a container's fields are called ({"text": "Volltext"}), and under SPLIT at which lines
    a text is cut into articles. Missing paths are Failures.
    """
    tables = Tables()
    for item in unique_inputs(paths):
        if isinstance(item, Failure):
            yield item
        else:
            yield from (outcome for _, outcome in read_file(item, tables, columns))


def read_file(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[tuple[int, Outcome]]:
    """One file's article, or its records, each with its number in a container (0: the file itself)."""
    for outcome in _read(item, tables, columns):
        number = 0 if outcome.doc == item.doc else int(outcome.doc.rpartition("#")[2])
        if isinstance(outcome, Failure):  # a reason may quote the input, and ends on a terminal
            outcome = outcome.model_copy(update={"reason": safe_name(outcome.reason)})
        yield number, outcome


def kinds() -> list[str]:
    """The endings of the files that are read."""
    return list(READERS)


def _read(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    """One file → its article or articles; whatever goes wrong becomes a Failure."""
    reader = READERS.get(item.path.suffix.lower())
    try:
        if not stat.S_ISREG(item.path.stat().st_mode):
            raise ReadError("keine gewöhnliche Datei; Nächster Schritt: Inhalt als Datei speichern")
        refused = toml_table("files")["refused"].get(item.path.suffix.lower())
        if refused:
            raise ReadError(refused)
        if reader is None:
            known = ", ".join(READERS)
            suffix = item.path.suffix[:12] or "keine Endung"
            raise ReadError(f"Dateiart nicht unterstützt ({suffix}); Nächster Schritt: als {known} speichern")
        yield from reader(item, tables, columns)
    except ReadError as error:
        yield Failure(doc=item.doc, status="skipped", reason=str(error), sha256=_checksum(item.path))
    except OSError as error:
        yield Failure(doc=item.doc, status="failed", reason=why_unread(error, "Datei"))
    except MemoryError:
        yield Failure(doc=item.doc, status="failed", reason="zu groß für den Arbeitsspeicher; Nächster Schritt: teilen")
    except Exception as error:  # a reader's own mistake costs this input, never the run
        words = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        reason = f"nicht lesbar ({words}); bitte als Fehlerbericht einsenden"
        yield Failure(doc=item.doc, status="failed", reason=reason)


def _checksum(path: Path) -> str:
    """SHA-256 of a file that is small enough to be an article; empty for others."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) or path.stat().st_size > LARGEST_FILE:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise ReadError(f"größer als {largest // 1_000_000} MB; Nächster Schritt: in einzelne Artikel teilen")
    return data


def _text_file(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    data = _bytes(item.path, LARGEST_WHOLE if SPLIT in columns else LARGEST_FILE)
    text, warning = decode(data)
    if HTML_START.match(text):
        page, fields = read_page(text)
        warning = "; ".join(filter(None, (warning, f"HTML-Seite mit der Endung {item.path.suffix}")))
        yield _article(item, item.doc, page, tables.of(item), fields, _sha(data), in_file=False, warning=warning)
        return
    fields = Metadata(warning=warning)
    yield from _text(item, text, fields, tables, columns, _sha(data), in_file=not item.piped)


def _text(
    item: Input, text: str, fields: Metadata, tables: Tables, columns: Mapping[str, str], sha: str, in_file: bool
) -> Iterator[Outcome]:
    """One article, or its parts where the user says how many are told apart."""
    if not any(char.isalnum() for char in text):
        raise ReadError("kein Text in der Datei; Nächster Schritt: Inhalt prüfen oder Datei entfernen")
    found = list(parts(text, columns[SPLIT])) if SPLIT in columns else []
    if len(found) < 2:
        if SPLIT in columns:
            fields = Metadata(warning="; ".join(filter(None, (fields.warning, NO_LINE))))
        yield _article(item, item.doc, text, tables.of(item), fields, sha, in_file)
        return
    for number, part in enumerate(found, 1):
        if len(part) > LARGEST_FILE:
            yield Failure(doc=f"{item.doc}#{number}", status="failed", reason=TOO_LARGE)
            continue
        sha = _sha(part.encode("utf-8", "surrogatepass"))
        yield _article(item, f"{item.doc}#{number}", part, tables.of(item), fields, sha, in_file=False)


def _document(read: Callable[[bytes], str], largest: int, warning: str = "") -> Reader:
    """A kind of document whose text is taken out of it."""

    def read_it(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
        data = _bytes(item.path, largest)
        text = LONE_SURROGATE.sub("\ufffd", read(data))
        yield from _text(item, text, Metadata(warning=warning), tables, columns, _sha(data), in_file=False)

    return read_it


def _page(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
    data = _bytes(item.path)
    html, warning = decode(data, declared=True)
    text, fields = read_page(html)
    yield _article(item, item.doc, text, tables.of(item), fields, _sha(data), in_file=False, warning=warning)


def _container(records: Callable[[Path, Mapping[str, str]], Iterator[Found]]) -> Reader:
    def read(item: Input, tables: Tables, columns: Mapping[str, str]) -> Iterator[Outcome]:
        table = tables.of(item)
        number = 0
        for number, found in enumerate(unless_hopeless(records(item.path, columns)), 1):
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
    ".docx": _document(read_docx, LARGEST_PACKAGE),
    ".pdf": _document(read_pdf, LARGEST_PDF, PDF_WARNING),
}
