"""Train the shipped pipeline from the project's data with one command.

    python -m training.train [--data DIR] --work DIR [--target DIR] [--steps N]

The working folder keeps vectors, corpora and checkpoints, so that a broken run goes on where it
stopped; an empty folder repeats everything.
"""

import argparse
from pathlib import Path

from training.corpora import write_corpora, write_names
from training.evaluate import all_scores
from training.fit import fit_all, fit_names
from training.package import ship
from training.paths import MODEL, data_folder
from training.vectors import build_vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="the material's data folder")
    parser.add_argument("--work", type=Path, required=True, help="for vectors and checkpoints")
    parser.add_argument("--target", type=Path, default=MODEL, help="where the model goes")
    parser.add_argument("--steps", type=int, default=None, help="fewer steps for a trial")
    parser.add_argument("--threads", type=int, default=1, help="for the vectors only")
    args = parser.parse_args()
    data, work = args.data or data_folder(), args.work
    work.mkdir(parents=True, exist_ok=True)
    vectors = build_vectors(data, work, args.threads)
    if not (work / "names_dev.spacy").exists():
        write_corpora(data, work)
        write_names(data, work)
    source = work / "all" / "model-best"
    if not source.exists():
        source = fit_all(work, vectors, args.steps)
    nlp = fit_names(work, vectors, source, args.steps)
    ship(nlp, args.target, all_scores(nlp, data))


if __name__ == "__main__":
    main()
