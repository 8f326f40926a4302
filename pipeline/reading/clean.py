"""RawArticle → Article: header fields, paragraphs with their zones, cleaned words with the way back, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.lexicon import toml_table
from pipeline.mastheads import is_masthead
from pipeline.reading.foreign import foreign_language, language_of
from pipeline.reading.letters import broken_words, cleaned, endless_words, hidden_signs
from pipeline.reading.metadata import Header, header_of, host_of
from pipeline.reading.outlets import outlet_of
from pipeline.reading.paragraphs import paragraph_spans
from pipeline.reading.publication import date_in_address, date_of_agency_number, date_of_line, is_changed_date
from pipeline.reading.zones import DATE_PREFIX, Line, bare, divided, judged, prefix_length
from pipeline.records import Article, Paragraph, RawArticle, Span, Zone

__all__ = ["clean", "foreign_language", "language_of"]

HEAD_LINES = 15
TAIL_LINES = 6
EARLIEST_FUTURE = 2036
BLANK_LINE = re.compile(r"\n[ \t\r]{0,20}\n|\r[ \t]{0,20}\r")
MARKUP = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|\*\*|__|(?<=\])\([^)\n ]{1,500}\)|\[(?=[^\]\n]{1,300}\]\()|\](?=\()|`"
)
SOURCE_LINE = re.compile(r"Quelle\s?: ?([^,;/()|]{2,40}?)(?:, ?[\w/ .-]{2,30})?\.?\Z")
OUTLET_LINE = re.compile(r"([^,;|\d]{3,40}?),? ?(?:[,|–-]|vom|am) ?\d")
DOMAIN = re.compile(r"[\w-]{2,40}\.(?:de|ch|at|com|net|org|eu|news|info|li|lu|tv|fm)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A paragraph before its offsets are final: its line and the map of its words."""

    line: Line
    offsets: tuple[int, ...]


def clean(raw: RawArticle) -> Article:
    """The article's paragraphs, each with zone, cleaned words and offsets; what its lines say fills what is missing.

    Never raises for any text. Offsets point into ``raw.text``.
    """
    header = header_of(raw.text)
    is_markdown = raw.doc.casefold().endswith(".md")
    parts = list(_parts(raw.text, header.end, is_markdown))
    title = raw.title or header.fields.title
    lines = judged([part.line for part in parts], title)
    paragraphs = [*_header_paragraphs(raw.text, header, lines), *_paragraphs(parts, lines)]
    shown = title or next((bare(line.words) for line in lines if line.zone == "title"), "")
    published, dated = _published(raw, header, lines)
    source, known = _source(raw, header, lines)
    source = outlet_of(source) if known else source
    url = raw.url or header.fields.url
    warnings = [raw.warning, header.fields.warning, dated, hidden_signs(raw.text)]
    if not any(p.zone in {"body", "heading"} for p in paragraphs):
        warnings.append("kein Artikeltext erkannt, nur Titel oder Seitenelemente")
    return Article(
        doc=raw.doc,
        text=raw.text,
        in_file=raw.in_file,
        source=source,
        source_known=known,
        published=published,
        title=shown,
        url=url,
        language=language_of(raw.text),
        sha256=raw.sha256,
        warning="; ".join(dict.fromkeys(filter(None, warnings))),
        paragraphs=tuple(paragraphs),
    )


def _parts(text: str, start: int, is_markdown: bool) -> Iterator[Part]:
    """The paragraphs behind the header as cleaned lines, those that hold furniture at their end divided."""
    last = start
    for begin, end in paragraph_spans(text, start):
        dropped = broken_words(text, begin, end) + endless_words(text, begin, end)
        if is_markdown:
            dropped += [match.span() for match in MARKUP.finditer(text, begin, end)]
        words, offsets = cleaned(text, begin, end, dropped)
        after_blank = bool(BLANK_LINE.search(text, last, begin))
        for first, until in divided(words) if words else []:
            yield _part(words, offsets, first, until, after_blank and first == 0)
        last = end


def _part(words: str, offsets: Sequence[int], first: int, until: int, after_blank: bool) -> Part:
    while first < until and words[first] == " ":
        first += 1
    end = offsets[until]
    own = (*offsets[first:until], end)
    return Part(Line(own[0], end, words[first:until], after_blank=after_blank), own)


def _header_paragraphs(text: str, header: Header, lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The header's lines as furniture, but its title as title where the text does not repeat it."""
    if not header.end:
        return
    spans: list[tuple[Span, bool]] = [((0, header.end), False)]
    repeated = any(line.zone == "title" and bare(line.words) == header.fields.title for line in lines)
    if header.title and not repeated and header.title[1] - header.title[0] <= 500:
        spans = [((0, header.title[0]), False), (header.title, True), ((header.title[1], header.end), False)]
    for (start, end), is_title in spans:
        words, offsets = cleaned(text, start, end)
        if words:
            zone: Zone = "title" if is_title else "furniture"
            yield Paragraph(start=offsets[0], end=offsets[-1], zone=zone, clean=words, offsets=offsets)


def _paragraphs(parts: Sequence[Part], lines: Sequence[Line]) -> Iterator[Paragraph]:
    bodies = 0
    for part, line in zip(parts, lines, strict=True):
        cut = prefix_length(line.words, bodies) if line.zone != "furniture" else 0
        bodies += line.zone == "body"
        if 0 < cut < len(line.words):
            yield _paragraph(part, line, 0, cut, furniture=True)
            yield _paragraph(part, line, cut, len(line.words))
        else:
            yield _paragraph(part, line, 0, len(line.words))


def _paragraph(part: Part, line: Line, first: int, until: int, furniture: bool = False) -> Paragraph:
    words = line.words[first:until].rstrip(" ")
    offsets = part.offsets[first : first + len(words) + 1]
    return Paragraph(
        start=offsets[0], end=offsets[-1], zone="furniture" if furniture else line.zone, clean=words, offsets=offsets
    )


def _published(raw: RawArticle, header: Header, lines: Sequence[Line]) -> tuple[date | None, str]:
    """The publication date and a warning: as stated, else from the lines above and below the text, else from a name."""
    found = raw.published or header.fields.published or _date_of_lines(lines)
    if found is None:
        found = date_in_address(raw.url or header.fields.url)
    if found is not None:
        return found, "Datum liegt weit in der Zukunft" if found.year >= EARLIEST_FUTURE else ""
    guess = date_in_address(raw.doc.rpartition("/")[2])
    if guess is not None:
        return guess, "Datum nur aus dem Dateinamen erschlossen"
    return None, "kein Veröffentlichungsdatum gefunden: Angaben wie „am Dienstag“ bleiben ohne Datum"


def _date_of_lines(lines: Sequence[Line]) -> date | None:
    """The first date among header lines; one of a later change only where there is no other."""
    changed: date | None = None
    border = [*lines[:HEAD_LINES], *lines[max(HEAD_LINES, len(lines) - TAIL_LINES) :]]
    for line in border:
        prefix = DATE_PREFIX.match(line.words)
        dateline = line.words[: prefix_length(line.words, 0)] if not line.kind else ""  # «Bonn, 3. Mai 2026 (ap).»
        head = prefix.group() if prefix else dateline or line.words
        found = date_of_line(head) if prefix or line.kind or dateline else None
        if found and not is_changed_date(line.words):
            return found.value
        changed = changed or (found.value if found else None) or date_of_agency_number(line.words)
    return changed


def _source(raw: RawArticle, header: Header, lines: Sequence[Line]) -> tuple[str, bool]:
    """The outlet and whether it is known: as stated, else the address's host, else a line that names an outlet."""
    stated = raw.source if raw.source_known else header.fields.source or host_of(raw.url or header.fields.url)
    if stated:
        return stated, True
    if _begins_with_outlet(lines):
        return lines[0].words.strip(), True
    furniture = [line for line in [*lines[:HEAD_LINES], *lines[-TAIL_LINES:]] if line.zone == "furniture"]
    for line in furniture:
        for pattern in (SOURCE_LINE, OUTLET_LINE):
            match = pattern.match(line.words)
            if match and _is_outlet(match[1].strip(), surely=pattern is SOURCE_LINE):
                return match[1].strip(), True
    return raw.source, False


def _begins_with_outlet(lines: Sequence[Line]) -> bool:
    """As people copy an article from a page: the paper, below it the day, then the title."""
    if len(lines) < 3 or lines[0].zone == "furniture" or lines[2].zone not in {"title", "heading"}:
        return False
    return date_of_line(lines[1].words) is not None and is_masthead(lines[0].words)


def _is_outlet(name: str, surely: bool) -> bool:
    """A web domain, or a name built like a newspaper's («Nordkurier»); agencies and places are none."""
    table = toml_table("publication")["outlets"]
    low = name.casefold()
    if low in table["agencies"] or len(name.split()) > 4:
        return False
    if DOMAIN.match(name):
        return True
    return (surely or name[:1].isupper()) and any(part in low for part in table["parts"])
