"""Files that hold many articles: JSON Lines and CSV → one record after the other, with what was wrong with each."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ReadError
from pipeline.reading.decoding import decode
from pipeline.reading.metadata import LONE_SURROGATE, NOTHING, Metadata, delimiter_of, field_names, metadata_of

LARGEST_RECORD = 5_000_000
LARGEST_WHOLE = 100_000_000
LIST_WARNING = "Datei ist eine JSON-Liste, keine JSON Lines"
WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Found:
    """One record: its text and fields, or the ``problem`` that keeps it from being an article."""

    text: str = ""
    fields: Metadata = NOTHING
    problem: str = ""
    warning: str = ""


def json_records(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    """Records of a JSON Lines file (or of one JSON list), in order. Raises ReadError, OSError for the whole file."""
    with path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        if not head:
            raise ReadError("Datei ist leer; nichts auszuwerten. Nächster Schritt: Inhalt prüfen oder Datei entfernen")
        if head.startswith(WIDE_BOMS):
            text, _ = decode(_whole(stream))
            stream = io.BytesIO(text.encode("utf-8"))  # type: ignore[assignment]
        yield from _json_lines(stream, columns)


def _json_lines(stream: BinaryIO, columns: Mapping[str, str]) -> Iterator[Found]:
    number = 0
    first = True
    while line := stream.readline(LARGEST_RECORD + 1):
        number += 1
        if len(line) > LARGEST_RECORD:
            _skip_line(stream)
            yield Found(problem=f"Zeile {number}: länger als {LARGEST_RECORD // 1_000_000} MB; bitte teilen")
            continue
        words, warning = _line_text(line)
        if not words:
            continue
        if first and words.startswith("["):
            whole = _json_list(words, stream)
            if whole is not None:
                yield from (
                    _json_article(value, f"Eintrag {i}", columns, LIST_WARNING) for i, value in enumerate(whole, 1)
                )
                return
        first = False
        yield from _json_values(words, f"Zeile {number}", columns, warning)


def _line_text(line: bytes) -> tuple[str, str]:
    line = line.removeprefix(codecs.BOM_UTF8).strip()
    try:
        return line.decode("utf-8"), ""
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), "kein gültiges UTF-8; als Windows-1252 gelesen"


def _json_values(words: str, where: str, columns: Mapping[str, str], warning: str) -> Iterator[Found]:
    """One or more JSON values of one line; a trailing comma is forgiven."""
    decoder = json.JSONDecoder()
    position = 0
    while position < len(words):
        try:
            value, position = decoder.raw_decode(words, position)
        except RecursionError:
            yield Found(problem=f"{where}: zu tief verschachteltes JSON")
            return
        except ValueError as error:
            yield Found(problem=f"{where}: kein gültiges JSON ({str(error)[:80]}); bitte die Zeile berichtigen")
            return
        yield _json_article(value, where, columns, warning)
        while position < len(words) and words[position] in ", \t":
            position += 1


def _json_list(words: str, stream: BinaryIO) -> list[object] | None:
    """The elements of a file that is one JSON list over several lines, or None where it is not."""
    try:
        value = json.loads(words + "\n" + _whole(stream).decode("utf-8", "replace"))
    except (ValueError, RecursionError, ReadError):
        stream.seek(0)
        stream.readline(LARGEST_RECORD + 1)
        return None
    return value if isinstance(value, list) and any(isinstance(item, dict) for item in value) else None


def _json_article(value: object, where: str, columns: Mapping[str, str], warning: str) -> Found:
    if not isinstance(value, dict):
        return Found(problem=f'{where}: kein JSON-Objekt mit Feldern; erwartet wird {{"text": …}}')
    names = field_names((str(key) for key in value), columns)
    text = value.get(names.get("text", ""))
    if not isinstance(text, str):
        found = ", ".join(sorted(str(key)[:30] for key in value)[:8])
        reason = f"kein Textfeld (gefunden: {found or 'nichts'}); Feldname mit --columns text=NAME angeben"
        return Found(problem=f"{where}: {reason}")
    fields = metadata_of({field: value[name] for field, name in names.items() if field != "text"})
    return _article(text, fields, where, warning)


def csv_records(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    """Rows of a CSV file (comma, semicolon or tab), in order. Raises ReadError, OSError for the whole file."""
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
            if any(cell.strip() for cell in row):
                return [cell.lstrip("\ufeff") for cell in row]
    except csv.Error as error:
        raise ReadError(f"Kopfzeile nicht lesbar ({error}); Nächster Schritt: als CSV UTF-8 neu speichern") from error
    raise ReadError("Datei ist leer; nichts auszuwerten. Nächster Schritt: Inhalt prüfen oder Datei entfernen")


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
    return _article(text, metadata_of(dict(cells)), where, warning)


def _article(text: str, fields: Metadata, where: str, warning: str) -> Found:
    if len(text) > LARGEST_RECORD:
        return Found(problem=f"{where}: Text länger als {LARGEST_RECORD // 1_000_000} MB; bitte teilen")
    if not text.strip():
        return Found(problem=f"{where}: Text ist leer")
    mended = LONE_SURROGATE.sub("\ufffd", text)
    if mended != text:
        warning = "; ".join(filter(None, (warning, "ungültige Zeichen, als � gelesen")))
    return Found(mended, fields, warning="; ".join(filter(None, (warning, fields.warning))))


def _encoding_of(path: Path) -> tuple[str, str]:
    """Byte-order mark, then strict UTF-8 over the whole file (read in blocks), then Windows-1252 with a warning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        block = stream.read(1 << 20)
        if not block:
            raise ReadError("Datei ist leer; nichts auszuwerten. Nächster Schritt: Inhalt prüfen oder Datei entfernen")
        if block.startswith(WIDE_BOMS):
            return "utf-16", ""
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


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _whole(stream: BinaryIO) -> bytes:
    data = stream.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        raise ReadError(
            f"größer als {LARGEST_WHOLE // 1_000_000} MB; bitte als JSON Lines speichern, ein Artikel je Zeile"
        )
    return data
