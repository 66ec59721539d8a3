"""OpenAI's films (reference video-midjourney, 4.1). OpenAI's own service ended on 2026-09-24; servers of its form serve on."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from philae.catalog.clip import Clip, Worded
from philae.catalog.sized import Sized
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate

PRICES = "help.apiyi.com/?p=3773, which quotes OpenAI's prices"
WIDE = ("1024x1792", "1792x1024")
HD = ("720x1280", "1280x720")


class Film(Sized, Clip):
    """What both models take."""

    renamed: ClassVar[dict[str, str]] = {}
    count: ClassVar[str] = ""
    area: ClassVar[int] = 1280 * 720
    longest: ClassVar[int] = 12
    prompt: Annotated[str, Field(min_length=1, max_length=32000, description="What the film should show.")]
    seconds: Annotated[Literal["4", "8", "12"], Worded, Field(description="Seconds.")] = "4"
    input_reference: Annotated[
        str | None, Media("first"), Field(description="The first frame, as large as the film: base64 or a URL.")
    ] = None


class Sora(Film):
    """sora-2."""

    sizes: ClassVar[tuple[str, ...]] = HD

    size: Annotated[Literal["720x1280", "1280x720"], Field(description="Width and height in pixels.")] = "720x1280"


class SoraPro(Film):
    """sora-2-pro."""

    sizes: ClassVar[tuple[str, ...]] = HD + WIDE

    size: Annotated[
        Literal["720x1280", "1280x720", "1024x1792", "1792x1024"], Field(description="Width and height in pixels.")
    ] = "720x1280"


def _second(price: str, sizes: tuple[str, ...]) -> tuple[Rate, ...]:
    return tuple(Rate("second", Decimal(price), when=(("size", size),)) for size in sizes)


def _row(name: str, params: type[Film], rates: tuple[Rate, ...], title: str) -> Model:
    return Model(name, "video.generate", params, PRICES, "2026-11", rates, (Route("openai", name),), owner="openai",
                 max_n=1, deadline=3600.0, title=title, deprecated=True)  # fmt: skip


ROWS = (
    _row("sora-2", Sora, _second("0.10", HD), "Sora 2"),
    _row("sora-2-pro", SoraPro, _second("0.30", HD) + _second("0.50", WIDE), "Sora 2 Pro"),
)
