"""`philae demo`: the main job from end to end, through the public HTTP API."""

import asyncio
import json
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from philae import logs
from philae.commands import words
from philae.commands.ask import followed, path_for
from philae.commands.gateway import Remote, reached
from philae.commands.offer import real
from philae.commands.options import Data
from philae.commands.progress import Progress, say
from philae.settings import Settings, load

app = typer.Typer()
MODEL = "flux-2-pro"
BODY: dict[str, Any] = {
    "prompt": "ein fantastisches bild",
    "image_prompt": "",
    "aspect_ratio": "custom",
    "width": 2048,
    "height": 2048,
    "prompt_upsampling": False,
    "seed": 42,
    "safety_tolerance": 2,
    "output_format": "jpeg",
    "webhook_url": "",
    "webhook_secret": "",
}


@app.command()
def main(
    data: Data = None,
    out: Annotated[Path, typer.Option(help="The folder that the picture goes to.")] = Path("out"),
) -> None:
    """Ask a gateway for a picture and save it under out/.

    Starts a gateway over ./data (or uses the one that runs there), submits a Flux request to it over HTTP, polls it to
    Ready and fetches the picture. Without a vendor's key the offline twin draws it; with BFL_API_KEY set the same
    request goes to the real model, its price told first.

    Examples:

      philae demo

      BFL_API_KEY=… philae demo
    """
    settings = load(data=data)
    logs.configure("error")
    asyncio.run(_demo(settings, out))


async def _demo(settings: Settings, out: Path) -> None:
    async with reached(settings, say, own=True) as remote:
        await _price(remote, settings)
        print(f"POST {remote.url}/flux/v1/{MODEL}", flush=True)
        taken = await remote.json("POST", f"/flux/v1/{MODEL}", BODY)
        print(f"  -> id {taken['id']}, polled at {taken['polling_url']}", flush=True)
        with Progress("submitted") as progress:
            task = await followed(remote, taken["id"], progress)
        result = await remote.json("GET", f"/flux/v1/get_result?id={taken['id']}")
        link = result["result"]["sample"]
        output = task["outputs"][0]
        out.mkdir(parents=True, exist_ok=True)
        path = path_for(MODEL, BODY["seed"], output["mime"], out)
        path.write_bytes(await remote.file(link))
        _tell(path, task, output, remote, link)


async def _price(remote: Remote, settings: Settings) -> None:
    """Told before anything is bought."""
    quote = await remote.json("POST", "/v1/quote", {**BODY, "model": MODEL})
    price = words.money(quote["price"], quote["book"])
    who = "the offline twin" if quote["served_by"] == "studio" else f"the real model at {', '.join(real(settings))}"
    print(f"{MODEL}, {BODY['width']} x {BODY['height']}, drawn by {who}: {price}", flush=True)


def _tell(path: Path, task: dict[str, Any], output: dict[str, Any], remote: Remote, link: str) -> None:
    body = shlex.quote(json.dumps(BODY))
    print(f"""
picture   {path.absolute()}  ({output['width']} x {output['height']}, {output['bytes'] / 1e6:.1f} MB)
drawn by  {words.drawn_by(task['receipt'].get('served_by', ''))}
receipt   {words.receipt(task)}

now run `make serve` and paste:

  KEY={remote.key}

  curl -X POST {remote.public}/flux/v1/{MODEL} -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
    -d {body}

  curl '{remote.public}/flux/v1/get_result?id={task['id']}'

  curl -o picture.jpg '{link}'
""")
