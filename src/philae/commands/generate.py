"""`philae generate`: a picture, a film or a shape from any model, saved to a file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from philae.commands import words
from philae.commands.body import Count, Height, Images, Mask, Params, Seed, Typed, Width, body
from philae.commands.follow import finished
from philae.commands.gateway import reached
from philae.commands.options import Data, application
from philae.commands.progress import Progress
from philae.commands.save import saved
from philae.settings import Settings, load

NAMES = {"image": "picture", "video": "film", "mesh": "shape", "audio": "sound"}
app = application()


@app.command()
def main(  # noqa: PLR0913, PLR0917  an option each
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model: `philae model list` names them.")],
    prompt: Annotated[str, typer.Argument(metavar="PROMPT", help="What it should show.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to.", show_default="out/MODEL-SEED.…")
    ] = None,
    width: Width = None,
    height: Height = None,
    seed: Seed = None,
    n: Count = 1,
    image: Images = None,
    mask: Mask = None,
    param: Params = None,
    data: Data = None,
) -> None:
    """Make a picture, a film or a shape and save it to a file.

    It asks the gateway of PHILAE_URL (with PHILAE_KEY), else the one that runs over ./data, else one that it starts
    for the moment. Progress is told on standard error; the end is the file and the receipt.

    For example:

        philae generate flux-2-pro "a lighthouse at dawn" -o lighthouse.jpg --width 1536 --height 1024 --seed 7
        philae generate flux-kontext-pro "make it winter" --image house.jpg -o winter.jpg
        philae generate gpt-image-2 "a paper boat" -p quality=low -p background=opaque
        philae generate studio/video "a fox in the snow" -p seconds=8 -o fox.mp4
        philae generate studio/mesh "a fox" -o fox.glb
    """
    typed = Typed(prompt, width, height, seed, n, tuple(image or ()), mask, tuple(param or ()), out)
    asyncio.run(_generate(load(data=data), model, typed))


async def _generate(settings: Settings, model: str, typed: Typed) -> None:
    with Progress("getting ready") as progress:
        async with reached(settings, progress.tell) as remote:
            schema = await remote.json("GET", f"/v1/models/{model}/schema")
            task = await remote.json("POST", "/v1/tasks", body(model, schema, typed))
            task = await finished(remote, task["id"], progress)
            files = [await saved(remote, task, place, typed.file) for place in range(len(task["outputs"]))]
    for file, made in zip(files, task["outputs"], strict=True):
        print(f"{NAMES.get(made['kind'], 'file'):<10} {file}   ({words.facts(made)})")
    print(f"drawn by   {words.drawn_by(task['receipt'].get('served_by', ''))}")
    print(f"receipt    {words.receipt(task)}, task {task['id']}")
    for note in [*task["warnings"], *(text for made in task["outputs"] for text in made["differs"])]:
        print(f"note       {note}")
