"""The notebook face: its names stay functions, whatever modules of the same name are imported."""

from __future__ import annotations

import subprocess
import sys

NAMES = """
import pipeline.extract, pipeline.explain_row, pipeline as belegt
print(all(callable(getattr(belegt, name)) for name in belegt.__all__ if name != "charts"))
"""


def test_functions_are_not_replaced_by_modules_of_the_same_name() -> None:
    told = subprocess.run([sys.executable, "-c", NAMES], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True"


def test_importing_the_face_is_quick_and_loads_no_model() -> None:
    code = "import sys, pipeline; pipeline.__dir__(); print('spacy' in sys.modules or 'pandas' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
