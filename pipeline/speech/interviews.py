"""Interviews and talks set as lines with a label: «Tagblatt: Frau Holt, wer zahlt? / Holt: Die Stadt.»

Only where labels alternate, one of them asks or all are people, so that «Wien: Regen», «Graz: Sonne» are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.findings import Name, Utterance
from pipeline.lexicon import toml_table

LABEL = 6  # tokens
OFTEN = 2  # times that a label must come
TURNS = 4  # labelled paragraphs that make a talk
WRAPPED = 60  # tokens of a question that goes on in the next lines
RULE = "interview"
ADDRESS = {"Sie", "Ihnen", "Ihr", "Ihre", "Ihrer", "Ihren", "Ihrem", "Herr", "Frau"}
ENDS = {".", "!", "?", "…", "“", "«", "»", '"', ")"}


@dataclass(frozen=True, eq=False)
class Line:
    """A labelled paragraph: the label's words, the name that they are, and what is said behind the colon."""

    label: Span
    said: Span
    name: Name | None

    @property
    def key(self) -> str:
        """The label as a word to count."""
        return self.label.text.casefold()


@dataclass(frozen=True, eq=False)
class Talk:
    """What is answered, as utterances, and the tokens of what is asked, which nobody claims."""

    answers: tuple[Utterance, ...] = ()
    asked: frozenset[int] = frozenset()


def interview(doc: Doc, names: Collection[Name]) -> Talk:
    """The answers of a labelled interview; nothing where the labels are no speakers («Wien: Regen»)."""
    paragraphs = syntax.paragraphs(doc)
    lines = [_line(paragraph, names) for paragraph in paragraphs]
    labelled = [line for line in lines if line is not None]
    askers = _askers(doc, labelled) if len(labelled) >= TURNS else frozenset()
    asked_between = _asked_between(paragraphs, lines) >= OFTEN
    askers = frozenset() if asked_between else askers
    if len(labelled) < TURNS or not _is_talk(labelled, askers, asked_between):
        return Talk()
    guest = _only_guest(labelled, names)
    if guest is None and any(line.key in toml_table("quoted")["answering"] for line in labelled):
        return Talk()
    answers: list[Utterance] = []
    asked: set[int] = set()
    first, last = _reach(lines, askers)
    speaking: Line | None = None
    for paragraph, line in zip(paragraphs[first : last + 1], lines[first:], strict=False):
        speaking = line or speaking
        if speaking is None or (line is None and paragraph[-1].text not in ENDS):
            continue  # a heading between two answers
        said = line.said if line is not None else paragraph
        if speaking.key in askers or (line is None and not askers and _asks(paragraph)):
            asked.update(token.i for token in said)
        else:
            answers.append(_answer(speaking, said, guest))
    return Talk(tuple(answers), frozenset(asked))


def _reach(lines: Sequence[Line | None], askers: frozenset[str]) -> tuple[int, int]:
    """The first line that asks or is a whole sentence (a headline «Holt: Wir bauen» is none), and the last line."""
    at = [k for k, line in enumerate(lines) if line is not None]
    whole = (k for k in at if (line := lines[k]) is not None and (line.key in askers or line.said[-1].text in ENDS))
    return next(whole, at[-1]), at[-1]


def _line(paragraph: Span, names: Collection[Name]) -> Line | None:
    """«Holt: Die Stadt zahlt.»: a few words without a verb, a colon, and something said behind it."""
    start = next((token.i for token in paragraph[:LABEL] if token.is_alpha or token.text[:1].isalnum()), paragraph.end)
    colon = next((token.i for token in paragraph.doc[start : start + LABEL] if token.text == ":"), None)
    if colon is None or colon >= paragraph.end:
        return None
    end, behind = colon, colon + 1
    while end > start and (paragraph.doc[end - 1].is_quote or paragraph.doc[end - 1].is_punct):
        end -= 1
    while behind < paragraph.end and (paragraph.doc[behind].is_quote and paragraph.doc[behind].text in "'*"):
        behind += 1
    label, said = paragraph.doc[start:end], paragraph.doc[behind : paragraph.end]
    if not len(label) or not len(said) or not label[0].text[:1].isupper():
        return None
    if any(syntax.is_finite(token) or token.like_num or syntax.is_preposition(token) for token in label):
        return None
    name = next((name for name in names if start <= name.span.start < end), None)
    return Line(label, said, name)


def _askers(doc: Doc, lines: Sequence[Line]) -> frozenset[str]:
    """The labels that ask: most of their turns hold a question, or the label itself says so (Frage)."""
    ends = [
        line.said.end if line.said[-1].text in ENDS else min(line.said.end + WRAPPED, following.label.start)
        for line, following in pairwise(lines)
    ]
    turns = [doc[line.said.start : end] for line, end in zip(lines, ends, strict=False)]
    turns.append(lines[-1].said)
    questions = Counter(
        line.key for line, turn in zip(lines, turns, strict=True) if any(token.text == "?" for token in turn)
    )
    counts = Counter(line.key for line in lines)
    asking = toml_table("quoted")["asking"]
    return frozenset(key for key, n in counts.items() if 2 * questions[key] > n or key in asking)


def _asked_between(paragraphs: Sequence[Span], lines: Sequence[Line | None]) -> int:
    """How many questions stand without a label between two labelled lines, and are no rest of the line above."""
    found = 0
    above: Line | None = None
    for k, line in enumerate(lines[:-1]):
        above = line or above
        ended = above is not None and above.said[-1].text in ENDS
        found += line is None and ended and lines[k + 1] is not None and _asks(paragraphs[k])
    return found


def _asks(paragraph: Span) -> bool:
    """A question of who leads the talk, set without a label: «Bleibt der Alltag normal?»"""
    return bool(paragraph[-1].text == "?")


def _is_talk(lines: Sequence[Line], askers: frozenset[str], asked: bool) -> bool:
    """At least two labels come twice and take turns: somebody asks and a person answers, or all are people; ``asked``:
    questions without a label stand between them.
    """
    counts = Counter(line.key for line in lines)
    often = {key for key, n in counts.items() if n >= OFTEN}
    if len(often) < OFTEN:
        return False
    turns = sum(1 for one, other in pairwise(lines) if one.key != other.key)
    answering = [line for line in lines if line.key in often and line.key not in askers]
    people = [line for line in answering if _may_answer(line)]
    if 2 * turns < len(lines) or len(people) < len(answering) or not answering:
        return False
    talking = all(any(syntax.is_finite(token) for token in line.said) for line in answering)
    return bool(often & askers) or talking or asked


def _may_answer(line: Line) -> bool:
    """A person's name, or a word for whoever answers (Antwort)."""
    return (line.name is not None and line.name.kind == "person") or line.key in toml_table("quoted")["answering"]


def _only_guest(lines: Sequence[Line], names: Collection[Name]) -> Name | None:
    """Whom «Antwort» means: the one person named before the first line, where the questions address somebody («Wann
    kommen Sie?»).
    """
    words = (token for line in lines for token in line.said)
    addressed = any(token.text in ADDRESS and (token.text != "Sie" or not token.is_sent_start) for token in words)
    before = [name for name in names if name.kind == "person" and name.span.end <= lines[0].label.start]
    return before[-1] if addressed and len({name.canonical for name in before}) == 1 else None


def _answer(line: Line, said: Span, guest: Name | None) -> Utterance:
    named = line.name is not None and line.name.kind == "person"
    return Utterance(
        content=(said,),
        quote_type="direct",
        rule=RULE,
        confidence=0.85,
        speaker=line.label if named or guest is None else guest.span,
        frame=line.label.doc[line.label.start : line.said.start] if line.said.start == said.start else None,
    )
