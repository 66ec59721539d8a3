"""Leases: what a process takes ahead of what an account and a key may spend, and gives back."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from philae.core.lease import Grant, Lease
from philae.core.money import Book
from philae.ledger import lending
from philae.ledger.posting import Posting
from philae.ledger.transact import transact
from philae.ledger.write import LOCK, write
from philae.store.db import Connection, Database
from philae.store.sql import load
from philae.store.tasks import columns

CHANNEL = "philae_recall"
"""Where processes hear that somebody misses what they hold idle; `news` reads its payload."""
LIFE = 300.0
"""Seconds until a lease has to be renewed: so long the relay spends what it has while the database is away."""
SHARE = 8
"""Beyond the need, a process takes at most one part in so many of what is left."""
ENDLESS = 1 << 62
FIGURES, EXTEND, LOWER, RENEW = (
    load(n) for n in ("figures_lock", "leases_extend", "leases_lower", "leases_renew")
)  # fmt: skip
OPEN = "select id, account, key, book from lease where process = $1 and closed_at is null"
HELD = "select id, amount, spent, n from lease where id = any($1) and process = $2 and closed_at is null order by id for update"


class Left(NamedTuple):
    """What account and key may still spend; None: no limit."""

    available: int | None
    budget: int | None

    def grant(self, least: int, wanted: int, ahead: int) -> int:
        """Everything wanted and some ahead, or as much as there is, or nothing if it is less than `least`."""
        left = min((limit for limit in self if limit is not None), default=ENDLESS)
        if left < least:
            return 0
        if left < wanted:
            return left
        share = (left - wanted) // SHARE
        return wanted + (min(ahead, share) if share >= wanted else 0)

    def less(self, amount: int) -> "Left":
        """After a grant."""
        return Left(*(None if limit is None else limit - amount for limit in self))


class Leases:
    """The leases of one process."""

    def __init__(self, database: Database, process: UUID, life: float = LIFE) -> None:
        """`life`: seconds that a lease is good for without being renewed."""
        self.life = life
        self._database = database
        self._process = process

    async def take(self, lease: Lease, least: int, wanted: int, ahead: int = 0) -> Grant:
        """Put more into the lease, which begins with it, and renew it: `wanted`, or what is there if that is `least`.

        `ahead` comes on top where it is a small part of what is left. Raises `Unavailable`: then perhaps it was put in;
        `trim` makes it certain.
        """

        async def work(connection: Connection) -> Grant:
            left = await _left(connection, lease)
            row = await connection.fetchrow("select n, closed_at from lease where id = $1 for update", lease.id)
            if row and row["closed_at"]:
                return Grant(0, *left, closed=True)
            amount, n = left.grant(least, wanted, ahead), row["n"] if row else 0
            if not amount and (least or not row):
                return Grant(0, *left)
            await write(connection, [lending.lend(lease, n + 1, amount)] if amount else [])
            await connection.execute(
                EXTEND, lease.id, lease.account, lease.key, lease.book, self._process, amount, n + bool(amount), self.life
            )  # fmt: skip
            return Grant(amount, *left.less(amount))

        return await transact(self._database, work)

    async def trim(self, keeps: Mapping[Lease, int], *, done: bool = False) -> set[UUID]:
        """Give back all but `keeps` of each lease: what was spent from it or is promised. `done`: there will be no more.

        Which of the leases are closed now: those done whose calls are all captured.
        """
        return await transact(self._database, lambda c: _lower(c, self._process, keeps, done=done))

    async def renew(self, leases: Collection[UUID]) -> set[UUID]:
        """Begin the term of these leases anew; those that were open."""
        return {r["id"] for r in await self._database.fetch(RENEW, list(leases), self._process, self.life)}

    async def recall(self, account: UUID, book: Book) -> None:
        """Ask all other processes to give back what they hold idle of that account."""
        await self._database.fetch("select pg_notify($1, $2)", CHANNEL, f"{self._process} {account} {book}")


class Recall(NamedTuple):
    """Somebody's call waits for money of that account: whose, in which book."""

    process: UUID
    account: UUID
    book: Book


def news(payload: str) -> Recall:
    """What was said on `CHANNEL`."""
    process, account, book = payload.split()
    return Recall(UUID(process), UUID(account), "live" if book == "live" else "sandbox")


async def bury(database: Database, process: UUID) -> int:
    """Give back what a dead process's leases still hold; how many. Only once all of its records were written."""

    async def work(connection: Connection) -> int:
        leases = [Lease(r["id"], r["account"], r["key"], r["book"]) for r in await connection.fetch(OPEN, process)]
        return len(await _lower(connection, process, dict.fromkeys(leases, 0), done=True))

    return await transact(database, work)


async def prune(database: Database) -> None:
    """Forget leases that were closed a month ago; their entries stay."""
    await database.fetch("delete from lease where closed_at < now() - interval '30 days'")


async def _left(connection: Connection, lease: Lease) -> Left:
    """What account and key have, their rows locked."""
    available: int | None = 0
    budget: int | None = 0
    for row in await connection.fetch(FIGURES, [lease.account], [lease.key]):
        if row["id"] == lease.account and row["book"] == lease.book:
            available = None if row["unmetered"] else max(0, row["available"])
        elif row["id"] == lease.key:
            budget = None if row["budget"] is None else max(0, row["budget"] - row["spent"] - row["held"])
    return Left(available, budget)


async def _lower(connection: Connection, process: UUID, keeps: Mapping[Lease, int], *, done: bool) -> set[UUID]:
    """Lower the leases' amounts to what is kept, but not below what was captured."""
    known = {lease.id: lease for lease in keeps}
    await connection.execute(LOCK, sorted({k.account for k in keeps}), sorted({k.key for k in keeps}))
    rows = await connection.fetch(HELD, list(known), process)
    lowered, postings = [], list[Posting]()
    for row in rows:
        lease, amount = known[row["id"]], row["amount"]
        keep = min(amount, max(keeps[lease], row["spent"]))
        if keep < amount:
            postings.append(lending.give_back(lease, row["n"] + 1, amount - keep))
        lowered.append((lease.id, keep, row["n"] + (keep < amount)))
    await write(connection, postings)
    told = await connection.fetch(LOWER, *columns(lowered, 3), done)
    gone = known.keys() - {r["id"] for r in rows} if done else set()
    return {r["id"] for r in told if r["closed_at"]} | gone
