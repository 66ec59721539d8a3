"""`philae bench`: runs what the checkout has for it."""

import typer

from philae.commands.checkout import run

app = typer.Typer()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def main(context: typer.Context) -> None:
    """Measure the performance budgets, side by side with nginx where it is installed."""
    run("bench", context.args)
