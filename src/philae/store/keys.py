"""API keys: stored hashed, shown once, found by their hash."""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from philae.core.errors import NotFound
from philae.core.ids import uuid7
from philae.core.money import Book
from philae.store.db import Database

FIELDS = (
    "id, account, book, name, hint, budget, spent, held, running, models, ips, rpm, tpm, concurrency, cache, keep_bodies, era, "
    "expires_at, revoked_at, created_at"
)


class KeyLimits(Struct, frozen=True):
    """What a new key may do; None: no limit. `budget` in nano-USD, `cache` and `keep_bodies` in seconds.

    `era`: the form of answers on which documents disagree, None for the vendor's own.
    """

    book: Book = "live"
    budget: int | None = None
    models: tuple[str, ...] | None = None
    ips: tuple[str, ...] | None = None
    rpm: int | None = None
    tpm: int | None = None
    cache: int | None = None
    keep_bodies: int | None = None
    concurrency: int | None = None
    era: str | None = None
    expires_at: datetime | None = None


def digest(key: str) -> bytes:
    """What is stored of a key: 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).digest()


def generate() -> str:
    """A new key."""
    return f"sk-{secrets.token_urlsafe(32)}"


async def create(
    database: Database, account: UUID, name: str, limits: KeyLimits, text: str | None = None
) -> tuple[UUID, str]:
    """Write a key, generated unless given; its id, and the key itself, which is not kept."""
    text = text or generate()
    identity = uuid7()
    row: dict[str, Any] = {
        "id": identity, "account": account, "hash": digest(text), "hint": f"{text[:6]}…{text[-4:]}", "name": name,
        **msgspec.structs.asdict(limits),
    }  # fmt: skip
    row |= {n: list(row[n]) for n in ("models", "ips") if row[n] is not None}
    places = ", ".join(f"${n}" for n in range(1, len(row) + 1))
    sql = f"insert into key ({', '.join(row)}) values ({places}) on conflict (hash) do nothing"  # noqa: S608  names are ours
    await database.fetch(sql, *row.values())
    return identity, text


async def find(database: Database, hashed: bytes) -> asyncpg.Record | None:
    """The row of the key with that hash, with its account's name as `owner`, and whether that is `unmetered`."""
    named = ", ".join(f"k.{field.strip()}" for field in FIELDS.split(","))
    sql = (
        f"select {named}, a.name as owner, a.unmetered from key k join account a on a.id = k.account where k.hash = $1"  # noqa: S608
    )
    return await database.row(sql, hashed)


async def of_account(database: Database, account: UUID | None) -> list[asyncpg.Record]:
    """The account's keys, or all; newest first."""
    sql = f"select {FIELDS} from key where ($1::uuid is null or account = $1) order by id desc"  # noqa: S608
    return await database.fetch(sql, account)


async def change(database: Database, key: UUID, changes: dict[str, Any]) -> None:
    """Set those columns of a key. Raises `NotFound`."""
    names = ", ".join(f"{name} = ${i}" for i, name in enumerate(changes, 2))
    sql = f"update key set {names} where id = $1 returning pg_notify('philae_key', id::text)"  # noqa: S608  names are ours
    if not await database.fetch(sql, key, *changes.values()):
        message = "no such key"
        raise NotFound(message)
