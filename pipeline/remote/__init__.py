"""Inputs and results that lie elsewhere (s3://, gs:// and whatever fsspec reads): brought here, sent back."""

from __future__ import annotations

from pathlib import Path

Place = Path | str  # a path on this machine, or an address


def place_of(word: str) -> Place:
    """An argument as the address or the path that it is; ``file://`` is a path."""
    if word.startswith("file://"):
        return Path(word.removeprefix("file://"))
    return word.rstrip("/") if "://" in word else Path(word)


def is_remote(place: Place) -> bool:
    """Whether a place lies elsewhere."""
    return isinstance(place, str)
