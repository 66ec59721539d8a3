"""FLUX 3: reasons about the prompt, looks things up, and draws by shape and resolution."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from philae.catalog.flux import AS_OF, Prompt, Tolerance4, credit
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.params import Params

# The width and height of no resolution is published: the megapixels are those of its name, for the studio alone.
PIXELS = {"768sq": 768 * 768, "1k": 1 << 20, "1.5k": 1536 * 1536, "2k": 1 << 22, "4k": 1 << 24}
PRICE = {"768sq": "4.1", "1k": "4.8", "2k": "10", "4k": "60.7"}
Shape = Literal[
    "auto", "21:9", "2:1", "16:9", "3:2", "7:5", "4:3", "5:4", "1:1", "4:5", "3:4", "5:7", "2:3", "9:16", "1:2", "9:21"
]
One = Annotated[str, Field(min_length=1)]


class Flux3(Params):
    """flux-3-image: strict, without seed, size in pixels or file format."""

    vendor: ClassVar[str] = "bfl"
    strict: ClassVar[bool] = True

    prompt: Annotated[Prompt, Field(min_length=1, description="What the picture should show.")]
    images: Annotated[
        str | Annotated[list[One], Field(min_length=1, max_length=10)] | None, Media("reference"),
        Field(description="One picture or up to ten to draw on: base64 or http(s) URLs, sides of at least 256."),
    ] = None  # fmt: skip
    aspect_ratio: Annotated[Shape, Field(description="Shape of the picture; auto leaves it to the model.")] = "auto"
    resolution: Annotated[
        Literal["768sq", "1k", "1.5k", "2k", "4k"], Field(description="How large the picture is; the price follows it.")
    ] = "1k"
    safety_tolerance: Tolerance4 = 2
    grounding: Annotated[bool, Field(description="Let the model look facts up before it draws.")] = True
    version: Annotated[Literal["latest"], Field(description="Which release of the model draws.")] = "latest"

    def output_megapixels(self) -> int:
        """By the resolution's name."""
        return -(-PIXELS[self.resolution] >> 20)


ROWS = (
    Model("flux-3-image", "image.generate", Flux3,
          "third-party readings of BFL's service, October 2026; 1.5k has no known price", AS_OF,
          tuple(credit(price, resolution=name) for name, price in PRICE.items()),
          (Route("bfl", "flux-3-image"),), owner="bfl", title="FLUX 3 image"),
)  # fmt: skip
