"""`philae task`: what was asked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec
import typer

from philae import logs
from philae.commands import words
from philae.commands.faults import Fault
from philae.commands.gateway import Remote, reached
from philae.commands.options import AsJson, Data
from philae.commands.progress import say
from philae.commands.table import show
from philae.settings import load

app = typer.Typer(no_args_is_help=True, help="The tasks: list, show, cancel, erase.")
Id = Annotated[str, typer.Argument(help="The task's id.")]


def run(data: object, work: Callable[[Remote], Awaitable[None]]) -> None:
    """Do the work with a gateway reached."""
    settings = load(data=data)
    logs.configure("error")

    async def job() -> None:
        async with reached(settings, say) as remote:
            await work(remote)

    asyncio.run(job())


@app.command("list")
def everything(
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many, newest first.")] = 20,
    state: Annotated[str | None, typer.Option(help="Of one state only.")] = None,
    model: Annotated[str | None, typer.Option(help="Of one model only.")] = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """List the newest tasks."""

    async def work(remote: Remote) -> None:
        query = f"?limit={limit}" + (f"&state={state}" if state else "") + (f"&model={model}" if model else "")
        found = (await remote.json("GET", f"/v1/tasks{query}"))["data"]
        if json:
            print(msgspec.json.encode(found).decode())
            return
        rows = [(t["id"], t["created_at"][:19], t["model"], t["state"], words.receipt(t), t["params"].get("prompt", "")[:40]) for t in found]
        show(("id", "created (UTC)", "model", "state", "receipt", "prompt"), rows)

    run(data, work)


@app.command("show")
def one(task: Id, data: Data = None) -> None:
    """Show one task as JSON."""

    async def work(remote: Remote) -> None:
        document = await remote.json("GET", f"/v1/tasks/{task}")
        print(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())

    run(data, work)


@app.command()
def cancel(task: Id, data: Data = None) -> None:
    """Cancel a task that runs."""

    async def work(remote: Remote) -> None:
        document = await remote.json("POST", f"/v1/tasks/{task}/cancel")
        print(f"task {task} is {document['state']}; {words.receipt(document)}")

    run(data, work)


@app.command()
def erase(task: Id, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, data: Data = None) -> None:
    """Erase a finished task and its files; its ledger entries stay."""
    if not yes and not typer.confirm(f"erase task {task} and its files?"):
        raise Fault("nothing was erased")

    async def work(remote: Remote) -> None:
        await remote.json("DELETE", f"/v1/tasks/{task}")
        print(f"task {task} is erased")

    run(data, work)
