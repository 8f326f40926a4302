"""What the stations between Doc and Claim hand to each other. These types hold spaCy objects and never leave
extract.py; their spans point into the analysed Doc, extract.py translates them into the text as read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Span, Token

from pipeline.records import ActorType, Modifier, QuoteType, Stance


@dataclass(frozen=True, eq=False)
class Name:
    """A mention of an actor or country.

    ``canonical`` is the actor's one name within the document; ``party`` tells whether the mention can act,
    speak or decide here: false for a country as a place («in Paris»), for an adjective («britische Truppen»)
    and for a name inside a compound. ``country`` is the state that it is or stands for. ``gender`` of a person is m,
    f or empty where nothing tells it. ``source`` is the line of the user's table of offices that tells the holder of an
    office that the article leaves unnamed, else empty.
    """

    span: Span
    kind: ActorType
    canonical: str
    role: str = ""
    country: str = ""
    party: bool = True
    gender: str = ""
    source: str = ""


@dataclass(frozen=True, eq=False)
class Quantity:
    """A counted or measured amount. ``span`` holds the numeral with its hedge, without the noun."""

    span: Span
    minimum: float | None
    maximum: float | None
    modifier: Modifier
    unit: str
    noun: Token | None = None
    counted: str = ""


@dataclass(frozen=True, eq=False)
class TimeExpression:
    """A time expression with its ISO value: day, month, year, or interval ``a/b``.

    ``reference`` is set instead where it points at now, before or later without a date («derzeit», «damals»,
    «demnächst»): PRESENT_REF, PAST_REF or FUTURE_REF. Both are empty where it cannot be resolved.
    """

    span: Span
    value: str
    reference: str = ""


@dataclass(frozen=True, eq=False)
class Utterance:
    """Words that somebody is said to have said.

    ``content`` are the spans of what was said, without the frame; ``cue`` the words that introduce it (the verb,
    without its separated particle, or the preposition); ``speaker`` the words that name the speaker and
    ``speaker_name`` who that is, None where unresolved; ``relay`` a named medium that passes it on;
    ``inner_of`` is the utterance inside whose content this one stands.
    """

    content: tuple[Span, ...]
    quote_type: QuoteType
    rule: str
    confidence: float
    cue: Span | None = None
    cue_text: str = ""
    attitude: str = "neutral"
    speaker: Span | None = None
    speaker_name: Name | None = None
    speaker_text: str = ""
    frame: Span | None = None
    addressee: Span | None = None
    relay: str = ""
    verbatim: tuple[Span, ...] = ()
    inner_of: Utterance | None = None


@dataclass(frozen=True, eq=False)
class Findings:
    """All that was found in one article before claims are made of it."""

    doc: Doc
    published: date | None
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    utterances: tuple[Utterance, ...] = ()


@dataclass(frozen=True, eq=False)
class Draft:
    """A claim before its offsets are translated. ``evidence`` is the sentence or sentences; ``anchor`` the head of
    the clause that carries the claim. ``name`` is the actor's mention, ``actor`` the actor's canonical name where
    no mention carries it. ``quote_type`` is ``none`` for narrated positions, else the utterance's.
    """

    kind: str
    evidence: Span
    anchor: Token
    rule: str
    confidence: float
    actor: str = ""
    actor_type: ActorType = ""
    actor_role: str = ""
    actor_country: str = ""
    stance: Stance = ""
    topic: str = ""
    direction: str = ""
    target_country: str = ""
    condition: str = ""
    quantity: Quantity | None = None
    counted: str = ""
    provider: str = ""
    part_of: Draft | None = None
    utterance: Utterance | None = None
    quote_type: QuoteType = ""
    event_date: str = ""
    extra: dict[str, str] = field(default_factory=dict)
