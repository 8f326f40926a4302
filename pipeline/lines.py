"""The rows of a DataFrame as mappings that hold nothing themselves: a run's claims are too many for a dict each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pandas as pd


class Lines(Sequence[Mapping[str, Any]]):
    """Row after row; a column is unpacked by ``unpack`` when a cell of it is first asked for. ``names`` are the
    columns'."""

    def __init__(self, frame: pd.DataFrame, unpack: Callable[[pd.Series[Any]], list[Any]]) -> None:
        self._frame, self._unpack = frame, unpack
        self.names = [str(name) for name in frame.columns]
        self._columns: dict[str, list[Any]] = {}

    def column(self, name: str) -> list[Any]:
        """All cells of a column. Raises KeyError where there is none of this name."""
        if name not in self._columns:
            self._columns[name] = self._unpack(self._frame[name])
        return self._columns[name]

    def __len__(self) -> int:
        return len(self._frame)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return [Line(self, each) for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return Line(self, place)

    def __iter__(self) -> Iterator[Line]:
        return (Line(self, place) for place in range(len(self)))


class Line(Mapping[str, Any]):
    """One row: column → cell."""

    __slots__ = ("_lines", "_place")

    def __init__(self, lines: Lines, place: int) -> None:
        self._lines, self._place = lines, place

    def __getitem__(self, name: str) -> Any:
        return self._lines.column(name)[self._place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines.names)

    def __len__(self) -> int:
        return len(self._lines.names)
