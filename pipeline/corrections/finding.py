"""A correction → the claim that it is about: by its id, else by article, evidence and what the claim says.

Ids stay the same when articles are added. When a better model reads a sentence differently they change, and the words
lead to the claim; where they lead to several, or to one that says something else, nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.corrections.reading import Correction, say
from pipeline.records import Claim
from pipeline.table.wording import fold

EVIDENCE_ALIKE, ACTOR_ALIKE, SPANS_MEET = 0.85, 0.6, 0.5
SHORTEST_PART = 25  # characters of evidence that may stand inside a longer one: sentences are cut differently
CLEARLY_BETTER = 0.05
SHOWN = 3
# What a claim says; a correction that judges it holds only while it still says so.
CONTENT = ("stance", "topic", "speaker", "quantity_min", "quantity_max")
JUDGING = frozenset({"confirm", "reject"})


@dataclass(frozen=True)
class Found:
    """The claim, or none and the outcome; and in words how it was found or why not."""

    claim: Claim | None
    outcome: str
    reason: str


@dataclass(frozen=True)
class Anchors:
    """Claims of a run by id, by article and by the words of their evidence."""

    by_id: Mapping[str, Claim]
    by_doc: Mapping[str, Sequence[Claim]]
    by_words: Mapping[str, Sequence[Claim]]


def anchors_of(claims: Iterable[Claim], corrections: Iterable[Correction]) -> Anchors:
    """The claims that a correction may be about, as corrections look them up."""
    lines = list(corrections)
    ids, docs = {line.claim_id for line in lines}, {line.doc for line in lines}
    words = {_plain(line.evidence) for line in lines}
    by_id: dict[str, Claim] = {}
    by_doc: defaultdict[str, list[Claim]] = defaultdict(list)
    by_words: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        plain = _plain(claim.evidence)
        if claim.claim_id in ids or claim.doc in docs or plain in words:
            by_id[claim.claim_id] = claim
            by_doc[claim.doc].append(claim)
            by_words[plain].append(claim)
    return Anchors(by_id, by_doc, by_words)


def find(correction: Correction, anchors: Anchors) -> Found:
    """The claim that ``correction`` is about, or why there is none."""
    known = anchors.by_id.get(correction.claim_id)
    if known is not None and correction.doc in {"", known.doc}:
        return Found(known, "applied", say("by_id"))
    if not (correction.doc or correction.evidence):
        why = "no_claim" if correction.claim_id else "no_anchor"
        return Found(None, "not_found" if correction.claim_id else "invalid", say(why))
    near = [claim for claim in anchors.by_doc.get(correction.doc, ()) if _same_place(correction, claim)]
    if near:
        return _best(correction, near, say("by_words"))
    moved = anchors.by_words.get(_plain(correction.evidence), []) if correction.evidence else []
    if len({claim.doc for claim in moved}) == 1:
        return _best(correction, moved, say("elsewhere", doc=moved[0].doc))
    return Found(None, "not_found", say("no_claim"))


def _plain(evidence: str) -> str:
    return " ".join(evidence.split())


def _same_place(correction: Correction, claim: Claim) -> bool:
    """Whether the claim stands on the correction's sentence; words count before offsets, which move when one edits."""
    if correction.evidence:
        return _words_alike(_plain(correction.evidence), _plain(claim.evidence)) >= EVIDENCE_ALIKE
    if correction.start is None or correction.end is None:
        return False
    shared = min(correction.end, claim.end) - max(correction.start, claim.start)
    return shared > 0 and shared >= SPANS_MEET * min(correction.end - correction.start, claim.end - claim.start)


def _words_alike(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and short in long:
        return 1.0
    return float(fuzz.ratio(short, long)) / 100


def _best(correction: Correction, claims: Sequence[Claim], how: str) -> Found:
    alike = [claim for claim in claims if _same_kind(correction, claim)]
    fitting = [claim for claim in alike if correction.action not in JUDGING or _says_the_same(correction, claim)]
    if not fitting:
        return Found(None, "not_found", say("reads_otherwise", found=_shown(alike or claims)))
    scores = {claim.claim_id: _likeness(correction, claim) for claim in fitting}
    top = max(scores.values())
    best = [claim for claim in fitting if scores[claim.claim_id] > top - CLEARLY_BETTER]
    if len(best) > 1:
        return Found(None, "ambiguous", say("several", n=len(best), found=_shown(best)))
    return Found(best[0], "applied", how)


def _same_kind(correction: Correction, claim: Claim) -> bool:
    return correction.kind in {"", claim.kind} and (not correction.actor or _actors(correction, claim) >= ACTOR_ALIKE)


def _actors(correction: Correction, claim: Claim) -> float:
    """«Merz» and «Friedrich Merz» are alike."""
    return float(fuzz.token_set_ratio(fold(correction.actor), fold(claim.actor))) / 100 if claim.actor else 0.0


def _says_the_same(correction: Correction, claim: Claim) -> bool:
    given = _given(correction)
    return all(value == getattr(claim, name) for name, value in given.items() if name != "speaker")


def _given(correction: Correction) -> Mapping[str, object]:
    return {name: value for name in CONTENT if (value := getattr(correction, name)) not in {"", None}}


def _likeness(correction: Correction, claim: Claim) -> float:
    """How much of what the correction tells of its claim is true of this one."""
    points = _words_alike(_plain(correction.evidence), _plain(claim.evidence)) if correction.evidence else 0.0
    points += _actors(correction, claim) if correction.actor else 0.0
    given = _given(correction)
    points += 0.2 * sum(1 for name, value in given.items() if value == getattr(claim, name))
    exact = (correction.start, correction.end) == (claim.start, claim.end)
    return points + (0.02 if exact else 0.0)


def _shown(claims: Sequence[Claim]) -> str:
    """The claims in short: «c_1 (commitment, Norwegen, pledged)»."""
    parts = [(claim.claim_id, claim.kind, claim.actor or claim.speaker, claim.stance) for claim in claims[:SHOWN]]
    shown = [f"{name} ({', '.join(filter(None, rest))})" for name, *rest in parts]
    return "; ".join(shown) + (" …" if len(claims) > SHOWN else "")
