"""Quantities as intervals: which can hold together, and which says it most exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

Named = tuple[float | None, float | None, str]
TOLERANCE = 0.1  # «rund 1.200» allows ten percent
OPEN_FACTOR = 1.34  # «bis zu 40» and 30 may be one number, «mehr als 90» and 1.500 are not
EXACTNESS = ("exact", "range", "about", "at_least", "at_most", "vague", "")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity; None stands for an open bound."""

    low: float | None
    high: float | None
    unit: str
    modifier: str

    def interval(self) -> tuple[float, float]:
        """All values that the words allow: «rund 30» 27 to 33, «mindestens 800» 800 to infinity."""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if self.modifier in {"about", "vague"}:
            low, high = low - abs(low) * TOLERANCE, high + abs(high) * TOLERANCE
        return low, high

    def value(self) -> float:
        """The number that is named; of a range its middle."""
        named = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(named) / len(named) if named else math.nan

    def named(self) -> Named:
        """The number as such, without its hedge."""
        return self.low, self.high, self.unit

    def specificity(self) -> tuple[int, float]:
        """Sorts before all others that are less exact: exact, then the narrowest."""
        low, high = self.interval()
        return EXACTNESS.index(self.modifier), high - low


def close(a: Amount, b: Amount) -> bool:
    """Whether both can hold and are near enough to be one number: «mehr als 90» allows 1.500, but does not mean it."""
    if not compatible(a, b):
        return False
    if None not in (a.low, a.high, b.low, b.high):
        return True
    small, large = sorted((abs(a.value()), abs(b.value())))
    return large <= OPEN_FACTOR * small


def compatible(a: Amount, b: Amount) -> bool:
    """Whether both can hold of one thing: one unit, and intervals that meet.

    Two exact numbers must be equal, an open bound contains all beyond it; «bis zu 50» and 40 hold together.
    """
    if a.unit != b.unit:
        return False
    (a_low, a_high), (b_low, b_high) = a.interval(), b.interval()
    return a_low <= b_high and b_low <= a_high
