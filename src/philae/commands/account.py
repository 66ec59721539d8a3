"""`philae account`: who pays."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import asyncpg
import typer

from philae.commands import words
from philae.commands.book import charged
from philae.commands.database import opened
from philae.commands.faults import Fault
from philae.commands.options import Data, application
from philae.commands.table import facts, table
from philae.core.money import Book, nano
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store import keys
from philae.store.db import Database

app = application("Who pays: accounts, their balances and statements. Amounts are US dollars.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
Deed = Callable[[Database, Settings], Awaitable[str]]
BOOKS: tuple[Book, ...] = ("live", "sandbox")
WHY = {"live": "a vendor is on", "sandbox": "no vendor is on, so this is play money"}


class BookName(StrEnum):
    """Which money: real, or the offline twin's play money."""

    live = "live"
    sandbox = "sandbox"


@app.command()
def create(
    name: Name,
    unmetered: Annotated[
        bool, typer.Option("--unmetered", help="Its requests are never refused for want of money.")
    ] = False,
    data: Data = None,
) -> None:
    """Make an account. It starts at 0; give it money with `philae account topup`, and a key with `philae key create`.

    For example:

        philae account create team-blue
    """

    async def deed(database: Database, _: Settings) -> str:
        await accounts.create(database, name, unmetered=unmetered)
        nxt = f"philae key create --account {name}" if unmetered else f"philae account topup {name} 20"
        return f"account {name} is made; next: `{nxt}`"

    _run(deed, load(data=data), make=True)


@app.command("list")
def list_all(data: Data = None) -> None:
    """List the accounts with what they have."""

    async def deed(database: Database, _: Settings) -> str:
        rows = []
        for row in await database.fetch("select id, name, unmetered from account order by id"):
            have = [await _have(database, row["id"], book) for book in BOOKS]
            count = len([k for k in await keys.of_account(database, row["id"]) if k["revoked_at"] is None])
            rows.append((row["name"], *have, count))
        return table(("account", "live", "sandbox", "keys"), rows, "there is no account")

    _run(deed, load(data=data))


@app.command()
def show(name: Name, data: Data = None) -> None:
    """Show an account: what it has, what is held by running tasks, what it spent."""

    async def deed(database: Database, _: Settings) -> str:
        account = await accounts.find(database, name)
        rows: list[tuple[str, object]] = [("account", name), ("id", account)]
        for book in BOOKS:
            spent = await database.row(
                "select coalesce(sum(amount), 0)::bigint as sum from usage where account = $1 and book = $2",
                account,
                book,
            )
            rows.append(
                (
                    f"{book} book",
                    f"{await _have(database, account, book)}; spent {words.money(spent['sum'] if spent else 0)}",
                )
            )
        if saved := await accounts.saved(database, account):
            rows.append(("saved", f"{words.money(saved)} by answers that were given again"))
        rows.append(
            ("keys", ", ".join(f"{k['name'] or k['hint']}" for k in await keys.of_account(database, account)) or "none")
        )
        return facts(rows)

    _run(deed, load(data=data))


@app.command(context_settings={"ignore_unknown_options": True})
def topup(
    name: Name,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="US dollars; negative takes money out.")],
    book: Annotated[
        BookName | None, typer.Option(help="Which money.", show_default="the one where its requests are charged now")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why; it stands on the statement.")] = None,
    data: Data = None,
) -> None:
    """Add money to an account.

    Work of real vendors is charged to the live book; the offline twin's to the sandbox book, which is play money.

    For example:

        philae account topup team-blue 20
        philae account topup team-blue 5.50 --book live --note "invoice 17"
    """

    async def deed(database: Database, settings: Settings) -> str:
        account = await accounts.find(database, name)
        into: Book = BOOKS[list(BookName).index(book)] if book else await charged(settings)
        why = "" if book else f", where requests are charged now: {WHY[into]}"
        try:
            await accounts.topup(database, account, into, _amount(amount), note)
        except asyncpg.CheckViolationError as error:
            have = await _have(database, account, into)
            message = f"{name} has {have} in the {into} book: {amount} cannot be taken out"
            raise Fault(message) from error
        except asyncpg.DataError as error:
            message = f"{amount} is more than an account can hold"
            raise Fault(message) from error
        return f"{name} now has {await _have(database, account, into)} in the {into} book{why}"

    _run(deed, load(data=data))


@app.command()
def statement(
    name: Name,
    limit: Annotated[int, typer.Option(help="How many entries, newest first.", min=1)] = 50,
    data: Data = None,
) -> None:
    """Show the ledger's entries of an account, newest first."""

    async def deed(database: Database, _: Settings) -> str:
        account = await accounts.find(database, name)
        rows = [
            (
                words.moment(e["at"]),
                e["kind"],
                e["book"],
                e["account"].rsplit(":", 1)[1],
                words.money(e["amount"]),
                e["txn"],
                e["note"] or "",
            )
            for e in await accounts.statement(database, account, limit)
        ]
        head = ("at (UTC)", "kind", "book", "of", "amount", "task or transaction", "note")
        return table(head, rows, f"{name} has no entries")

    _run(deed, load(data=data))


async def _have(database: Database, account: UUID, book: Book) -> str:
    """What it has in a book, in words."""
    standing = await accounts.standing(database, account, book)
    held = f" and {words.money(standing.held)} held" if standing.held else ""
    unmetered = " (unmetered)" if standing.unmetered else ""
    return f"{words.money(standing.available)}{held}{unmetered}"


def _amount(text: str) -> int:
    try:
        amount = nano(text)
    except ValueError as error:
        message = f"{text!r} is not an amount in US dollars"
        raise Fault(message) from error
    if amount == 0:
        message = "the amount is 0: nothing to do"
        raise Fault(message)
    return amount


def _run(deed: Deed, settings: Settings, *, make: bool = False) -> None:
    """Do it with the database, and print what it says."""

    async def whole() -> str:
        async with opened(settings, make=make) as database:
            return await deed(database, settings)

    print(asyncio.run(whole()))
