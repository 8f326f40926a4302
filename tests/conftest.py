"""What the tests share: the model, loaded once, and the evaluation data where they lie beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The shipped model."""
    from pipeline.language import load_model

    return load_model(os.environ.get("BELEGT_TEST_MODEL"))


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder with the annotated articles; tests that need it are skipped without it."""
    folder = Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no evaluation data (BELEGT_EVAL)")
    return folder
