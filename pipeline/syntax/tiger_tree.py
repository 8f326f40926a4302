"""One sentence's tree while its TIGER functions are rewritten to UD."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})


@dataclass
class Tree:
    """One sentence while it is rewritten: per token its word, lemma, tag, head (the root heads itself) and label."""

    words: list[str]
    lemmas: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]

    def children(self, head: int, *labels: str) -> list[int]:
        """Dependents in text order; all where no label is given."""
        return [
            index
            for index, own in enumerate(self.heads)
            if own == head and index != head and (not labels or self.labels[index] in labels)
        ]

    def swap(self, head: int, dependent: int, label: str, keep: Iterable[int] = ()) -> None:
        """The dependent takes its head's place and other dependents, and the head hangs on it with ``label``."""
        kept = set(keep)
        for child in self.children(head):
            if child != dependent and child not in kept:
                self.heads[child] = dependent
        is_root = self.heads[head] == head
        self.heads[dependent] = dependent if is_root else self.heads[head]
        self.labels[dependent] = self.labels[head]
        self.heads[head], self.labels[head] = dependent, label

    def is_verb(self, index: int) -> bool:
        return self.tags[index][:1] == "V"

    def is_finite(self, index: int) -> bool:
        """A predicate whose clause has a finite verb: itself, its auxiliary or its copula."""
        own = [index, *self.children(index, "aux", "aux:pass", "cop")]
        return any(self.tags[token] in FINITE for token in own)

    def is_clause(self, index: int) -> bool:
        return self.is_verb(index) or bool(self.children(index, "cop"))
