"""From characters of the analysed Doc to offsets in the text as read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from spacy.tokens import Span as DocSpan

from pipeline.records import Paragraph, Span


class OffsetMap:
    """Translates spans of a Doc whose text is the paragraphs' clean words joined by one blank."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        # The last offset of a paragraph is its end; it stands for the blank that joins it to the next one.
        self._at = tuple(chain.from_iterable(paragraph.offsets for paragraph in paragraphs))

    def of(self, span: DocSpan) -> Span:
        """Start and end of the span in the text as read, without white space at its borders."""
        start, end = self._at[span.start_char], self._at[span.end_char]
        while end > start and self._text[end - 1].isspace():
            end -= 1
        while start < end and self._text[start].isspace():
            start += 1
        return start, end

    def words(self, span: DocSpan) -> str:
        start, end = self.of(span)
        return self._text[start:end]
