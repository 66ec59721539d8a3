"""What must be true before the first worker starts: the schema, the owner and the owner's key, the gateway's secrets."""

import os
from pathlib import Path

from msgspec import Struct

from philae.channels import channels
from philae.core.errors import NotFound
from philae.ledger import accounts
from philae.settings import Settings
from philae.store import keys
from philae.store.db import Database
from philae.store.migrate import migrate
from philae.store.seal import secret_file
from philae.vendors import PROVIDERS


class Ready(Struct, frozen=True):
    """The owner's key (None if it is only known to its owner), the gateway's secret and id, its vendors' channels."""

    owner_key: str | None
    secret: str
    gateway: str
    live: tuple[str, ...]


async def prepare(settings: Settings, dsn: str) -> Ready:
    """Bring everything up. Raises `GatewayError` for what an operator has to mend."""
    live = tuple(c.name for c in channels(settings, PROVIDERS, None))
    await migrate(dsn)
    database = Database(dsn, size=2)
    await database.open()
    try:
        key = await _owner(database, settings)
        gateway = await _identity(database)
    finally:
        await database.close()
    secret = settings.secret_key or secret_file(settings.data / "secret.key")
    return Ready(key, secret, gateway, live)


async def _owner(database: Database, settings: Settings) -> str | None:
    """The owner account and its key: made at the first start, found in its file later."""
    path = settings.data / "owner.key"
    try:
        owner = await accounts.find(database, accounts.OWNER)
    except NotFound:
        owner = await accounts.create(database, accounts.OWNER, unmetered=True)
    wanted = settings.admin_key or (path.read_text().strip() if path.exists() else keys.generate())
    if await keys.find(database, keys.digest(wanted)) is None:
        await keys.create(database, owner, "owner", keys.KeyLimits(), wanted)
    _keep(path, wanted)
    return wanted


def _keep(path: Path, key: str) -> None:
    """Write the owner's key where only the operator reads it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")


async def _identity(database: Database) -> str:
    """The installation's id: the owner account's, the same for all of its machines."""
    return (await accounts.find(database, accounts.OWNER)).hex
