"""`philae task`: the tasks of every account."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from philae.commands import words
from philae.commands.database import opened
from philae.commands.faults import Fault
from philae.commands.options import AsJson, Data, application
from philae.commands.table import facts, table
from philae.core import ids
from philae.core.task import Task
from philae.engine.hub import Hub
from philae.engine.tasks import Tasks
from philae.ledger import accounts
from philae.settings import Settings, load
from philae.store.assets import Assets
from philae.store.db import Database
from philae.store.tasks import COLUMNS, of_row
from philae.vendors.philae.dialect import task_document

app = application("The tasks: list, show, cancel, erase.")
Id = Annotated[str, typer.Argument(metavar="ID", help="The task's id.")]
LISTED = (
    f"select {COLUMNS} from task where ($1::uuid is null or account = $1) and ($2::text is null or state = $2) "  # noqa: S608
    "and ($3::text is null or model = $3) order by id desc limit $4"
)


class State(StrEnum):
    """Where a task stands."""

    queued = "queued"
    running = "running"
    awaiting_input = "awaiting_input"
    succeeded = "succeeded"
    failed = "failed"
    canceled = "canceled"


@app.command("list")
def list_all(
    account: Annotated[str | None, typer.Option(help="This account's only.")] = None,
    state: Annotated[State | None, typer.Option(help="Only those that stand so.")] = None,
    model: Annotated[str | None, typer.Option(help="This model's only.")] = None,
    limit: Annotated[int, typer.Option(help="How many.", min=1)] = 20,
    data: Data = None,
) -> None:
    """List tasks, newest first.

    For example:

        philae task list
        philae task list --state failed --account team-blue
    """

    async def deed(database: Database, _: Settings) -> str:
        identity = await accounts.find(database, account) if account else None
        names = {row["id"]: row["name"] for row in await database.fetch("select id, name from account")}
        found = [of_row(r) for r in await database.fetch(LISTED, identity, state and state.value, model, limit)]
        rows = [
            (
                t.id,
                words.moment(t.created_at),
                names.get(t.account, "-"),
                t.model,
                t.state,
                words.money(t.receipt.captured, t.book),
                _prompt(t),
            )
            for t in found
        ]
        return table(("task", "at (UTC)", "account", "model", "state", "cost", "prompt"), rows, "there is no task")

    _run(deed, data)


@app.command()
def show(task: Id, as_json: AsJson = False, data: Data = None) -> None:
    """Show a task: what was asked, what came of it, what it cost. `philae explain` tells its whole story."""

    async def deed(database: Database, settings: Settings) -> str:
        found = await Tasks(database, Hub(), Assets(settings.storage())).get(identity(task), None)
        return json.dumps(task_document(found), indent=2) if as_json else shown(found)

    _run(deed, data)


@app.command()
def cancel(task: Id, data: Data = None) -> None:
    """Ask a task to end. What its vendor bills anyway is charged, and said."""

    async def deed(database: Database, settings: Settings) -> str:
        tasks = Tasks(database, Hub(), Assets(settings.storage()))
        found = await tasks.get(identity(task), None)
        if found.final:
            return f"it is over already: {found.state}"
        await tasks.cancel(found.id, found.account)
        after = await tasks.wait(found.id, 5.0)
        return after.state if after.final else "asked; the gateway ends it as soon as it runs"

    _run(deed, data)


@app.command()
def erase(
    task: Id, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False, data: Data = None
) -> None:
    """Remove a finished task with its files. Its ledger entries stay."""
    if not yes:
        typer.confirm(f"remove task {task} and its files for good?", abort=True)

    async def deed(database: Database, settings: Settings) -> str:
        tasks = Tasks(database, Hub(), Assets(settings.storage()))
        found = await tasks.get(identity(task), None)
        await tasks.erase(found.id, found.account)
        return f"{found.id} is erased"

    _run(deed, data)


def identity(text: str) -> UUID:
    """The id that was typed. Raises `Fault`."""
    found = ids.parse(text)
    if found is None:
        message = f"{text!r} is not the id of a task: `philae task list` names them"
        raise Fault(message)
    return found


def shown(task: Task) -> str:
    """What was asked, what came of it."""
    document = task_document(task)
    asked = {name: value for name, value in document["params"].items() if value not in (None, "")}
    error = document.get("error")
    rows: list[tuple[str, object]] = [
        ("task", task.id),
        ("model", f"{task.model} ({task.operation}), asked for in the words of {task.dialect}"),
        ("state", f"{task.state}, {task.progress:.0%}" if not task.final else task.state),
        ("asked", "; ".join(f"{name}={value}" for name, value in asked.items())),
        ("made", f"{words.moment(task.created_at)} UTC"),
        ("ended", f"{words.moment(task.finished_at)} UTC" if task.finished_at else None),
        ("error", f"{error['code']}: {error['message']}" if error else None),
        ("served by", task.receipt.served_by or None),
        ("receipt", words.receipt(document)),
        *((f"file {a.part}", f"{a.mime}, {a.width} × {a.height}, {words.size(a.size)}, {a.key}") for a in task.outputs),
        *(("note", warning) for warning in task.warnings),
    ]
    return facts(rows)


def _prompt(task: Task) -> str:
    text = str(task.params.get("prompt") or "").replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004  a column's width


def _run(deed: Callable[[Database, Settings], Awaitable[str]], data: Path | None) -> None:
    async def whole() -> str:
        settings = load(data=data)
        async with opened(settings) as database:
            return await deed(database, settings)

    print(asyncio.run(whole()))
