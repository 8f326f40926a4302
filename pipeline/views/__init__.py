"""More tables from the same claims: positions, timeline, figures side by side, the outlets compared.

Knows no spaCy. What the report shows and what the files hold is computed here, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.views.coverage import coverage_frame
from pipeline.views.figures import figures_frame
from pipeline.views.plain import Plain, plain
from pipeline.views.positions import positions_frame
from pipeline.views.timeline import timeline_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NAMES", "Plain", "ViewName", "plain", "view", "view_frames"]

ViewName = Literal["positions", "timeline", "figures", "coverage"]
_MAKERS = {
    "positions": positions_frame,
    "timeline": timeline_frame,
    "figures": figures_frame,
    "coverage": coverage_frame,
}
NAMES: tuple[ViewName, ...] = ("positions", "timeline", "figures", "coverage")


def view(name: ViewName, seen: Plain) -> pd.DataFrame:
    """One of the views as a DataFrame with its declared columns."""
    return _MAKERS[name](seen)


def view_frames(claims: pd.DataFrame, documents: pd.DataFrame, table: pd.DataFrame) -> dict[ViewName, pd.DataFrame]:
    """All views of a run's tables."""
    seen = plain(claims, documents, table)
    return {name: view(name, seen) for name in NAMES}
