"""A run's claims on disk in the order of its articles: chapters of some thousand claims, an article never divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.columns import claims_frame
from pipeline.lines import Line, Lines
from pipeline.parts.parquet import read_parts, write_part
from pipeline.records import Claim
from pipeline.run import UTTERED

if TYPE_CHECKING:
    import pandas as pd

CHAPTER = 5000  # claims


class Chapters:
    """Claims that were written once and can be gone through many times."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[Path] = []
        self.per_doc: Counter[str] = Counter()
        self.kinds: list[str] = []
        self.uttered = self.speakerless = 0

    def write(self, claims: Iterable[Claim]) -> None:
        """Keep the claims as they come. Raises OutputError."""
        held: list[Claim] = []
        for claim in claims:
            if len(held) >= CHAPTER and claim.doc != held[-1].doc:
                self._close(held)
                held = []
            held.append(claim)
            self.per_doc[claim.doc] += 1
            self.kinds.append(claim.kind)
            if claim.quote_type in UTTERED and claim.kind != "figure" and not claim.part_of:
                self.uttered += 1
                self.speakerless += not claim.speaker
        if held:
            self._close(held)

    def _close(self, claims: list[Claim]) -> None:
        path = self._folder / f"{len(self._files):06d}.parquet"
        write_part(path, "claims", claims_frame(claims))
        self._files.append(path)

    def frames(self) -> Iterator[pd.DataFrame]:
        """One chapter after the other."""
        import pandas as pd

        for path in self._files:
            yield pd.concat(read_parts(path, "claims"), ignore_index=True)

    def lines(self) -> Iterator[Lines]:
        """One chapter after the other, as rows of plain values."""
        for frame in self.frames():
            yield lines_of(frame)

    def rows(self) -> Iterator[Line]:
        """One claim after the other."""
        for chapter in self.lines():
            yield from chapter


def lines_of(frame: pd.DataFrame) -> Lines:
    """The rows of a claims frame as the table reads them."""
    return Lines(frame, lambda cells: cells.astype("object").tolist())


def carriers_of(chapter: Lines) -> Mapping[str, Line]:
    """The positions that figures of a chapter are named by; both stand in one article."""
    wanted = frozenset(chapter.column("part_of"))
    return {row["claim_id"]: row for row in chapter if row["claim_id"] in wanted}
