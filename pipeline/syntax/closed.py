"""Closed word forms of resources/grammar.toml that decide whatever the tagger says."""

from __future__ import annotations

from pipeline.lexicon import derived, toml_table


@derived
def forms(name: str) -> frozenset[str]:
    """The word forms of one list, lower case."""
    return frozenset(toml_table("grammar")[name])
