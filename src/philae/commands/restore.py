"""`philae restore`: a backup in a new data folder."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from philae.commands import words
from philae.commands.database import served
from philae.commands.options import Data, application
from philae.commands.progress import Progress
from philae.settings import Settings, load
from philae.store.backup import Manifest, inspect, restore
from philae.store.migrate import migrate

app = application()


@app.command()
def main(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `philae backup` wrote.", exists=True, dir_okay=False)
    ],
    data: Data = None,
) -> None:
    """Bring a backup back into a new data folder, or into an empty external database.

    The ledger is proved before anything is kept; a damaged file changes nothing.

    For example:

        philae restore philae-2027-01-31.backup --data /srv/philae
    """
    settings = load(data=data)
    inspect(file)
    found = asyncio.run(_restore(settings, file))
    rows = words.count(sum(found.rows.values()), "row")
    print(f"{settings.data}: {rows}, {words.count(found.files, 'file')}, as of {found.made_at}; the ledger is the same")


async def _restore(settings: Settings, file: Path) -> Manifest:
    with Progress("restoring") as progress:
        async with served(settings, make=True, prepared=False) as dsn:
            await migrate(dsn)
            return await restore(
                file, dsn, settings.data, lambda done, total: progress.tell("restoring", done / max(total, 1))
            )
