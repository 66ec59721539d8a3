"""Accounts: made, topped up, told; and the proof that ledger and projections agree."""

from typing import NamedTuple
from uuid import UUID

import asyncpg

from philae.core.errors import Conflict, NotFound
from philae.core.ids import uuid7
from philae.core.money import Book
from philae.ledger import posting
from philae.ledger.write import lock, write
from philae.store.db import Database
from philae.store.sql import load

OWNER = "owner"
PROOF = load("ledger_proof")


class Standing(NamedTuple):
    """What an account has in a book, in nano-USD."""

    available: int
    held: int
    unmetered: bool


async def create(database: Database, name: str, *, unmetered: bool = False) -> UUID:
    """A new account with empty balances. Raises `Conflict` if the name is taken."""
    identity = uuid7()
    async with database.transaction() as connection:
        sql = "insert into account (id, name, unmetered) values ($1, $2, $3) on conflict (name) do nothing returning id"
        if not await connection.fetch(sql, identity, name, unmetered):
            message = f"there is already an account called {name}"
            raise Conflict(message)
        rows = [(identity, book, unmetered) for book in ("live", "sandbox")]
        await connection.executemany("insert into balance (account, book, unmetered) values ($1, $2, $3)", rows)
    return identity


async def find(database: Database, name: str) -> UUID:
    """The account of that name or id. Raises `NotFound`."""
    row = await database.row("select id from account where name = $1 or id::text = $1", name)
    if row is None:
        message = f"there is no account called {name}"
        raise NotFound(message)
    return UUID(str(row["id"]))


async def standing(database: Database, account: UUID, book: Book) -> Standing:
    """What the account has in that book."""
    sql = "select available, held, unmetered from balance where account = $1 and book = $2"
    row = await database.row(sql, account, book)
    return Standing(row["available"], row["held"], row["unmetered"]) if row else Standing(0, 0, unmetered=False)


async def topup(database: Database, account: UUID, book: Book, amount: int, note: str | None = None) -> Standing:
    """Add money (negative: take it out). Raises a check violation if the balance would fall below zero."""
    move = posting.topup(uuid7(), account, book, amount, note)
    async with database.transaction() as connection:
        await lock(connection, [move])
        await write(connection, [move])
    return await standing(database, account, book)


async def statement(database: Database, account: UUID, limit: int = 50) -> list[asyncpg.Record]:
    """The newest entries of the account's own lines."""
    sql = "select at, txn, n, kind, book, amount, note, account from entry where account in ($1, $2) order by at desc, n desc limit $3"
    return await database.fetch(sql, posting.available(account), posting.held(account), limit)


async def saved(database: Database, account: UUID) -> int:
    """What the account did not pay since answers were given again, in nano-USD."""
    sql = "select coalesce(sum(saved), 0)::bigint as sum from call where account = $1 and saved > 0"
    row = await database.row(sql, account)
    return int(row["sum"]) if row else 0


async def proof(database: Database) -> list[asyncpg.Record]:
    """Every way in which the ledger disagrees with itself or with a projection; none when all is well."""
    return await database.fetch(PROOF)
