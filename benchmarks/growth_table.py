"""How the cross-source table grows: generated claims of 2,000, 10,000 and 20,000 articles, time, memory, exponent.

    python benchmarks/growth_table.py [--sizes 10000,30000,100000]

Articles come in events of eight outlets; parties, topics, quantities and words repeat as they do in news, and what an
event is about is drawn anew for each. Exit code 1 where the goals of docs/scale.md are missed.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import sys
import time
from datetime import date, timedelta

from pipeline.records import Claim, Document
from pipeline.table import build_table, claims_frame, documents_frame

CLAIMS_PER_ARTICLE, OUTLETS = 5, 8
PARTIES = ["DE", "FR", "GB", "US", "RU", "UA", "PL", "IT", "ES", "NL", "EU", "CN", "TR", "IR", "IL", ""]
TOPICS = ["troops", "arms", "money", "guarantees", "diplomacy", "sanctions", "other"]
STANCES = ["pledged", "planned", "considered", "refused", "demanded", "undecided"]
UNITS = ["soldiers", "people", "countries", "percent", "EUR", "Panzer", "Tonnen"]
GOAL_SECONDS, GOAL_EXPONENT, GOAL_BYTES = 60, 1.15, 2_000_000_000
SYLLABLES = ["bar", "gen", "los", "mer", "tun", "wik", "zor", "hal", "fen", "rid", "sam", "pol"]


def word(number: int) -> str:
    """An invented word, the same for the same number."""
    parts = []
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize()


def generated(n_claims: int) -> tuple[list[Claim], list[Document]]:
    """Claims of ``n_claims / 5`` articles; the same for the same number."""
    draw = random.Random(n_claims)
    claims: list[Claim] = []
    documents: list[Document] = []
    while len(claims) < n_claims:
        event = len(documents) // OUTLETS
        day = date(2020, 1, 1) + timedelta(days=event % 1500)
        theme = [word(draw.randrange(20_000)) for _ in range(12)]
        facts = [tuple(map(draw.choice, (PARTIES, TOPICS, STANCES, UNITS))) for _ in range(9)]
        for outlet in range(OUTLETS):
            doc = f"{event:05d}/{outlet}.txt"
            documents.append(Document(doc=doc, status="ok", origin=doc, source_known="yes"))
            for fact in draw.sample(facts, CLAIMS_PER_ARTICLE):
                claims.append(_claim(draw, len(claims), doc, f"Blatt {outlet}", day, theme, fact))
    return claims[:n_claims], documents


def _claim(
    draw: random.Random, number: int, doc: str, source: str, day: date, theme: list[str], fact: tuple[str, ...]
) -> Claim:
    party, topic, stance, unit = fact
    words = [*draw.sample(theme, 6), *(word(draw.randrange(20_000)) for _ in range(5))]
    evidence = " ".join(words)
    figure = number % 3 == 0
    amount = float(draw.choice([20, 400, 410, 1200, 15_000, 3, 90])) if figure or number % 4 == 0 else None
    return Claim(
        claim_id=f"c_{number:08x}",
        doc=doc,
        kind="figure" if figure else "statement" if number % 10 == 1 else "commitment",
        source=source,
        published=day,
        actor=party or "Rat der Küste",
        actor_type="state",
        actor_country=party,
        stance="" if figure else stance,  # type: ignore[arg-type]
        topic=topic,
        quantity_min=amount,
        quantity_max=amount,
        quantity_unit=unit if amount else "",
        quantity_modifier="exact" if amount else "",
        speaker=party,
        evidence=evidence,
        start=number % 7 * 400,
        end=number % 7 * 400 + len(evidence),
        confidence=0.9,
        rule="generated",
    )


def measure(n_claims: int) -> float:
    """Processor seconds to build the table of ``n_claims`` generated claims."""
    claims, documents = generated(n_claims)
    n_articles, frames = len(documents), (claims_frame(claims), documents_frame(documents))
    del claims, documents
    begin = time.process_time()
    _, table = build_table(*frames)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{n_claims:>8} claims {n_articles:>6} articles {len(table):>6} rows {seconds:6.1f} s {peak / 1e6:6.0f} MB")
    return seconds


def main() -> int:
    """Prints a line per size and the exponent between the first and the last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,30000,100000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    seconds = [measure(size) for size in sizes]
    exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else 0.0
    print(f"exponent {exponent:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(exponent > GOAL_EXPONENT or seconds[-1] > GOAL_SECONDS or peak > GOAL_BYTES)


if __name__ == "__main__":
    sys.exit(main())
