"""`philae key`: what clients show us."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import typer

from philae.catalog import find as find_model
from philae.commands import words
from philae.commands.account import run
from philae.commands.database import owner_key
from philae.commands.faults import Fault
from philae.commands.options import Data
from philae.commands.table import show
from philae.core.money import nano
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store import keys
from philae.store.db import Database

app = typer.Typer(no_args_is_help=True, help="What clients show us: API keys, their budgets and limits.")

Account = Annotated[str, typer.Option("--account", help="Who pays: an account's name.")]
Budget = Annotated[str | None, typer.Option(help="US dollars that it may spend in all; `none` lifts it.")]
Models = Annotated[str | None, typer.Option(help="Models it may use, comma separated; `none` lifts it.")]
Ips = Annotated[str | None, typer.Option(help="Addresses or networks it may be used from, comma separated.")]
Expires = Annotated[str | None, typer.Option(help="When it ends: 30d, 12h, or a date such as 2027-01-31.")]
Rpm = Annotated[str | None, typer.Option(help="Tasks a minute; `none` lifts it.")]
Concurrency = Annotated[str | None, typer.Option(help="Tasks at a time; `none` lifts it.")]
Which = Annotated[str, typer.Argument(help="The key's name or id.")]
Name = Annotated[str, typer.Argument(help="What it is for.")]


@app.command()
def create(  # noqa: PLR0913, PLR0917  one option each
    name: Name = "default",
    account: Account = accounts.OWNER,
    budget: Budget = None,
    models: Models = None,
    ips: Ips = None,
    expires: Expires = None,
    rpm: Rpm = None,
    concurrency: Concurrency = None,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Play money and the offline twin only.")] = False,
    data: Data = None,
) -> None:
    """Make a key. It is shown once and stored hashed.

    Examples:

      philae key create app --account team-red --budget 5 --rpm 60

      philae key create ci --sandbox --expires 30d
    """
    limits = _limits(budget, models, ips, expires, rpm, concurrency)

    async def work(database: Database, _: Settings) -> None:
        owner = await accounts.find(database, account)
        book = "sandbox" if sandbox else "live"
        identity, text = await keys.create(database, owner, name, keys.KeyLimits(book=book, **limits))  # type: ignore[arg-type]
        print(text)
        typer.echo(f"key {name} ({identity}) of account {account}: keep it, it is not shown again", err=True)

    run(data, work)


@app.command("list")
def everyone(account: Annotated[str | None, typer.Option(help="Of one account only.")] = None, data: Data = None) -> None:
    """List the keys; of a key itself only its ends are known."""

    async def work(database: Database, _: Settings) -> None:
        who = await accounts.find(database, account) if account else None
        names = {r["id"]: r["name"] for r in await database.fetch("select id, name from account")}
        rows = await keys.of_account(database, who)
        heads = ("name", "account", "key", "book", "spent", "budget", "running", "state", "id")
        show(heads, [_row(r, names) for r in rows])

    run(data, work)


def _row(row: asyncpg.Record, names: dict[UUID, str]) -> tuple[str, ...]:
    budget = words.money(row["budget"], row["book"]) if row["budget"] is not None else "-"
    spent = words.money(row["spent"], row["book"])
    return (
        row["name"], names[row["account"]], row["hint"], row["book"], spent, budget, str(row["running"]), _state(row),
        str(row["id"]),
    )  # fmt: skip


def _state(row: asyncpg.Record) -> str:
    now = datetime.now(UTC)
    if row["revoked_at"] and row["revoked_at"] <= now:
        return "revoked"
    return "expired" if row["expires_at"] and row["expires_at"] <= now else "active"


@app.command("show")
def one(which: Which, data: Data = None) -> None:
    """Show one key with all of its limits."""

    async def work(database: Database, _: Settings) -> None:
        row = await _find(database, which)
        for name, value in dict(row).items():
            if name in ("budget", "spent", "held"):
                value = words.money(value, row["book"])  # noqa: PLW2901  worded for people
            print(f"{name:<12} {', '.join(value) if isinstance(value, list) else value if value is not None else '-'}")

    run(data, work)


@app.command("set")
def change(  # noqa: PLR0913, PLR0917  one option each
    which: Which,
    budget: Budget = None,
    models: Models = None,
    ips: Ips = None,
    expires: Expires = None,
    rpm: Rpm = None,
    concurrency: Concurrency = None,
    data: Data = None,
) -> None:
    """Change a key's limits; `none` lifts one.

    Example:  philae key set app --budget 20 --rpm none
    """
    given = {"budget": budget, "models": models, "ips": ips, "expires_at": expires, "rpm": rpm, "concurrency": concurrency}
    limits = _limits(budget, models, ips, expires, rpm, concurrency)
    changes = {name: limits.get(name) for name, text in given.items() if text is not None}
    if not changes:
        raise Fault("nothing to change: see philae key set --help")

    async def work(database: Database, _: Settings) -> None:
        row = await _find(database, which)
        await keys.change(database, row["id"], {n: list(v) if isinstance(v, tuple) else v for n, v in changes.items()})
        print(f"key {row['name']}: {', '.join(changes)} set")

    run(data, work)


@app.command()
def revoke(which: Which, data: Data = None) -> None:
    """End a key; its tasks go on, no new ones are taken."""

    async def work(database: Database, _: Settings) -> None:
        row = await _find(database, which)
        await keys.change(database, row["id"], {"revoked_at": datetime.now(UTC)})
        print(f"key {row['name']} is revoked")

    run(data, work)


@app.command()
def owner(data: Data = None) -> None:
    """Show the owner's key, which may do everything."""
    settings = load(data=data)
    key = owner_key(settings.data)
    if key is None:
        raise Fault(f"there is no owner's key in {settings.data} yet: `philae serve` makes one")
    print(key)


async def _find(database: Database, which: str) -> asyncpg.Record:
    """The key of that id, or the one of that name. Raises `Fault`."""
    rows = [r for r in await keys.of_account(database, None) if which in (str(r["id"]), r["name"])]
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise Fault(f"there is no key called {which}")
    raise Fault(f"{len(rows)} keys are called {which}: name one by its id (philae key list)")


def _limits(*texts: str | None) -> dict[str, Any]:
    """The limits as values; `none` and what was not given are absent. Raises `Fault`."""
    names = ("budget", "models", "ips", "expires_at", "rpm", "concurrency")
    readers = (_money, _models, _nets, _moment, _whole, _whole)
    found = zip(names, readers, texts, strict=True)
    return {name: read(text) for name, read, text in found if text is not None and text.lower() != "none"}


def _money(text: str) -> int:
    try:
        return nano(text)
    except ValueError as error:
        raise Fault(str(error)) from error


def _models(text: str) -> tuple[str, ...]:
    return tuple(find_model(name.strip()).id for name in text.split(",") if name.strip())


def _nets(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(net.strip(), strict=False)) for net in text.split(",") if net.strip())
    except ValueError as error:
        raise Fault(str(error)) from error


def _moment(text: str) -> datetime:
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    if text[:-1].isdigit() and text[-1] in units:
        return datetime.now(UTC) + timedelta(**{units[text[-1]]: int(text[:-1])})
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Fault(f"not a time such as 30d, 12h or 2027-01-31: {text!r}") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _whole(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise Fault(f"not a whole number above 0: {text!r}")
    return int(text)
