"""A sentence on the workbench: its pieces, and what of it is already somebody's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.pieces import FINAL, SEPARATORS, Piece, pieces_of
from pipeline.syntax.analysed import AnalysedDoc

COMMAS = {",", "–", "-", "—"}
APPOSITIONS = 2


@dataclass
class Sentence:
    """``masked`` are the tokens in quotation marks, ``spoken`` those that are direct speech; ``said`` are the ranges
    that utterances hold so far.
    """

    span: Span
    masked: frozenset[int]
    spoken: frozenset[int] = frozenset()
    said: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def pieces(self) -> list[Piece]:
        """Clauses and what stands between them, in text order; every quotation of a sentence asks for the same."""
        kept = self.doc.user_data.setdefault("pieces", {}) if isinstance(self.doc, AnalysedDoc) else {}
        place = self.span.start, self.span.end, self.masked, self.spoken
        if place not in kept:
            kept[place] = pieces_of(self.span, self.masked, self.spoken)
        return kept[place]

    @cached_property
    def homes(self) -> list[int]:
        """For each token of the sentence the index of its piece, or -1."""
        found = [-1] * len(self.span)
        for number, piece in reversed(list(enumerate(self.pieces))):
            start, end = max(piece.start - self.span.start, 0), max(piece.end - self.span.start, 0)
            found[start:end] = [number] * len(found[start:end])
        return found

    @property
    def doc(self) -> Doc:
        """The Doc that the sentence belongs to."""
        return self.span.doc

    def home(self, token: Token) -> int:
        """The index of the piece that holds the token, or -1."""
        at = token.i - self.span.start
        return self.homes[at] if 0 <= at < len(self.homes) else -1

    def keep(self, utterance: Utterance) -> None:
        """Remember what the utterance says."""
        self.said.extend((part.start, part.end) for part in utterance.content)

    def is_said(self, token: Token) -> bool:
        """An utterance found so far holds the token."""
        return any(start <= token.i < end for start, end in self.said)

    def is_spoken(self, parts: Sequence[Span]) -> bool:
        """The parts are direct speech as a whole, which an utterance holds already."""
        return all(token.i in self.spoken or token.is_punct for part in parts for token in part)

    def frame_start(self, before: int) -> int:
        """Where the frame of a cue at token ``before`` begins: behind what was said before it, else with the
        sentence.
        """
        start = max((end for _, end in self.said if end <= before), default=self.span.start)
        start = max(start, max((i + 1 for i in self.spoken if self.span.start <= i < before), default=start))
        return self.content_start(start)

    def content_start(self, start: int) -> int:
        """The first token from ``start`` on that is no separator or blank."""
        while start < self.span.end and (self.doc[start].text in SEPARATORS or self.doc[start].is_space):
            start += 1
        return start

    def without_stop(self, end: int) -> int:
        """The end without the sentence's final stop and separators before it."""
        while end > self.span.start and (self.doc[end - 1].text in FINAL or self.doc[end - 1].is_space):
            end -= 1
        return self.without_separators(end)

    def without_separators(self, end: int) -> int:
        """The end without commas, dashes and colons before it."""
        while end > self.span.start and self.doc[end - 1].text in SEPARATORS and self.doc[end - 1].text != ")":
            end -= 1
        return end

    def with_commas(self, start: int, end: int) -> Span:
        """The frame with the comma before it and, inside a sentence, the comma behind it."""
        if start > self.span.start and self.doc[start - 1].text in COMMAS:
            start -= 1
        if end < self.span.end and self.doc[end].text in COMMAS:
            end += 1
        return self.doc[start:end]

    def between(self, first: int, last: int, frame: Span) -> list[Span]:
        """What stands from token ``first`` to ``last`` before and behind the frame."""
        before = (
            self.doc[self.content_start(first) : max(first, self.without_separators(frame.start))]
            if frame.start > first
            else None
        )
        end = self.without_stop(last)
        behind_start = self.content_start(frame.end)
        behind = self.doc[behind_start:end] if end > behind_start else None
        return [part for part in (before, behind) if part is not None and len(part)]

    def around(self, frame: Span) -> list[Span]:
        """All that the sentence says besides the frame."""
        return self.between(self.span.start, self.span.end, frame)

    def clause_around(self, frame: Span) -> list[Span]:
        """What the frame's own clause says: a relative clause only itself, a main clause with what follows it."""
        home = self.home(self.doc[frame.start]) if frame.start < self.span.end else 0
        if self.doc[frame.start].text in COMMAS and home < 0:
            home = self.home(self.doc[frame.start + 1])
        start = self._behind_semicolon(frame, self._clause_start(home))
        return self.between(start, self._before_colon(frame, self._clause_end(home)), frame)

    def _behind_semicolon(self, frame: Span, start: int) -> int:
        """The start behind a semicolon before the frame («…; demnach sei er krank»)."""
        marks = [i for i in range(start, frame.start) if self.doc[i].text == ";" and i not in self.masked]
        return marks[-1] + 1 if marks else start

    def _before_colon(self, frame: Span, end: int) -> int:
        """The end before a colon that introduces a quotation («…, so Merz weiter: „…“»), or before a semicolon."""
        marks = (
            i
            for i in range(frame.end, end - 1)
            if (self.doc[i].text == ":" and i + 1 in self.masked) or (self.doc[i].text == ";" and i not in self.masked)
        )
        return next(marks, end)

    def _clause_start(self, home: int) -> int:
        """Back over the pieces that stand in the clause's first place, to a border with another main clause."""
        if home <= 0:
            return self.span.start
        opening = self.pieces[home].opening
        if opening in {"relative", "subordinate", "w", "dass"}:
            return self.pieces[home].start
        complete = opening == "second"
        for k in range(home - 1, -1, -1):
            piece = self.pieces[k]
            if (
                piece.finite is not None
                and piece.opening == "second"
                and (complete or self.pieces[home].opening == "first")
            ):
                return self.pieces[k + 1].start if self._is_parallel(home) else self.span.start
        return self.span.start

    def _is_parallel(self, home: int) -> bool:
        """The piece is a main clause of its own beside the one before, not the rest of an interrupted one."""
        finite = self.pieces[home].finite
        return finite is not None and finite.i - self.pieces[home].start < APPOSITIONS + 8

    def _clause_end(self, home: int) -> int:
        if home < 0 or self.pieces[home].opening not in {"relative", "subordinate"}:
            return self.span.end
        k = home
        while k + 1 < len(self.pieces) and self.pieces[k].finite is None:
            k += 1
        while k + 1 < len(self.pieces) and self.pieces[k + 1].opening in {
            "relative",
            "dass",
            "infinitive",
            "subordinate",
            "w",
        }:
            k += 1
        return self.pieces[k].end

    def apposition_end(self, home: int) -> int:
        """The end of a verbless piece with the appositions behind it («so Frank Biermann, Vorsitzender der Union»)."""
        last = home
        for k in range(home + 1, min(len(self.pieces), home + 1 + APPOSITIONS)):
            words = self.pieces[k].span
            if self.pieces[k].opening != "none" or any(map(syntax.is_verb, words)):
                break
            if any(syntax.word_class(token) == "pronominal adverb" for token in words):
                break  # «Der Trainer sei, so Holm, schuld daran, dass …»
            last = k
        if last + 1 < len(self.pieces) and last > home and self.pieces[last + 1].opening == "first":
            last = home
        return self.without_stop(self.pieces[last].end)
