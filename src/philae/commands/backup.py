"""`philae backup`: the whole installation in one file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from philae.commands.database import served
from philae.commands.options import Data
from philae.commands.progress import Progress
from philae.settings import load
from philae.store.backup import backup

app = typer.Typer()


@app.command()
def main(file: Annotated[Path, typer.Argument(help="The archive to write.")], data: Data = None) -> None:
    """Write database, files and keys to one archive; the gateway may go on meanwhile.

    It holds the owner's key and the secret key: keep it as safe as the data folder.

    Example:  philae backup philae-2026-11-23.tar
    """
    settings = load(data=data)

    async def work() -> None:
        async with served(settings) as dsn:
            with Progress("writing") as progress:
                manifest = await backup(dsn, settings.data, file, lambda done, total: progress.tell("writing", done / max(1, total)))
            print(f"{file}: schema {manifest.schema}, {file.stat().st_size / 1e6:.1f} MB")

    asyncio.run(work())
