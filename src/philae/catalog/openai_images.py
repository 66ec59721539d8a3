"""OpenAI's image models: GPT Image by quality and size, and DALL·E, which OpenAI has shut down.

The per-image prices are those of the picture itself; prompts and input pictures are billed by tokens, which OpenAI counts
and tells afterwards. What they may come to is held: a byte is at most one token, and pictures are counted by the rules of
developers.openai.com/api/docs/guides/images-vision (gpt-image-2 by measurements: community.openai.com, topic 1382940). What
`auto` chose is known only afterwards, so it is priced as the dearest that it can be. Text that gpt-image-1.5 writes while it
thinks ($10 a million tokens) has no bound that OpenAI tells, and is not charged.
"""

import math
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from philae.catalog.sized import Sized
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage
from philae.core.params import Params
from philae.core.size import Limits

DOCS = "developers.openai.com/api/docs/models"
Quality = Literal["low", "medium", "high", "auto"]
Mask = Annotated[
    str | None, Media("mask"), Field(description="As large as the first image, transparent where it is edited.")
]
User = Annotated[str | None, Field(description="An opaque id of your end user.")]


class Gpt(Sized):
    """What all GPT Image models take."""

    sizes: ClassVar[tuple[str, ...]] = ("1024x1024", "1536x1024", "1024x1536")

    prompt: Annotated[str, Field(min_length=1, max_length=32000, description="What the picture should show.")]
    image: Annotated[
        list[str] | None, Media("reference"), Field(max_length=16, description="Pictures to edit: base64 or URLs.")
    ] = None
    mask: Mask = None
    quality: Annotated[Quality, Field(description="How finely it is drawn; the price follows it.")] = "auto"
    background: Annotated[
        Literal["transparent", "opaque", "auto"], Field(description="Transparent needs png or webp.")
    ] = "auto"
    output_format: Annotated[Literal["png", "jpeg", "webp"], Field(description="File format of the result.")] = "png"
    output_compression: Annotated[
        int, Field(ge=0, le=100, description="Quality of a jpeg or webp file, 100 is best.")
    ] = 100
    moderation: Annotated[Literal["auto", "low"], Field(description="How strictly content is filtered.")] = "auto"
    input_fidelity: Annotated[
        Literal["high", "low"] | None, Field(description="How closely faces and details of the input are kept.")
    ] = None
    user: User = None

    def bound(self, n: int) -> Usage:
        """A picture's price, and the tokens that prompt and input pictures may have."""
        pictures = [r.blob for r in self.pictures()]
        text = len(self.prompt.encode()) + FRAME + FRAME_PICTURE * len(pictures)
        image = sum(self.tokens(b.width, b.height) for b in pictures)
        return super().bound(n) | {"input_text_token": n * text, "input_image_token": n * image}

    def tokens(self, width: int, height: int) -> int:
        """The most tokens that an input picture of that size may have."""
        raise NotImplementedError


class Chatted(Params):
    """gpt-4o-image: what ChatGPT draws, asked in a chat; it takes no size."""

    vendor: ClassVar[str] = "openai"

    prompt: Annotated[str, Field(min_length=1, description="What the picture should show.")]
    image: Annotated[list[str] | None, Media("reference"), Field(description="Pictures to go by: base64 or URLs.")] = (
        None
    )

    def bound(self, n: int) -> Usage:
        """Pictures."""
        return {"image": n}


FRAME = 6
FRAME_PICTURE = 64
"""Tokens that OpenAI counts beside the prompt's own, and at most for each picture (measured: 6, and up to 41)."""


class GptImage(Gpt):
    """gpt-image-1.5, gpt-image-1 and gpt-image-1-mini."""

    size: Annotated[
        Literal["1024x1024", "1536x1024", "1024x1536", "auto"], Field(description="Width and height in pixels.")
    ] = "auto"

    def tokens(self, width: int, height: int) -> int:
        """65, and 129 for each tile of 512 pixels; a picture to be kept closely has as many more as a large one drawn."""
        long, short = max(width, height, 1), max(min(width, height), 1)
        scale = min(1.0, 2048 / long)
        scale *= min(1.0, 512 / (short * scale))
        tiles = math.ceil(long * scale / 512) * math.ceil(short * scale / 512)
        closely = 0 if self.input_fidelity != "high" else 4160 if width == height else 6240
        return 65 + 129 * tiles + closely


def free_size(size: str) -> str:
    """gpt-image-2: sides in multiples of 16 up to 3840, at most 3:1, 655,360 to 8,294,400 pixels."""
    width, _, height = size.partition("x")
    if size == "auto":
        return size
    if not (width.isdecimal() and height.isdecimal()):
        message = "must be WIDTHxHEIGHT in pixels, or auto"
        raise ValueError(message)
    w, h = int(width), int(height)
    if not FREE.allows(w, h) or w * h < SMALLEST or max(w, h) > 3 * min(w, h):
        message = "sides must be multiples of 16 up to 3840, at most 3:1, with 655,360 to 8,294,400 pixels"
        raise ValueError(message)
    return size


SMALLEST = 655_360
FREE = Limits(16, 3840, 16, 8_294_400)


class GptImage2(Gpt):
    """gpt-image-2: any size within limits."""

    size: Annotated[
        str, AfterValidator(free_size), Field(description="Width and height in pixels, multiples of 16, or auto.")
    ] = "auto"

    def tokens(self, width: int, height: int) -> int:  # noqa: ARG002  every picture is kept closely
        """Patches of 32 pixels, of which OpenAI makes no more than that."""
        return 1536

    @classmethod
    def nearest(cls, width: int, height: int) -> str:
        """The size itself where it is allowed, else scaled into the limits; far too flat ones as the listed sizes."""
        if max(width, height) > 3 * min(width, height):
            return super().nearest(width, height)
        while width * height < SMALLEST:
            width, height = width * 2, height * 2
        return "{}x{}".format(*FREE.fit(width, height))


class Dalle2(Sized):
    """dall-e-2."""

    sizes: ClassVar[tuple[str, ...]] = ("256x256", "512x512", "1024x1024")

    prompt: Annotated[str, Field(min_length=1, max_length=1000, description="What the picture should show.")]
    image: Annotated[str | None, Media("source"), Field(description="A square PNG to edit.")] = None
    mask: Mask = None
    size: Annotated[Literal["256x256", "512x512", "1024x1024"], Field(description="Width and height in pixels.")] = (
        "1024x1024"
    )
    quality: Annotated[Literal["standard", "auto"], Field(description="There is one quality only.")] = "standard"
    user: User = None


class Dalle3(Sized):
    """dall-e-3."""

    sizes: ClassVar[tuple[str, ...]] = ("1024x1024", "1792x1024", "1024x1792")

    prompt: Annotated[str, Field(min_length=1, max_length=4000, description="What the picture should show.")]
    size: Annotated[
        Literal["1024x1024", "1792x1024", "1024x1792"], Field(description="Width and height in pixels.")
    ] = "1024x1024"
    quality: Annotated[Literal["standard", "hd", "auto"], Field(description="hd draws finer details.")] = "standard"
    style: Annotated[Literal["vivid", "natural"], Field(description="Dramatic, or closer to a photograph.")] = "vivid"
    user: User = None


def per_image(text: str, image: str, **prices: tuple[str, str]) -> tuple[Rate, ...]:
    """Rates from quality → (US dollars of a square, of the other shapes); `auto` as its dearest choice.

    `text` and `image`: US dollars for a million tokens of the prompt, and of the input pictures.
    """
    table = {(q, s): Decimal(p[i]) for q, p in prices.items() for s, i in _SHAPES}
    table |= {(q, "auto"): max(table[q, s] for s, _ in _SHAPES) for q in prices}
    table |= {("auto", s): max(table[q, s] for q in prices) for s in (*dict(_SHAPES), "auto")}
    rates = tuple(Rate("image", price, when=(("quality", q), ("size", s))) for (q, s), price in table.items())
    inputs = (("input_text_token", text), ("input_image_token", image))
    return rates + tuple(Rate(meter, Decimal(price), 1_000_000) for meter, price in inputs)


_SHAPES = (("1024x1024", 0), ("1536x1024", 1), ("1024x1536", 1))


def _row(name: str, params: type[Sized], source: str, as_of: str, rates: tuple[Rate, ...] = (), **more: Any) -> Model:
    return Model(name, "image.generate", params, source, as_of, rates, (Route("openai", name),), owner="openai", **more)


ROWS = (
    _row("gpt-image-2", GptImage2, "yingtu.ai/en/blog/gpt-image-2-cost-per-image, which quotes OpenAI's examples",
         "2026-05", per_image("5", "8", low=("0.006", "0.005"), medium=("0.053", "0.041"), high=("0.211", "0.165")),
         title="GPT Image 2"),
    _row("gpt-image-1.5", GptImage, "runware.ai/docs/models/openai-gpt-image-1-5", "2026-11",
         per_image("5", "8", low=("0.009", "0.013"), medium=("0.034", "0.051"), high=("0.133", "0.20")),
         title="GPT Image 1.5"),
    _row("gpt-image-1", GptImage, f"{DOCS}/gpt-image-1, which says: shut down on 2026-10-23", "2026-11",
         per_image("5", "10", low=("0.011", "0.016"), medium=("0.042", "0.063"), high=("0.167", "0.25")),
         title="GPT Image 1", deprecated=True),
    _row("gpt-image-1-mini", GptImage, f"{DOCS}/gpt-image-1-mini", "2026-11",
         per_image("2", "2.5", low=("0.005", "0.006"), medium=("0.011", "0.015"), high=("0.036", "0.052")),
         title="GPT Image 1 mini", deprecated=True),
    _row("dall-e-3", Dalle3, f"{DOCS}/dall-e-3, which says: shut down", "2026-11",
         title="DALL·E 3", max_n=1, deprecated=True),
    _row("dall-e-2", Dalle2, f"{DOCS}/dall-e-2.md, which says: removed", "2026-11",
         title="DALL·E 2", deprecated=True),
    Model("gpt-4o-image", "image.generate", Chatted, "piapi.ai/docs/llm-api/gpt-4o-image-generation-api", "2025-04",
          (Rate("image", Decimal("0.02")),), (Route("piapi", "gpt-4o-image"),), owner="openai", title="GPT-4o Image"),
)  # fmt: skip
