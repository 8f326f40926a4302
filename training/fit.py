"""Run spaCy's training loop from Python, on the faster of the CPU backends."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps
from thinc.backends import set_current_ops

FOLDER = Path(__file__).parent
LAST = {"settled", "lemmas", "own_names", "voted_names"}


def fit(
    stage: str,
    work: Path,
    mix: str,
    source: Path | None = None,
    changes: Mapping[str, Any] | None = None,
    *,
    into: str = "",
) -> Path:
    """Train one stage by the configuration of its name and return the folder of its state.

    That is the best one, or the last where the rate falls to nothing and the test is not to choose (LAST).

    mix: the corpora's files in the working folder, ``<mix>.spacy`` and ``<mix>_dev.spacy``.
    source: the pipeline to go on from. A finished stage is not repeated.
    changes: other values of the configuration, by dotted name.
    into: the folder's name in the working folder where it is not the stage's.

    numpy's matrix product is about three times as fast as the bundled BLIS on current
    server processors, so it is switched on for training; weights do not depend on it.
    """
    output = work / (into or stage)
    state = output / ("model-last" if stage in LAST else "model-best")
    if (output / "finished").exists():
        return state
    set_current_ops(NumpyOps(use_blis=False))
    overrides: dict[str, Any] = {
        "paths.train": str(work / f"{mix}.spacy"),
        "paths.dev": str(work / f"{mix}_dev.spacy"),
        "paths.vectors": str(work / "vectors"),
    }
    if source is not None:
        overrides["paths.source"] = str(source)
    nlp = init_nlp(load_config(FOLDER / f"{stage}.cfg", overrides=overrides | dict(changes or {}), interpolate=True))
    know_edits(nlp)
    output.mkdir(parents=True, exist_ok=True)
    train(nlp, output)
    (output / "finished").touch()
    return state


def know_edits(nlp: Language) -> None:
    """Number the edits of a lemmatizer that goes on from a saved state: spaCy takes all for the first one then."""
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {edit: number for number, edit in enumerate(lemmatizer.cfg["labels"])}
