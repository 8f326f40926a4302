"""More tables from the same claims: positions, timeline, figures side by side, the outlets compared.

Knows no spaCy. What the report shows and what the files hold is computed here, once.
"""

from pipeline.views.face import Views

__all__ = ["Views"]
