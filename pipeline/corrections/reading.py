"""A file of corrections → its lines, each with the action and the anchor that leads it to its claim."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import ReadError
from pipeline.lexicon import toml_table
from pipeline.messages import phrase
from pipeline.outputs.cells import plain_text
from pipeline.reading.decoding import decode
from pipeline.reading.metadata import rows_of
from pipeline.records import Record

NAME = "corrections.csv"
LARGEST = 20_000_000
Action = Literal["confirm", "reject", "set", "merge", "split", ""]


class Correction(Record):
    """One line: what to do, and everything that is known of the claim that it is about. ``action`` is empty where the
    word in ``asked`` is none that we know."""

    file: str
    line: int
    action: Action
    asked: str = ""
    claim_id: str = ""
    doc: str = ""
    start: int | None = None
    end: int | None = None
    evidence: str = ""
    kind: str = ""
    actor: str = ""
    speaker: str = ""
    stance: str = ""
    topic: str = ""
    quantity_min: float | None = None
    quantity_max: float | None = None
    field: str = ""
    value: str = ""
    note: str = ""


def find_files(inputs: Iterable[Path]) -> list[Path]:
    """The files of corrections that lie in the input folders."""
    files = [path / NAME for path in inputs if os.path.isdir(path)]
    return [path for path in files if os.path.isfile(path) or os.path.islink(path)]


def read_found(inputs: Iterable[Path]) -> tuple[list[Correction], list[str]]:
    """The corrections that lie in the input folders, and a warning for each file that is none: it may be anything that
    somebody called so, and costs no run."""
    found: list[Correction] = []
    warnings = []
    for path in find_files(inputs):
        try:
            if path.is_symlink():
                raise ReadError(say("unreadable", path=path, reason=say("linked")))
            found += read_corrections([path])
        except ReadError as error:
            warnings.append(say("passed_over", error=error))
    return found, warnings


def read_corrections(paths: Iterable[Path]) -> list[Correction]:
    """All lines that name an action, in their order. Raises ReadError for a file that is no table of corrections."""
    return [correction for path in paths for correction in _lines(path)]


def _lines(path: Path) -> list[Correction]:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReadError(say("too_large", megabytes=LARGEST // 1_000_000))
        text, _ = decode(data, path.name)
        rows = rows_of(text)
    except OSError as error:
        reason = say("no_access") if isinstance(error, PermissionError) else error.strerror or error
        raise ReadError(say("unreadable", path=path, reason=reason)) from error
    except (ReadError, csv.Error) as error:
        raise ReadError(say("unreadable", path=path, reason=error)) from error
    places = _places(rows[0][1] if rows else [])
    if "action" not in places:
        raise ReadError(say("unreadable", path=path, reason=say("columns_missing")))
    found = []
    for line, row in rows[1:]:
        cells = {name: plain_text(row[place].strip()) if place < len(row) else "" for name, place in places.items()}
        if cells["action"]:
            found.append(_correction(path.name, line, cells))
    return found


def _places(header: Sequence[str]) -> dict[str, int]:
    """Our columns → where they stand in this file."""
    at = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    places = {}
    for column, names in toml_table("corrections")["columns"].items():
        known = next((at[name] for name in names if name in at), None)
        if known is not None:
            places[column] = known
    return places


def _correction(file: str, line: int, cells: Mapping[str, str]) -> Correction:
    words = toml_table("corrections")["actions"]
    asked = cells["action"].casefold()
    action = next((name for name in get_args(Action) if asked in words.get(name, ())), "")
    texts = ("claim_id", "doc", "evidence", "kind", "actor", "speaker", "stance", "topic", "field", "value", "note")
    start, end = number(cells.get("start", "")), number(cells.get("end", ""))
    return Correction(
        file=file,
        line=line,
        action=action,  # type: ignore[arg-type]
        asked=cells["action"],
        start=None if start is None else int(start),
        end=None if end is None else int(end),
        quantity_min=number(cells.get("quantity_min", "")),
        quantity_max=number(cells.get("quantity_max", "")),
        **{name: cells.get(name, "") for name in texts},
    )


def number(cell: str) -> float | None:
    """A number as people type it: 1200, 1.200, 1,5 or 1.5; None where it is none. A point before three digits groups
    thousands, as German writes them."""
    plain = cell.replace("'", "").replace("’", "").replace(" ", "")
    whole, comma, rest = plain.partition(",")
    groups = whole.split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0].lstrip("-") not in {"", "0"}:
        whole = "".join(groups)
    try:
        value = float(f"{whole}.{rest}" if comma else whole)
    except ValueError:
        return None
    return value if abs(value) < 1e18 else None


def say(key: str, **values: object) -> str:
    """A phrase of resources/corrections.toml in the language of the run."""
    return phrase("corrections", key, **values)
