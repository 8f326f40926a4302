"""Rows of a sheet written whole: a fifth of the time that xlsxwriter takes cell by cell.

xlsxwriter keeps the book, its looks, filters and links. Its own way for sheets too large for memory writes a text
that begins with «<r>» and ends with «</r>» as markup; here every text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.outputs.cells import REPLACEMENT, printable

LINE_HEIGHT = 15  # points; a row that is as high says nothing of it
MOST_CHARACTERS = 32_767  # UTF-16 units, as Excel counts
FIRST_DAY, LEAP_DAY = date(1899, 12, 31), 59  # Excel believes that 1900 had a 29 February
_ESCAPE_LIKE = re.compile("(?=_x[0-9a-fA-F]{4}_)")  # Excel reads «_x0041_» as «A»
_NO_CHARACTERS = str.maketrans({"\ufffe": REPLACEMENT, "\uffff": REPLACEMENT})


class RowSheet(Worksheet):  # type: ignore[misc]
    """A sheet of a book with constant memory that takes rows as XML, one behind the other."""

    def begin_rows(self, most: int) -> None:
        """Behind the head, before the first of at most ``most`` rows."""
        self._write_single_row(self.previous_row + 1)
        self._check_dimensions(max(self.previous_row, most), 0)

    def write_line(self, number: int, lines: int, cells: Iterable[str]) -> None:
        """Row ``number`` (from 0), as high as ``lines`` lines, of cells as the functions below make them."""
        height = f' ht="{LINE_HEIGHT * lines}" customHeight="1"' if lines != 1 else ""
        self.fh.write(f'<row r="{number + 1}"{height}>{"".join(cells)}</row>')

    def link(self, number: int, column: int, target: str) -> None:
        """Let a cell that is written by ``write_line`` lead to ``target``."""
        self.ignore_write_string = True
        self.write_url(number, column, target)
        self.ignore_write_string = False


def column_name(place: int) -> str:
    """0 → A."""
    return str(xl_col_to_name(place))


def text_cell(place: str, look: int, text: str) -> str:
    """A cell with a text that ``fitting`` has seen; ``look`` is the number of its format in the book."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F", text)
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def number_cell(place: str, look: int, number: float) -> str:
    """A cell with a number, to the sixteen digits that Excel holds."""
    return f'<c r="{place}" s="{look}"><v>{number:.16G}</v></c>'


def day_number(day: date) -> int:
    """A day from 1900 on as Excel counts it."""
    days = (day - FIRST_DAY).days
    return days + 1 if days > LEAP_DAY else days


def fitting(text: str, mark: str) -> str:
    """The text as a cell can hold it: no control characters, not longer than Excel allows; ``mark`` shows a cut."""
    if not text.isprintable():
        text = printable(text).replace("\r\n", "\n").replace("\r", "\n").translate(_NO_CHARACTERS)
    if len(text) <= MOST_CHARACTERS // 2 or _units(text) <= MOST_CHARACTERS:
        return text
    room = MOST_CHARACTERS - _units(mark)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
