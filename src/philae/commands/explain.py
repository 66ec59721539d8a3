"""`philae explain`: a task's story, from all that is on record about it."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import msgspec
import typer
from msgspec import Struct

from philae.commands import words
from philae.commands.database import opened
from philae.commands.options import Data, application
from philae.commands.task import identity, shown
from philae.core.errors import NotFound
from philae.settings import Settings, load
from philae.store.db import Database
from philae.store.tasks import read

app = application()

ATTEMPTS = {
    "intent": "about to be sent",
    "accepted": "taken by the vendor",
    "refused": "refused",
    "unknown": "sent, but no answer was read: it may have been taken",
    "done": "delivered",
    "failed": "failed",
}


class Line(Struct, frozen=True):
    """Something that happened; `rank` orders what shares a moment."""

    at: datetime
    rank: int
    what: str
    text: str


@app.command()
def main(task: Annotated[str, typer.Argument(metavar="ID", help="The task's id.")], data: Data = None) -> None:
    """Tell a task's story: events, attempts at vendors, money, webhooks, in the order in which they happened.

    For example:

        philae explain 01a20819-36ab-78a0-9379-2aa7d58b09f7
    """
    print(asyncio.run(_explain(load(data=data), identity(task))))


async def _explain(settings: Settings, task: UUID) -> str:
    async with opened(settings) as database:
        found = (await read(database.fetch, [task])).get(task)
        entries = await _rows(database, "select *, txn as task from entry where txn = $1 order by n, account", task)
        if found is None and not entries:
            message = f"there is no task {task}"
            raise NotFound(message)
        lines = [*_money(entries), *await _story(database, task)]
    head = shown(found) if found else f"task {task} is erased; its ledger entries stay"
    begun = min((line.at for line in lines), default=datetime.now().astimezone())
    told = [
        f"{words.moment(line.at)[11:]} {f'+{(line.at - begun).total_seconds():.3f} s':>12}  {line.what:<8} {line.text}"
        for line in sorted(lines, key=lambda line: (line.at, line.rank))
    ]
    return "\n".join([head, "", *told])


async def _story(database: Database, task: UUID) -> list[Line]:
    events = await _rows(database, "select at, seq, kind, data from event where task = $1 order by seq", task)
    attempts = await _rows(database, "select * from attempt where task = $1 order by part, no", task)
    deliveries = await _rows(database, "select * from delivery where task = $1 order by id", task)
    return [*_events(events), *_attempts(attempts), *(line for row in deliveries for line in _delivery(row))]


async def _rows(database: Database, sql: str, task: UUID) -> list[asyncpg.Record]:
    return await database.fetch(sql, task)


def _events(rows: list[asyncpg.Record]) -> Iterator[Line]:
    for row in rows:
        data = msgspec.json.decode(row["data"])
        rest = ", ".join(f"{k} {v}" for k, v in data.items() if k != "state" and isinstance(v, str | int | float))
        yield Line(
            row["at"],
            10 + row["seq"],
            row["kind"],
            " ".join(filter(None, (str(data.get("state", "")), f"({rest})" if rest else ""))),
        )


def _attempts(rows: list[asyncpg.Record]) -> Iterator[Line]:
    for row in rows:
        where = f"part {row['part'] + 1}, attempt {row['no']} at {row['channel']}"
        cost = f"; the vendor's cost {words.money(row['vendor_cost'])}" if row["vendor_cost"] is not None else ""
        note = f" ({row['note']})" if row["note"] else ""
        ref = f"; known there as {_short(row['ref'])}" if row["ref"] else ""
        yield Line(row["intent_at"], 5, "attempt", f"{where}: in the end {ATTEMPTS[row['state']]}{note}{ref}{cost}")


def _money(rows: list[asyncpg.Record]) -> Iterator[Line]:
    """One line a transaction: what moved from where to where."""
    for n in sorted({row["n"] for row in rows}):
        legs = [row for row in rows if row["n"] == n]
        amount = max(row["amount"] for row in legs)
        if amount == 0:
            continue
        into = next(row["account"] for row in legs if row["amount"] == amount)
        source = next(row["account"] for row in legs if row["amount"] < 0)
        note = f" ({legs[0]['note']})" if legs[0]["note"] else ""
        text = f"{legs[0]['kind']} {words.money(amount, legs[0]['book'])}: {_pocket(source)} → {_pocket(into)}{note}"
        yield Line(legs[0]["at"], 20 + n, "money", text)


def _delivery(row: asyncpg.Record) -> Iterator[Line]:
    """One line a try, and one for what is still to be sent."""
    url = msgspec.json.decode(row["notify"])["url"]
    for number, one in enumerate(msgspec.json.decode(row["tries"]), 1):
        answer = f"answered {one['status']}" if "status" in one else one.get("error", "no answer")
        at = datetime.fromisoformat(one["at"])
        yield Line(at, 50, "webhook", f"{row['event']} → {url}: try {number} {answer} in {one['seconds']} s")
    if row["state"] == "pending":
        yield Line(row["due"], 51, "webhook", f"{row['event']} → {url}: next try due")


def _pocket(account: str) -> str:
    """A ledger account in words."""
    return (
        {"available": "balance", "held": "held"}.get(account.rsplit(":", 1)[1], account)
        if account.startswith("acct:")
        else account
    )


def _short(ref: str) -> str:
    document: Any = msgspec.json.decode(ref)
    text = str(document.get("id") or document) if isinstance(document, dict) else str(document)
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004  a line's width
