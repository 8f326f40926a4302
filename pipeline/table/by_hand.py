"""Rows that a person has merged or split: clusters of claims, regrouped after linking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.table.items import Item


@dataclass(frozen=True)
class Regrouping:
    """Ids of claims whose rows are one (``together``), and of claims that make a row of their own (``apart``)."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()


AS_LINKED = Regrouping()


def regrouped(clusters: Sequence[list[Item]], regrouping: Regrouping) -> list[list[Item]]:
    """The clusters, first split and then merged; members and clusters stay in the order of time."""
    if regrouping == AS_LINKED:
        return list(clusters)
    home = {item.claim_id: members for members in _split(clusters, regrouping.apart) for item in members}
    for group in regrouping.together:
        known = [home[claim_id] for claim_id in group if claim_id in home]
        joined = [item for members in {id(members): members for members in known}.values() for item in members]
        home.update((item.claim_id, joined) for item in joined)
    found = list({id(members): members for members in home.values()}.values())
    for members in found:
        members.sort(key=time_of)
    return sorted(found, key=lambda members: time_of(members[0]))


def time_of(item: Item) -> tuple[str, str, int, str]:
    """What claims are sorted by: the earliest first, the undated last."""
    return (item.day or "9999", item.doc, item.start, item.claim_id)


def _split(clusters: Sequence[list[Item]], apart: Sequence[tuple[str, ...]]) -> list[list[Item]]:
    away = {claim_id for group in apart for claim_id in group}
    split = {item.claim_id: item for members in clusters for item in members if item.claim_id in away}
    found = [[item for item in members if item.claim_id not in away] for members in clusters]
    found += [[split[claim_id] for claim_id in group if claim_id in split] for group in apart]
    return [members for members in found if members]
