"""What is known about an article besides its text: fields by their German and English names, header lines, front
matter, and a ``metadata.csv`` beside the articles.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, dropwhile
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import ReadError
from pipeline.lexicon import toml_table
from pipeline.reading.decoding import decode
from pipeline.reading.letters import cleaned
from pipeline.reading.paragraphs import LINE_END
from pipeline.reading.publication import date_of_field

TABLE_NAME = "metadata.csv"
LONGEST_TITLE = 500
LONGEST_HEADER = 1_000_000
LARGEST_TABLE = 20_000_000
HEADER_LINE = re.compile(r"[ \t]{0,3}([^\W\d_][\w \-]{0,40}?)[ \t]{0,3}:(?:[ \t]{1,3}|$)(.*)", re.DOTALL)
FENCE = re.compile(r"-{3,5}[ \t]{0,5}\Z")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?[ \t]{0,3}[\r\n]", re.IGNORECASE)


@dataclass(frozen=True)
class Metadata:
    """Fields of one article as somebody stated them; empty where nothing was stated."""

    source: str = ""
    published: date | None = None
    title: str = ""
    url: str = ""
    warning: str = ""


NOTHING = Metadata()


@dataclass(frozen=True)
class Header:
    """The lines above the text that are fields: ``end`` is the offset behind them, ``title`` the title's span."""

    fields: Metadata = NOTHING
    end: int = 0
    title: tuple[int, int] | None = None


def field_names(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Our fields (text, title, date, …) → how this record or table calls them; names in ``columns`` come first.

    Inputs of one run may differ: where a table has not the column named by hand, the usual names still count.
    """
    present: dict[str, str] = {}
    for name in names:
        present.setdefault(name.strip().lower(), name)
    chosen: dict[str, str] = {}
    for field, known in toml_table("files")["fields"].items():
        wanted = [columns[field].strip().lower(), *known] if field in columns else known
        found = next((present[name] for name in wanted if name in present), None)
        if found is not None:
            chosen[field] = found
    return chosen


def metadata_of(fields: Mapping[str, object]) -> Metadata:
    """Our fields of one record → Metadata. Values of other kinds than text and numbers count as missing."""
    missing = toml_table("files")["missing"]["words"]
    words = {name: "" if (word := plain(value)).casefold() in missing else word for name, value in fields.items()}
    published, warning = date_of_field(words.get("date", ""))
    title = words.get("title", "")
    if len(title) > LONGEST_TITLE:
        title, warning = title[:LONGEST_TITLE], "; ".join(filter(None, (warning, "Titel gekürzt")))
    return Metadata(words.get("source", "")[:LONGEST_TITLE], published, title, words.get("url", "")[:2000], warning)


def plain(value: object) -> str:
    """A field's value as one line of text; empty for lists, objects, truth values, null and NaN."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    words = LONE_SURROGATE.sub("\ufffd", str(value))
    return cleaned(words, 0, len(words))[0]


def host_of(url: str) -> str:
    """The host of a web address without ``www.``; empty where it is no http or https address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or "." not in host:
        return ""
    return host.removeprefix("www.")


def header_of(text: str) -> Header:
    """Front matter between lines of ``---``, or «Titel: …» lines at the very top up to a blank line.

    An interview whose first lines look alike («Frage: Wann?») is no header: the first line must be a known field, and
    every line up to the blank one must be ``key: value``.
    """
    lines = _lines(text[:LONGEST_HEADER])
    first = next((item for item in lines if item[1].strip("\ufeff \t\r\n")), None)
    if first is None:
        return Header()
    if FENCE.match(first[1].strip()):
        return _front_matter([first, *lines])
    return _header_lines(chain([first], lines))


def _front_matter(lines: list[tuple[int, str]]) -> Header:
    for number, (start, line) in enumerate(lines[1:], 1):
        if FENCE.match(line.strip()):
            return _header(lines[1:number], start + len(line))
    return Header()


def _header_lines(lines: Iterable[tuple[int, str]]) -> Header:
    known = {name for names in toml_table("files")["fields"].values() for name in names}
    block: list[tuple[int, str]] = []
    end = 0
    for start, line in lines:
        if not line.strip():
            break
        match = HEADER_LINE.match(line.rstrip())
        if not match or (not block and match[1].strip().lower() not in known):
            return Header()
        block.append((start, line))
        end = start + len(line)
    keys = {match[1].strip().lower() for _, line in block if (match := HEADER_LINE.match(line.rstrip()))}
    # One line alone may be a sentence with a colon; a header names a date or a source too, or stands before a text.
    if not block or (len(block) == 1 and not keys & set(toml_table("files")["fields"]["title"])):
        return Header()
    return _header(block, end)


def _header(block: list[tuple[int, str]], end: int) -> Header:
    values: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for start, line in block:
        match = HEADER_LINE.match(line.rstrip())
        if not match:
            continue
        key, value = match[1].strip().lower(), match[2].strip()
        value = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
        if value and key not in values:
            values[key] = value
            at = start + line.index(value, match.end(1))
            spans[key] = (at, at + len(value))
    names = field_names(values, {})
    fields = metadata_of({field: values[name] for field, name in names.items()})
    return Header(fields, end, spans.get(names.get("title", "")))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its start, its end sign kept."""
    start = 0
    for match in LINE_END.finditer(text):
        yield start, text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield start, text[start:]


def read_table(path: Path) -> tuple[dict[str, Metadata], str]:
    """A ``metadata.csv``: file name or path → Metadata, and a warning where the table cannot be used."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_TABLE + 1)
        if len(data) > LARGEST_TABLE:
            return {}, f"{TABLE_NAME} ist zu groß und blieb unbeachtet"
        text, _ = decode(data, TABLE_NAME)
        rows = [row for _, row in rows_of(text)]
    except (OSError, ReadError, csv.Error) as error:
        return {}, f"{TABLE_NAME} nicht lesbar ({error}) und blieb unbeachtet"
    names = field_names(rows[0], {}) if rows else {}
    if "file" not in names:
        return {}, f"{TABLE_NAME} blieb unbeachtet: Spalte „file“ oder „Datei“ fehlt"
    found: dict[str, Metadata] = {}
    for row in rows[1:]:
        cells = dict(zip(rows[0], row))
        file = cells.get(names["file"], "").strip().replace("\\", "/").removeprefix("./")
        if file:
            fields = {field: cells.get(name, "") for field, name in names.items()}
            found.setdefault(name_in_table(file), metadata_of(fields))
    return found, ""


def name_in_table(name: str) -> str:
    """A file's name with composed letters: macOS stores «ü» as two signs, and tables have it as one."""
    return unicodedata.normalize("NFC", name)


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a small table, the heading first, with the line on which each ends. Raises csv.Error."""
    csv.field_size_limit(LARGEST_TABLE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows = [(reader.line_num, row) for row in reader]
    return list(dropwhile(lambda row: not may_be_heading(row[1]), rows))


def may_be_heading(row: Sequence[str]) -> bool:
    """No blank row above the table, and not Excel's «sep=;»."""
    told = row[0].lstrip("\ufeff").lower() if row else ""
    return any(cell.strip() for cell in row) and not (told.startswith("sep=") and len(told) <= len("sep=;"))


def delimiter_of(text: str) -> str:
    """Comma, semicolon, tab or «|»: what stands most often in the first line outside quotation marks; Excel's own
    first line «sep=;» says it."""
    told = SEPARATOR_LINE.match(text)
    if told:
        return told[1]
    first = re.sub(r'"[^"\n]{0,200}"', "", next((line for line in text[:20_000].splitlines() if line.strip()), ""))
    return max(DELIMITERS, key=first.count)
