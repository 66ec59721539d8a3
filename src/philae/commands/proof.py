"""`philae proof`: runs what the checkout has for it."""

import typer

from philae.commands.checkout import run

app = typer.Typer()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def main(context: typer.Context) -> None:
    """Kill the gateway at work, live, for one minute, and prove that nothing was lost."""
    run("tests.crash.live", context.args)
