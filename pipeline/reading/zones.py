"""What each part of an article is: title, heading, body or page furniture; and what is cut off in front of its words.

The rules on single lines stand in furniture.py; here is what depends on the lines around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import toml_table
from pipeline.reading.bylines import is_author_box, is_author_line, is_name_line
from pipeline.reading.furniture import (
    credit_at,
    furniture_kind,
    glued_at,
    is_bare_teaser,
    is_sign_off,
)
from pipeline.reading.paragraphs import SENTENCE_END
from pipeline.records import Zone

LONGEST_HEADING = 160
LONGEST_TAIL = 250
FIRST_BODIES = 4
MOST_TEASERS = 8
BORDER_LINES = 4
TITLE_WITHIN = 3
SHORTEST_LEAD = 60
FEWEST_BODIES = 3
LONGEST_SENTENCE_CAPTION = 120
MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]{1,3}")
BULLET = re.compile(r"(?:[-–—•*▪◦►‣●■+]|\d{1,2}\))[ \t\u00a0]{1,4}(?=\S)")
DATE_PREFIX = re.compile(r"date:? {1,3}(?:19|20)\d\d-\d\d-\d\d ?(?=\S)")
PLACE = (
    r"(?:St\. |Sankt )?[A-ZÄÖÜ][\w'’-]{1,25}(?: (?:[A-ZÄÖÜ][\w'’-]{1,25}|am|an|der|bei|im|a\. ?M\.|d\.C\.|D\.C\.)){0,3}"
)
AGENCY_DATELINE = re.compile(
    rf"{PLACE}(?:[/,] ?{PLACE}){{0,2}}(?:, ?(?:den )?\d{{1,2}}\.? ?[\w.]{{0,10}}(?: \d{{4}})?)?"
    r" ?\(([A-Za-z][\w/ ,.-]{1,24})\) ?[-–—:.]{0,2} ?(?=\S)"
)
SIGNED = re.compile(r"[^(]{3,80}\([a-zäöüß]{2,15}\) ?[-–—] (?=[A-ZÄÖÜ\d„\"»«‚'])")
DASHED_DATELINE = re.compile(rf"{PLACE}(?:[/,] ?{PLACE}){{0,2}} ?(?: [-–—]|[–—]) (?=[A-ZÄÖÜ\d„\"»«‚'])")
DATED_DATELINE = re.compile(
    rf"{PLACE}(?:[/,] ?{PLACE}){{0,2}}, ?(?:den )?\d{{1,2}}\. ?(?:\d{{1,2}}\.|[A-Za-zä]{{3,9}}\.?) ?\d{{4}}"
    r" ?(?:[-–—:.]|\([\w/ ,.-]{1,25}\)[-–—:.]?) ?(?=[A-ZÄÖÜ\d„\"»«‚'])"
)
CAPITAL_DATELINE = re.compile(r"[A-ZÄÖÜ]{3,20}(?:[ /-]{1,3}[A-ZÄÖÜ]{2,20}){0,3}(?:\.|:| ?[–—-]) (?=[A-ZÄÖÜ\d„\"»«‚'])")
DOTTED_DATELINE = re.compile(r"([A-ZÄÖÜ][a-zäöüß-]{3,20})(?:[/ ][A-ZÄÖÜ][a-zäöüß]{3,20})?\. (?=[A-ZÄÖÜ„\"»«‚'])")
PARENTHESIS = re.compile(r"[^-–—.]{2,60} [-–—] [^-–—.]{2,100} [-–—] ?[a-zäöü]")
LISTED = re.compile(rf"{BULLET.pattern}|[^:]{{2,80}}: ?\d")
INNER_END = re.compile(r"[a-zäöüß]{3}[.!?] [A-ZÄÖÜ„\"»«]")
SIGN_OFF_TAIL = re.compile(r"(?<=[.!?“\"«»]) ?\(([a-zA-ZÄÖÜäöü][\w/ ,.-]{1,40})\)\Z")


@dataclass(frozen=True)
class Line:
    """One paragraph while it is judged: its span in the text as read, its cleaned words, and its zone so far."""

    start: int
    end: int
    words: str
    zone: Zone = "body"
    kind: str = ""
    after_blank: bool = True


def divided(words: str) -> list[tuple[int, int]]:
    """Spans of a paragraph's cleaned words that are judged apart.

    Furniture glued to the end («… wartet ab Feedback senden»), a credit or an agency's sign-off at the end,
    and a kicker glued to its headline («Treffen am OstmeerNorland sagt ab»).
    """
    cut = _tail_at(words)
    if cut:
        return [(0, cut), (cut, len(words))]
    if len(words) <= LONGEST_HEADING and not SENTENCE_END.search(words):
        glued = glued_at(words)
        if len(glued) == 1 and " " in words[: glued[0]] and words[glued[0] :].count(" ") >= 2:
            return [(0, glued[0]), (glued[0], len(words))]
    return [(0, len(words))]


def _tail_at(words: str) -> int:
    """Where furniture begins inside the paragraph, or 0."""
    phrases = toml_table("furniture")["inline"]["phrases"]
    found = [at for phrase in phrases if (at := words.find(" " + phrase)) > 0]
    cut = min(found, default=0)
    if cut and len(words) - cut <= LONGEST_TAIL:
        return cut
    match = SIGN_OFF_TAIL.search(words)
    if match and is_sign_off(f"({match[1]})"):
        return match.start()
    if len(words) > 500 or len(re.findall(r"[.!?] [A-ZÄÖÜ„\"»]", words)) >= 3:
        return credit_at(words) or 0
    return 0


def judged(lines: Sequence[Line], title: str = "") -> list[Line]:
    """Every line with its zone; ``title`` is the article's title where it is known from outside the text."""
    kinds = [furniture_kind(line.words) for line in lines]
    _mark_teasers(lines, kinds)
    _mark_repeated(lines, kinds)
    _mark_authors(lines, kinds)
    _mark_captions(lines, kinds)
    _mark_trailing(lines, kinds)
    found = [
        replace(line, zone="furniture", kind=kind) if kind else replace(line, zone=_text_zone(line.words))
        for line, kind in zip(lines, kinds, strict=True)
    ]
    return _with_title(found, title)


def _text_zone(words: str) -> Zone:
    """A heading is short and no sentence with a full stop; a question alone is one too."""
    if len(words) > LONGEST_HEADING or words[-1] in ":,;" or INNER_END.search(words):
        return "body"
    if words.endswith("?"):
        return "heading" if len(words) <= 120 and not re.search(r"[.!?] |[„“\"»«]", words[:-1]) else "body"
    return "body" if SENTENCE_END.search(words) else "heading"


def _mark_teasers(lines: Sequence[Line], kinds: list[str]) -> None:
    """The titles right below «Mehr zum Thema» are furniture too, up to the next blank line or sentence."""
    for index, kind in enumerate(kinds):
        if kind != "teaser" or not is_bare_teaser(lines[index].words):
            continue
        for below in range(index + 1, min(index + 1 + MOST_TEASERS, len(lines))):
            words = lines[below].words
            last = below > index + 1 and lines[below].after_blank
            if last or len(words) > LONGEST_HEADING or _text_zone(words) == "body":
                break
            kinds[below] = kinds[below] or "teaser"


def _mark_repeated(lines: Sequence[Line], kinds: list[str]) -> None:
    """A short line that stands twice is a caption or an author's name the second time, a name the first time too."""
    count = Counter(line.words for line in lines if len(line.words) <= LONGEST_TAIL)
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if count[line.words] < 2:
            continue
        if line.words in seen or is_name_line(line.words):
            kinds[index] = kinds[index] or "repeated"
        seen.add(line.words)


def _mark_authors(lines: Sequence[Line], kinds: list[str]) -> None:
    """Author boxes at the article's borders, and names beside the date or the byline."""
    for index, line in enumerate(lines):
        if kinds[index]:
            continue
        near_border = index < BORDER_LINES or index >= len(lines) - BORDER_LINES
        if near_border and is_author_box(line.words):
            kinds[index] = "author"
        beside = {kinds[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)}
        if index and is_author_line(line.words) and beside & {"dated_line", "byline"}:
            kinds[index] = "author"


def _mark_captions(lines: Sequence[Line], kinds: list[str]) -> None:
    """A short line right above a picture's credit («Foto: dpa») is the caption."""
    for index in range(1, len(lines)):
        above = lines[index - 1].words
        if kinds[index] != "caption" or kinds[index - 1] or not _is_credit(lines[index].words):
            continue
        longest = LONGEST_SENTENCE_CAPTION if SENTENCE_END.search(above) else LONGEST_TAIL
        if not lines[index].after_blank and len(above) <= longest and not INNER_END.search(above):
            kinds[index - 1] = "caption"


def _is_credit(words: str) -> bool:
    """The line is nothing but a credit, without words of its own."""
    return credit_at(words) == 0 or ("/" in words and len(words.split()) <= 6)


def _mark_trailing(lines: Sequence[Line], kinds: list[str]) -> None:
    """Headings below which no text comes are titles of other articles or buttons."""
    zones = ["furniture" if kind else _text_zone(line.words) for line, kind in zip(lines, kinds, strict=True)]
    if zones.count("body") < FEWEST_BODIES:
        return
    for index in reversed(range(len(lines))):
        if zones[index] == "body":
            return
        if zones[index] == "heading" and not LISTED.match(lines[index].words):
            kinds[index] = "trailing"


def _with_title(lines: list[Line], title: str) -> list[Line]:
    """The line that says the known title, else the first heading above the text or below its first lines."""
    wanted = " ".join(title.split())
    said = (index for index, line in enumerate(lines) if bare(line.words) == wanted and line.zone != "furniture")
    at = next(said, None) if wanted else None
    if at is None:
        at = _first_heading(lines)
    if at is not None:
        lines[at] = replace(lines[at], zone="title")
    return lines


def bare(words: str) -> str:
    """A heading's words without Markdown's signs in front of them."""
    match = MARKDOWN_HEADING.match(words)
    return words[match.end() :] if match else words


def _first_heading(lines: Sequence[Line]) -> int | None:
    """The longest of the headings above the text (a kicker is shorter), else the first one below its first lines."""
    above: list[int] = []
    bodies = 0
    for index, line in enumerate(lines):
        if _label_length(line.words, 0):
            break
        if line.zone == "heading":
            above.append(index)
            if bodies or (index - 1 in above and lines[index - 1].end == line.start):
                return index
        bodies += line.zone == "body"
        if bodies and (above or bodies >= TITLE_WITHIN):
            break
    return max(above, key=lambda index: len(lines[index].words), default=None)


def prefix_length(words: str, body_number: int) -> int:
    """How many characters in front of a paragraph's words are no part of its first sentence.

    A bullet, a Markdown heading's signs, «date 2026-01-07 », a teaser's label, and in the article's first paragraphs
    (``body_number`` counts them from 0) the dateline: «Paris - », «BERLIN (dpa) – », «WIEN/OSTMEER. », «Ostmeer. »,
    «Bonn, 3. Mai 2026. ».
    """
    cut = 0
    for pattern in (MARKDOWN_HEADING, BULLET, DATE_PREFIX):
        match = pattern.match(words, cut)
        cut = match.end() if match else cut
    cut += _label_length(words, cut)
    return cut + _dateline_length(words[cut:], body_number)


def _label_length(words: str, start: int) -> int:
    """The length of a teaser's label («Darum gehts Neun Länder …») with its blank, or 0."""
    labels = toml_table("furniture")["inline"]["labels"]
    return next((len(label) + 1 for label in labels if words.startswith(label + " ", start)), 0)


def _dateline_length(words: str, body_number: int) -> int:
    if body_number >= FIRST_BODIES:
        return 0
    agency = AGENCY_DATELINE.match(words)
    if agency and (_names_agency(agency[1]) or (body_number == 0 and _is_signed(words, agency))):
        return agency.end()
    match = DATED_DATELINE.match(words)
    if match:
        return match.end()
    match = CAPITAL_DATELINE.match(words)
    if match:
        return match.end()
    match = DASHED_DATELINE.match(words)
    if match and not PARENTHESIS.match(words) and len(words) >= SHORTEST_LEAD and SENTENCE_END.search(words):
        return match.end()
    match = DOTTED_DATELINE.match(words)
    if match and body_number < 2 and len(words) > LONGEST_HEADING and _is_place_like(match[1]):
        return match.end()
    return 0


def _is_signed(words: str, match: re.Match[str]) -> bool:
    """«Bonn (nordpress) - Neun Länder …»: one small word in brackets and a dash make an agency that no list names."""
    known_otherwise = set(toml_table("publication")["outlets"]["no_agencies"])
    return SIGNED.match(words) is not None and match[1] not in known_otherwise


def _names_agency(words: str) -> bool:
    agencies = set(toml_table("publication")["outlets"]["agencies"])
    return any(word.casefold() in agencies for word in re.split(r"[\s/,.]+", words))


def _is_place_like(word: str) -> bool:
    return word + "." not in toml_table("abbreviations")["never_last"]
