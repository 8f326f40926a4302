"""Files that hold many articles: CSV → one record after the other, with what was wrong with each."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.reading.decoding import refuse_binary
from pipeline.reading.metadata import (
    LONE_SURROGATE,
    NOTHING,
    Metadata,
    delimiter_of,
    field_names,
    may_be_heading,
    metadata_of,
)
from pipeline.reading.webpage import MARKED_UP, read_fragment

LARGEST_RECORD = 5_000_000
LARGEST_WHOLE = 100_000_000
MOST_BAD = 1000
HOPELESS = (
    f"mehr als {MOST_BAD} Datensätze nacheinander nicht lesbar, der Rest blieb ungelesen; "
    "Nächster Schritt: Dateiart und Trennzeichen prüfen"
)
EMPTY = "Datei ist leer; nichts auszuwerten. Nächster Schritt: Inhalt prüfen oder Datei entfernen"
WIDE = {  # the longer mark first: UTF-32's begins with UTF-16's
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
WIDE_BOMS = tuple(WIDE)


@dataclass(frozen=True)
class Found:
    """One record: its text and fields, or the ``problem`` that keeps it from being an article."""

    text: str = ""
    fields: Metadata = NOTHING
    problem: str = ""
    warning: str = ""


def unless_hopeless(records: Iterator[Found]) -> Iterator[Found]:
    """The records, until too many on end are none: the file is of another kind, and each of its lines a failure.

    Raises ReadError then.
    """
    bad = 0
    for found in records:
        yield found
        bad = bad + 1 if found.problem else 0
        if bad > MOST_BAD:
            raise ReadError(HOPELESS)


def csv_records(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    """Rows of a CSV file (separated by comma, semicolon, tab or «|»). Raises ReadError, OSError for the whole file."""
    encoding, warning = _encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        delimiter = delimiter_of(stream.read(20_000))
        stream.seek(0)
        csv.field_size_limit(LARGEST_RECORD)
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        head = _csv_head(reader)
        names = field_names(head, columns)
        if "text" not in names:
            found = ", ".join(cell[:30] for cell in head[:8])
            raise ReadError(f"keine Textspalte (gefunden: {found}); Spaltenname mit --columns text=NAME angeben")
        lower = [cell.strip().lower() for cell in head]
        if lower.count(names["text"].strip().lower()) > 1:
            warning = "; ".join(filter(None, (warning, "mehrere Textspalten; die erste gelesen")))
        yield from _csv_rows(reader, head, names, warning)


def _csv_head(reader: Iterator[list[str]]) -> list[str]:
    try:
        for row in reader:
            if may_be_heading(row):
                return [cell.lstrip("\ufeff") for cell in row]
    except csv.Error as error:
        raise ReadError(f"Kopfzeile nicht lesbar ({error}); Nächster Schritt: als CSV UTF-8 neu speichern") from error
    raise ReadError(EMPTY)


def _csv_rows(reader: Iterator[list[str]], head: list[str], names: Mapping[str, str], warning: str) -> Iterator[Found]:
    at = {field: head.index(name) for field, name in names.items()}
    number = 1
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = getattr(reader, "line_num", number)
            yield Found(problem=f"Zeile {line}: nicht lesbar ({error}); Anführungszeichen prüfen")
            continue
        if any(cell.strip() for cell in row):
            yield _csv_article(row, len(head), at, f"Zeile {getattr(reader, 'line_num', number)}", warning)


def _csv_article(row: list[str], width: int, at: Mapping[str, int], where: str, warning: str) -> Found:
    if any(cell.strip() for cell in row[width:]):
        return Found(problem=f"{where}: mehr Zellen als Spalten; Text mit Trennzeichen in Anführungszeichen setzen")
    cells = {field: row[column] for field, column in at.items() if column < len(row)}
    if "text" not in cells:
        return Found(problem=f"{where}: zu wenige Zellen, die Textspalte fehlt")
    text = cells.pop("text")
    return found_of(text, metadata_of(dict(cells)), where, warning)


def found_of(text: str, fields: Metadata, where: str, warning: str) -> Found:
    """A record's text and fields, or what is wrong with them."""
    if len(text) > LARGEST_RECORD:
        return Found(problem=f"{where}: Text länger als {LARGEST_RECORD // 1_000_000} MB; bitte teilen")
    mended = LONE_SURROGATE.sub("\ufffd", text)
    if mended != text:
        warning = "; ".join(filter(None, (warning, "ungültige Zeichen, als � gelesen")))
    if MARKED_UP.search(mended):
        try:
            mended = read_fragment(mended)
        except ReadError as error:
            return Found(problem=f"{where}: {error}")
        warning = "; ".join(filter(None, (warning, "HTML im Textfeld, als Text gelesen")))
    if not mended.strip():
        return Found(problem=f"{where}: Text ist leer; bitte ergänzen oder die Zeile entfernen")
    return Found(mended, fields, warning="; ".join(filter(None, (warning, fields.warning))))


def _encoding_of(path: Path) -> tuple[str, str]:
    """Byte-order mark, then strict UTF-8 over the whole file (read in blocks), then Windows-1252 with a warning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        block = stream.read(1 << 20)
        if not block:
            raise ReadError(EMPTY)
        for mark, name in WIDE.items():
            if block.startswith(mark):
                return name, ""
        refuse_binary(block[:4000])
        if block.count(0) > 0.05 * len(block):
            raise ReadError("kein Text, sondern Binärdaten; Nächster Schritt: als CSV UTF-8 neu speichern")
        try:
            while block:
                decoder.decode(block)
                block = stream.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", "kein gültiges UTF-8; als Windows-1252 gelesen"
    return "utf-8-sig", ""
