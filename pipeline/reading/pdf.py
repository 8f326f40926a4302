"""PDF with text → text, by the extra «pdf». Scans, passwords and damage are refused with the reason."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from pipeline.errors import ReadError

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_PDF, MOST_PAGES, MOST_CHARACTERS = 50_000_000, 500, 5_000_000
FEWEST_LETTERS = 40
BOX_NAMES = b"%PDF-"
MISSING = "zum Lesen von PDF fehlt pypdf; Nächster Schritt: pip install 'belegt[pdf]'"
SCAN = "PDF ohne Text (eingescannt?); Nächster Schritt: mit einer Texterkennung in .txt umwandeln"
LOCKED = "PDF ist mit Kennwort geschützt; Nächster Schritt: ohne Kennwort speichern"
LARGE = "PDF ist zu groß (mehr als {limit}); Nächster Schritt: in einzelne Artikel teilen"
BROKEN = "PDF nicht lesbar ({kind}); Nächster Schritt: neu speichern oder den Text als .txt"
WARNING = "Text aus PDF: Zeilen, Spalten und Seitenköpfe können verrutscht sein"


def read_pdf(data: bytes) -> str:
    """The text of all pages, line by line. Raises ReadError with the reason.

    pypdf may raise anything on what strangers made; it runs in the reading process, which has limits.
    """
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise ReadError(MISSING) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if BOX_NAMES not in data[:1024]:
        raise ReadError(BROKEN.format(kind="keine PDF-Datei"))
    try:
        text = _text(PdfReader(io.BytesIO(data), strict=False))
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise ReadError(BROKEN.format(kind=type(error).__name__)) from error
    if sum(sign.isalpha() for sign in text[:100_000]) < FEWEST_LETTERS:
        raise ReadError(SCAN)
    return text


def _text(reader: PdfReader) -> str:
    if reader.is_encrypted and not _opened(reader):
        raise ReadError(LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise ReadError(LARGE.format(limit=f"{MOST_PAGES} Seiten"))
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MOST_CHARACTERS:
            raise ReadError(LARGE.format(limit=f"{MOST_CHARACTERS // 1_000_000} Millionen Zeichen"))
    return "\n".join(pages)


def _opened(reader: PdfReader) -> bool:
    """Whether the file opens without a password, as those do that only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # an unknown or unsupported cipher
        return False
