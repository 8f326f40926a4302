"""Things in a row → groups that are not too large, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

T = TypeVar("T", bound=Sized)


def grouped(things: Iterable[T], most: int) -> Iterator[list[T]]:
    """As many as are ``most`` long together; one that alone is longer is a group of its own."""
    group: list[T] = []
    size = 0
    for thing in things:
        if group and size + len(thing) > most:
            yield group
            group, size = [], 0
        group.append(thing)
        size += len(thing)
    if group:
        yield group
