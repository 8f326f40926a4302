"""One plural office for several people: «die Außenminister von Frankreich und Polen, Jean Petit und Adam Nowak»."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.actors.countries import code_of_noun
from pipeline.actors.office_phrases import Role
from pipeline.actors.offices import Office, office, office_words

JOINTS = {",", "und", "sowie"}
LONGEST = 14


def shared_roles(doc: Doc, spans: list[Span], before: dict[int, Role]) -> dict[int, Role]:
    """Start of a name → its role, where as many states as names stand in a row behind a plural office.

    ``before`` are the roles known by the office's token: «seinen Kollegen» bear the office of the person named last.
    """
    found: dict[int, Role] = {}
    for token in doc:
        held = office(token.text)
        if held is None or held.gender == "f" or token.i + 1 >= len(doc):
            continue
        states, end = _states(doc, token.i + 1)
        if len(states) < 2:
            continue
        row = _names(doc, end, spans)
        if len(row) != len(states):
            continue
        own = _of_colleague(held, before, token.i)
        for span, code in zip(row, states, strict=True):
            found[span.start] = Role(own, (), "", code, "", token.i)
    return found


def _states(doc: Doc, start: int) -> tuple[list[str], int]:
    """The states of «aus Frankreich und Polen», «Deutschlands und Frankreichs», and where they end."""
    codes: list[str] = []
    at = start
    while at < min(len(doc), start + LONGEST):
        code = code_of_noun(doc[at].text)
        opener = doc[at].lower_ in office_words("openers")
        if code:
            codes.append(code)
        elif not (opener or doc[at].text in JOINTS):
            break
        at += 1
    return codes, at


def _names(doc: Doc, start: int, spans: list[Span]) -> list[Span]:
    """The people's names in a row from here on, joined by commas and «und»."""
    by_start = {span.start: span for span in spans}
    row: list[Span] = []
    at = start
    while at < len(doc):
        if at in by_start:
            row.append(by_start[at])
            at = by_start[at].end
        elif doc[at].text in JOINTS and row:
            at += 1
        else:
            break
    return row


def _of_colleague(held: Office, before: dict[int, Role], at: int) -> Office:
    """«Bundesaußenminister X und seine Kollegen aus …»: the colleagues are foreign ministers too."""
    if not held.head.endswith("kollege"):
        return replace(held, plural=False)
    earlier = [place for place in before if place < at and before[place].office.stands == "state"]
    if not earlier:
        return replace(held, plural=False)
    own = before[max(earlier)].office
    lemma = own.lemma.removeprefix("Bundes")
    return replace(own, lemma=lemma[:1].upper() + lemma[1:])
