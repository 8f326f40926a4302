"""Speech acts that the text tells without repeating the words: «kritisierte den Beschluss scharf», «warnte vor Gewalt»."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Findings, Utterance


def told_acts(findings: Findings) -> Iterator[Utterance]:
    """The told speech acts outside of all utterances."""
    return iter(())
