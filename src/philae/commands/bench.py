"""`philae bench`: the performance budgets, measured."""

import typer

from philae.commands.checkout import run
from philae.commands.options import application

app = application()
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@app.command(context_settings=PASSED_ON)
def main(context: typer.Context) -> None:
    """Measure the performance budgets, side by side with nginx.

    It needs the source checkout. Everything after the command goes to the benches: `philae bench --help` shows theirs.
    """
    run("bench", context.args)
