"""Clusters of claims → rows with their fields, counts, status and sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from pipeline.columns import columns_of, table_frame
from pipeline.records import Row, RowStatus
from pipeline.table.amounts import Amount
from pipeline.table.by_hand import AS_LINKED, Regrouping, regrouped
from pipeline.table.items import Item, corpus
from pipeline.table.linking import clusters
from pipeline.table.status import Group, find_conflicts, independent
from pipeline.table.summary import reason, sentence

if TYPE_CHECKING:
    import pandas as pd

STRENGTH = ("pledged", "planned", "considered", "refused", "undecided", "demanded", "")
RANK = {"conflicting": 0, "corroborated": 1, "single_source": 2}


def build_table(
    claims: pd.DataFrame, documents: pd.DataFrame, regrouping: Regrouping = AS_LINKED
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims with their ``row_id``, and the table of rows.

    Frames come as ``claims_frame`` and ``documents_frame`` make them; ``documents`` gives each article's origin;
    ``regrouping`` what a person has merged or split.
    """
    found = corpus(claims)
    origins = {str(doc): str(origin) for doc, origin in zip(documents["doc"], documents["origin"]) if origin}
    guessed = {str(doc) for doc, known in zip(documents["doc"], documents["source_known"]) if known == "no"}
    groups = [
        Group(_row_id(members), members)
        for members in regrouped(clusters(found), regrouping)
        if _has_row(members, origins)
    ]
    find_conflicts(groups, found)
    by_id = {group.row_id: group for group in groups}
    rows = [_row(group, by_id, origins, guessed) for group in groups]
    rows.sort(key=_order)
    row_ids = [""] * len(claims)
    for group in groups:
        for item in group.members:
            row_ids[item.place] = group.row_id
    return _with_rows(claims, row_ids), table_frame(rows)


def _with_rows(claims: pd.DataFrame, row_ids: list[str]) -> pd.DataFrame:
    import pandas as pd

    linked = claims.copy()
    linked["row_id"] = pd.Series(row_ids, index=claims.index, dtype=claims["row_id"].dtype)
    return linked[[column.name for column in columns_of("claims")]]


def _row_id(members: Sequence[Item]) -> str:
    """Named after the oldest claim: articles that join later change nothing about it."""
    return "r_" + members[0].claim_id.removeprefix("c_")


def _has_row(members: Sequence[Item], origins: Mapping[str, str]) -> bool:
    """An utterance is worth a row where a second outlet has it too."""
    return members[0].kind != "statement" or (bool(members[0].speaker) and len({item.source for item in members}) > 1)


def _order(row: Row) -> tuple[int, int, str, str]:
    return (RANK[row.status], -row.n_independent, row.first_date.isoformat() if row.first_date else "9999", row.row_id)


def _row(group: Group, groups: Mapping[str, Group], origins: Mapping[str, str], guessed: set[str]) -> Row:
    members = group.members
    n_independent = min(independent(members, origins), len(group.sources))
    amount = min((item.amount for item in members if item.amount), key=Amount.specificity, default=None)
    status: RowStatus = "corroborated" if n_independent > 1 else "single_source"
    row = Row(
        row_id=group.row_id,
        status="conflicting" if group.conflicts else status,
        status_reason=reason(group, groups, n_independent, len(group.docs & guessed)),
        kind=cast("Any", members[0].kind),
        actor=_actor(members),
        actor_country=_usual(members, lambda item: item.country),
        stance=cast("Any", min((item.stance for item in members), key=STRENGTH.index)),
        topic=group.topic,
        direction=members[0].direction,
        target_country=_usual(members, lambda item: item.target),
        quantity_min=amount.low if amount else None,
        quantity_max=amount.high if amount else None,
        quantity_unit=amount.unit if amount else "",
        quantity_modifier=cast("Any", amount.modifier if amount else ""),
        counted=_usual(members, lambda item: item.counted),
        condition=_longest(members),
        n_claims=len(members),
        n_documents=len(group.docs),
        n_sources=len(group.sources),
        n_independent=n_independent,
        sources="; ".join(sorted(group.sources)),
        first_date=date.fromisoformat(group.days[0]) if group.days else None,
        last_date=date.fromisoformat(group.days[-1]) if group.days else None,
        conflicts_with="; ".join(sorted({other for others in group.conflicts.values() for other in others})),
        claim_ids="; ".join(item.claim_id for item in members),
    )
    return row.model_copy(update={"summary": sentence(row, amount, members)})


def _usual(members: Sequence[Item], value: Callable[[Item], str]) -> str:
    """The value that most claims have, the longer of two; empty where none has one."""
    counts = Counter(filter(None, map(value, members)))
    return min(counts, key=lambda word: (-counts[word], -len(word), word), default="")


def _actor(members: Sequence[Item]) -> str:
    """The one person where all claims name that person; else the state or body; of a figure who provides it."""
    if members[0].kind == "statement":
        return members[0].speaker
    if members[0].kind == "figure":
        return _usual(members, lambda item: item.provider)
    states = [item for item in members if item.actor_type in {"state", "organisation", "group"}]
    return _usual(states or members, lambda item: item.actor)


def _longest(members: Sequence[Item]) -> str:
    return min((item.condition for item in members), key=lambda words: (-len(words), words))
