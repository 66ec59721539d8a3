"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None, typer.Option("--data", metavar="FOLDER", help="The data folder.", show_default="$PHILAE_DATA, else ./data")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
