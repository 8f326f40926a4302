"""Word documents (.docx) → text: only the main text is unpacked, counted while it is, and parsed without entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import Any

from pipeline.errors import ReadError
from pipeline.reading.letters import moved_digits

LARGEST_PACKAGE, LARGEST_PART = 50_000_000, 20_000_000
MOST_MEMBERS = 5_000
BLOCK = 1 << 20
MAIN = "word/document.xml"
MAIN_LIKE = re.compile(r"word/document\d{0,3}\.xml")  # Word in a browser calls it document2.xml
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"  # «Strict Open XML-Dokument»
COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same words for older programs
LEFT_OUT = frozenset({f"{WORDS}del", f"{WORDS}moveFrom", f"{WORDS}instrText", f"{WORDS}delText", COPY})
NOT_SAID = ("vanish", "strike", "dstrike")  # of a run: hidden, or struck out by hand
OFF = {"0", "false", "off"}
BREAKS = {f"{WORDS}tab": "\t", f"{WORDS}br": "\n", f"{WORDS}cr": "\n", f"{WORDS}noBreakHyphen": "-"}
# OSError is bzip2's word for damage: nothing is read from a disk here.
BROKEN = (
    zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
SAVE = "Nächster Schritt: in Word neu als .docx oder als .txt speichern"


def read_docx(data: bytes) -> str:
    """The document's paragraphs with a blank line between them; what was deleted under revision is left out.

    Raises ReadError with the reason.
    """
    return "\n\n".join(part for part in _paragraphs(_tree(_main_part(data))) if part.strip())


def _main_part(data: bytes) -> bytes:
    if data.startswith(OLD_OFFICE):
        raise ReadError(f"mit Kennwort geschützt oder altes Word-Format; {SAVE}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > MOST_MEMBERS:
                raise ReadError(f"mehr als {MOST_MEMBERS} Teile in der Word-Datei; {SAVE}")
            return _unpacked(package)
    except KeyError:
        raise ReadError(f"keine Word-Datei (kein Haupttext darin); {SAVE}") from None
    except BROKEN as error:
        raise ReadError(f"keine lesbare Word-Datei ({str(error)[:80]}); {SAVE}") from error


def _unpacked(package: zipfile.ZipFile) -> bytes:
    """The main text. What the package says of its size is not believed: bytes are counted as they come."""
    main = next((name for name in package.namelist() if MAIN_LIKE.fullmatch(name)), MAIN)
    if package.getinfo(main).flag_bits & 1:
        raise ReadError(f"mit Kennwort geschützt; {SAVE}")
    blocks, size = [], 0
    with package.open(main) as part:
        while block := part.read(BLOCK):
            size += len(block)
            if size > LARGEST_PART:
                raise ReadError(f"Text entpackt größer als {LARGEST_PART // 1_000_000} MB; {SAVE}")
            blocks.append(block)
    return b"".join(blocks)


def _tree(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"Word-Datei ist beschädigt ({str(error)[:80]}); {SAVE}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"Word-Datei mit DTD, wie sie Word nie schreibt; {SAVE}")
    return root


def _paragraphs(root: Any) -> Iterator[str]:
    """Text by paragraph, in the order of the document; one inside another (a text box) comes before the outer one."""
    from lxml import etree

    open_paragraphs: list[list[str]] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).replace(STRICT, WORDS)
        if tag in LEFT_OUT:
            hidden += 1 if event == "start" else -1
        elif tag == f"{WORDS}p":
            if event == "start":
                open_paragraphs.append([])
            else:
                yield "".join(open_paragraphs.pop())
        elif event == "start" and open_paragraphs and not hidden:
            open_paragraphs[-1].append(_run_text(element) if tag == f"{WORDS}t" else BREAKS.get(tag, ""))


def _run_text(element: Any) -> str:
    """The words of a run as they look: nothing where they are hidden or struck, digits of a note high («1.500³»)."""
    words = element.text or ""
    looks = {str(each.tag).replace(STRICT, WORDS): each for each in element.xpath("../*[local-name()='rPr']/*")}
    if any(_is_on(looks[f"{WORDS}{name}"]) for name in NOT_SAID if f"{WORDS}{name}" in looks):
        return ""
    place = looks.get(f"{WORDS}vertAlign")
    return words if place is None else moved_digits(words, str(place.get(_attribute(place), "")))


def _is_on(look: Any) -> bool:
    return str(look.get(_attribute(look), "1")).lower() not in OFF


def _attribute(element: Any) -> str:
    return str(element.tag).partition("}")[0] + "}val"
