"""`philae generate`: a picture in a file."""

import asyncio
import base64
from pathlib import Path
from typing import Annotated, Any

import typer

from philae import logs
from philae.catalog import find
from philae.commands import words
from philae.commands.ask import followed, path_for
from philae.commands.faults import Fault
from philae.commands.gateway import reached
from philae.commands.options import Data
from philae.commands.progress import Progress, say
from philae.settings import Settings, load

app = typer.Typer()

Model = Annotated[str, typer.Argument(help="A model's id, see philae model list.")]
Prompt = Annotated[str, typer.Argument(help="What to draw.")]
Width = Annotated[int | None, typer.Option(help="Pixels.")]
Height = Annotated[int | None, typer.Option(help="Pixels.")]
Seed = Annotated[int | None, typer.Option(help="The same seed gives the same picture, where a model has seeds.")]
Images = Annotated[list[Path] | None, typer.Option("--image", help="A picture to work from; may be given several times.")]
Further = Annotated[list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="Any other parameter of the model.")]


@app.command()
def main(  # noqa: PLR0913, PLR0917  one option each
    model: Model,
    prompt: Prompt,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file.", show_default="out/MODEL-SEED.…")] = None,
    width: Width = None,
    height: Height = None,
    seed: Seed = None,
    image: Images = None,
    further: Further = None,
    data: Data = None,
) -> None:
    """Make a picture and save it to a file.

    Uses the gateway of PHILAE_URL and PHILAE_KEY, or the one that runs over ./data; else starts one for the moment.
    Ends with the receipt.

    Examples:

      philae generate flux-2-pro "a red fox in the snow" -o fox.jpg --width 1024 --height 1024

      philae generate flux-kontext-pro "make it night" --image fox.jpg -o night.png -p aspect_ratio=1:1
    """
    settings = load(data=data)
    logs.configure("error")
    asyncio.run(_generate(settings, body(model, prompt, width, height, seed, image, further), out))


async def _generate(settings: Settings, order: dict[str, Any], out: Path | None) -> None:
    async with reached(settings, say) as remote:
        with Progress("submitting") as progress:
            taken = await remote.json("POST", "/v1/tasks", order)
            task = await followed(remote, taken["id"], progress)
        for output in task["outputs"]:
            path = out or path_for(task["model"], order.get("seed"), output["mime"], Path("out"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(await remote.file(output["url"]))
            print(f"picture   {path}  ({output['width']} x {output['height']})")
            for told in output.get("differs", []):
                print(f"differs   {told}")
        for told in task["warnings"]:
            print(f"warning   {told}")
        print(f"drawn by  {words.drawn_by(task['receipt'].get('served_by', ''))}")
        print(f"receipt   {words.receipt(task)}")
        print(f"task      {task['id']}")


def body(  # noqa: PLR0913, PLR0917  one for each option
    model: str,
    prompt: str,
    width: int | None,
    height: int | None,
    seed: int | None,
    images: list[Path] | None,
    further: list[str] | None,
) -> dict[str, Any]:
    """The order in the model's own names. Raises `Fault`."""
    row = find(model)
    order: dict[str, Any] = {"model": row.id, "prompt": prompt}
    given = {"width": width, "height": height, "seed": seed}
    order |= {name: value for name, value in given.items() if value is not None}
    fields = iter(row.params.media())
    for path in images or []:
        field = next(fields, None)
        if field is None:
            raise Fault(f"{row.id} does not take that many pictures")
        order[field] = base64.b64encode(path.read_bytes()).decode()
    for text in further or []:
        name, sign, value = text.partition("=")
        if not sign:
            raise Fault(f"-p takes NAME=VALUE, not {text!r}")
        order[name] = _value(value)
    return order


def _value(text: str) -> Any:
    """Numbers and truth values as such, a file after @, everything else as text."""
    if text.startswith("@"):
        return base64.b64encode(Path(text[1:]).read_bytes()).decode()
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
