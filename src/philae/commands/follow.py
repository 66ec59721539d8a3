"""A task from its submit to its end, with progress told on the way."""

import asyncio
from typing import Any

from philae.commands.faults import Fault
from philae.commands.gateway import Remote
from philae.commands.progress import Progress
from philae.commands.warmth import warmth

EVERY = 0.3
FINAL = ("succeeded", "failed", "canceled")
WAITING = {"queued": "waiting for its turn", "running": "drawing"}


async def finished(remote: Remote, task: str, progress: Progress) -> dict[str, Any]:
    """The task's document when it has succeeded. Raises `Fault` in words when it has not."""
    while (document := await remote.json("GET", f"/v1/tasks/{task}"))["state"] not in FINAL:
        progress.tell(await doing(remote, document["state"], document["progress"]), document["progress"])
        await asyncio.sleep(EVERY)
    return succeeded(document)


def succeeded(document: dict[str, Any]) -> dict[str, Any]:
    """The same document. Raises `Fault` unless there is a result."""
    if document["state"] == "succeeded":
        return document
    reason = document.get("error", {}).get("message", "it was canceled")
    message = f"no picture: {reason}. Nothing was charged; `philae explain {document['id']}` tells the story"
    if document["receipt"]["captured"].strip("0."):
        message = f"no picture: {reason}. `philae explain {document['id']}` tells the story"
    raise Fault(message)


async def doing(remote: Remote, state: str, progress: float) -> str:
    """What goes on, in words; a studio that still compiles says so."""
    if progress == 0 and remote.studio:
        share = await warmth(remote.studio)
        if share is not None and share < 1:
            return "the offline twin prepares its engines"
    return WAITING.get(state, state.replace("_", " "))
