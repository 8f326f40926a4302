"""Where data and model lie unless the command line says otherwise."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "pipeline" / "model"


def data_folder() -> Path:
    """The folder «data» of the project material; BELEGT_EVAL names the material's folder."""
    return Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared")) / "data"
