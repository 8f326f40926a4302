"""Precision, recall and F1 from counts."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Counts:
    """Hits, what the model said, what the gold says."""

    hits: int = 0
    said: int = 0
    gold: int = 0

    def add(self, said: set[Any], gold: set[Any]) -> None:
        self.hits += len(said & gold)
        self.said += len(said)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        return self.hits / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.said + self.gold
        return 2 * self.hits / total if total else 0.0
