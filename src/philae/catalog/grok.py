"""xAI's films (reference video-midjourney, section 11; docs.x.ai/developers/model-capabilities/video and its pages)."""

from decimal import Decimal
from math import ceil
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from philae.catalog.clip import Clip, Lined, lasting
from philae.core.blob import Blob, is_handle
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage

PRICES = "runware.ai/docs/models/xai-grok-imagine-video, which lists xAI's prices"
PRICES_15 = "inference.sh, which lists xAI's prices (2026-11-06)"
AS_OF = "2026-11"
NAME = "grok-imagine-video"
COARSE = 480
"""Lines of the cheaper films."""
Prompt = Annotated[str, Field(min_length=1, max_length=4096, description="What the film should show.")]
Seconds = Annotated[int, Field(ge=1, le=15, description="Seconds.")]


class Grok(Lined):
    """What both take: text, a first frame, or pictures of what is in the film."""

    vendor: ClassVar[str] = "xai"
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio", "seconds": "duration"}

    prompt: Prompt
    image: Annotated[str | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    reference_images: Annotated[
        list[str] | None, Media("reference"), Field(max_length=7, description="Pictures to go by, not to start with.")
    ] = None
    duration: Seconds = 8
    aspect_ratio: Annotated[
        Literal["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"] | None,
        Field(description="Shape; else 16:9, or that of the first frame."),
    ] = None

    @model_validator(mode="after")
    def _frame_or_references(self) -> Self:
        if self.image and self.reference_images:
            message = "image and reference_images exclude one another"
            raise ValueError(message)
        return self

    def bound(self, n: int) -> Usage:
        """Pictures given are sold too."""
        return super().bound(n) | {"input_image": n * len(self.given)}

    def sold(self, usage: Usage) -> Usage:
        """Pictures given are sold too."""
        return usage | {"input_image": len(self.given)}


class Grok1(Grok):
    """The first."""

    resolution: Annotated[Literal["480p", "720p"], Field(description="Lines of the film; the price follows them.")] = (
        "480p"
    )


class Grok15(Grok):
    """1.5: finer too, but not by pictures to go by."""

    resolution: Annotated[
        Literal["480p", "720p", "1080p"], Field(description="Lines of the film; the price follows them.")
    ] = "480p"

    @model_validator(mode="after")
    def _no_fine_references(self) -> Self:
        if self.reference_images and self.resolution == "1080p":
            message = "resolution must be 480p or 720p with reference_images"
            raise ValueError(message)
        return self


class Filmed(Clip):
    """Of a film: as fine as that, up to 720 lines, which nobody can say of a film that was not yet looked at."""

    vendor: ClassVar[str] = "xai"
    renamed: ClassVar[dict[str, str]] = {"seconds": "duration"}

    prompt: Prompt
    video: str

    def source(self) -> Usage:
        """Seconds of the film that is given, which are sold too."""
        return {"input_second": self._given_seconds() or self.longest}

    def fine(self, seconds: int) -> Usage:
        """Seconds of them that have more lines."""
        film = Blob.parse(self.video) if is_handle(self.video) else None
        coarse = film is not None and 0 < min(film.width, film.height) <= COARSE
        return {"second": seconds, "fine_second": 0 if coarse else seconds}

    def bound(self, n: int) -> Usage:
        """What is made, and what is given."""
        usage = super().bound(n)
        return usage | {m: n * q for m, q in (self.source() | self.fine(usage["second"] // n)).items()}

    def sold(self, usage: Usage) -> Usage:
        """What was made, and what was given."""
        return usage | self.source() | self.fine(usage.get("second", 0))


class Edited(Filmed):
    """The film, changed as the prompt says; as long as it is."""

    longest: ClassVar[int] = ceil(8.7)

    video: Annotated[
        str, Media("source", "video"), AfterValidator(lasting(0, 8.7)), Field(description="The film: base64 or a URL.")
    ]


class Extended(Filmed):
    """The film, and what comes after: the seconds are those that are added, which alone are sold as made."""

    longest: ClassVar[int] = 15

    video: Annotated[
        str, Media("source", "video"), AfterValidator(lasting(2, 15)), Field(description="The film: base64 or a URL.")
    ]
    duration: Annotated[int, Field(ge=2, le=10, description="Seconds that are added.")] = 6

    def sold(self, usage: Usage) -> Usage:
        """The film that is given comes back with what was added."""
        return super().sold(usage | {"second": self.duration})


def _lines(**prices: str) -> tuple[Rate, ...]:
    return tuple(Rate("second", Decimal(price), when=(("resolution", name[1:]),)) for name, price in prices.items())


def _pictures(price: str) -> Rate:
    return Rate("input_image", Decimal(price))


def _row(
    name: str, params: type[Clip], title: str, rates: tuple[Rate, ...], wire: str = "", source: str = PRICES
) -> Model:
    served = NAME if wire else name
    return Model(name, "video.generate", params, source, AS_OF, rates, (Route("xai", served, wire),), owner="xai",
                 title=title, max_n=1, deadline=3600.0)  # fmt: skip


FROM_FILMS = (
    Rate("second", Decimal("0.05")),
    Rate("fine_second", Decimal("0.02")),
    Rate("input_second", Decimal("0.01")),
)
ROWS = (
    _row("grok-imagine-video-1.5", Grok15, "Grok Imagine Video 1.5",
         (*_lines(p480p="0.08", p720p="0.14", p1080p="0.25"), _pictures("0.01")), source=PRICES_15),
    _row(NAME, Grok1, "Grok Imagine Video", (*_lines(p480p="0.05", p720p="0.07"), _pictures("0.002"))),
    _row(f"{NAME}-edit", Edited, "Grok Imagine Video edit", FROM_FILMS, "edit"),
    _row(f"{NAME}-extend", Extended, "Grok Imagine Video extend", FROM_FILMS, "extend"),
)  # fmt: skip
"""A film of 720 lines costs two cents a second more; one that is given a cent."""
