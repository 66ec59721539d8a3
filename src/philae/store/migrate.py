"""Brings a database to the newest schema; a process that finds a newer one refuses."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from philae.core.errors import Unavailable

HERE = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def head() -> str:
    """The newest version that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _upgrade(connection: Connection) -> tuple[str, str]:
    before = MigrationContext.configure(connection).get_current_revision() or ""
    known = {s.revision for s in ScriptDirectory.from_config(_config()).walk_revisions()}
    if before and before not in known:
        message = f"the database has schema {before}, newer than this program's {head()}: run the newer program"
        raise Unavailable(message)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, head()


async def migrate(dsn: str) -> tuple[str, str]:
    """Upgrade; the versions before and after. Safe to call from several processes at once."""
    url = dsn.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            versions = await connection.run_sync(_upgrade)
            await connection.commit()
            return versions
    finally:
        await engine.dispose()
