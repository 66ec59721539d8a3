"""Runway's pictures, drawn by what is seen in others (reference video-midjourney, section 8)."""

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import Field

from philae.catalog.runway import AS_OF, PRICES, Part, Picture, Runway
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate

Small = Literal["1280:720", "720:1280", "720:720", "960:720", "720:960", "1680:720"]
Large = Literal[
    "1920:1080",
    "1080:1920",
    "1024:1024",
    "1360:768",
    "1080:1080",
    "1168:880",
    "1440:1080",
    "1080:1440",
    "1808:768",
    "2112:912",
]


class Seen(Part):
    """A picture, and the name under which the prompt speaks of it: @name."""

    uri: Annotated[Picture, Media("reference")]
    tag: Annotated[str | None, Field(min_length=3, max_length=16)] = None


class Gen4Image(Runway):
    """gen4_image and gen4_image_turbo."""

    promptText: Annotated[str, Field(min_length=1, max_length=1000, description="What the picture should show.")]  # noqa: N815
    referenceImages: Annotated[  # noqa: N815
        list[Seen] | None, Field(min_length=1, max_length=3, description="Pictures to go by.")
    ] = None
    ratio: Annotated[Small | Large, Field(description="Width and height in pixels; the price follows it.")] = (
        "1920:1080"
    )


def _by_ratio() -> tuple[Rate, ...]:
    """Five credits where a side has 720 pixels, else eight."""
    priced = [*((ratio, "0.05") for ratio in get_args(Small)), *((ratio, "0.08") for ratio in get_args(Large))]
    return tuple(Rate("image", Decimal(price), when=(("ratio", ratio),)) for ratio, price in priced)


def _row(name: str, rates: tuple[Rate, ...], title: str) -> Model:
    return Model(name, "image.generate", Gen4Image, PRICES, AS_OF, rates, (Route("runway", name),), owner="runway",
                 title=title, max_n=1, deadline=3600.0)  # fmt: skip


ROWS = (
    _row("gen4_image", _by_ratio(), "Runway Gen-4 image"),
    _row("gen4_image_turbo", (Rate("image", Decimal("0.02")),), "Runway Gen-4 image turbo"),
)
