"""Clusters of claims → rows with their fields, counts, status and sentence."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from pipeline.columns import columns_of, table_frame
from pipeline.records import Row, RowStatus
from pipeline.table.amounts import Amount
from pipeline.table.by_hand import AS_LINKED, Regrouping, regrouped
from pipeline.table.conflicts import find_conflicts
from pipeline.table.items import Corpus, Item, corpus
from pipeline.table.linking import clusters
from pipeline.table.status import Group, independent
from pipeline.table.summary import reason, sentence
from pipeline.table.wording import fold, stem_of

if TYPE_CHECKING:
    import pandas as pd

STRENGTH = ("pledged", "planned", "considered", "refused", "undecided", "demanded", "")
RANK = {"conflicting": 0, "corroborated": 1, "single_source": 2}


def build_table(
    claims: pd.DataFrame, documents: pd.DataFrame, regrouping: Regrouping = AS_LINKED
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims with their ``row_id``, and the table of rows.

    Frames come as ``claims_frame`` (the columns in UNLINKED may be missing) and ``documents_frame`` make them;
    ``documents`` gives each article's origin; ``regrouping`` what a person has merged or split.
    """
    with _uncollected():
        linked = link(corpus(claims), documents, regrouping)
    return _with_rows(claims, [linked.row_ids.get(place, "") for place in range(len(claims))]), linked.rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Items and rows form no cycles: the collector would go through all of them again and again for nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@dataclass(frozen=True)
class Linked:
    """The rows of the table, and each claim's row by the claim's place (claims without a row are left out)."""

    rows: pd.DataFrame
    row_ids: Mapping[int, str]


def link(found: Corpus, documents: pd.DataFrame, regrouping: Regrouping = AS_LINKED) -> Linked:
    """The rows of a corpus: of a whole run, or of a part of it that shares no row and no conflict with the rest."""
    origins = {str(doc): str(origin) for doc, origin in zip(documents["doc"], documents["origin"]) if origin}
    guessed = {str(doc) for doc, known in zip(documents["doc"], documents["source_known"]) if known == "no"}
    groups = [
        Group(_row_id(members), members)
        for members in regrouped(clusters(found), regrouping)
        if _has_row(members, origins)
    ]
    find_conflicts(groups, found)
    by_id = {group.row_id: group for group in groups}
    rows = _frame(_row(group, by_id, origins, guessed) for group in groups)
    return Linked(rows, {item.place: group.row_id for group in groups for item in group.members})


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    """The rows as a DataFrame in the order of the table; only their cells are held, and their places in the order."""
    order: list[tuple[int, int, str, str]] = []

    def noted() -> Iterator[Row]:
        for row in rows:
            order.append(order_of(row))
            yield row

    frame = table_frame(noted())
    return frame.iloc[sorted(range(len(order)), key=order.__getitem__)].reset_index(drop=True)


def _with_rows(claims: pd.DataFrame, row_ids: list[str]) -> pd.DataFrame:
    import pandas as pd

    linked = claims.copy(deep=False)
    linked["row_id"] = pd.Series(row_ids, index=claims.index, dtype=claims["row_id"].dtype)
    return linked[[column.name for column in columns_of("claims") if column.name in linked]]


def _row_id(members: Sequence[Item]) -> str:
    """Named after the oldest claim: articles that join later change nothing about it."""
    return "r_" + members[0].claim_id.removeprefix("c_")


def _has_row(members: Sequence[Item], origins: Mapping[str, str]) -> bool:
    """An utterance is worth a row where a second outlet has it too."""
    return members[0].kind != "statement" or (bool(members[0].speaker) and len({item.source for item in members}) > 1)


def order_of(row: Row) -> tuple[int, int, str, str]:
    """What rows are sorted by: conflicting ones first, then by sources, day and id."""
    return (RANK[row.status], -row.n_independent, row.first_date.isoformat() if row.first_date else "9999", row.row_id)


def _row(group: Group, groups: Mapping[str, Group], origins: Mapping[str, str], guessed: set[str]) -> Row:
    members = group.members
    n_independent = min(independent(members, origins), len(group.sources))
    amount = min((item.amount for item in members if item.amount), key=Amount.specificity, default=None)
    status: RowStatus = "corroborated" if n_independent > 1 else "single_source"
    row = Row(
        row_id=group.row_id,
        status="conflicting" if group.conflicts else status,
        status_reason=reason(group, groups, n_independent, len(_named_docs(group, groups) & guessed)),
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
        counted=_counted(members),
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


def _named_docs(group: Group, groups: Mapping[str, Group]) -> set[str]:
    """The articles of all rows that the reason names."""
    others = {row_id for notes in (group.conflicts or group.changes).values() for row_id in notes}
    return {doc for each in (group, *(groups[row_id] for row_id in others)) for doc in each.docs}


def _usual(members: Sequence[Item], value: Callable[[Item], str]) -> str:
    """The value that most claims have, the longer of two; empty where none has one."""
    counts = Counter(filter(None, map(value, members)))
    return min(counts, key=lambda word: (-counts[word], -len(word), word), default="")


def _counted(members: Sequence[Item]) -> str:
    """What most claims count, in its shortest form: of «Länder» and «Ländern» the former."""
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for item in members:
        if item.counted:
            stems = tuple(map(stem_of, fold(item.counted).split()))
            forms.setdefault(stems, Counter())[item.counted] += 1
    usual = min(forms.values(), key=lambda counts: (-counts.total(), -len(min(counts)), min(counts)), default=())
    return min(usual, key=lambda words: (len(words), words), default="")


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
