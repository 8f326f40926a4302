"""One text that holds many articles (a press database's export) → its parts, cut at the lines that the user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import UsageError
from pipeline.reading.paragraphs import LINE_END
from pipeline.reading.patterns import risk_of
from pipeline.reading.ways import LINE, too_many_ways

SPLIT = "--split"  # the pattern's name among what the user says of the inputs; no field is called so
LONGEST_PATTERN, LOOKED_AT = 300, LINE
ESCAPE = "Nächster Schritt: Klammern und Sonderzeichen prüfen; mit \\ davor gelten sie als gewöhnliche Zeichen."
NO_LINE = "keine Zeile passt zu --split; als ein Artikel gelesen"


def separator(pattern: str) -> re.Pattern[str]:
    """The user's pattern, checked. Raises UsageError with the reason where it is none or might take for ever."""
    try:
        risk = "länger als 300 Zeichen" if len(pattern) > LONGEST_PATTERN else risk_of(pattern)
        if not risk and too_many_ways(pattern):
            risk = "lässt zu viele Deutungen einer Zeile zu"
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"--split {pattern[:60]}: kein gültiger Ausdruck ({error}). {ESCAPE}") from error
    if not risk and compiled.search(""):
        risk = "passt auf leere Zeilen"
    if risk:
        raise UsageError(f"--split {pattern[:60]}: {risk}. Nächster Schritt: einen einfacheren Ausdruck angeben.")
    return compiled


def parts(text: str, pattern: str) -> Iterator[str]:
    """The parts that hold words, in order. A line that the pattern matches as a whole stands between two parts; one
    that it matches in part begins the next («Nordkurier vom 8.1.2026»). Only a line's first signs are looked at."""
    matcher = re.compile(pattern)
    begin = at = 0
    for end in (*(found.end() for found in LINE_END.finditer(text)), len(text)):
        line = text[at:end].strip()[:LOOKED_AT]
        found = matcher.search(line) if line else None
        if found:
            yield from _told(text[begin:at])
            begin = end if found.span() == (0, len(line)) else at
        at = end
    yield from _told(text[begin:])


def _told(part: str) -> Iterator[str]:
    if any(sign.isalnum() for sign in part):
        yield part
