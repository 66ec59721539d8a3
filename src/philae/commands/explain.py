"""`philae explain`: a task's story, from the database."""

from typing import Annotated, Any

import msgspec
import typer

from philae.commands import words
from philae.commands.account import run
from philae.commands.faults import Fault
from philae.commands.options import Data
from philae.core import ids
from philae.settings import Settings
from philae.store.db import Database
from philae.store.tasks import read

app = typer.Typer()


@app.command()
def main(task: Annotated[str, typer.Argument(help="The task's id.")], data: Data = None) -> None:
    """Tell a task's story: what was asked, each attempt at a vendor, the money, the webhooks.

    Example:  philae explain 01a20806-82eb-7b13-8858-90797384a1f9
    """
    identity = ids.parse(task)
    if identity is None:
        raise Fault(f"not a task's id: {task}")

    async def work(database: Database, _: Settings) -> None:
        found = (await read(database.fetch, [identity])).get(identity)
        if found is None:
            raise Fault(f"there is no task {task}")
        print(f"task {found.id}: {found.model}, {found.state}, asked in the {found.dialect} dialect")
        print(f"prompt: {found.params.get('prompt') or '-'}")
        story: list[tuple[Any, str]] = [(found.created_at, f"admitted; held {words.money(found.receipt.quoted, found.book)}")]
        story += await _attempts(database, identity)
        story += await _events(database, identity)
        story += await _money(database, identity)
        story += await _messages(database, identity)
        for at, text in sorted(story, key=lambda line: line[0]):
            print(f"  {words.moment(at)}  {text}")
        for warning in found.warnings:
            print(f"warning: {warning}")
        for asset in found.outputs:
            print(f"file: {asset.key}, {asset.mime}, {asset.width} x {asset.height}{''.join('; ' + d for d in asset.differs)}")
        if found.error:
            print(f"error: {found.error.code}: {found.error.message}")

    run(data, work)


async def _attempts(database: Database, task: Any) -> list[tuple[Any, str]]:
    rows = await database.fetch("select * from attempt where task = $1 order by part, no", task)
    return [
        (r["intent_at"], f"part {r['part']}, attempt {r['no']} at channel {r['channel']}: {r['state']}" + (f" ({r['note']})" if r["note"] else ""))
        for r in rows
    ]


async def _events(database: Database, task: Any) -> list[tuple[Any, str]]:
    rows = await database.fetch("select at, kind, data from event where task = $1 order by seq", task)
    return [(r["at"], f"{r['kind']}: {msgspec.json.decode(r['data']).get('state', r['data'])}") for r in rows]


async def _money(database: Database, task: Any) -> list[tuple[Any, str]]:
    rows = await database.fetch("select at, kind, account, book, amount from entry where txn = $1 and amount > 0 order by n", task)
    return [(r["at"], f"ledger: {r['kind']} {words.money(r['amount'], r['book'])} to {r['account']}") for r in rows]


async def _messages(database: Database, task: Any) -> list[tuple[Any, str]]:
    rows = await database.fetch("select event, state, tries, due from delivery where task = $1", task)
    told = []
    for r in rows:
        tries = msgspec.json.decode(r["tries"])
        answers = ", ".join(str(t.get("status", t.get("error"))) for t in tries) or "not tried yet"
        told.append((r["due"], f"webhook {r['event']}: {r['state']} ({answers})"))
    return told
