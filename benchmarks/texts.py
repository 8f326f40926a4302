"""Articles to analyse for measurements of speed: real sentences in new orders, as many articles as are wanted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

PARAGRAPHS, SENTENCES = 5, 4
OUTLETS, DAYS = 40, 700


def article(number: int, known: Sequence[str]) -> str:
    """One article; the same for the same number and sentences."""
    draw = random.Random(number)
    day = date(2024, 1, 1) + timedelta(days=draw.randrange(DAYS))
    body = [" ".join(draw.sample(known, SENTENCES)) for _ in range(PARAGRAPHS)]
    head = f"---\nquelle: Blatt {number % OUTLETS}\ndatum: {day.isoformat()}\n---\n\nMeldung {number} des Tages\n\n"
    return head + "\n\n".join(body) + "\n"


def write_articles(folder: Path, first: int, last: int, known: Sequence[str]) -> None:
    """The articles from ``first`` up to, without, ``last`` as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        (folder / f"{number:06d}.txt").write_text(article(number, known), encoding="utf-8")
