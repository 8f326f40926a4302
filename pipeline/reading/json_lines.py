"""JSON Lines → one record after the other; also one JSON list, values over several lines, and old line ends."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ReadError
from pipeline.reading.containers import EMPTY, LARGEST_RECORD, LARGEST_WHOLE, WIDE_BOMS, Found, found_of
from pipeline.reading.decoding import decode, refuse_binary
from pipeline.reading.metadata import field_names, metadata_of

LIST_WARNING = "Datei ist eine JSON-Liste, keine JSON Lines"
SPREAD_WARNING = "JSON-Werte über mehrere Zeilen, keine JSON Lines"
HEAD, BLOCK = 4000, 1 << 20
ENDS = re.compile(rb"\r?\n|\r(?!\Z)")  # a «\r» at a block's end may belong to the next block's «\n»
BETWEEN = " \t\r\n,\x1e\u2028\u2029\ufeff"  # signs between two values; RS begins one in «JSON text sequences»
DECODER = json.JSONDecoder()


def json_records(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    """Records of a JSON Lines file (or of one JSON list), in order. Raises ReadError, OSError for the whole file."""
    with path.open("rb") as file:
        stream: BinaryIO = file
        head = stream.read(HEAD)
        stream.seek(0)
        if not head:
            raise ReadError(EMPTY)
        refuse_binary(head)
        if head.startswith(WIDE_BOMS) or head.count(0) > 0.05 * len(head):
            text, _ = decode(_whole(stream))
            stream = io.BytesIO(text.encode("utf-8", "replace"))
        values = _whole_values(stream)
        stream.seek(0)
        if values is None:
            yield from _json_lines(stream, columns)
            return
        found, warning = values
        for number, value in enumerate(found, 1):
            yield _json_article(value, f"Eintrag {number}", columns, warning)


def _json_lines(stream: BinaryIO, columns: Mapping[str, str]) -> Iterator[Found]:
    for number, line in enumerate(_lines(stream), 1):
        if line is None:
            yield Found(problem=f"Zeile {number}: länger als {LARGEST_RECORD // 1_000_000} MB; bitte teilen")
            continue
        words, warning = _line_text(line)
        if words:
            yield from _json_values(words, f"Zeile {number}", columns, warning)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines that end as on any system; None for one that is too long, whose bytes are passed over."""
    rest = b""
    too_long = False
    while block := stream.read(BLOCK):
        *lines, rest = ENDS.split(rest + block)
        for line in lines:
            yield None if too_long or len(line) > LARGEST_RECORD else line
            too_long = False
        if too_long or len(rest) > LARGEST_RECORD:
            too_long, rest = True, rest[-1:]
    if rest or too_long:
        yield None if too_long else rest


def _line_text(line: bytes) -> tuple[str, str]:
    line = line.removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\x0b\x0c\x1e")
    try:
        return line.decode("utf-8").strip(), ""
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").strip(), "kein gültiges UTF-8; als Windows-1252 gelesen"


def _json_values(words: str, where: str, columns: Mapping[str, str], warning: str) -> Iterator[Found]:
    """One or more JSON values of one line; a trailing comma is forgiven."""
    position = _behind(words, 0)
    while position < len(words):
        try:
            value, position = DECODER.raw_decode(words, position)
        except RecursionError:
            yield Found(problem=f"{where}: zu tief verschachteltes JSON")
            return
        except ValueError as error:
            yield Found(problem=f"{where}: kein gültiges JSON ({str(error)[:80]}); bitte die Zeile berichtigen")
            return
        yield _json_article(value, where, columns, warning)
        position = _behind(words, position)


def _behind(words: str, position: int) -> int:
    while position < len(words) and words[position] in BETWEEN:
        position += 1
    return position


def _whole_values(stream: BinaryIO) -> tuple[list[object], str] | None:
    """The records of a file that is one JSON list, or whose values go over several lines, with a warning that tells so;
    None where its first line is a value of its own, or where it is no JSON as a whole."""
    words = ""
    while not words and (line := stream.readline(LARGEST_RECORD)):
        words = _line_text(line)[0].strip(BETWEEN)
    if not words.startswith(("{", "[")) or (words[0] == "{" and _is_value(words)):
        return None
    stream.seek(0)
    values: list[object] = []
    try:
        text = _whole(stream).decode("utf-8", "replace")
        position = _behind(text, 0)
        while position < len(text):
            value, position = DECODER.raw_decode(text, position)
            values.append(value)
            position = _behind(text, position)
    except (ValueError, RecursionError, ReadError):
        return None
    if len(values) == 1 and isinstance(values[0], list) and any(isinstance(item, dict) for item in values[0]):
        return values[0], LIST_WARNING
    return (values, SPREAD_WARNING) if all(isinstance(value, dict) for value in values) else None


def _is_value(words: str) -> bool:
    try:
        DECODER.raw_decode(words)
    except (ValueError, RecursionError):
        return False
    return True


def _json_article(value: object, where: str, columns: Mapping[str, str], warning: str) -> Found:
    if not isinstance(value, dict):
        return Found(problem=f'{where}: kein JSON-Objekt mit Feldern; erwartet wird {{"text": …}}')
    names = field_names((str(key) for key in value), columns)
    text = value.get(names.get("text", ""))
    if "text" in names and not isinstance(text, str):
        reason = f"im Feld „{names['text'][:30]}“ steht kein Text; bitte in Anführungszeichen setzen"
        return Found(problem=f"{where}: {reason}")
    if not isinstance(text, str):
        found = ", ".join(sorted(str(key)[:30] for key in value)[:8])
        reason = f"kein Textfeld (gefunden: {found or 'nichts'}); Feldname mit --columns text=NAME angeben"
        return Found(problem=f"{where}: {reason}")
    fields = metadata_of({field: value[name] for field, name in names.items() if field != "text"})
    return found_of(text, fields, where, warning)


def _whole(stream: BinaryIO) -> bytes:
    data = stream.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        limit = LARGEST_WHOLE // 1_000_000
        raise ReadError(f"größer als {limit} MB; bitte als JSON Lines speichern, ein Artikel je Zeile")
    return data
