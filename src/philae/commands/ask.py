"""Asking a gateway for a picture and following it to its end, for `demo` and `generate`."""

import asyncio
from pathlib import Path
from typing import Any

from philae.commands.faults import Fault
from philae.commands.gateway import Remote
from philae.commands.progress import Progress
from philae.commands.warmth import warmth

EVERY = 0.4
SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


async def followed(remote: Remote, task: str, progress: Progress) -> dict[str, Any]:
    """The finished task. Raises `Fault` with its reason if there is no picture."""
    while True:
        document: dict[str, Any] = await remote.json("GET", f"/v1/tasks/{task}")
        match document["state"]:
            case "succeeded":
                return document
            case "failed" | "canceled":
                message = f"no picture: {document['error']['message']} (task {task})"
                raise Fault(message)
        progress.tell(await _stage(remote, document), document["progress"])
        await asyncio.sleep(EVERY)


async def _stage(remote: Remote, document: dict[str, Any]) -> str:
    if document["state"] == "queued":
        return "waiting for its turn"
    warm = await warmth(remote.studio) if remote.studio and not document["progress"] else None
    if warm is not None and warm < 1:
        return f"the offline twin compiles its engines, once after an installation ({warm:.0%})"
    return "drawing"


def path_for(model: str, seed: int | None, mime: str, folder: Path) -> Path:
    """A name that says what made the picture; an earlier one is not overwritten."""
    stem = f"{model.replace('/', '-')}-{seed if seed is not None else 'any'}"
    path, number = folder / f"{stem}.{SUFFIX.get(mime, 'bin')}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{SUFFIX.get(mime, 'bin')}", number + 1
    return path
