"""A run's chapters → one file for each part of the table, and what each article of a part is about."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.lines import Lines
from pipeline.parts.chapters import Chapters, carriers_of, lines_of
from pipeline.parts.learning import Learned
from pipeline.parts.parquet import arrow, frame_of
from pipeline.table.amounts import Named
from pipeline.table.by_hand import time_of
from pipeline.table.items import Corpus, amount_of, given_marks, item_of, telling_words, texts_of
from pipeline.table.parties import party_of
from pipeline.table.wording import Features, features, length

PARTY = "_party"


def split(chapters: Chapters, learned: Learned, folder: Path) -> list[int]:
    """Write the parts into ``folder``; returns their numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writers: dict[int, Any] = {}
    place = 0
    with ExitStack() as stack:
        for frame in chapters.frames():
            lines = lines_of(frame)
            parties = _parties(lines, learned)
            about = dict(_articles(lines, learned))
            for part, chosen in sorted(_by_part(learned.parts[place : place + len(lines)]).items()):
                rows = arrow("claims", frame.iloc[chosen]).append_column(
                    PARTY, pa.array([parties[number] for number in chosen], pa.string())
                )
                if part not in writers:
                    path = folder / f"{part:05d}.parquet"
                    writers[part] = stack.enter_context(pq.ParquetWriter(path, rows.schema))
                writers[part].write_table(rows)
                docs = dict.fromkeys(lines[number]["doc"] for number in chosen)
                with (folder / f"{part:05d}.jsonl").open("a", encoding="utf-8") as stream:
                    stream.writelines(about[doc] for doc in docs)
            place += len(lines)
    return sorted(writers)


def _by_part(parts: Sequence[int]) -> dict[int, list[int]]:
    chosen: defaultdict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        chosen[part].append(number)
    return chosen


def _parties(lines: Lines, learned: Learned) -> list[str]:
    carriers = carriers_of(lines)
    return [party_of(texts_of(row), learned.countries, carriers.get(row["part_of"])) for row in lines]


def _articles(lines: Lines, learned: Learned) -> Iterator[tuple[str, str]]:
    """Of each article, as a line of JSON: its marks that another one has too, and the numbers that it names."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    numbers: defaultdict[str, set[Named]] = defaultdict(set)
    for row in lines:
        words[row["doc"]] |= features(telling_words(row))
        amount = amount_of(row)
        numbers[row["doc"]] |= {amount.named()} if amount else set()
    for doc, marks in words.items():
        named = sorted(numbers[doc], key=repr)
        yield doc, json.dumps([doc, sorted(learned.shared(frozenset(marks))), named]) + "\n"


def load(part: int, folder: Path, learned: Learned) -> tuple[Any, Corpus]:
    """A part's claims as a frame, and as the corpus that its table is built from."""
    import pyarrow.parquet as pq

    cells = pq.read_table(folder / f"{part:05d}.parquet").to_pydict()
    parties: list[str] = cells.pop(PARTY)
    frame = frame_of("claims", cells)
    lines = lines_of(frame)
    items = []
    for place, (row, party) in enumerate(zip(lines, parties, strict=True)):
        marks = features(telling_words(row)) - given_marks(row, party, learned.own)
        items.append(item_of(place, row, party, learned.countries, marks, learned.weights))
    items.sort(key=time_of)
    about, numbers = _read_articles(folder / f"{part:05d}.jsonl", learned)
    return frame, Corpus(tuple(items), learned.weights, learned.article_weights, about, numbers)


def _read_articles(
    path: Path, learned: Learned
) -> tuple[Mapping[str, tuple[Features, float]], Mapping[str, frozenset[Named]]]:
    about: dict[str, tuple[Features, float]] = {}
    numbers: dict[str, frozenset[Named]] = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            doc, words, named = json.loads(line)
            marks = frozenset(words)
            about[doc] = marks, length(marks, learned.article_weights)
            numbers[doc] = frozenset((low, high, unit) for low, high, unit in named)
    return about, numbers
