"""Bytes → text: byte-order mark, then strict UTF-8, then what German news files were saved in before it.

Nothing is guessed silently: whatever is not marked or valid UTF-8 comes with a warning.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from pipeline.errors import ReadError
from pipeline.lexicon import toml_table

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SINGLE_BYTE = ("cp1252", "mac-roman", "cp850")
FEWEST_ASCII = 0.6  # of the signs of any text in a language with Latin letters, far more are ASCII
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# Python's other codecs (idna, unicode_escape …) are no character sets of pages, and may raise or take for ever.
OF_PAGES = re.compile(
    r"(?:iso-?8859-?\d{1,2}|latin-?\d{1,2}|windows-125\d|cp125\d|cp?8\d\d|ibm8\d\d|macintosh|mac-roman|koi8-[ru]|"
    r"shift[_-]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5)\Z"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
UMLAUT_IN_WORD = re.compile(r"(?<=[a-zäöü])[äöüß](?=[a-zäöüß])")
UTF7_UMLAUT = re.compile(rb"[A-Za-z]\+A[K-P][A-Za-z0-9+/]-")
MAIL_UMLAUT = re.compile(r"=C3=[89AB][0-9A-F]")
ODD_IN_WORD = re.compile(r"(?<=[a-z])[„”ŠšŸŽžØøÑ‰§†™¦¸¢\x80-\x9f](?=[a-z])")
TWICE_ENCODED = re.compile("Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbfœžŸ“”™šš¦]")


def decode(data: bytes, what: str = "Datei", declared: bool = False) -> tuple[str, str]:
    """The text without byte-order mark, line ends kept, and a warning in words for people (empty: none).

    ``declared`` lets an HTML page's own ``charset`` decide where there is no mark and no valid UTF-8.
    Raises ReadError for empty and for binary data.
    """
    if not data:
        raise ReadError(f"{what} ist leer; nichts auszuwerten. Nächster Schritt: Inhalt prüfen oder Datei entfernen")
    kind = _binary_kind(data)
    if kind:
        raise ReadError(f"kein Text, sondern {kind}; Nächster Schritt: Artikel als .txt, .html oder .md speichern")
    text, warning = _decode(data, declared)
    controls = sum(1 for _ in CONTROL.finditer(text))
    if controls > 0.3 * len(text) or (warning and controls > 0.05 * len(text)):
        raise ReadError("kein Text, sondern Binärdaten; Nächster Schritt: Artikel als .txt, .html oder .md speichern")
    if TWICE_ENCODED.search(text):
        warning = _join(warning, "Umlaute sind vermutlich doppelt kodiert (Ã¼ statt ü): Datei neu als UTF-8 speichern")
    if len(MAIL_UMLAUT.findall(text)) > 1:
        warning = _join(warning, "Umlaute sind wie in E-Mails kodiert (=C3=BC statt ü): Text neu als UTF-8 speichern")
    return text, warning


def refuse_binary(head: bytes) -> None:
    """Raise ReadError where the first bytes of a file that is read line by line are no text."""
    kind = _binary_kind(head)
    if not kind and not head.startswith(tuple(bom for bom, _ in BOMS)) and not _wide_without_mark(head):
        kind = "Binärdaten" if len(CONTROL.findall(head.decode("latin-1"))) > 0.05 * len(head) else ""
    if kind:
        raise ReadError(f"kein Text, sondern {kind}; Nächster Schritt: Dateiart prüfen, als UTF-8 neu speichern")


def _binary_kind(data: bytes) -> str:
    for head, kind in toml_table("files")["magic"].items():
        if data.startswith(bytes.fromhex(head)):
            return str(kind)
    return ""


def _decode(data: bytes, declared: bool) -> tuple[str, str]:
    for bom, name in BOMS:
        if data.startswith(bom):
            body = data[len(bom) :]
            try:
                return body.decode(name), ""
            except UnicodeDecodeError as error:
                return body.decode(name, "replace"), f"ungültige Zeichen ab Byte {error.start}, als � gelesen"
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, "replace"), "Zeichensatz UTF-16 ohne Kennung, nur erschlossen"
    if data.isascii() and len(UTF7_UMLAUT.findall(data)) > 1:
        return data.decode("utf-7", "replace"), "Zeichensatz UTF-7 ohne Kennung, nur erschlossen"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _legacy(data, error.start, declared)


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of a Latin text is zero."""
    sample = data[:4000]
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > 0.7 * pairs:
        return "utf-16-le"
    return "utf-16-be" if pairs and sample[0::2].count(0) > 0.7 * pairs else ""


def _legacy(data: bytes, position: int, declared: bool) -> tuple[str, str]:
    mended = data.decode("utf-8", "belegt-cp1252")
    n_bad = len(re.findall("�+", data.decode("utf-8", "replace")))
    n_good = sum(char > "\x7f" for char in data.decode("utf-8", "ignore"))
    if n_good > n_bad:
        return mended, f"kein durchgehend gültiges UTF-8 (ab Byte {position}); das Übrige als Windows-1252 gelesen"
    own = META_CHARSET.search(data[:4000]) if declared else None
    name = own[1].decode("ascii").lower() if own else ""
    if OF_PAGES.match(name):
        with suppress(LookupError):
            return data.decode("cp1252" if name in {"iso-8859-1", "latin-1", "latin1"} else name, "replace"), ""
    readings = [(name, data.decode(name, "replace")) for name in SINGLE_BYTE]
    name, text = max(readings, key=lambda reading: _plausibility(reading[1]))
    if sum(map(str.isascii, text)) < FEWEST_ASCII * len(text):
        raise ReadError("Zeichensatz nicht erkannt; Nächster Schritt: Datei als UTF-8 neu speichern")
    label = {"cp1252": "Windows-1252", "mac-roman": "Mac Roman", "cp850": "DOS (cp850)"}[name]
    return text, f"Zeichensatz nicht angegeben und kein UTF-8; als {label} gelesen"


def _plausibility(text: str) -> int:
    """Umlauts inside words speak for a reading, marks and foreign letters inside words against it."""
    sample = text[:20_000]
    return len(UMLAUT_IN_WORD.findall(sample)) - 2 * len(ODD_IN_WORD.findall(sample)) - sample.count("�")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("belegt-cp1252", _as_cp1252)


def _join(*warnings: str) -> str:
    return "; ".join(warning for warning in warnings if warning)
