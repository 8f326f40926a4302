"""Corrections → corrected claims, which rows to merge and split, and what became of every correction.

A claim that was touched shows it: its ``confidence`` is 1, since a person has read the sentence, and its ``rule`` keeps
the rule's name with ``+confirmed`` or ``+set`` behind it. So the contract's columns stay as they are, and a filter on
either column finds the touched claims in every output.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from pydantic import ValidationError

from pipeline.columns import typed
from pipeline.corrections.finding import Anchors, anchors_of, find
from pipeline.corrections.reading import Correction, number, say
from pipeline.corrections.values import checked
from pipeline.lexicon import toml_table
from pipeline.records import Claim
from pipeline.table.by_hand import AS_LINKED, Regrouping

if TYPE_CHECKING:
    import pandas as pd

CONFIRMED, SET = "+confirmed", "+set"
ROWS = ("merge", "split")


@dataclass(frozen=True)
class Outcome:
    """What became of one correction; ``claim`` is the claim that it was applied to."""

    correction: Correction
    outcome: str
    reason: str
    claim: Claim | None = None
    old_value: str = ""


@dataclass(frozen=True)
class Corrected:
    """The claims after all corrections, how rows are to be regrouped, and what became of each correction."""

    claims: Iterable[Claim]
    regrouping: Regrouping
    outcomes: tuple[Outcome, ...] = ()


def correct(claims: Iterable[Claim], corrections: Iterable[Correction]) -> Corrected:
    """Apply all corrections: first those of single claims, in their order, then merging and splitting of rows.

    ``claims`` can be gone through more than once; only those that a correction may be about are held.
    """
    lines = list(corrections)
    if not lines:
        return Corrected(claims, AS_LINKED)
    anchors = anchors_of(claims, lines)
    now: dict[str, Claim | None] = dict(anchors.by_id)
    outcomes = [_applied(correction, anchors, now) for correction in lines]
    rejected = {claim_id for claim_id, claim in now.items() if claim is None}
    regrouping, outcomes = _regrouped(outcomes, rejected)
    return Corrected(_Kept(claims, now), regrouping, tuple(outcomes))


@dataclass(frozen=True)
class _Kept:
    """The claims, those that were ``changed`` as they are now, without those that were rejected. A figure stays when
    the position that names it is rejected, and no longer points to it."""

    claims: Iterable[Claim]
    changed: Mapping[str, Claim | None]

    def __iter__(self) -> Iterator[Claim]:
        for found in self.claims:
            claim = self.changed.get(found.claim_id, found)
            if claim is not None:
                lost = claim.part_of and self.changed.get(claim.part_of, claim) is None
                yield claim.model_copy(update={"part_of": ""}) if lost else claim


def _applied(correction: Correction, anchors: Anchors, now: dict[str, Claim | None]) -> Outcome:
    if not correction.action:
        known = ", ".join(toml_table("corrections")["actions"])
        return Outcome(correction, "invalid", say("no_action", action=correction.asked, known=known))
    found = find(correction, anchors)
    if found.claim is None:
        return Outcome(correction, found.outcome, found.reason)
    claim = now[found.claim.claim_id]
    if claim is None and correction.action != "reject":
        return Outcome(correction, "invalid", say("was_rejected"), found.claim)
    done = Outcome(correction, "applied", found.reason, found.claim)
    if correction.action == "reject":
        now[found.claim.claim_id] = None
    elif claim is not None and correction.action == "confirm":
        now[claim.claim_id] = _marked(claim, CONFIRMED)
    elif claim is not None and correction.action == "set":
        done, now[claim.claim_id] = _set(correction, claim, done)
    elif correction.action == "merge" and not correction.value:
        return replace(done, outcome="invalid", reason=say("no_label"))
    return done


def _marked(claim: Claim, mark: str) -> Claim:
    rule = claim.rule if mark in claim.rule else claim.rule + mark
    return claim.model_copy(update={"confidence": 1.0, "rule": rule})


def _set(correction: Correction, claim: Claim, done: Outcome) -> tuple[Outcome, Claim]:
    """The claim with one column set, checked like any claim; as it was where the value is none."""
    table, field = toml_table("corrections")["set"], correction.field.strip().casefold()
    if field not in table["fields"]:
        reason = say("no_field", field=correction.field, known=", ".join(table["fields"]))
        return replace(done, outcome="invalid", reason=reason), claim
    known = _known_values(field)
    value: str | float | None = checked(field, _as_value(correction.value, field))
    reason = say("bad_value", value=correction.value, field=field)
    bad = replace(
        done, outcome="invalid", reason=reason + (say("known_values", known=", ".join(known)) if known else "")
    )
    if field in table["numbers"]:
        value = number(correction.value)
        if value is None and correction.value:
            return bad, claim
    elif value is None or (field == "topic" and value not in known):
        return bad, claim
    try:
        changed = Claim.model_validate({**claim.model_dump(), field: value})
    except ValidationError:
        return bad, claim
    old = getattr(claim, field)
    shown = "" if old is None else f"{old:.15g}" if isinstance(old, float) else f"{old}"
    return replace(done, old_value=shown), _marked(changed, SET)


def _known_values(field: str) -> tuple[str, ...]:
    """All values that a column can have, where they are few: the stances, the topics, «exact» and its like."""
    if field == "topic":
        return (*toml_table("topics")["rank"], "other")
    return tuple(value for value in get_args(Claim.model_fields[field].annotation) if value and isinstance(value, str))


def _as_value(text: str, field: str) -> str:
    """What a person typed as a value of the column: «abgelehnt», as the report calls it, is «refused»."""
    labels = {**toml_table("report").get(f"en_{field}", {}), **toml_table("report").get(f"de_{field}", {})}
    typed = text.strip().casefold()
    return next((value for value, label in labels.items() if typed in {label.casefold(), value}), text)


def _regrouped(outcomes: Sequence[Outcome], rejected: set[str]) -> tuple[Regrouping, list[Outcome]]:
    """Merges and splits by their labels. A split without a label makes a row of its own."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    found = list(outcomes)
    for place, each in enumerate(found):
        if each.outcome != "applied" or each.correction.action not in ROWS or each.claim is None:
            continue
        if each.claim.claim_id in rejected:
            found[place] = replace(each, outcome="invalid", reason=say("was_rejected"))
            continue
        label = each.correction.value or f"\0{place}"
        groups[each.correction.action, label].append(place)
    joined: dict[str, list[tuple[str, ...]]] = {action: [] for action in ROWS}
    for (action, _), places in groups.items():
        problem = _problem(action, [found[place] for place in places])
        for place in places if problem else ():
            found[place] = replace(found[place], outcome="invalid", reason=problem)
        if not problem:
            joined[action].append(tuple(dict.fromkeys(_claim_id(found[place]) for place in places)))
    return Regrouping(tuple(joined["merge"]), tuple(joined["split"])), found


def _claim_id(outcome: Outcome) -> str:
    return outcome.claim.claim_id if outcome.claim else ""


def _problem(action: str, members: Sequence[Outcome]) -> str:
    kinds = sorted({member.claim.kind for member in members if member.claim})
    if len(kinds) > 1:
        return say("kinds", kinds=", ".join(kinds))
    if action == "merge" and len({_claim_id(member) for member in members}) < 2:
        return say("alone", value=members[0].correction.value)
    return ""


def no_corrections() -> pd.DataFrame:
    """The report of a run without corrections: its columns and no line."""
    return typed("corrections", {})


def corrections_frame(outcomes: Iterable[Outcome], claims: pd.DataFrame) -> pd.DataFrame:
    """What became of every correction, with the columns of corrections_report.csv; ``claims`` tell their rows."""
    row_ids = dict(zip(claims["claim_id"], claims["row_id"], strict=True))
    lines = [
        {
            **{
                name: getattr(each.correction, name)
                for name in ("line", "file", "claim_id", "doc", "evidence", "field")
            },
            "action": each.correction.action or each.correction.asked,
            "outcome": each.outcome,
            "reason": each.reason,
            "found_claim_id": _claim_id(each),
            "row_id": row_ids.get(_claim_id(each), ""),
            "old_value": each.old_value,
            "value": each.correction.value,
            "note": each.correction.note,
        }
        for each in outcomes
    ]
    return typed("corrections", {name: [line[name] for line in lines] for name in lines[0]} if lines else {})
