"""`philae quote`: what a picture would cost."""

import asyncio

import typer

from philae import logs
from philae.commands import words
from philae.commands.gateway import reached
from philae.commands.generate import Further, Height, Images, Model, Prompt, Seed, Width, body
from philae.commands.options import Data
from philae.commands.progress import say
from philae.settings import load

app = typer.Typer()


@app.command()
def main(  # noqa: PLR0913, PLR0917  one option each
    model: Model,
    prompt: Prompt = "",
    width: Width = None,
    height: Height = None,
    seed: Seed = None,
    image: Images = None,
    further: Further = None,
    data: Data = None,
) -> None:
    """Say what a picture would cost, without making it. Nothing is stored or billed.

    Example:  philae quote flux-2-pro "a fox" --width 2048 --height 2048
    """
    settings = load(data=data)
    logs.configure("error")
    order = body(model, prompt, width, height, seed, image, further)

    async def ask() -> None:
        async with reached(settings, say) as remote:
            quote = await remote.json("POST", "/v1/quote", order)
            who = "the offline twin" if quote["served_by"] == "studio" else "a vendor"
            print(f"{words.money(quote['price'], quote['book'])} at most, served by {who} ({quote['book']} book)")
            for told in quote["warnings"]:
                print(f"warning: {told}")

    asyncio.run(ask())
