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

from training.average import average, average_all, with_names
from training.caution import CAUTION, MORE_CAUTION, be_cautious
from training.corpora import SEED, write_corpora, write_names
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
from training.votes import LINKED_MIX, write_voted

RATE = "training.optimizer.learn_rate"


def rate(seed: int, steps: int, total: int, first: float) -> dict[str, Any]:
    """A stage's own seed, length and falling rate."""
    shape = {"training.max_steps": steps, f"{RATE}.total_steps": total, f"{RATE}.initial_rate": first}
    return shape | {"system.seed": seed}


FREE: dict[str, Any] = {"training.frozen_components": []}
SECOND = rate(17, 4000, 4100, 0.0008)
THIRD = rate(19, 3600, 3700, 0.0007)
WHOLE = rate(43, 1500, 1550, 0.0005) | FREE
FOURTH = rate(61, 4000, 4100, 0.0008) | FREE
FOURTH_DRAWS = {"seed": SEED + 5, "debates": 14000}  # other copies and more speeches than before
LINKED = rate(81, 1500, 1550, 0.0005)
LINKED_AGAIN = [rate(seed, 4000, 4100, 0.0007) for seed in (91, 92, 93)]


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


def first_names(data: Path, work: Path, teacher: Path, student: Path, trial: dict[str, Any]) -> Path:
    """The student's names by an encoder of their own: gold, then a vote, and the mean of both."""
    first = fit("own_names", work, "names", student, trial)
    voters = (teacher, student, first)
    once(work, "voted", lambda: write_voted(data, work, [spacy.load(voter) for voter in voters]))
    return mean_names(work / "first_names", [first, fit("voted_names", work, "voted", first, trial)])


def mean_names(target: Path, states: list[Path]) -> Path:
    """Save the first state with the mean of all states' recognisers."""
    pipelines = [spacy.load(state) for state in states]
    average(pipelines, ["ner"])
    pipelines[0].to_disk(target)
    return target


def own_pupil(data: Path, work: Path, student: Path, names: Path, trial: dict[str, Any]) -> Path:
    """The student twice as its own teacher: its trees are better by now than those that it learned from.

    Lemmas stand still meanwhile; they are learned anew from the first teacher's mix, then all parts go on together.
    """
    state = student
    for stage, shape in (("second", SECOND), ("third", THIRD)):
        tutor = spacy.load(state)
        with_names(tutor, spacy.load(names))
        once(work, f"taught_{stage}", lambda: write_taught(data, work, tutor, f"taught_{stage}"))  # noqa: B023
        once(work, f"settled_{stage}", lambda: write_settled(work, f"taught_{stage}", f"settled_{stage}"))  # noqa: B023
        state = fit("settled", work, f"settled_{stage}", state, shape | trial, into=stage)
    return fit("lemmas", work, "taught", state, trial)


def all_together(work: Path, teacher: Path, lemmas: Path, trial: dict[str, Any]) -> Path:
    """All parts go on together, where teacher and pupil agree on the lemma; then the mean of the last three states."""
    second = spacy.load(work / "second/model-last")
    once(work, "whole", lambda: write_open(work, spacy.load(teacher), second, "settled_third", "whole"))
    nlp = spacy.load(fit("settled", work, "whole", lemmas, WHOLE | trial, into="whole"))
    average_all([nlp, spacy.load(lemmas), second])
    nlp.to_disk(work / "trees")
    return work / "trees"


def once_more(data: Path, work: Path, trees: Path, names: Path, trial: dict[str, Any]) -> Path:
    """The mean as its own teacher, all parts together."""
    tutor = spacy.load(trees)
    with_names(tutor, spacy.load(names))
    once(work, "taught_fourth", lambda: write_taught(data, work, tutor, "taught_fourth", **FOURTH_DRAWS))
    once(work, "settled_fourth", lambda: write_settled(work, "taught_fourth", "settled_fourth"))
    return fit("settled", work, "settled_fourth", trees, FOURTH | trial, into="fourth")


def last_names(data: Path, work: Path, voters: list[Path], trial: dict[str, Any]) -> Path:
    """The recogniser goes on where WikiNER's links and a vote agree, twice, the second time with three seeds; the mean
    of all of these and of the first names.

    voters: the teacher, the first names, and the student of the fourth round.
    """
    teacher, first, _ = voters
    once(work, "linked", lambda: write_voted(data, work, [spacy.load(v) for v in voters], "linked", links=True))
    linked = fit("voted_names", work, "linked", first, LINKED | trial, into="linked_names")
    before = mean_names(work / "between_names", [first, linked])
    panel = (teacher, first, before)
    once(
        work,
        "again",
        lambda: write_voted(data, work, [spacy.load(v) for v in panel], "again", links=True, mix=LINKED_MIX),
    )
    again = [
        fit("voted_names", work, "again", before, shape | trial, into=f"again_names_{place}")
        for place, shape in enumerate(LINKED_AGAIN)
    ]
    return mean_names(work / "last_names", [first, linked, *again])


def with_rules(nlp: Language, data: Path, caution: float) -> None:
    """What spaCy's own components and numbers carry beside the weights."""
    prune(nlp, usual_texts(data))
    add_ruler(nlp, Lexicon(data / "lexicon"))
    add_starts(nlp)
    be_cautious(nlp, caution)


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
    first = first_names(data, work, teacher, student, trial)
    lemmas = own_pupil(data, work, student, first, trial)
    trees = all_together(work, teacher, lemmas, trial)

    fourth = once_more(data, work, trees, first, trial)
    fast = spacy.load(trees)
    average((fast, spacy.load(fourth)), fast.pipe_names)
    with_rules(fast, data, CAUTION)
    ship(fast, args.fast or work / "fast", all_scores(fast, data), "belegt_news_fast")
    nlp = spacy.load(trees)
    with_names(nlp, spacy.load(last_names(data, work, [teacher, first, fourth], trial)))
    with_rules(nlp, data, MORE_CAUTION)
    ship(nlp, args.target, all_scores(nlp, data))


if __name__ == "__main__":
    main()
