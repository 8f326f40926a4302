"""Train the shipped pipeline from the project's data with one command.

    python -m training.train [--data DIR] --work DIR [--target DIR] [--fast DIR] [--steps N]

The working folder keeps vectors, corpora and checkpoints, so that a broken run goes on where it
stopped; an empty folder repeats everything.
"""

import argparse
from pathlib import Path

import spacy
from spacy.language import Language

from training.average import average_names, with_names
from training.corpora import write_corpora, write_names
from training.evaluate import all_scores
from training.fit import fit
from training.lexicon import Lexicon
from training.package import ship
from training.paths import MODEL, data_folder
from training.prune import prune, usual_texts
from training.ruler import add_ruler
from training.taught import write_settled, write_taught
from training.vectors import build_vectors
from training.votes import write_voted


def combine(data: Path, work: Path, voters: list[Language], trunk: Path, steps: int | None) -> None:
    """The fast model's trees with names by an encoder of their own, to WORK/combined."""
    first = fit("own_names", work, "names", trunk, steps)
    if not (work / "voted_dev.spacy").exists():
        write_voted(data, work, [*voters, spacy.load(first)])
    names = spacy.load(first)
    average_names(names, spacy.load(fit("voted_names", work, "voted", first, steps)))
    nlp = voters[1]
    with_names(nlp, names)
    add_ruler(nlp, Lexicon(data / "lexicon"))
    ship(nlp, work / "combined", all_scores(nlp, data), "belegt_news")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="the material's data folder")
    parser.add_argument("--work", type=Path, required=True, help="for vectors and checkpoints")
    parser.add_argument("--target", type=Path, default=MODEL, help="where the model goes")
    parser.add_argument("--fast", type=Path, default=None, help="where the fast model goes; WORK/fast without it")
    parser.add_argument("--steps", type=int, default=None, help="fewer steps for a trial")
    parser.add_argument("--threads", type=int, default=1, help="for the vectors only")
    args = parser.parse_args()
    data, work = args.data or data_folder(), args.work
    work.mkdir(parents=True, exist_ok=True)
    build_vectors(data, work, args.threads)
    if not (work / "names_dev.spacy").exists():
        write_corpora(data, work)
        write_names(data, work)
    teacher = fit("teacher", work, "all", steps=args.steps)
    teacher = fit("teacher_names", work, "names", teacher, args.steps)
    lexicon = Lexicon(data / "lexicon")
    accurate = spacy.load(teacher)
    add_ruler(accurate, lexicon)
    ship(accurate, args.target, all_scores(accurate, data))
    if not (work / "taught_dev.spacy").exists():
        write_taught(data, work, spacy.load(teacher))
    student = fit("student", work, "taught", steps=args.steps)
    if not (work / "settled_dev.spacy").exists():
        write_settled(work)
    fast = spacy.load(fit("settled", work, "settled", student, args.steps))
    prune(fast, usual_texts(data))
    ship(fast, args.fast or work / "fast", all_scores(fast, data), "belegt_news_fast")
    combine(data, work, [accurate, fast], work / "settled/model-best", args.steps)


if __name__ == "__main__":
    main()
