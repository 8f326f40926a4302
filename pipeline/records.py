"""The records that pass from station to station: frozen, typed, free of spaCy and pandas.

Offsets are Python string offsets into an article's text as read (``RawArticle.text``).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Span = tuple[int, int]
Zone = Literal["title", "heading", "body", "furniture"]
ActorType = Literal["person", "state", "organisation", "group", ""]
Kind = Literal["commitment", "figure", "statement"]
Stance = Literal["pledged", "planned", "considered", "undecided", "refused", "demanded", ""]
Modifier = Literal["exact", "about", "at_least", "at_most", "range", "vague", ""]
QuoteType = Literal["direct", "indirect", "mixed", "none", ""]
Status = Literal["ok", "skipped", "failed"]
RowStatus = Literal["corroborated", "single_source", "conflicting"]


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RawArticle(Record):
    """One article as read, before anything is cleaned.

    ``doc`` names the input (path relative to the input folder, ``/`` as separator; ``path#N`` for record N of
    a container). ``in_file`` is true where offsets point into the input file itself and false where ``text``
    is an extract that the run writes to ``texts/``.
    """

    doc: str
    text: str
    in_file: bool = True
    source: str = ""
    source_known: bool = False
    published: date | None = None
    title: str = ""
    url: str = ""
    sha256: str = ""
    warning: str = ""


class Failure(Record):
    """An input, or one record of a container, that yields no article, and why (in words for people)."""

    doc: str
    status: Literal["skipped", "failed"]
    reason: str
    sha256: str = ""


class Paragraph(Record):
    """One paragraph of an article: where it stands, what it is, and its cleaned words.

    ``offsets[i]`` is the offset in the text as read of ``clean[i]``; the last entry is the paragraph's end,
    so that ``offsets`` has one entry more than ``clean`` has characters.
    """

    start: int
    end: int
    zone: Zone
    clean: str
    offsets: tuple[int, ...]


class Article(Record):
    """A cleaned article: its metadata, and its paragraphs with their way back to the text as read."""

    doc: str
    text: str
    in_file: bool = True
    source: str = ""
    source_known: bool = False
    published: date | None = None
    title: str = ""
    url: str = ""
    language: str = "de"
    sha256: str = ""
    warning: str = ""
    paragraphs: tuple[Paragraph, ...] = ()

    def analysed(self) -> tuple[Paragraph, ...]:
        """The paragraphs that can hold claims: everything but page furniture."""
        return tuple(p for p in self.paragraphs if p.zone != "furniture" and p.clean)


class Mention(Record):
    """One mention of an actor or a country. ``country`` is an ISO 3166-1 code, EU, NATO, UN or empty."""

    doc: str
    start: int
    end: int
    text: str
    type: ActorType
    canonical: str
    role: str = ""
    country: str = ""


class Claim(Record):
    """One row of claims.csv; the fields are defined in docs/columns.md. Spans are offsets in the text as read."""

    claim_id: str
    row_id: str = ""
    doc: str
    kind: Kind
    source: str = ""
    published: date | None = None
    actor: str = ""
    actor_type: ActorType = ""
    actor_role: str = ""
    actor_country: str = ""
    stance: Stance = ""
    topic: str = ""
    direction: Literal["less", ""] = ""
    target_country: str = ""
    condition: str = ""
    quantity_min: float | None = None
    quantity_max: float | None = None
    quantity_unit: str = ""
    quantity_modifier: Modifier = ""
    counted: str = ""
    provider: str = ""
    part_of: str = ""
    quote: str = ""
    quote_type: QuoteType = ""
    quote_spans: tuple[Span, ...] = ()
    verbatim_parts: tuple[Span, ...] = ()
    speaker: str = ""
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    cue_attitude: Literal["neutral", "doubting", "conceding", ""] = ""
    frame_start: int | None = None
    frame_end: int | None = None
    addressee_start: int | None = None
    addressee_end: int | None = None
    reported_by: str = ""
    event_date: str = ""
    evidence: str
    start: int
    end: int
    confidence: float
    rule: str

    @model_validator(mode="after")
    def _evidence_fills_its_span(self) -> Claim:
        if len(self.evidence) != self.end - self.start:
            raise ValueError(f"evidence has {len(self.evidence)} characters, its span {self.start}:{self.end}")
        return self


class Extraction(Record):
    """What one article yielded: its own names are unified within the article only."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


class Document(Record):
    """One row of documents.csv: what became of one input or record."""

    doc: str
    status: Status
    reason: str = ""
    warning: str = ""
    source: str = ""
    source_known: Literal["yes", "no", ""] = ""
    published: date | None = None
    title: str = ""
    url: str = ""
    language: str = ""
    origin: str = ""
    shares_text_with: str = ""
    n_claims: int = 0
    records_ok: int | None = None
    records_failed: int | None = None
    sha256: str = ""


class Row(Record):
    """One row of table.csv, the cross-source table."""

    row_id: str
    status: RowStatus
    status_reason: str = ""
    kind: Kind
    actor: str = ""
    actor_country: str = ""
    stance: Stance = ""
    topic: str = ""
    direction: str = ""
    target_country: str = ""
    quantity_min: float | None = None
    quantity_max: float | None = None
    quantity_unit: str = ""
    quantity_modifier: Modifier = ""
    counted: str = ""
    condition: str = ""
    summary: str = ""
    n_claims: int = 0
    n_documents: int = 0
    n_sources: int = 0
    n_independent: int = 0
    sources: str = ""
    first_date: date | None = None
    last_date: date | None = None
    conflicts_with: str = ""
    claim_ids: str = ""
