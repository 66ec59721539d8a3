"""`philae doctor`: whether all is well, part by part."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import typer

from philae.commands import words
from philae.commands.database import opened, schema
from philae.commands.faults import Fault, worded
from philae.commands.offer import lines
from philae.commands.options import Data, application
from philae.commands.warmth import warmth
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store.assets import Assets
from philae.store.db import Database
from philae.store.migrate import head
from philae.supervisor import ADDRESS

app = application()
Check = Callable[[], Awaitable[str]]
ROOM = 1 << 30
"""Bytes that should be free in the data folder."""
OVERDUE = "select count(*) as n from task where finished_at is null and deadline < now() - interval '1 minute'"


@app.command()
def main(data: Data = None) -> None:
    """Check that all is well: database, schema, ledger, storage, secrets, vendors, studio.

    It proves the ledger: every transaction sums to zero, every balance is what its entries say, every held cent belongs
    to a running task, every finished task was settled once. Exit code 1 if anything is wrong.

    For example:

        philae doctor
    """
    if not asyncio.run(_examine(load(data=data))):
        raise typer.Exit(1)


async def _examine(settings: Settings) -> bool:
    """Tell of each part; whether all are well."""
    well = True
    try:
        async with opened(settings) as database:
            for name, check in _checks(settings, database).items():
                well &= await _told(name, check)
    except Exception as error:
        if (line := worded(error)) is None:
            raise
        well = _tell("database", line, well=False)
    for name, text in lines(settings):
        _tell(name, text, well=True)
    return well


def _checks(settings: Settings, database: Database) -> dict[str, Check]:
    return {
        "database": lambda: _database(database),
        "schema": lambda: _schema(database),
        "ledger": lambda: _ledger(database),
        "tasks": lambda: _tasks(database),
        "webhooks": lambda: _webhooks(database),
        "storage": lambda: _storage(settings),
        "room": lambda: _room(settings.data),
        "secrets": lambda: _secrets(settings.data),
        "gateway": lambda: _gateway(settings.data),
    }


async def _told(name: str, check: Check) -> bool:
    try:
        return _tell(name, await check(), well=True)
    except Exception as error:
        if (line := worded(error)) is None:
            raise
        return _tell(name, line, well=False)


def _tell(name: str, text: str, *, well: bool) -> bool:
    print(f"{'ok' if well else 'WRONG':<6} {name:<13} {text}", flush=True)
    return well


async def _database(database: Database) -> str:
    row = await database.row(
        "select version() as version, pg_size_pretty(pg_database_size(current_database())) as size"
    )
    return f"{str(row['version']).split(' on ')[0]}, {row['size']}" if row else ""


async def _schema(database: Database) -> str:
    there = await schema(database)
    if there != head():
        message = f"{there or 'none'}, but this program wants {head()}: run `philae migrate`"
        raise Fault(message)
    return f"{there}, as this program wants it"


async def _ledger(database: Database) -> str:
    faults = await accounts.proof(database)
    if faults:
        first = f"{faults[0]['fault']}: {faults[0]['place']}, {words.money(faults[0]['amount'])}"
        message = f"{words.count(len(faults), 'fault')}, the first: {first}"
        raise Fault(message)
    row = await database.row("select count(*) as n from entry")
    return f"proved: {words.count(row['n'] if row else 0, 'line')}, every transaction and balance agrees"


async def _tasks(database: Database) -> str:
    row = await database.row(OVERDUE)
    late = row["n"] if row else 0
    if late:
        message = f"{words.count(late, 'task')} past the deadline and not ended: does a gateway run?"
        raise Fault(message)
    rows = await database.fetch("select state, count(*) as n from task group by state order by state")
    return ", ".join(f"{row['n']} {row['state']}" for row in rows) or "none yet"


async def _webhooks(database: Database) -> str:
    rows = await database.fetch("select state, count(*) as n from delivery group by state order by state")
    return (
        ", ".join(f"{row['n']} {'given up' if row['state'] == 'dead' else row['state']}" for row in rows) or "none yet"
    )


async def _storage(settings: Settings) -> str:
    await Assets(settings.storage()).probe()
    return f"takes files at {settings.storage().partition('?')[0]}"


async def _room(data: Path) -> str:
    free = shutil.disk_usage(data).free
    if free < ROOM:
        message = f"only {words.size(free)} free in {data}: results cannot be kept for long"
        raise Fault(message)
    return f"{free / 1e9:.0f} GB free"


async def _secrets(data: Path) -> str:
    """Only their owner may read them."""
    there = [path for name in ("owner.key", "secret.key") if (path := data / name).exists()]
    for path in there:
        if path.stat().st_mode & 0o077:
            message = f"{path} can be read by others: chmod 600 {path}"
            raise Fault(message)
    return f"{', '.join(path.name for path in there) or 'none'} in {data}, readable by {_user()} only"


async def _gateway(data: Path) -> str:
    address = data / ADDRESS
    if not address.exists():
        return "not running"
    share = await warmth(data / "studio.sock")
    studio = "" if share is None else f"; the studio answers, {share:.0%} warm"
    return f"at {address.read_text().strip()}{studio}"


def _user() -> str:
    return f"user {os.getuid()}"
