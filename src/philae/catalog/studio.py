"""The offline twin's own models: a procedural renderer, never any vendor's."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from philae.catalog.clip import Clip
from philae.catalog.flux import FileFormat, Seed
from philae.core.media import Media
from philae.core.model import Model
from philae.core.money import Rate, Usage
from philae.core.params import Params

Side = Annotated[int, Field(ge=64, le=4096)]
FilmSide = Annotated[int, Field(ge=64, le=1920, multiple_of=2)]


class Picture(Params):
    """studio/picture, in BFL's words."""

    vendor: ClassVar[str] = "bfl"
    step: ClassVar[int] = 1
    most: ClassVar[int] = 1 << 24

    prompt: Annotated[str, Field(description="What the picture should show.")] = ""
    images: Annotated[
        list[str] | None, Media("reference"), Field(max_length=10, description="Pictures to work on: base64 or URLs.")
    ] = None
    mask: Annotated[str | None, Media("mask"), Field(description="White where the first picture is repainted.")] = None
    width: Annotated[Side, Field(description="Width in pixels.")] = 1024
    height: Annotated[Side, Field(description="Height in pixels.")] = 1024
    steps: Annotated[int | None, Field(ge=1, le=50, description="More is finer and slower.")] = None
    guidance: Annotated[float | None, Field(ge=0, le=100, description="How closely the prompt is followed.")] = None
    strength: Annotated[
        float | None, Field(ge=0, le=1, description="How far the result may leave the first picture; 1 is all the way.")
    ] = None
    seed: Seed = None
    output_format: FileFormat = "jpeg"


class Video(Clip):
    """studio/video, in our own words."""

    vendor: ClassVar[str] = "philae"
    step: ClassVar[int] = 2
    area: ClassVar[int] = 1280 * 720
    most: ClassVar[int] = 1920 * 1080

    prompt: Annotated[str, Field(description="What the film should show.")] = ""
    image: Annotated[str | None, Media("first"), Field(description="The first frame: base64 or a URL.")] = None
    seconds: Annotated[int, Field(ge=1, le=20, description="How long it lasts.")] = 5
    width: Annotated[FilmSide | None, Field(description="Width in pixels, even; 1280 unless said.")] = None
    height: Annotated[FilmSide | None, Field(description="Height in pixels, even; 720 unless said.")] = None
    seed: Seed = None
    output_format: Annotated[Literal["mp4", "webm"], Field(description="H.264 in MP4, or VP9 in WebM.")] = "mp4"

    @model_validator(mode="after")
    def _no_larger(self) -> Self:
        if (self.width is None) != (self.height is None):
            message = "width and height go together"
            raise ValueError(message)
        if (self.width or 0) * (self.height or 0) > self.most:
            message = "a film has at most 1920×1080 pixels"
            raise ValueError(message)
        return self


class Mesh(Params):
    """studio/mesh, in our own words."""

    vendor: ClassVar[str] = "philae"

    prompt: Annotated[str, Field(min_length=1, description="Which thing or creature it should be.")]
    seed: Seed = None
    output_format: Annotated[
        Literal["glb", "obj", "stl"],
        Field(description="Binary glTF or Wavefront OBJ with colours at the vertices, or STL."),
    ] = "glb"

    def bound(self, n: int) -> Usage:
        """Shapes."""
        return {"mesh": n}


class Sound(Params):
    """studio/sound, in our own words."""

    vendor: ClassVar[str] = "philae"

    prompt: Annotated[str, Field(min_length=1, max_length=2000, description="What the tune is made from.")]
    seconds: Annotated[float, Field(ge=1, le=20, description="How long it lasts.")] = 5
    seed: Seed = None
    output_format: Annotated[Literal["mp3", "wav"], Field(description="MP3, or WAV.")] = "mp3"

    def bound(self, n: int) -> Usage:
        """Calls."""
        return {"call": n}


class Text(Params):
    """studio/text, in our own words."""

    vendor: ClassVar[str] = "philae"

    prompt: Annotated[str, Field(max_length=8192, description="A prompt that is to be shorter.")] = ""
    image: Annotated[str | None, Media("source"), Field(description="A picture to tell of: base64 or a URL.")] = None

    def bound(self, n: int) -> Usage:
        """Calls."""
        return {"call": n}


ROWS = (
    Model("studio/picture", "image.generate", Picture, "play money: our own choice", "2026-11",
          (Rate("image", Decimal("0.01")),), owner="philae", title="Studio picture"),
    Model("studio/video", "video.generate", Video, "play money: our own choice", "2026-11",
          (Rate("second", Decimal("0.01")),), owner="philae", title="Studio video", max_n=1, deadline=1800.0),
    Model("studio/mesh", "mesh.generate", Mesh, "play money: our own choice", "2026-11",
          (Rate("mesh", Decimal("0.01")),), owner="philae", title="Studio mesh", max_n=1),
    Model("studio/sound", "audio.generate", Sound, "play money: our own choice", "2026-11",
          (Rate("call", Decimal("0.01")),), owner="philae", title="Studio sound", max_n=1),
    Model("studio/text", "describe", Text, "play money: our own choice", "2026-11",
          (Rate("call", Decimal("0.01")),), owner="philae", title="Studio text", max_n=1),
)  # fmt: skip
