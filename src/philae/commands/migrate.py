"""`philae migrate`: the schema of this version."""

import asyncio

import typer

from philae.commands.database import served
from philae.commands.options import Data
from philae.settings import load
from philae.store.migrate import migrate

app = typer.Typer()


@app.command()
def main(data: Data = None) -> None:
    """Bring the database to this version's schema; `philae serve` does it at its start too."""
    settings = load(data=data)

    async def work() -> None:
        async with served(settings, make=True, prepared=False) as dsn:
            before, after = await migrate(dsn)
            print(f"schema {before or 'none'} -> {after}" if before != after else f"schema {after}: nothing to do")

    asyncio.run(work())
