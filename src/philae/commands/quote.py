"""`philae quote`: a price before the call."""

import asyncio
from typing import Annotated

import typer

from philae.commands import words
from philae.commands.body import Count, Height, Images, Mask, Params, Seed, Typed, Width, body
from philae.commands.gateway import reached
from philae.commands.options import Data, application
from philae.commands.progress import say
from philae.settings import Settings, load

app = application()


@app.command()
def main(  # noqa: PLR0913, PLR0917  an option each
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model: `philae model list` names them.")],
    prompt: Annotated[str, typer.Argument(metavar="PROMPT", help="What the picture should show.")] = "",
    width: Width = None,
    height: Height = None,
    seed: Seed = None,
    n: Count = 1,
    image: Images = None,
    mask: Mask = None,
    param: Params = None,
    data: Data = None,
) -> None:
    """Say what a picture would cost, without making it.

    The price is the upper bound that would be held; nothing is stored, and nothing is charged. The parameters are
    shown as the model understands them.

    For example:

        philae quote flux-2-pro "a lighthouse" --width 2048 --height 2048
        philae quote gpt-image-2 "a paper boat" -n 4 -p quality=high
    """
    typed = Typed(prompt, width, height, seed, n, tuple(image or ()), mask, tuple(param or ()))
    asyncio.run(_quote(load(data=data), model, typed))


async def _quote(settings: Settings, model: str, typed: Typed) -> None:
    async with reached(settings, say) as remote:
        schema = await remote.json("GET", f"/v1/models/{model}/schema")
        quote = await remote.json("POST", "/v1/quote", body(model, schema, typed))
    print(f"price      {words.price(quote)}")
    print(f"model      {quote['model']}, {words.count(quote['n'], 'picture')}, {quote['book']} book")
    print("understood " + ", ".join(f"{name}={value!r}" for name, value in quote["params"].items()))
    for warning in quote["warnings"]:
        print(f"note       {warning}")
