"""What the tests share: the model, loaded once, and the evaluation data where they lie beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.lexicon import own_folders, use_folders
from pipeline.messages import use_language

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def as_at_start() -> Iterator[None]:
    """Language of messages and word lists of one's own are the process's: no test leaves them to the next."""
    yield
    use_language("de")
    if own_folders():
        use_folders()


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
