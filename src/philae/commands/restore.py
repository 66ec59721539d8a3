"""`philae restore`: a backup brought back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from philae.commands.database import served
from philae.commands.options import Data
from philae.commands.progress import Progress
from philae.settings import load
from philae.store.backup import inspect, restore
from philae.store.migrate import migrate

app = typer.Typer()


@app.command()
def main(file: Annotated[Path, typer.Argument(help="An archive of philae backup.")], data: Data = None) -> None:
    """Bring a backup back into an empty installation, and prove that the ledger is the same.

    Example:  philae restore philae-2026-11-23.tar --data new-data
    """
    settings = load(data=data)

    async def work() -> None:
        manifest = inspect(file)
        async with served(settings, make=True, prepared=False) as dsn:
            await migrate(dsn)
            with Progress("restoring") as progress:
                await restore(file, dsn, settings.data, lambda done, total: progress.tell("restoring", done / max(1, total)))
        print(f"{settings.data}: restored from {file} (schema {manifest.schema}); the ledger is equal to the backup's")

    asyncio.run(work())
