"""The `philae` command: a table of commands, each loaded when it is asked for, so that none pays for another."""

import importlib
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from philae.commands.faults import worded

PANELS: dict[str, dict[str, str]] = {
    "Use it": {
        "demo": "Ask for a picture and save it under out/: everything in one command.",
        "serve": "Run the gateway.",
        "generate": "Make a picture and save it to a file.",
        "quote": "Say what a picture would cost, without making it.",
    },
    "Look into it": {
        "model": "The models: list them, show one.",
        "task": "The tasks: list, show, cancel, erase.",
        "explain": "Tell a task's story: events, attempts, money, webhooks.",
        "doctor": "Check that all is well; prove the ledger.",
    },
    "Run it for others": {
        "account": "Who pays: accounts, their balances and statements.",
        "key": "What clients show us: API keys, their budgets and limits.",
        "backup": "Write the whole installation to one file.",
        "restore": "Bring a backup back into a new data folder.",
        "studio": "The offline twin's engines for text: list, add, remove.",
        "migrate": "Bring the database to this version's schema.",
        "import": "Take over another gateway's configuration.",
    },
    "Develop it": {
        "docs": "Write docs/settings.md anew, or check that it is current.",
        "bench": "Measure the performance budgets.",
        "proof": "Kill the gateway at work, live, and prove that nothing was lost.",
    },
}
"""Panel of `--help` → command → what it does. Each is the `app` of philae.commands.<command>."""


class Commands(TyperGroup):
    """The table as a group: it lists all, and loads the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        """Stand-ins are enough for `--help` and for suggestions."""
        super().__init__(**attributes)
        self.commands = {
            name: TyperCommand(name, help=told, rich_help_panel=panel)
            for panel, rows in PANELS.items()
            for name, told in rows.items()
        }

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Load the command that the first argument names."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if name is None or stand_in is None:
            return name, stand_in, rest
        return name, typer.main.get_command(importlib.import_module(f"philae.commands.{name}").app), rest


app = typer.Typer(cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


def _version(value: bool) -> None:  # noqa: FBT001  typer's signature
    if value:
        # Reading package metadata takes longer than most commands.
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"philae {version('philae')}")
        except PackageNotFoundError:
            print("philae, run from its source without being installed")
        raise typer.Exit


@app.callback()
def philae(
    _: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """An open, self-hosted gateway to AI models: one address, one key, every cent accounted for.

    First time? `philae demo` makes a picture; `philae serve` runs the gateway. Settings: docs/settings.md.
    """


def main() -> None:
    """Run a command. What an operator can mend is said in one line, with exit code 1."""
    try:
        app()
    except Exception as error:
        line = worded(error)
        if line is None:
            raise
        print(f"philae: {line}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
