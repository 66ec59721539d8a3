"""The documented samples that answers are made from; each file names its source."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"


def sample(name: str) -> dict[str, Any]:
    """Those of one format."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text()))
