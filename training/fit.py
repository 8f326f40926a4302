"""Run spaCy's training loop from Python, on the faster of the CPU backends."""

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps
from thinc.backends import set_current_ops

FOLDER = Path(__file__).parent


def fit(config_name: str, output: Path, overrides: dict[str, Any]) -> Path:
    """Train by one of the configurations here and return the folder of the best state.

    numpy's matrix product is about three times as fast as the bundled BLIS on current
    server processors, so it is switched on for training; weights do not depend on it.
    """
    set_current_ops(NumpyOps(use_blis=False))
    config = load_config(FOLDER / config_name, overrides=overrides, interpolate=True)
    nlp = init_nlp(config)
    output.mkdir(parents=True, exist_ok=True)
    train(nlp, output)
    return output / "model-best"


def fit_all(work: Path, vectors: Path, steps: int | None = None) -> Path:
    """First stage: everything on one shared encoder."""
    overrides: dict[str, Any] = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.vectors": str(vectors),
    }
    if steps is not None:
        overrides["training.max_steps"] = steps
    return fit("config.cfg", work / "all", overrides)


def fit_names(work: Path, vectors: Path, source: Path, steps: int | None = None) -> Language:
    """Second stage: names learn on with an encoder of their own."""
    overrides: dict[str, Any] = {
        "paths.train": str(work / "names.spacy"),
        "paths.dev": str(work / "names_dev.spacy"),
        "paths.vectors": str(vectors),
        "paths.source": str(source),
    }
    if steps is not None:
        overrides["training.max_steps"] = steps
    return spacy.load(fit("names.cfg", work / "names", overrides))
