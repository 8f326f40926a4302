"""Text ↔ CSV cell: no cell can execute, break a row or tear under another separator, and the text comes back.

A spreadsheet runs a cell that begins with a formula sign, and a German one splits «a;=1+1» at the semicolon. Guards
are added so that they can be taken away again; lost are only control characters and lone surrogates, which no
spreadsheet can hold (they become the replacement sign), and the two rare blanks that stand for line ends.
"""

from __future__ import annotations

import re

LINE_FEED, CARRIAGE_RETURN, THIN = "\u2006", "\u2005", "\u2009"
REPLACEMENT = "\ufffd"
_SIGNS = "=+\\-@\t\uff1d\uff0b\uff0d\uff20"
_HIDING = "'\\s\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff"  # blanks and invisible signs
_STARTS = re.compile(f"(?=[{_HIDING}]*[{_SIGNS}])")
_TEARS = re.compile(f'([;,\t])(?=[ "]*[{_SIGNS}])')
_TORN = re.compile(f'([;,\t]) (?=[ "]*[{_SIGNS}])')
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FOLD = str.maketrans({LINE_FEED: THIN, CARRIAGE_RETURN: THIN, "\n": LINE_FEED, "\r": CARRIAGE_RETURN})
_UNFOLD = str.maketrans({LINE_FEED: "\n", CARRIAGE_RETURN: "\r"})


def printable(text: str) -> str:
    """The text with control characters and lone surrogates replaced, one for one."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(REPLACEMENT, text)


def safe_cell(text: str) -> str:
    """The text as a CSV cell: one line, no formula under any separator."""
    folded = _TEARS.sub(r"\1 ", printable(text).translate(_FOLD))
    return "'" + folded if _STARTS.match(folded) else folded


def plain_text(cell: str) -> str:
    """What ``safe_cell`` made the cell of."""
    if cell.startswith("'") and _STARTS.match(cell):
        cell = cell[1:]
    return _TORN.sub(r"\1", cell).translate(_UNFOLD)
