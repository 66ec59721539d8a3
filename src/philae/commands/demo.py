"""`philae demo`: one picture through the public HTTP API, from nothing to a file."""

import asyncio
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from msgspec import Struct

from philae.commands import words
from philae.commands.faults import Fault
from philae.commands.follow import EVERY, doing, succeeded
from philae.commands.gateway import Remote, reached
from philae.commands.options import Data, application
from philae.commands.progress import Progress
from philae.commands.save import saved
from philae.settings import Settings, load

app = application()

MODEL, SEED = "flux-2-pro", 42
PROMPT = "ein fantastisches bild"
FLUX = {
    "prompt": PROMPT,
    "image_prompt": "",
    "aspect_ratio": "custom",
    "width": 2048,
    "height": 2048,
    "prompt_upsampling": False,
    "seed": SEED,
    "safety_tolerance": 2,
    "output_format": "jpeg",
    "webhook_url": "",
    "webhook_secret": "",
}
"""The request as Flux users type it."""


class Ask(Struct, frozen=True):
    """A request for one picture: which model, where it goes, what it says, and where its task is found afterwards."""

    model: str
    path: str
    body: dict[str, Any]
    poll: str


class Made(Struct, frozen=True):
    """What came of it: the request, the task's document, the file."""

    ask: Ask
    task: dict[str, Any]
    file: Path


@app.command()
def main(
    data: Data = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the picture goes.")] = Path("out"),
) -> None:
    """Ask for a picture and save it under out/: everything in one command.

    It starts a gateway over ./data on a free port, or uses the one that runs there, sends it the request that Flux
    users send, polls until the picture is ready, and saves it. Without a vendor's key the offline twin draws: a
    renderer, not an AI model. With one, the same command gets the picture from the real model, the price told first.

    For example:

        philae demo
        BFL_API_KEY=… philae demo
    """
    settings = load(data=data)
    asyncio.run(_demo(settings, out))


async def _demo(settings: Settings, out: Path) -> None:
    with Progress("getting ready", sys.stdout) as progress:
        async with reached(settings, progress.tell, own=True) as remote:
            ask = await chosen(remote)
            price = await remote.json("POST", "/v1/quote", _plain(ask))
            progress.note(f"asking {ask.model} for {PROMPT!r}: {words.price(price)}")
            task = await _ready(remote, ask, progress)
            file = await saved(remote, task, 0, None, out)
            public = remote.public
    for line in story(Made(ask, task, file), settings, public):
        print(line)


async def chosen(remote: Remote) -> Ask:
    """The Flux request; where vendors are on and none has that model, the first picture model of one that is."""
    listed = (await remote.json("GET", "/v1/models"))["data"]
    models = {m["id"]: m for m in listed if m["operation"] == "image.generate" and m["served_by"]}
    if MODEL in models:
        return Ask(MODEL, f"/flux/v1/{MODEL}", FLUX, "/flux/v1/get_result?id={id}")
    if not models:
        message = "no model can be asked: no vendor's key is set, and the offline twin is off"
        raise Fault(message)
    other = next((name for name, m in models.items() if not m["deprecated"]), next(iter(models)))
    return Ask(other, "/v1/tasks", {"model": other, "prompt": PROMPT}, "/v1/tasks/{id}")


def _plain(ask: Ask) -> dict[str, Any]:
    """The request in our own API's words, which a quote takes: what the model knows."""
    names = ("prompt", "width", "height", "seed", "safety_tolerance", "output_format")
    return {"model": ask.model} | {n: ask.body[n] for n in names if n in ask.body}


async def _ready(remote: Remote, ask: Ask, progress: Progress) -> dict[str, Any]:
    """The finished task's document, polled for as a Flux client polls."""
    task = (await remote.json("POST", ask.path, ask.body))["id"]
    while True:
        polled = await remote.json("GET", ask.poll.format(id=task))
        state = polled.get("status") or polled["state"]
        if state not in ("Pending", "queued", "running"):
            return succeeded(await remote.json("GET", f"/v1/tasks/{task}"))
        share = polled.get("progress") or 0.0
        progress.tell(await doing(remote, "running", share), share)
        await asyncio.sleep(EVERY)


def story(made: Made, settings: Settings, public: str) -> list[str]:
    """What was made, by whom, for how much; and how to go on by hand."""
    output, key = made.task["outputs"][0], settings.data / "owner.key"
    drawn = words.drawn_by(made.task["receipt"].get("served_by", ""))
    command = "make serve" if Path("Makefile").exists() else "philae serve"
    body = msgspec.json.format(msgspec.json.encode(made.ask.body), indent=0).decode()
    return [
        f"picture    {made.file.absolute()}   ({words.facts(output)})",
        f"drawn by   {drawn}",
        f"receipt    {words.receipt(made.task)}, task {made.task['id']}",
        "",
        f"now run `{command}` and paste:",
        "",
        f"  KEY=$(cat {shlex.quote(str(key))})",
        f'  curl -X POST {public}{made.ask.path} -H "Authorization: Bearer $KEY" \\',
        "    -H 'Content-Type: application/json' \\",
        f"    -d {shlex.quote(body)}",
        "",
        "  # the picture you just made: its result, and the file itself",
        f'  curl -H "Authorization: Bearer $KEY" "{public}{made.ask.poll.format(id=made.task["id"])}"',
        f'  curl -o picture.{made.file.suffix[1:]} "{output["url"]}"',
    ]
