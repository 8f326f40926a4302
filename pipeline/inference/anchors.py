"""Rules of spaCy's attribute ruler, asked only near the words that they name: nine of ten words are near none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.pipeline import AttributeRuler

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KEYS = {"LOWER": "LOWER", "TEXT": "ORTH", "ORTH": "ORTH"}
Match = tuple[int, int, int, int]  # rule, its name's hash, first token and the one behind the last


class AnchoredMatch:
    """Stands for ``AttributeRuler.match``: the same matches, looked for around the words of ``anchors`` alone.

    ``anchors`` gives for an attribute's name the hashes of its values; every pattern needs one of them. ``reach`` is
    the number of words that a match can have beside it.
    """

    def __init__(self, ruler: AttributeRuler, anchors: dict[str, Any], reach: int) -> None:
        self.ruler, self.anchors, self.reach = ruler, anchors, reach
        self.rules: dict[int, int] = {}

    def __call__(self, doc: Doc) -> list[Match]:
        found: list[Match] = []
        for start, end in self._stretches(doc):
            for name, first, last in self.ruler.matcher(doc[start:end], allow_missing=True, as_spans=False):
                found.append((self._rule(name), name, start + first, start + last))
        return sorted(found)

    def _stretches(self, doc: Doc) -> Iterator[tuple[int, int]]:
        words = doc.to_array(list(self.anchors))
        columns = words.reshape(len(doc), len(self.anchors)).T
        named = np.zeros(len(doc), dtype=bool)
        for column, values in zip(columns, self.anchors.values(), strict=True):
            places = np.searchsorted(values, column)
            named |= values[np.minimum(places, len(values) - 1)] == column
        begin = end = 0
        for place in np.flatnonzero(named).tolist():
            if place - self.reach > end:
                if end:
                    yield begin, end
                begin = max(0, place - self.reach)
            end = min(len(doc), place + self.reach + 1)
        if end:
            yield begin, end

    def _rule(self, name: int) -> int:
        if name not in self.rules:
            self.rules[name] = int(self.ruler.vocab.strings[name])
        return self.rules[name]


def match_near_anchors(nlp: Language) -> None:
    """Let every attribute ruler whose patterns all name words look near those; others stay as they are."""
    for _, part in nlp.pipeline:
        if type(part) is AttributeRuler:
            entries: Any = part.patterns
            patterns = [pattern for entry in entries for pattern in entry["patterns"]]
            named = [_anchors(pattern) for pattern in patterns]
            if patterns and all(named):
                part.match = AnchoredMatch(part, _hashes(nlp, named), max(map(len, patterns)) - 1)  # type: ignore[method-assign]


def _anchors(pattern: Sequence[dict[str, Any]]) -> tuple[str, list[str]] | None:
    """The attribute and the words that one place of the pattern allows; of several places the one that few texts have.

    A full stop stands in every sentence, so any other place is better.
    """
    if any("OP" in token for token in pattern):
        return None
    places = []
    for token in pattern:
        for key, attribute in KEYS.items():
            value = token.get(key)
            words = value.get("IN") if isinstance(value, dict) and len(value) == 1 else value
            if words:
                places.append((attribute, [words] if isinstance(words, str) else list(words)))
    return min(places, key=lambda place: "." in place[1], default=None)


def _hashes(nlp: Language, named: Sequence[Any]) -> dict[str, Any]:
    """Attribute → its values' hashes, sorted."""
    values: dict[str, set[int]] = {}
    for attribute, words in named:
        values.setdefault(attribute, set()).update(nlp.vocab.strings.add(word) for word in words)
    return {attribute: np.array(sorted(found), dtype=np.uint64) for attribute, found in sorted(values.items())}
