"""Tables → files in the out folder: CSV, the texts that offsets point into, and the workbook; and CSV → tables."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from pipeline.columns import Column, TableName, columns_of, typed
from pipeline.errors import OutputError, ReadError
from pipeline.files import check_writable, remove_file, write_whole
from pipeline.messages import phrase, say
from pipeline.outputs.cells import plain_text, safe_cell
from pipeline.records import Article

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.run import Tables

__all__ = ["check_writable", "read_claims", "read_csv", "read_table", "write_csv", "write_outputs", "write_texts"]

Dialect = Literal["plain", "excel-de"]
Parts = Callable[[], "Iterable[pd.DataFrame]"]
NAMES: tuple[TableName, ...] = (
    "claims", "mentions", "documents", "table", "positions", "timeline", "figures", "coverage",
)  # fmt: skip
ACCOUNT = "run.json"
CORRECTED = "corrections_report.csv"
NAME_BYTES, PATH_BYTES = 120, 800  # no path in texts/ is longer than a file system takes, however deep the article lies
CELL_LIMIT = 2**31 - 1


def write_outputs(
    tables: Tables, out: Path, csv_dialect: Dialect = "plain", model: str = "", also: Sequence[str] = ()
) -> None:
    """All files of a run; each appears whole or not at all. run.json, with version and model, goes first and comes
    last: where it stands, all files beside it are of one run.

    Raises OutputError for the first file that could not be written, after trying the others.
    """
    from pipeline.outputs.exact import ENDINGS, write_extra
    from pipeline.outputs.report import write_report
    from pipeline.outputs.workbook import write_workbook

    frames = {name: getattr(tables, name) for name in NAMES}
    steps = [partial(write_csv, out / f"{name}.csv", name, partial(tables.parts, name), csv_dialect) for name in NAMES]
    steps.append(partial(write_corrections, out / CORRECTED, tables.corrections, csv_dialect))
    steps.append(partial(write_texts, out / "texts", tables.articles.values()))
    corrected: dict[TableName, pd.DataFrame] = {"corrections": tables.corrections} if len(tables.corrections) else {}
    steps.append(partial(write_workbook, out / "belegt.xlsx", {**frames, **corrected}, model, tables.parts))
    steps.append(partial(write_report, tables, out, model))
    steps += [partial(write_extra, tables, out, name, ending, ending in also) for name in NAMES for ending in ENDINGS]
    steps.insert(0, partial(remove_file, out / ACCOUNT))
    errors = []
    for step in steps:
        try:
            step()
        except OutputError as error:
            errors.append(error)
    if errors:
        raise errors[0]
    write_account(out, frames, model)


def write_account(out: Path, frames: Mapping[TableName, pd.DataFrame], model: str) -> None:
    """run.json, which comes last. Raises OutputError."""
    write_whole(out / ACCOUNT, partial(_write_text, _account(frames, model)))


def write_corrections(path: Path, frame: pd.DataFrame, dialect: Dialect) -> None:
    """What became of the corrections; an older run's account of corrections that are no more goes away."""
    if len(frame):
        write_csv(path, "corrections", frame, dialect)
    else:
        remove_file(path)


def _account(frames: Mapping[TableName, pd.DataFrame], model: str) -> str:
    """Which program and model made the results, and how many rows there are; no clock, no path."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        own = version("belegt")
    except PackageNotFoundError:
        own = ""
    facts = {"belegt": own, "model": model, "rows": {name: len(frame) for name, frame in frames.items()}}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _write_text(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode("utf-8", "replace"))


def write_csv(path: Path, table: TableName, frame: pd.DataFrame | Parts, dialect: Dialect = "plain") -> None:
    """``frame`` as CSV: UTF-8 with BOM, CRLF, text quoted; ``excel-de`` has semicolons and decimal commas.

    A function that gives the frame in parts serves for one that does not fit into memory.
    """
    parts = frame if callable(frame) else partial(iter, [frame])
    write_whole(path, partial(_fill_csv, table, parts, dialect))


def _fill_csv(table: TableName, parts: Parts, dialect: Dialect, stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    german = dialect == "excel-de"
    writer = csv.writer(text, delimiter=";" if german else ",", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    columns = columns_of(table)
    writer.writerow([column.name for column in columns])
    for frame in parts():
        writer.writerows(zip(*(csv_cells(column, frame[column.name], german) for column in columns), strict=True))
    text.flush()
    text.detach()


def csv_cells(column: Column, series: pd.Series[Any], german: bool) -> list[str | int | float]:
    """One column as CSV holds it: guarded text, ISO dates, plain numbers, an empty string where missing."""
    if column.type == "text":
        cells = series.tolist()
        guarded = {cell: safe_cell(cell) for cell in set(cells)}  # most cells of a column repeat
        return [guarded[cell] for cell in cells]
    missing = series.isna()
    if column.type == "date":
        return ["" if gap else cell.date().isoformat() for cell, gap in zip(series, missing, strict=True)]
    return ["" if gap else _number(cell, german) for cell, gap in zip(series, missing, strict=True)]


def _number(value: float, german: bool) -> str | int | float:
    """Whole numbers without a point: 15000, not 15000.0."""
    if float(value).is_integer():
        return int(value)
    return str(float(value)).replace(".", ",") if german else float(value)


def read_claims(path: str | Path) -> pd.DataFrame:
    """claims.csv as the DataFrame that was written, guards undone. Raises ReadError."""
    return read_csv(Path(path), "claims")


def read_table(path: str | Path) -> pd.DataFrame:
    """table.csv as the DataFrame that was written, guards undone. Raises ReadError."""
    return read_csv(Path(path), "table")


def read_csv(path: Path, table: TableName) -> pd.DataFrame:
    """One of our CSV files, in either dialect, with its declared types. Raises ReadError where it is none of ours."""
    csv.field_size_limit(CELL_LIMIT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            german = ";" in stream.readline()
            stream.seek(0)
            rows = list(csv.reader(stream, delimiter=";" if german else ","))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(phrase("outputs", "unreadable", path=path, reason=error)) from error
    header = rows[0] if rows else []
    columns = columns_of(table)
    missing = [column.name for column in columns if column.name not in header]
    if missing or any(len(row) != len(header) for row in rows):
        raise ReadError(phrase("outputs", "unreadable", path=path, reason=", ".join(missing) or "?"))
    at = {name: place for place, name in enumerate(header)}
    return typed(table, {c.name: [_value(c, row[at[c.name]], german) for row in rows[1:]] for c in columns})


def _value(column: Column, cell: str, german: bool) -> str | int | float | None:
    if column.type == "text":
        return plain_text(cell)
    if not cell:
        return None
    if column.type == "date":
        return cell
    return int(cell) if column.type == "integer" else float(cell.replace(",", ".") if german else cell)


def write_texts(folder: Path, articles: Iterable[Article]) -> None:
    """The texts that offsets point into, where that is not the input file itself, as UTF-8 with their line ends."""
    for article in articles:
        path = folder / text_name(article.doc)
        if not article.in_file and linked(path.parent, folder):
            raise OutputError(say("store_link", path=path.parent))
        if not article.in_file and not _holds(path, article.text.encode("utf-8", "replace")):
            write_whole(path, partial(_write_text, article.text))


def _holds(path: Path, content: bytes) -> bool:
    """Whether an earlier run wrote the very same."""
    try:
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def remove_texts(folder: Path, docs: Iterable[str]) -> None:
    """Throw away the texts of articles that are no input any more."""
    for doc in docs:
        path = folder / text_name(doc)
        if linked(path.parent, folder):
            continue
        with suppress(OSError):
            path.unlink()
        for empty in path.relative_to(folder).parents:
            with suppress(OSError):
                (folder / empty).rmdir()


def linked(path: Path, folder: Path) -> bool:
    """Whether a link on the way from ``folder`` down to ``path`` leads elsewhere."""
    return any(each.is_symlink() for each in (path, *path.parents) if each.is_relative_to(folder))


def text_name(doc: str) -> str:
    """Where in texts/ the text of ``doc`` lies: its path, with names that every file system takes, and .txt."""
    parts = [_plain_name(part) for part in doc.split("/") if part not in {"", ".", ".."}]
    name = "/".join(parts) or "_"
    if len(name.encode("utf-8")) > PATH_BYTES:
        name = parts[-1]
    if name != doc:  # another doc might give the same plain name
        name += "-" + hashlib.blake2b(doc.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return name + ".txt"


def _plain_name(part: str) -> str:
    plain = re.sub(r'[\x00-\x1f\x7f<>:"\\|?*\ud800-\udfff]', "_", part).rstrip(". ")
    return plain.encode("utf-8")[:NAME_BYTES].decode("utf-8", "ignore") or "_"
