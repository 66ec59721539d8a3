"""What several commands have alike: their options, and how their help is laid out."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", help="The data folder.", show_default="$PHILAE_DATA, else ./data"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def application(help: str | None = None) -> typer.Typer:  # noqa: A002  typer's own name
    """An empty application; docstrings are Markdown, so that examples keep their lines."""
    return typer.Typer(
        help=help,
        add_completion=False,
        no_args_is_help=help is not None,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
    )
