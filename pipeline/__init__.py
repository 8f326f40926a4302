"""Belegt: German news articles → who claims what, and how well that is evidenced across sources.

>>> import pipeline as belegt
>>> found = belegt.extract("„Italien schickt keine Soldaten“, sagte Verteidigungsminister Carlo Neri.")
>>> found.claims[["actor", "stance", "evidence"]]  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.explain_row import explain_row
    from pipeline.library import extract, load, read
    from pipeline.outputs import charts
    from pipeline.outputs.display import show
    from pipeline.outputs.export import read_claims, read_table
    from pipeline.run import Tables

__all__ = ["Tables", "charts", "explain_row", "extract", "load", "read", "read_claims", "read_table", "show"]

_HOME = {
    "Tables": "pipeline.run",
    "explain_row": "pipeline.explain_row",
    "extract": "pipeline.library",
    "load": "pipeline.library",
    "read": "pipeline.library",
    "read_claims": "pipeline.outputs.export",
    "read_table": "pipeline.outputs.export",
    "show": "pipeline.outputs.display",
}


class _Face(ModuleType):
    """Importing the submodule ``pipeline.extract`` would put it in the place of the function ``extract``."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    """Names are imported when they are first used: the command line must not wait for spaCy and pandas."""
    if name == "charts":
        return import_module("pipeline.outputs.charts")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
