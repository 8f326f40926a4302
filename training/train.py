"""Train the shipped pipeline from the project's data with one command.

    python -m training.train [--data DIR] --work DIR [--target DIR] [--fast DIR] [--steps N]

The working folder keeps vectors, corpora and checkpoints, so that a broken run goes on where it
stopped; an empty folder repeats everything.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from training.average import average_all, average_names, with_names
from training.corpora import write_corpora, write_names
from training.evaluate import all_scores
from training.fit import fit
from training.lexicon import Lexicon
from training.package import ship
from training.paths import MODEL, data_folder
from training.prune import prune, usual_texts
from training.ruler import add_ruler
from training.starts import add_starts
from training.taught import write_open, write_settled, write_taught
from training.vectors import build_vectors
from training.votes import write_voted

RATE = "training.optimizer.learn_rate"


def rate(seed: int, steps: int, total: int, first: float) -> dict[str, Any]:
    """A stage's own seed, length and falling rate."""
    shape = {"training.max_steps": steps, f"{RATE}.total_steps": total, f"{RATE}.initial_rate": first}
    return shape | {"system.seed": seed}


SECOND = rate(17, 4000, 4100, 0.0008)
THIRD = rate(19, 3600, 3700, 0.0007)
WHOLE = rate(43, 1500, 1550, 0.0005) | {"training.frozen_components": []}


def once(work: Path, name: str, make: Callable[[], None]) -> None:
    """Make a corpus that the working folder does not hold yet; its test is written last."""
    if not (work / f"{name}_dev.spacy").exists():
        make()


def teacher_of(data: Path, work: Path, trial: dict[str, Any]) -> Path:
    """The wide model, its names by an encoder of their own."""
    if not (work / "names_dev.spacy").exists():
        write_corpora(data, work)
        write_names(data, work)
    teacher = fit("teacher", work, "all", changes=trial)
    return fit("teacher_names", work, "names", teacher, trial)


def student_of(data: Path, work: Path, teacher: Path, trial: dict[str, Any]) -> Path:
    """The narrow model, as the teacher completes the mix."""
    once(work, "taught", lambda: write_taught(data, work, spacy.load(teacher)))
    student = fit("student", work, "taught", changes=trial)
    once(work, "settled", lambda: write_settled(work))
    return fit("settled", work, "settled", student, trial)


def first_names(data: Path, work: Path, teacher: Path, student: Path, trial: dict[str, Any]) -> Language:
    """The student's names by an encoder of their own: gold, then a vote, and the mean of both."""
    first = fit("own_names", work, "names", student, trial)
    voters = (teacher, student, first)
    once(work, "voted", lambda: write_voted(data, work, [spacy.load(voter) for voter in voters]))
    names = spacy.load(first)
    average_names(names, spacy.load(fit("voted_names", work, "voted", first, trial)))
    return names


def own_pupil(data: Path, work: Path, student: Path, names: Language, trial: dict[str, Any]) -> Path:
    """The student twice as its own teacher: its trees are better by now than those that it learned from.

    Lemmas stand still meanwhile; they are learned anew from the first teacher's mix, then all parts go on together.
    """
    state = student
    for stage, shape in (("second", SECOND), ("third", THIRD)):
        tutor = spacy.load(state)
        with_names(tutor, names)
        once(work, f"taught_{stage}", lambda: write_taught(data, work, tutor, f"taught_{stage}"))  # noqa: B023
        once(work, f"settled_{stage}", lambda: write_settled(work, f"taught_{stage}", f"settled_{stage}"))  # noqa: B023
        state = fit("settled", work, f"settled_{stage}", state, shape | trial, into=stage)
    return fit("lemmas", work, "taught", state, trial)


def all_together(work: Path, teacher: Path, lemmas: Path, trial: dict[str, Any]) -> Language:
    """All parts go on together, where teacher and pupil agree on the lemma; then the mean of the last three states."""
    second = spacy.load(work / "second/model-last")
    once(work, "whole", lambda: write_open(work, spacy.load(teacher), second, "settled_third", "whole"))
    nlp = spacy.load(fit("settled", work, "whole", lemmas, WHOLE | trial, into="whole"))
    average_all([nlp, spacy.load(lemmas), second])
    return nlp


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
    trial = {"training.max_steps": args.steps} if args.steps else {}
    work.mkdir(parents=True, exist_ok=True)
    build_vectors(data, work, args.threads)
    teacher = teacher_of(data, work, trial)
    student = student_of(data, work, teacher, trial)
    names = first_names(data, work, teacher, student, trial)
    lemmas = own_pupil(data, work, student, names, trial)
    fast = all_together(work, teacher, lemmas, trial)
    prune(fast, usual_texts(data))
    add_ruler(fast, Lexicon(data / "lexicon"))
    add_starts(fast)
    ship(fast, args.fast or work / "fast", all_scores(fast, data), "belegt_news_fast")
    with_names(fast, names)
    ship(fast, args.target, all_scores(fast, data))


if __name__ == "__main__":
    main()
