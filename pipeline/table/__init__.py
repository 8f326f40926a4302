"""Claims → the cross-source table. Knows no spaCy; the same for any order of the input."""

from pipeline.columns import claims_frame, documents_frame, mentions_frame, table_frame
from pipeline.table.build import build_table

__all__ = ["build_table", "claims_frame", "documents_frame", "mentions_frame", "table_frame"]
