"""Run spaCy's training loop from Python, on the faster of the CPU backends."""

from pathlib import Path
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps
from thinc.backends import set_current_ops

FOLDER = Path(__file__).parent
LAST = {"own_names", "voted_names"}


def fit(stage: str, work: Path, mix: str, source: Path | None = None, steps: int | None = None) -> Path:
    """Train one stage by the configuration of its name and return the folder of its state.

    That is the best one, or the last where the rate falls to nothing and the test is not to choose (LAST).

    mix: the corpora's files in the working folder, ``<mix>.spacy`` and ``<mix>_dev.spacy``.
    source: the pipeline to go on from. A finished stage is not repeated.

    numpy's matrix product is about three times as fast as the bundled BLIS on current
    server processors, so it is switched on for training; weights do not depend on it.
    """
    output = work / stage
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
    if steps is not None:
        overrides["training.max_steps"] = steps
    nlp = init_nlp(load_config(FOLDER / f"{stage}.cfg", overrides=overrides, interpolate=True))
    output.mkdir(parents=True, exist_ok=True)
    train(nlp, output)
    (output / "finished").touch()
    return state
