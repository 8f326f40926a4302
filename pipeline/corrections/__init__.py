"""Corrections by hand that survive: applied on every run, also after articles were added or the model changed."""

from pipeline.corrections.applying import Corrected, correct, corrections_frame, no_corrections
from pipeline.corrections.marking import marked_rows
from pipeline.corrections.reading import NAME, Correction, find_files, read_corrections, read_found

__all__ = [
    "NAME",
    "Corrected",
    "Correction",
    "correct",
    "corrections_frame",
    "find_files",
    "marked_rows",
    "no_corrections",
    "read_corrections",
    "read_found",
]
