"""Word vectors that are put together once per word: half of a text's words are the same few hundred."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.vectors import Mode, Vectors  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from spacy.vocab import Vocab

REMEMBERED = 30_000  # words: about ten megabytes; when it is full the table begins anew


class RememberedVectors(Vectors):  # type: ignore[misc]
    """A floret table that sums up a word's parts when it meets the word first; each vector is the same to the bit."""

    _rows: dict[int, int]
    _table: np.ndarray[Any, np.dtype[np.float32]]

    def get_batch(self, keys: Iterable[int]) -> Any:
        """The vectors of words by their keys, one row each."""
        wanted = [int(key) for key in keys]
        new = [key for key in dict.fromkeys(wanted) if key not in self._rows]
        if len(self._rows) + len(new) > REMEMBERED:
            self._rows.clear()
            new = list(dict.fromkeys(wanted))
        if len(new) > REMEMBERED:
            return super().get_batch(wanted)
        if new:
            begin = len(self._rows)
            self._table[begin : begin + len(new)] = super().get_batch(new)
            self._rows.update(zip(new, range(begin, begin + len(new)), strict=True))
        return self._table[[self._rows[key] for key in wanted]]


def remember_vectors(vocab: Vocab) -> None:
    """Let a vocabulary with floret vectors remember them; one with others, or on another device, stays as it is."""
    old = vocab.vectors
    if getattr(old, "mode", None) != Mode.floret or not isinstance(old.data, np.ndarray):
        return
    settings = {name: getattr(old, name) for name in ("minn", "maxn", "hash_count", "hash_seed", "bow", "eow", "attr")}
    new = RememberedVectors(strings=old.strings, data=old.data, mode=old.mode, name=old.name, **settings)
    new._rows, new._table = {}, np.zeros((REMEMBERED, old.shape[1]), dtype="float32")
    vocab.vectors = new
