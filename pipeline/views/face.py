"""The views as attributes of a run's tables, each computed when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.outputs.display import Highlighted
    from pipeline.views.plain import Plain


class Views:
    """What a run's claims show in other ways. The tables themselves come with the class that inherits this."""

    if TYPE_CHECKING:

        @property
        def claims(self) -> pd.DataFrame: ...

        @property
        def documents(self) -> pd.DataFrame: ...

        @property
        def table(self) -> pd.DataFrame: ...

    def show(self, what: object = None) -> Highlighted:
        """``pipeline.show`` of these tables: an article, or a row with its claims."""
        from pipeline.outputs.display import show

        return show(self, what)  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"Tables({len(self.claims)} claims, {len(self.table)} rows, {len(self.documents)} documents)"

    def _repr_html_(self) -> str:
        from pipeline.outputs.display import overview

        return overview(self.claims, self.documents, self.table)

    @cached_property
    def plain(self) -> Plain:
        """Rows, claims and documents as plain values."""
        from pipeline.views.plain import plain

        return plain(self.claims, self.documents, self.table)

    @cached_property
    def positions(self) -> pd.DataFrame:
        """Party × topic → the strongest stance, with its dates and independent sources."""
        from pipeline.views.positions import positions_frame

        return positions_frame(self.plain)

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """Per party its dated positions, changes marked."""
        from pipeline.views.timeline import timeline_frame

        return timeline_frame(self.plain)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """By what is counted, every source's value side by side."""
        from pipeline.views.figures import figures_frame

        return figures_frame(self.plain)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Per outlet the rows that only it has, that it shares, and that it lacks."""
        from pipeline.views.coverage import coverage_frame

        return coverage_frame(self.plain)
