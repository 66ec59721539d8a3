"""`philae proof`: jobs go on though the gateway is killed."""

import typer

from philae.commands.checkout import run
from philae.commands.options import application

app = application()
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command(context_settings=PASSED_ON)
def main(context: typer.Context) -> None:
    """Kill the gateway at work, live, and prove that nothing was lost.

    Jobs run against a slow vendor while the gateway is killed before your eyes; the last lines are computed from the
    database, the vendor and the ledger. About a minute; it needs the source checkout.
    """
    run("tests.crash.live", context.args)
