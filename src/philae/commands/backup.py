"""`philae backup`: the whole installation in one file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from philae.commands import words
from philae.commands.database import served
from philae.commands.options import Data, application
from philae.commands.progress import Progress
from philae.settings import Settings, load
from philae.store.backup import Manifest, backup

app = application()


@app.command()
def main(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")], data: Data = None) -> None:
    """Write the whole installation to one file: database, pictures, secrets.

    The gateway may run on meanwhile. The file holds the owner's key and the secret that seals what is stored: keep it
    as you keep those. Files in an object store (PHILAE_STORAGE_URL) are not in it.

    For example:

        philae backup philae-2027-01-31.backup
    """
    settings = load(data=data)
    made = asyncio.run(_backup(settings, file))
    rows = sum(made.rows.values())
    print(
        f"{file}: {words.size(file.stat().st_size)}; {words.count(rows, 'row')}, {words.count(made.files, 'file')}, "
        f"schema {made.schema}"
    )
    if settings.storage_url:
        print(f"not in it: the files in {settings.storage_url.partition('?')[0]}")


async def _backup(settings: Settings, file: Path) -> Manifest:
    with Progress("writing the backup") as progress:
        async with served(settings) as dsn:
            return await backup(
                dsn, settings.data, file, lambda done, total: progress.tell("writing", done / max(total, 1))
            )
