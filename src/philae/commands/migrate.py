"""`philae migrate`: the database at this version's schema."""

import asyncio

from philae.commands.database import served
from philae.commands.options import Data, application
from philae.settings import Settings, load
from philae.store.migrate import migrate

app = application()


@app.command()
def main(data: Data = None) -> None:
    """Bring the database to this version's schema.

    `philae serve` does it at every start; by hand it is for an external database before many gateways are renewed. It
    waits for its turn if another process migrates, and the earlier version keeps working on the newer schema.

    For example:

        PHILAE_DATABASE_URL=postgresql://philae@db/philae philae migrate
    """
    before, after = asyncio.run(_migrate(load(data=data)))
    print(f"schema {after}" + (", as before" if before == after else f", from {before or 'none'}"))


async def _migrate(settings: Settings) -> tuple[str, str]:
    async with served(settings, make=True, prepared=False) as dsn:
        return await migrate(dsn)
