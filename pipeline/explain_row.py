"""One row of the cross-source table: why its claims stand together, and why its status is what it is.

Everything is computed anew from the files of a run, with the functions that made the table.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.lexicon import toml_table
from pipeline.messages import language, phrase
from pipeline.outputs.export import read_csv
from pipeline.table.items import Corpus, Item, corpus
from pipeline.table.likeness import AFFIRMED, LINKED, same_event, score
from pipeline.table.status import origin_groups, relays_of
from pipeline.table.summary import amount_words, country_name, unit_words
from pipeline.table.wording import features

if TYPE_CHECKING:
    import pandas as pd

SHOWN_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def say(key: str, **values: object) -> str:
    """A phrase of resources/explain_row.toml in the language of the run."""
    return phrase("explain_row", key, **values)


def explain_row(row_id: str, out: Path) -> str:
    """A readable account of the row ``row_id`` (or of the row of a claim) of the results in ``out``.

    Raises UsageError where there is no such row, ReadError where ``out`` holds no results.
    """
    if not os.path.isfile(out / "table.csv"):
        raise UsageError(say("no_results", path=out))
    claims, table = read_csv(out / "claims.csv", "claims"), read_csv(out / "table.csv", "table")
    documents = read_csv(out / "documents.csv", "documents")
    rows = {str(row["row_id"]): {str(key): cell for key, cell in row.items()} for row in table.to_dict("records")}
    row = rows.get(_row_of(row_id, claims))
    if row is None:
        raise UsageError(say("no_row", row_id=row_id, path=out / "table.csv"))
    found = corpus(claims)
    ids = set(str(row["claim_ids"]).split("; "))
    members = [item for item in found.items if item.claim_id in ids]
    lines = [
        say("row", row_id=row["row_id"], summary=row["summary"]),
        say("status", status=say(row["status"]), reason=row["status_reason"]),
        "",
        say("claims", n=len(members)),
        *_claims(members, claims, found),
        *([say("together", parts="; ".join(_shared(members)))] if len(members) > 1 else []),
        "",
        *_sources(members, documents),
        *_against(row, rows),
    ]
    return "\n".join(lines)


def _row_of(name: str, claims: pd.DataFrame) -> str:
    """The row itself, or the row of a claim. Raises UsageError for a claim that has none."""
    own = claims.loc[claims["claim_id"] == name, "row_id"]
    if own.empty:
        return name
    if not own.iloc[0]:
        raise UsageError(say("alone", claim_id=name))
    return str(own.iloc[0])


def _claims(members: Sequence[Item], claims: pd.DataFrame, found: Corpus) -> list[str]:
    """Every claim with its evidence, and after the first what ties it to an earlier one."""
    lines = []
    for number, item in enumerate(members, 1):
        claim = claims.iloc[item.place]
        known = {name: claim[name] for name in ("claim_id", "doc", "start", "end", "rule", "confidence")}
        lines.append(say("claim", number=number, source=item.source, day=item.day or say("no_date"), **known))
        lines.append(say("evidence", evidence=" ".join(item.evidence.split())))
        if number > 1:
            lines.append(_link(item, members[: number - 1], found))
    return lines


def _link(item: Item, earlier: Sequence[Item], found: Corpus) -> str:
    """What speaks for the claim standing with the one that it is likest to."""
    points, place = max((score(other, item, found), -place) for place, other in enumerate(earlier))
    if points <= LINKED:
        return say("bare" if item.bare else "by_hand")
    other = earlier[-place]
    parts = [_words(item, other)]
    if item.amount and other.amount:
        parts.append(say("amounts", one=amount_words(other.amount), other=amount_words(item.amount)))
    parts.append(_event(item, other, found))
    return say("link", number=1 - place, parts="; ".join(parts), points=points, threshold=LINKED)


def _words(item: Item, other: Item) -> str:
    """The words of a claim that the other has in some form: «Entsendung» where that one says «entsenden»."""
    text = item.quote if item.kind == "statement" and item.quote else item.evidence
    common = [word for word in _WORD.findall(text) if features(word) & item.marks & other.marks]
    shown = list(dict.fromkeys(common))[:SHOWN_WORDS]
    return say("words", words=", ".join(f"«{word}»" for word in shown)) if shown else say("no_words")


def _event(item: Item, other: Item, found: Corpus) -> str:
    if item.doc == other.doc:
        return say("same_article")
    if not same_event(item, other, found):
        return say("other_event")
    if item.ordinal and other.ordinal:
        days = abs(item.ordinal - other.ordinal)
        return say("same_event", days=days) if days else say("same_day")
    return say("same_event_undated")


def _shared(members: Sequence[Item]) -> list[str]:
    """What all claims of a row have in common."""
    first = members[0]
    parts = [say(f"kind_{first.kind}")]
    parties = sorted({item.party for item in members if item.party})
    names = [name for item in members if item.party and (name := item.actor or item.provider or item.speaker)]
    if len(parties) == 1:
        shown = country_name(parties[0])
        parts.append(say("party", party=shown if shown != parties[0] or not names else names[0]))
    topics = [label("topic", topic) for topic in sorted({item.topic for item in members if item.topic})]
    parts += [say("topic", topic=" / ".join(topics))] if topics else []
    stances = sorted({item.stance for item in members if item.stance})
    if stances:
        several = len(stances) > 1 and set(stances) <= AFFIRMED
        shown = ", ".join(label("stance", stance) for stance in stances)
        parts.append(say("stance", stances=shown) + (say("affirmed") if several else ""))
    parts += [say("direction")] if first.direction else []
    units = sorted({unit_words(item.amount.unit) for item in members if item.amount})
    return parts + ([say("unit", unit=", ".join(units))] if len(units) == 1 and units[0] else [])


def label(group: str, value: str) -> str:
    """A topic or stance in the words of the report."""
    return str(toml_table("report").get(f"{language()}_{group}", {}).get(value, value))


def _sources(members: Sequence[Item], documents: pd.DataFrame) -> list[str]:
    """The independent sources: who counts once, and why."""
    origins = {str(doc): str(origin) for doc, origin in zip(documents["doc"], documents["origin"]) if origin}
    guessed = {str(doc) for doc, known in zip(documents["doc"], documents["source_known"]) if known == "no"}
    groups = origin_groups(members, origins)
    lines = [say("sources", n=min(len(groups), len({item.source for item in members})))]
    for number, group in enumerate(groups, 1):
        names = ", ".join(dict.fromkeys(item.source for item in group))
        unsure = list(dict.fromkeys(item.source for item in group if item.doc in guessed))
        only_some = len(unsure) < len({item.source for item in group})
        named = say("guessed_names", names=", ".join(unsure)) if only_some else ""
        why = _why_once(group, origins) + (say("guessed") + named if unsure else "")
        lines.append(say("source_group", number=number, names=names, why=why))
    return lines


def _why_once(group: Sequence[Item], origins: Mapping[str, str]) -> str:
    """One text, one medium that is cited, or both; else the outlet itself with several articles."""
    cited = relays_of(group)
    copies = Counter(origins.get(item.doc, item.doc) for item in {item.doc: item for item in group}.values())
    own = {item.doc for item, relay in zip(group, cited, strict=True) if not relay}
    origin, n = min(copies.items(), key=lambda entry: (-entry[1], entry[0]))
    relays = ", ".join(sorted({relay for relay in cited if relay}))
    if relays:
        return say("text_and_relay" if len(own) > 1 and n > 1 else "one_relay", origin=origin, relay=relays)
    if n > 1:
        return say("one_origin", origin=origin)
    return say("one_outlet") if len(own) > 1 else ""


def _against(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The rows that cannot hold together with this one."""
    lines = []
    for name in filter(None, str(row["conflicts_with"]).split("; ")):
        other = rows.get(name)
        if other is not None:
            lines += ["", say("against", row_id=name, summary=other["summary"])]
            lines.append(say("against_why", reason=other["status_reason"]))
    return lines
