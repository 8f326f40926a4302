"""Words that point at now, before or later without a date: «derzeit», «kürzlich», «in den kommenden Jahren»."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.findings import TimeExpression
from pipeline.lexicon import derived, toml_table
from pipeline.times.anchor import near_step


def find_references(doc: Doc) -> list[TimeExpression]:
    """The references of the Doc in text order, without a calendar value: they never date a claim.

    They tell which way their clause looks, and keep a figure of today from being dated by another one's year
    («derzeit 500, im Jahr 2014 noch 900»).
    """
    found = []
    for match in _pattern().finditer(doc.text):
        span = doc.char_span(match.start("all"), match.end("all"), alignment_mode="expand")
        reference = _reference(match)
        if span is not None and reference:
            found.append(TimeExpression(span, "", reference))
    return found


def _reference(match: re.Match[str]) -> str:
    if match["near"] is None:
        words: dict[str, str] = toml_table("dates")["references"]
        return words.get(" ".join(match["all"].lower().split()), "")
    if match["rest"] and match["near"].lower().startswith("letzt"):  # «die letzten Tage der Republik»
        return ""
    step = near_step(match["near"])
    return {1: "FUTURE_REF", -1: "PAST_REF"}.get(step or 0, "")


@derived
def _pattern() -> re.Pattern[str]:
    """Single words and pairs of the list, and plural periods without a number."""
    table = toml_table("dates")
    phrases = sorted(table["references"], key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s".join(re.escape(part) for part in phrase.split()) for phrase in phrases)
    near = "|".join(table["near"])
    return re.compile(
        rf"(?<![\w-])(?P<all>(?:{words})(?![\w-])|(?P<near>(?:{near})en)\s(?:Tagen?|Wochen|Monaten?|Jahren?|Jahrzehnten?)\b)"
        r"(?P<rest>\sde[rs]\b)?",
        re.IGNORECASE,
    )
