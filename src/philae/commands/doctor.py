"""`philae doctor`: whether all is well."""

import asyncio
from collections.abc import AsyncIterator

import typer

from philae.channels import channels
from philae.commands import words
from philae.commands.database import opened, schema
from philae.commands.options import Data
from philae.commands.warmth import warmth
from philae.core.errors import GatewayError
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store.assets import Assets
from philae.store.db import Database
from philae.vendors import PROVIDERS

app = typer.Typer()
Finding = tuple[bool, str]


@app.command()
def main(data: Data = None) -> None:
    """Check database, schema, ledger, storage, channels and the offline twin; exit code 1 if anything is wrong.

    The ledger's proof: every transaction sums to zero, every balance is the sum of its entries, what is held belongs to
    open tasks, and every finished task was settled exactly once.
    """
    settings = load(data=data)
    raise typer.Exit(0 if asyncio.run(_examine(settings)) else 1)


async def _examine(settings: Settings) -> bool:
    well = True
    async with opened(settings) as database:
        async for good, text in _findings(database, settings):
            print(f"{'ok   ' if good else 'FAULT'}  {text}", flush=True)
            well = well and good
    return well


async def _findings(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    row = await database.row("select version() as v")
    yield True, f"database: {str(row['v']).partition(' on ')[0] if row else '?'}, schema {await schema(database)}"
    faults = await accounts.proof(database)
    for fault in faults:
        yield False, f"ledger: {fault['fault']} at {fault['place']}: {words.money(fault['amount'])}"
    total = await database.row("select count(*) as n, coalesce(sum(amount), 0)::bigint as total from entry")
    if total:
        yield total["total"] == 0 and not faults, f"ledger: {total['n']} entries sum to {words.money(total['total'])}"
    stuck = await database.row("select count(*) as n from task where finished_at is null and deadline < now() - interval '5 minutes'")
    yield not (stuck and stuck["n"]), f"tasks past their deadline: {stuck['n'] if stuck else 0}"
    dead = await database.row("select count(*) as n from delivery where state = 'dead'")
    yield True, f"webhooks given up: {dead['n'] if dead else 0}"
    async for finding in _around(settings):
        yield finding


async def _around(settings: Settings) -> AsyncIterator[Finding]:
    try:
        await Assets(settings.storage()).probe()
        yield True, f"storage: {settings.storage()} takes files"
    except GatewayError as error:
        yield False, f"storage: {error.public}"
    try:
        names = [f"{c.name} ({c.base_url})" for c in channels(settings, PROVIDERS, None)]
        yield True, f"channels: {', '.join(names) or 'none; the offline twin answers'}"
    except GatewayError as error:
        yield False, f"channels: {error.public}"
    share = await warmth(settings.data.absolute() / "studio.sock")
    yield True, f"offline twin: {'not running' if share is None else 'ready' if share >= 1 else f'preparing, {share:.0%}'}"
