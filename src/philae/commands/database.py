"""The database for one command: the running one if there is one, else the data folder's, started for the moment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from philae.commands.faults import Fault
from philae.commands.progress import say
from philae.settings import Settings
from philae.store.db import LOST, Database
from philae.store.embedded import lock, place, running, start


@asynccontextmanager
async def served(settings: Settings, *, make: bool = False, prepared: bool = True) -> AsyncIterator[str]:
    """The DSN of a server that runs inside the block. `make`: also where there is no database yet.

    `prepared`: with the newest schema and an owner. Raises `Fault`, `EmbeddedError`, `GatewayError`.
    """
    if settings.database_url:
        yield settings.database_url
        return
    if not make and place.find(settings.data) is None:
        message = f"there is no Philae in {settings.data} yet: `philae serve` makes one, --data names another folder"
        raise Fault(message)
    if found := await running(settings.data):
        yield found
        return
    with lock(settings.data):
        server = await start(settings.data, progress=say)
        try:
            if prepared:
                await _prepare(settings, server.dsn)
            yield server.dsn
        finally:
            await server.stop()


@asynccontextmanager
async def opened(settings: Settings, *, make: bool = False) -> AsyncIterator[Database]:
    """A pool on that server. Raises as `served` does."""
    async with served(settings, make=make) as dsn:
        database = Database(dsn, size=2)
        try:
            await database.open()
        except LOST as error:
            message = f"the database cannot be reached: {str(error) or type(error).__name__}"
            raise Fault(message) from error
        try:
            if settings.database_url:
                await _current(database)
            yield database
        finally:
            await database.close()


async def schema(database: Database) -> str | None:
    """The version of its schema, None if it has none."""
    if await database.row(
        "select to_regclass('alembic_version') as there where to_regclass('alembic_version') is null"
    ):
        return None
    row = await database.row("select version_num from alembic_version")
    return str(row["version_num"]) if row else None


async def _prepare(settings: Settings, dsn: str) -> None:
    # Alembic takes longer to load than most commands to run: only where the schema may have to change.
    from philae.setup import prepare

    await prepare(settings, dsn)


async def _current(database: Database) -> None:
    """Refuse a schema that this program does not know; the data folder's own was brought up when it was started."""
    # As above.
    from philae.store.migrate import head

    there = await schema(database)
    if there != head():
        message = f"the database has schema {there or 'none'}, this program wants {head()}: run `philae migrate`"
        raise Fault(message)


def owner_key(data: Path) -> str | None:
    """The owner's key as it is kept, None if it is not."""
    try:
        return (data / "owner.key").read_text().strip() or None
    except FileNotFoundError:
        return None
