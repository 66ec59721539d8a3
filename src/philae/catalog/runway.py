"""Runway's films (reference video-midjourney, section 8)."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from philae.catalog.clip import Clip, framed, lasting
from philae.catalog.sized import Sized
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate
from philae.core.params import Params

PRICES = (
    "skillspool.org, Runway's API reference as a skill, which lists credits; a credit is $0.01 (modelslab.com/blog)"
)
OLD = "hivebook.wiki/wiki/runway-gen-3-gen-4-text-and-image-to-video-generation; a credit is $0.01 (modelslab.com/blog)"
UPSCALES = (
    "wavespeed.ai/docs/docs-api/runwayml/runwayml-upscale-v1: $0.02 a second, which are Runway's two credits at $0.01 "
    "(docs.dev.runwayml.com/guides/pricing)"
)
AS_OF = "2026-11"
Text = Annotated[str, Field(min_length=1, max_length=1000, description="What the film should show.")]
Maybe = Annotated[
    Annotated[str, Field(min_length=1, max_length=1000)] | None, Field(description="What the film should show.")
]
Picture = Annotated[str, AfterValidator(framed(shortest=1, longest=2.0))]
Wide = Literal["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"]
Ratio = Annotated[Wide, Field(description="Width and height in pixels.")]


class Part(BaseModel):
    """An object among the parameters; what it does not know is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Moderation(Part):
    """How strictly well-known people are kept out."""

    publicFigureThreshold: Literal["auto", "low"] | None = None  # noqa: N815  the vendor's name


class Runway(Sized):
    """What every model takes."""

    vendor: ClassVar[str] = "runway"
    renamed: ClassVar[dict[str, str]] = {"prompt": "promptText", "seconds": "duration"}
    count: ClassVar[str] = ""
    word: ClassVar[str] = "ratio"
    cross: ClassVar[str] = ":"
    area: ClassVar[int] = 1280 * 720

    seed: Annotated[int | None, Field(ge=0, le=4294967295, description="The same one gives nearly the same.")] = None
    contentModeration: Annotated[Moderation | None, Field(description="How strict the filter is.")] = None  # noqa: N815


class Film(Runway, Clip):
    """What films take."""


class First(Part):
    """A picture, and where it stands in the film."""

    uri: Annotated[Picture, Media("first")]
    position: Literal["first"]


class Frame(Part):
    """A picture, and where it stands in the film."""

    uri: Annotated[Picture, Media("first")]
    position: Literal["first", "last"]


class Gen4Turbo(Film):
    """gen4_turbo: a first frame."""

    promptImage: Annotated[  # noqa: N815
        Picture | Annotated[list[First], Field(min_length=1, max_length=1)], Media("first"),
        Field(description="The first frame: base64 or a URL."),
    ]  # fmt: skip
    promptText: Maybe = None  # noqa: N815
    ratio: Ratio = "1280:720"
    duration: Annotated[int, Field(ge=2, le=10, description="Seconds.")] = 5


class Gen3Turbo(Film):
    """gen3a_turbo: a first frame, a last one, or both."""

    promptImage: Annotated[  # noqa: N815
        Picture | Annotated[list[Frame], Field(min_length=1, max_length=2)], Media("first"),
        Field(description="The first frame, or frames with their positions: base64 or URLs."),
    ]  # fmt: skip
    promptText: Maybe = None  # noqa: N815
    ratio: Annotated[Literal["1280:768", "768:1280"], Field(description="Width and height in pixels.")] = "1280:768"
    duration: Annotated[Literal[5, 10], Field(description="Seconds.")] = 5
    watermark: Annotated[bool | None, Field(description="Whether Runway's mark is seen.")] = None


class Gen45(Film):
    """gen4.5: text, and perhaps a first frame."""

    promptText: Text  # noqa: N815
    promptImage: Annotated[  # noqa: N815
        Picture | Annotated[list[First], Field(min_length=1, max_length=1)] | None, Media("first"),
        Field(description="The first frame: base64 or a URL."),
    ] = None  # fmt: skip
    ratio: Ratio = "1280:720"
    duration: Annotated[int, Field(ge=2, le=10, description="Seconds.")] = 5


class Style(Part):
    """A picture to go by."""

    type: Literal["image"]
    uri: Annotated[Picture, Media("reference")]


class Aleph(Film):
    """gen4_aleph: a film becomes another."""

    videoUri: Annotated[str, Media("source", "video"), Field(description="The film: base64 or a URL.")]  # noqa: N815
    promptText: Text  # noqa: N815
    references: Annotated[list[Style] | None, Field(max_length=1, description="A picture to go by.")] = None
    ratio: Annotated[
        Wide | Literal["848:480", "640:480"] | None,
        Field(description="Width and height in pixels; else the film's own."),
    ] = None


class Character(Part):
    """Who acts: a portrait."""

    type: Literal["image"]
    uri: Annotated[Picture, Media("first")]


class Filmed(Part):
    """Who acts, in a film."""

    type: Literal["video"]
    uri: Annotated[str, Media("source", "video")]


class Performance(Part):
    """What is acted."""

    type: Literal["video"]
    uri: Annotated[str, Media("control", "video"), AfterValidator(lasting(3, 30))]


class ActTwo(Film):
    """act_two: somebody does what another does; as long as that."""

    longest: ClassVar[int] = 30

    character: Annotated[Character | Filmed, Field(description="Who acts.")]
    reference: Annotated[Performance, Field(description="What is acted: 3 to 30 seconds.")]
    bodyControl: Annotated[bool | None, Field(description="Whether the body moves too.")] = None  # noqa: N815
    expressionIntensity: Annotated[int | None, Field(ge=1, le=5, description="How strongly.")] = None  # noqa: N815
    ratio: Ratio = "1280:720"


class Upscale(Clip):
    """upscale_v1: four times as wide and high, at most 4096 pixels a side; as long as what is given."""

    vendor: ClassVar[str] = "runway"
    longest: ClassVar[int] = 40

    videoUri: Annotated[str, Media("source", "video"), Field(description="The film: base64 or a URL.")]  # noqa: N815


def _row(name: str, params: type[Params], credit: int, title: str, source: str = PRICES) -> Model:
    rate = Rate("second", Decimal(credit) / 100)
    return Model(name, "video.generate", params, source, AS_OF, (rate,), (Route("runway", name),), owner="runway",
                 title=title, max_n=1, deadline=3600.0)  # fmt: skip


ROWS = (
    _row("gen4.5", Gen45, 12, "Runway Gen-4.5"),
    _row("gen4_turbo", Gen4Turbo, 5, "Runway Gen-4 Turbo"),
    _row("gen3a_turbo", Gen3Turbo, 5, "Runway Gen-3 Alpha Turbo", OLD),
    _row("gen4_aleph", Aleph, 15, "Runway Aleph"),
    _row("act_two", ActTwo, 5, "Runway Act-Two"),
    _row("upscale_v1", Upscale, 2, "Runway upscale", UPSCALES),
)
"""A credit is a cent."""
