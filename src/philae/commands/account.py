"""`philae account`: who pays."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

import asyncpg
import typer

from philae.commands import words
from philae.commands.database import opened
from philae.commands.faults import Fault
from philae.commands.offer import real
from philae.commands.options import Data
from philae.commands.table import show
from philae.core.money import Book, nano
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store.db import Database

app = typer.Typer(no_args_is_help=True, help="Who pays: accounts, their balances and statements.")
BOOKS: tuple[Book, ...] = ("live", "sandbox")


def run(data: object, work: Callable[[Database, Settings], Awaitable[None]]) -> None:
    """Do the work with the gateway's database open."""

    async def job() -> None:
        settings = load(data=data)
        async with opened(settings) as database:
            await work(database, settings)

    asyncio.run(job())


@app.command()
def create(name: Annotated[str, typer.Argument(help="What it is called.")], data: Data = None) -> None:
    """Make an account; it is prepaid and starts at 0.

    Example:  philae account create team-red
    """

    async def work(database: Database, _: Settings) -> None:
        identity = await accounts.create(database, name)
        print(f"account {name} ({identity}); next: philae account topup {name} 20, philae key create --account {name}")

    run(data, work)


@app.command("list")
def everyone(data: Data = None) -> None:
    """List the accounts with their balances."""

    async def work(database: Database, _: Settings) -> None:
        sql = (
            "select a.name, b.book, b.available, b.held, b.unmetered from account a join balance b on b.account = a.id "
            "order by a.id, b.book"
        )
        rows = await database.fetch(sql)
        show(("account", "book", "available", "held"), [_standing(r) for r in rows])

    run(data, work)


def _standing(row: asyncpg.Record) -> tuple[str, ...]:
    left = "unmetered" if row["unmetered"] else words.money(row["available"], row["book"])
    return row["name"], row["book"], left, words.money(row["held"], row["book"])


@app.command("show")
def one(name: Annotated[str, typer.Argument(help="The account's name or id.")], data: Data = None) -> None:
    """Show one account: what it has, and what it used by model."""

    async def work(database: Database, _: Settings) -> None:
        account = await accounts.find(database, name)
        for book in BOOKS:
            standing = await accounts.standing(database, account, book)
            left = "unmetered" if standing.unmetered else words.money(standing.available, book)
            print(f"{book:<8} available {left}, held {words.money(standing.held, book)}")
        sql = (
            "select model, book, count(*) as n, sum(amount)::bigint as amount from usage where account = $1 "
            "group by model, book order by amount desc"
        )
        rows = await database.fetch(sql, account)
        shown = [(r["model"], r["book"], str(r["n"]), words.money(r["amount"], r["book"])) for r in rows]
        show(("model", "book", "tasks", "charged"), shown)

    run(data, work)


@app.command()
def topup(
    name: Annotated[str, typer.Argument(help="The account's name or id.")],
    amount: Annotated[str, typer.Argument(help="US dollars, such as 20 or 0.75; negative takes out.")],
    book: Annotated[
        Literal["live", "sandbox"] | None, typer.Option(help="Which money.", show_default="where requests are charged now")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Kept with the entry.")] = None,
    data: Data = None,
) -> None:
    """Add money to an account.

    Without --book it goes where the account's requests are charged at the moment: to the live book when a vendor is
    on, to the sandbox book (play money) while only the offline twin answers.

    Example:  philae account topup team-red 20
    """

    async def work(database: Database, settings: Settings) -> None:
        where: Book = book or ("live" if real(settings) else "sandbox")
        account = await accounts.find(database, name)
        try:
            cents = nano(amount)
            standing = await accounts.topup(database, account, where, cents, note)
        except ValueError as error:
            raise Fault(str(error)) from error
        except asyncpg.CheckViolationError as error:
            raise Fault(f"{name} does not have that much in its {where} book") from error
        except asyncpg.DataError as error:
            raise Fault(f"that is more than an account can hold: {amount}") from error
        why = "" if book else " (live: a vendor is on)" if where == "live" else " (sandbox: no vendor is on)"
        print(f"{name}: {words.money(cents, where)} added to the {where} book{why}; now {words.money(standing.available, where)}")

    run(data, work)


@app.command()
def statement(
    name: Annotated[str, typer.Argument(help="The account's name or id.")],
    limit: Annotated[int, typer.Option(help="How many entries, newest first.", min=1, max=10_000)] = 50,
    data: Data = None,
) -> None:
    """List the account's ledger entries, newest first."""

    async def work(database: Database, _: Settings) -> None:
        account = await accounts.find(database, name)
        rows = await accounts.statement(database, account, limit)
        shown = [
            (
                words.moment(r["at"]), r["kind"], r["book"], r["account"].rpartition(":")[2], words.money(r["amount"], r["book"]),
                str(r["txn"]), r["note"] or "",
            )
            for r in rows
        ]  # fmt: skip
        show(("at (UTC)", "kind", "book", "line", "amount", "transaction or task", "note"), shown)

    run(data, work)
