"""MiniMax's films: Hailuo, and the models of its first series (reference video-midjourney, 10.1)."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from philae.catalog.clip import Lined, framed
from philae.catalog.hosts import fal, lined, replicate
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Over, Rate

DOCS = "platform.minimax.io/docs/api-reference/video-generation-t2v; price unknown"
PRICES = "platform.minimax.io/docs/pricing/pay-as-you-go, mirrored in github.com/petehsu/LLM-Docs"
QUOTED = "in a public client's notes of 2026: $0.27 for 6 seconds of 768 lines, $0.45 for 10; others say $0.08 a second of 1080"
AS_OF = "2026-11"
Prompt = Annotated[str, Field(max_length=2000, description="What the film should show, with [Push in] and the like.")]
Frame = Annotated[str, AfterValidator(framed(shortest=301, longest=5 / 2))]


class Film(Lined):
    """What all of them take."""

    vendor: ClassVar[str] = "minimax"
    renamed: ClassVar[dict[str, str]] = {"seconds": "duration"}

    prompt: Prompt = ""
    prompt_optimizer: Annotated[bool, Field(description="Whether the prompt may be improved.")] = True
    aigc_watermark: Annotated[bool, Field(description="Whether the film is marked as generated.")] = False


class First(Film):
    """The first series: six seconds of 720 lines."""

    resolution: Annotated[Literal["720P"], Field(description="Lines of the picture.")] = "720P"
    duration: Annotated[Literal[6], Field(description="Seconds.")] = 6


class Text01(First):
    """T2V-01 and its director."""

    prompt: Annotated[Prompt, Field(min_length=1)]


class Image01(First):
    """I2V-01, its director, and the one for drawings."""

    first_frame_image: Annotated[Frame, Media("first"), Field(description="The first frame: base64 or a URL.")]


class Subject(BaseModel):
    """Whose face is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: Literal["character"]
    image: Annotated[list[Frame], Media("reference"), Field(min_length=1, max_length=1)]


class Subject01(Text01):
    """S2V-01: one face, kept."""

    subject_reference: Annotated[list[Subject], Field(min_length=1, max_length=1, description="Whose face is kept.")]


class Hailuo(Film):
    """What the later series share."""

    fast_pretreatment: Annotated[bool, Field(description="Whether the prompt is improved faster.")] = False
    duration: Annotated[Literal[6, 10], Field(description="Seconds; of 1080 lines only 6.")] = 6
    resolution: Annotated[
        Literal["512P", "768P", "1080P"], Field(description="Lines of the picture; 512 only from a first frame alone.")
    ] = "768P"
    first_frame_image: Annotated[
        Frame | None, Media("first"), Field(description="The first frame: base64 or a URL.")
    ] = None

    @model_validator(mode="after")
    def _something_to_film(self) -> Self:
        if not any(getattr(self, name) for name in ("prompt", *self.media())):
            message = "prompt is required"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _short_if_fine(self) -> Self:
        if self.resolution == "1080P" and self.duration != 6:  # noqa: PLR2004  the vendor's seconds
            message = "duration must be 6 with resolution 1080P"
            raise ValueError(message)
        return self


class Hailuo02(Hailuo):
    """MiniMax-Hailuo-02: text, a first frame, a last one, or both."""

    last_frame_image: Annotated[Frame | None, Media("last"), Field(description="The last frame: base64 or a URL.")] = (
        None
    )

    @model_validator(mode="after")
    def _coarse_from_one_frame(self) -> Self:
        if self.resolution == "512P" and (self.last_frame_image or not self.first_frame_image):
            message = "resolution 512P needs first_frame_image, and no last_frame_image"
            raise ValueError(message)
        return self


class Hailuo23(Hailuo):
    """MiniMax-Hailuo-2.3: text, or a first frame."""

    resolution: Annotated[Literal["768P", "1080P"], Field(description="Lines of the picture.")] = "768P"


class Fast(Hailuo23):
    """MiniMax-Hailuo-2.3-Fast: a first frame."""

    first_frame_image: Annotated[Frame, Media("first"), Field(description="The first frame: base64 or a URL.")]


class H3(Lined):
    """MiniMax-H3: text, frames, or pictures to go by."""

    vendor: ClassVar[str] = "minimax"
    renamed: ClassVar[dict[str, str]] = {"seconds": "duration", "aspect": "ratio"}

    prompt: Annotated[
        str, Field(min_length=1, max_length=7000, description="What the film should show, and sound like.")
    ]
    first_frame: Annotated[Frame | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    last_frame: Annotated[Frame | None, Media("last"), Field(description="The last frame: base64 or a URL.")] = None
    reference_image: Annotated[
        list[Frame] | None, Media("reference"), Field(max_length=9, description="Pictures to go by: base64 or URLs.")
    ] = None
    resolution: Annotated[Literal["768P", "2K"], Field(description="Lines of the picture.")] = "768P"
    duration: Annotated[int, Field(ge=5, le=15, description="Seconds.")] = 5
    ratio: Annotated[
        Literal["adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"],
        Field(description="Shape of the film; adaptive follows the picture."),
    ] = "adaptive"
    seed: Annotated[int | None, Field(ge=-1, le=4_294_967_295, description="The same seed, a similar film.")] = None
    aigc_watermark: Annotated[bool, Field(description="Whether the film is marked as generated.")] = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        frames = self.first_frame or self.last_frame
        if frames and self.reference_image:
            message = "frames and reference_image exclude one another"
            raise ValueError(message)
        if not (frames or self.reference_image) and self.ratio == "adaptive":
            message = "ratio must be given, and not be adaptive, where there is no picture"
            raise ValueError(message)
        return self


def _film(seconds: int, lines: str, price: str) -> Rate:
    return Rate("video", Decimal(price), when=(("resolution", lines), ("duration", seconds)))


def _row(name: str, params: type[Film], *rates: Rate, **more: Any) -> Model:
    source, routes = PRICES if rates else DOCS, (Route("minimax", name), *more.pop("hosts", ()))
    return Model(name, "video.generate", params, source, AS_OF, rates, routes, owner="minimax",
                 max_n=1, deadline=3600.0, **more)  # fmt: skip


USUAL = (_film(6, "768P", "0.28"), _film(10, "768P", "0.56"), _film(6, "1080P", "0.49"))
QUICK = (_film(6, "768P", "0.19"), _film(10, "768P", "0.32"), _film(6, "1080P", "0.33"))
COARSE = (_film(6, "512P", "0.10"), _film(10, "512P", "0.15"))
LIST = "platform.minimax.io/docs/guides/pricing-paygo, as docs.laozhang.ai quotes it (checked 2026-10-24)"
SECONDS = tuple(
    Rate("second", Decimal(p), when=(("resolution", lines),)) for lines, p in (("768P", "0.08"), ("2K", "0.13"))
)
MORE = (
    Rate("video", Decimal(0)),
    *(Rate("video", Decimal("0.04"), when=(("reference_image", Over(n)),)) for n in range(5, 9)),
)
"""Five pictures are free; each further one costs."""
ROWS = (
    Model("MiniMax-H3", "video.generate", H3, LIST, AS_OF, SECONDS + MORE, (Route("minimax", "MiniMax-H3", "h3"),),
          owner="minimax", max_n=1, deadline=3600.0, title="MiniMax H3"),
    _row("MiniMax-Hailuo-2.3", Hailuo23, *USUAL, title="Hailuo 2.3", hosts=(fal("fal-ai/minimax/hailuo-2.3", *USUAL),)),
    _row("MiniMax-Hailuo-2.3-Fast", Fast, *QUICK, title="Hailuo 2.3 Fast", hosts=(fal("fal-ai/minimax/hailuo-2.3-fast", *QUICK),)),
    _row("MiniMax-Hailuo-02", Hailuo02, *COARSE, *USUAL, title="Hailuo 02",
         hosts=(fal("fal-ai/minimax/hailuo-02", *lined("0.017", "512P"), *lined("0.045", "768P"), *lined("0.08", "1080P")),
                replicate("minimax/hailuo-02", *lined("0.045", "768P"), *lined("0.08", "1080P"), source=QUOTED))),
    _row("T2V-01-Director", Text01, title="Hailuo T2V-01 Director"),
    _row("T2V-01", Text01, title="Hailuo T2V-01"),
    _row("I2V-01-Director", Image01, title="Hailuo I2V-01 Director"),
    _row("I2V-01-live", Image01, title="Hailuo I2V-01 live"),
    _row("I2V-01", Image01, title="Hailuo I2V-01"),
    _row("S2V-01", Subject01, title="Hailuo S2V-01"),
)  # fmt: skip
