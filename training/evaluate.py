"""Measure a pipeline on the development tests and write training/SCORES.md.

python -m training.evaluate [MODEL] [--data DIR] [--out FILE]
"""

import argparse
import datetime
from pathlib import Path

import spacy
from spacy.language import Language

from training.measures import names, sentences, trees, verbs
from training.paths import MODEL, data_folder
from training.speed import folder_size, words_per_second

FLOORS = {
    "NER F1 PER LOC ORG, wikinews/dev": 0.83,
    "NER F1 PER LOC ORG, germeval2014_dev": 0.70,
    "UAS dev_news": 0.91,
    "LAS dev_news": 0.87,
    "UAS dev_gsd": 0.83,
    "LAS dev_gsd": 0.77,
    "STTS tags dev_gsd": 0.95,
    "UPOS dev_gsd": 0.94,
    "Mood=Sub recall own sentences": 0.90,
    "Mood=Sub precision own sentences": 0.90,
    "Mood=Sub recall dev_gsd": 0.90,
    "Mood=Sub precision dev_gsd": 0.90,
    "sentence F1 dev_gsd": 0.93,
}


def all_scores(nlp: Language, data: Path) -> dict[str, float]:
    """Every measure by its name, in the order of the report."""
    scores: dict[str, float] = {}
    scores |= names.measure_wikinews(nlp, data)
    scores |= names.measure_germeval(nlp, data)
    scores |= trees.measure_news(nlp, data)
    scores |= trees.measure_gsd(nlp, data)
    scores |= verbs.measure_mood(nlp, data)
    scores |= sentences.measure_boundaries(nlp, data)
    return scores


def report(scores: dict[str, float], nlp: Language, size: float, speed: dict[str, dict[str, float]]) -> str:
    lines = [
        f"# Scores of {nlp.meta['name']}",
        "",
        f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, measured on "
        f"{datetime.date.today().isoformat()} by `python -m training.evaluate`. "
        f"Size on disk: {size:.1f} MB.",
        "",
        "Trees: dev_news without punctuation; dev_gsd with punctuation, gold tokens with split "
        "contractions, documents of five sentences. Labels folded as in training.",
        "",
        "| measure | score | floor |",
        "| --- | --- | --- |",
    ]
    for name, value in scores.items():
        floor = FLOORS.get(name)
        lines.append(f"| {name} | {value:.3f} | {'' if floor is None else f'{floor:.2f}'} |")
    lines += [
        "",
        "Speed on one core, words per second, in the same run:",
        "",
        f"| pipeline | {' | '.join(f'words/s, {backend}' for backend in speed)} |",
        "| --- |" + " --- |" * len(speed),
    ]
    rows = next(iter(speed.values()))
    lines += [f"| {row} | {' | '.join(f'{column[row]:,.0f}' for column in speed.values())} |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", type=Path, default=MODEL)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("SCORES.md"))
    args = parser.parse_args()
    data = args.data or data_folder()
    nlp = spacy.load(args.model)
    scores = all_scores(nlp, data)
    speed = words_per_second(args.model, data)
    text = report(scores, nlp, folder_size(args.model), speed)
    args.out.write_text(text, encoding="utf8")
    print(text)


if __name__ == "__main__":
    main()
