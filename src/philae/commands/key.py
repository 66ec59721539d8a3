"""`philae key`: what clients show us."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import typer

from philae.commands import limits, words
from philae.commands.database import opened, owner_key
from philae.commands.faults import Fault
from philae.commands.options import Data, application
from philae.commands.table import facts, table
from philae.ledger import accounts
from philae.settings import load
from philae.store import keys
from philae.store.db import Database

app = application("What clients show us: API keys, their budgets and limits.")
Which = Annotated[str, typer.Argument(metavar="KEY", help="Its name, its id, or the key itself.")]
Budget = Annotated[str | None, typer.Option(metavar="USD", help="The most that it may ever spend.")]
Models = Annotated[str | None, typer.Option(metavar="A,B", help="The only models that it may use.")]
Ips = Annotated[str | None, typer.Option(metavar="A,B", help="The only addresses or networks that it works from.")]
Expires = Annotated[
    str | None, typer.Option(metavar="WHEN", help="When it ends: 12h, 30d, or a date such as 2027-01-31.")
]
Rpm = Annotated[str | None, typer.Option(metavar="N", help="Requests a minute.")]
Tpm = Annotated[str | None, typer.Option(metavar="N", help="Tokens a minute, of calls of text.")]
Cache = Annotated[
    str | None, typer.Option(metavar="SECONDS", help="Give the same answer to the same request again for so long.")
]
Keep = Annotated[
    str | None,
    typer.Option("--keep-bodies", metavar="SPAN", help="Keep what its calls of text say, sealed, for so long: 7d."),
]
Era = Annotated[
    str | None,
    typer.Option(
        metavar="native|wrapped",
        help="The form of answers on which a vendor's documents disagree: its own, or the older envelope.",
    ),
]
Concurrency = Annotated[str | None, typer.Option(metavar="N", help="Tasks that may run at once.")]


@app.command()
def create(  # noqa: PLR0913, PLR0917  an option each
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What it is called.")] = "",
    account: Annotated[str, typer.Option(help="Whose it is.")] = accounts.OWNER,
    budget: Budget = None,
    models: Models = None,
    ips: Ips = None,
    expires: Expires = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    concurrency: Concurrency = None,
    cache: Cache = None,
    keep_bodies: Keep = None,
    era: Era = None,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="The offline twin answers it, for play money.")] = False,
    data: Data = None,
) -> None:
    """Make a key and show it, once: only its hash is kept.

    For example:

        philae key create app
        philae key create ci --sandbox --expires 30d
        philae key create blue --account team-blue --budget 20 --rpm 60 --models flux-2-pro,flux-2-flex
    """
    given = limits.columns(
        budget=budget, models=models, ips=ips, expires=expires, rpm=rpm, tpm=tpm, concurrency=concurrency,
        cache=cache, keep_bodies=keep_bodies, era=era,
    )  # fmt: skip
    allowed = keys.KeyLimits(book="sandbox" if sandbox else "live", **given)

    async def deed(database: Database) -> str:
        identity = await accounts.find(database, account)
        if name and await _named(database, name):
            message = f"there is already a key called {name}"
            raise Fault(message)
        _, text = await keys.create(database, identity, name, allowed)
        return text

    text = _run(deed, data, make=True)
    print(text)
    typer.echo("keep it: it is not shown again", err=True)


@app.command("list")
def list_all(
    account: Annotated[str | None, typer.Option(help="This account's only.")] = None,
    revoked: Annotated[bool, typer.Option("--all", help="Revoked and expired ones too.")] = False,
    data: Data = None,
) -> None:
    """List the keys with what they spent."""

    async def deed(database: Database) -> str:
        identity = await accounts.find(database, account) if account else None
        names = {row["id"]: row["name"] for row in await database.fetch("select id, name from account")}
        found = [row for row in await keys.of_account(database, identity) if revoked or _state(row) == "on"]
        rows = [
            (
                r["hint"],
                r["name"] or "-",
                names[r["account"]],
                r["book"],
                words.money(r["spent"]),
                limits.told(dict(r)),
                _state(r),
            )
            for r in found
        ]
        return table(("key", "name", "account", "book", "spent", "limits", "state"), rows, "there is no key")

    print(_run(deed, data))


@app.command()
def show(key: Which, data: Data = None) -> None:
    """Show one key: its limits, what it spent, what runs."""

    async def deed(database: Database) -> str:
        row = await _find(database, key)
        owner = await database.row("select name from account where id = $1", row["account"])
        return facts(
            [
                ("key", row["hint"]),
                ("id", row["id"]),
                ("name", row["name"] or None),
                ("account", owner["name"] if owner else None),
                ("book", row["book"]),
                ("state", _state(row)),
                ("limits", limits.told(dict(row))),
                ("spent", words.money(row["spent"])),
                ("held", words.money(row["held"])),
                ("running", words.count(row["running"], "task")),
                ("made", f"{words.moment(row['created_at'])} UTC"),
            ]
        )

    print(_run(deed, data))


@app.command("set")
def change(  # noqa: PLR0913, PLR0917  an option each
    key: Which,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    budget: Budget = None,
    models: Models = None,
    ips: Ips = None,
    expires: Expires = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    concurrency: Concurrency = None,
    cache: Cache = None,
    keep_bodies: Keep = None,
    era: Era = None,
    data: Data = None,
) -> None:
    """Change a key's limits; `none` takes a limit away. It holds from the next request on.

    For example:

        philae key set blue --budget 50
        philae key set blue --rpm none --expires none
    """
    given = limits.columns(
        budget=budget, models=models, ips=ips, expires=expires, rpm=rpm, tpm=tpm, concurrency=concurrency,
        cache=cache, keep_bodies=keep_bodies, era=era,
    )  # fmt: skip
    changes: dict[str, Any] = {n: list(v) if isinstance(v, tuple) else v for n, v in given.items()}
    if name is not None:
        changes["name"] = name
    if not changes:
        message = "nothing to change: see `philae key set --help`"
        raise Fault(message)

    async def deed(database: Database) -> str:
        row = await _find(database, key)
        await keys.change(database, row["id"], changes)
        return f"{row['hint']}: {limits.told({**row, **changes})}"

    print(_run(deed, data))


@app.command()
def revoke(key: Which, data: Data = None) -> None:
    """End a key for good. Tasks that run with it go on.

    For example:

        philae key revoke blue
    """

    async def deed(database: Database) -> str:
        row = await _find(database, key)
        await keys.change(database, row["id"], {"revoked_at": datetime.now(UTC)})
        return f"{row['hint']} ({row['name'] or 'no name'}) is revoked"

    print(_run(deed, data))


@app.command()
def owner(data: Data = None) -> None:
    """Show the owner's key, as it is kept in the data folder.

    For example:

        curl -H "Authorization: Bearer $(philae key owner)" http://127.0.0.1:8080/v1/models
    """
    folder = load(data=data).data
    text = owner_key(folder)
    if text is None:
        message = f"there is no {folder / 'owner.key'} yet: `philae serve` makes it at its first start"
        raise Fault(message)
    print(text)


def _state(row: asyncpg.Record) -> str:
    now = datetime.now(UTC)
    if row["revoked_at"] and row["revoked_at"] <= now:
        return "revoked"
    return "expired" if row["expires_at"] and row["expires_at"] <= now else "on"


async def _named(database: Database, text: str) -> list[asyncpg.Record]:
    """The keys in use that have that name."""
    return [row for row in await keys.of_account(database, None) if row["name"] == text and row["revoked_at"] is None]


async def _find(database: Database, text: str) -> asyncpg.Record:
    """The key of that name or id, or the key itself. Raises `Fault`."""
    found = await keys.find(database, keys.digest(text))
    if found is not None:
        return found
    every = await keys.of_account(database, None)
    rows = await _named(database, text) or [row for row in every if text in (str(row["id"]), row["hint"])]
    if len(rows) != 1:
        hint = "say its id" if rows else "`philae key list --all` names them"
        message = f"{len(rows) or 'no'} keys are called {text!r}: {hint}"
        raise Fault(message)
    return rows[0]


def _run(deed: Callable[[Database], Awaitable[str]], data: Path | None, *, make: bool = False) -> str:
    async def whole() -> str:
        async with opened(load(data=data), make=make) as database:
            return await deed(database)

    return asyncio.run(whole())
