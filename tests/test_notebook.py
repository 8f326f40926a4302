"""docs/quickstart.ipynb runs from top to bottom on data/raw."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent / "docs"


def test_quickstart_runs_and_shows_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(DOCS.parent), prepend=os.pathsep)  # a checkout that is not installed
    notebook = nbformat.read(DOCS / "quickstart.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}).execute()
    shown = "".join(
        str(output.get("data", {}).get("text/html", ""))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
    assert "<mark" in shown
    assert "commitment" in shown
    assert shown.count("<svg") >= 4
    assert "Noch nichts zu zeigen" not in shown


def test_the_stored_outcomes_are_whole_and_name_no_machine() -> None:
    text = (DOCS / "quickstart.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    assert not any(output.output_type == "error" for cell in notebook.cells for output in cell.get("outputs", []))
    assert str(Path.home()) not in text
    assert "/tmp/" not in text
