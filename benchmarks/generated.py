"""Articles by the thousand for measurements of memory and growth: sentences that were really analysed, in new orders.

Each sentence of the samples in data/raw (and of the parliament speeches, where the evaluation data lie) goes through
the model once. A generated article draws some of them and adds invented words to each, so that no two articles share a
text; its claims and mentions are those of its sentences, moved to where they stand. The same numbers give the same
articles.
"""

from __future__ import annotations

import gzip
import os
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.growth_table import word
from pipeline.records import Article, Claim, Extraction, Mention, Paragraph, RawArticle

ROOT = Path(__file__).parent.parent
SENTENCES, WORDS, VOCABULARY, OUTLETS, DAYS = 20, 3, 20_000, 40, 700
SHORTEST, LONGEST, SPEECHES = 60, 400, 250
OFFSETS = ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "frame_start", "frame_end",
           "addressee_start", "addressee_end")  # fmt: skip
Piece = tuple[str, tuple[Mention, ...], tuple[Claim, ...]]


def sentences() -> list[str]:
    """Sentences of the samples and speeches, in a fixed order."""
    from pipeline.reading.clean import clean
    from pipeline.reading.readers import read_inputs

    raw = [item for item in read_inputs([ROOT / "data" / "raw"]) if isinstance(item, RawArticle)]
    texts = [paragraph.clean for item in raw for paragraph in clean(item).analysed()]
    speeches = Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared")) / "data" / "raw" / "data_20.txt.gz"
    if speeches.exists():
        with gzip.open(speeches, "rt", encoding="utf-8") as stream:
            lines = [line.strip() for _, line in zip(range(40 * SPEECHES), stream)]
        texts += lines[:: len(lines) // SPEECHES]
    found = [part.strip() for text in texts for part in re.findall(r"[^.!?]{1,400}[.!?]+[“«]?", text)]
    return [part for part in found if SHORTEST <= len(part) <= LONGEST]


def pieces() -> list[Piece]:
    """Each sentence with the mentions and claims that the shipped model finds in it."""
    from pipeline.engine.batch import process
    from pipeline.language import load_model

    nlp = load_model()
    found = [process(nlp, RawArticle(doc="a", text=text, published=date(2026, 1, 8))) for text in sentences()]
    return [(each.article.text, each.mentions, each.claims) for each in found if isinstance(each, Extraction)]


def articles(known: Sequence[Piece], count: int) -> Iterator[Extraction]:
    """``count`` articles of twenty sentences each, with their results."""
    draw = random.Random(7)
    for number in range(count):
        doc, day = f"{number:06}.txt", date(2024, 1, 1) + timedelta(days=draw.randrange(DAYS))
        outlet = f"Blatt {draw.randrange(OUTLETS)}"
        text, mentions, claims = "", [], []  # type: ignore[var-annotated]
        for place, (sentence, named, told) in enumerate(draw.sample(list(known), SENTENCES)):
            more = " ".join(word(draw.randrange(VOCABULARY)) for _ in range(WORDS))
            start, prefix = len(text), f"{more}: "
            text += f"{prefix}{sentence}\n\n"
            mentions += [_moved_mention(mention, doc, start + len(prefix)) for mention in named]
            claims += [_moved(claim, doc, outlet, day, start, prefix, place) for claim in told]
        paragraphs = [
            Paragraph(start=found.start(), end=found.end(), zone="body", clean=found.group(),
                      offsets=tuple(range(found.start(), found.end() + 1)))
            for found in re.finditer(r"[^\n]{1,2000}", text)
        ]  # fmt: skip
        article = Article(
            doc=doc, text=text, source=outlet, source_known=True, published=day, paragraphs=tuple(paragraphs)
        )
        yield Extraction(article=article, mentions=tuple(mentions), claims=tuple(claims))


def _moved_mention(mention: Mention, doc: str, by: int) -> Mention:
    return mention.model_copy(update={"doc": doc, "start": mention.start + by, "end": mention.end + by})


def _moved(claim: Claim, doc: str, outlet: str, day: date, start: int, prefix: str, place: int) -> Claim:
    """The claim where its sentence stands now; the invented words before it belong to its evidence."""
    by = start + len(prefix)
    update: dict[str, object] = {name: value + by for name in OFFSETS if (value := getattr(claim, name)) is not None}
    for name in ("quote_spans", "verbatim_parts"):
        update[name] = tuple((first + by, last + by) for first, last in getattr(claim, name))
    ids = {name: f"{value}_{doc}_{place}" for name in ("claim_id", "part_of") if (value := getattr(claim, name))}
    own = {"doc": doc, "source": outlet, "published": day, "evidence": prefix + claim.evidence}
    return Claim.model_validate({**claim.model_dump(), **update, **ids, **own, "start": claim.start + start})
