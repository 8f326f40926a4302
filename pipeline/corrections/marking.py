"""Rows whose claims a person has judged or regrouped say so in their reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.corrections.applying import CONFIRMED, SET
from pipeline.corrections.reading import say
from pipeline.table.by_hand import Regrouping

if TYPE_CHECKING:
    import pandas as pd


def marked_rows(table: pd.DataFrame, claims: pd.DataFrame, regrouping: Regrouping) -> pd.DataFrame:
    """The table with what was done by hand added to ``status_reason``."""
    merged = {claim_id for group in regrouping.together for claim_id in group}
    split = {claim_id for group in regrouping.apart for claim_id in group}
    hands: dict[str, Counter[str]] = {}
    for row_id, claim_id, rule in zip(claims["row_id"], claims["claim_id"], claims["rule"], strict=True):
        marks = {"row_merged": claim_id in merged, "row_split": claim_id in split}
        marks |= {"row_set": SET in rule, "row_confirmed": CONFIRMED in rule}
        if row_id and any(marks.values()):
            hands.setdefault(row_id, Counter()).update(name for name, holds in marks.items() if holds)
    if not hands:
        return table
    marked = table.copy()
    reasons = [
        reason + "".join(say(name, n=n, total=total) for name, n in sorted(hands.get(row_id, Counter()).items()))
        for row_id, reason, total in zip(table["row_id"], table["status_reason"], table["n_claims"], strict=True)
    ]
    marked["status_reason"] = type(table["status_reason"])(
        reasons, index=table.index, dtype=table["status_reason"].dtype
    )
    return marked
