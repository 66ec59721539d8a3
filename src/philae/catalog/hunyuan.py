"""Tencent's Hunyuan3D: shapes from a text, a picture, or several views of a thing (reference 3.10, and Tencent's 1284/75540)."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from philae.catalog.hosts import fal, replicate
from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Over, Rate, Usage
from philae.core.params import Params
from philae.core.request import Wish

PRICES = "tencentcloud.com/document/product/1284/75281 of 2026-05-08: credits at $0.02"
RESOLD = "302ai-en.apifox.cn/412185286e0, which sells Tencent's credits on"
FAL = "galawana.com/blog/ai-3d-pipeline-game-assets"
FAL_RAPID = "fal.ai/models/fal-ai/hunyuan-3d/v3.1/rapid/image-to-3d, as a public client of 2026 quotes it"
UNIT = "$0.50 a unit on 2026-09-27; another read $0.16 in June, so the dearer holds"
AS_OF = "2026-11"
SMALLEST, LARGEST = 128, 5000
"""Pixels of a picture's sides."""
FACES = 500_000
"""The vendor's own choice, which costs nothing."""
FINEST, COARSE = 10_000, ("LowPoly", "Sketch")


def capitals(value: Any) -> Any:
    """Formats are written so."""
    return value.upper() if isinstance(value, str) else value


Format = Annotated[
    Literal["OBJ", "GLB", "STL", "USDZ", "FBX", "MP4"] | None,
    BeforeValidator(capitals),
    Field(description="Format of the file; the model's own choice unless said."),
]


class Shape(Params):
    """What both models take: a text or a picture."""

    vendor: ClassVar[str] = "hunyuan"
    renamed: ClassVar[dict[str, str]] = {"prompt": "Prompt", "format": "ResultFormat"}

    Prompt: Annotated[str, Field(max_length=1024, description="What the shape should be.")] = ""
    ImageBase64: Annotated[
        str | None, Media("reference"), Field(description="A picture of it in place of a text: base64 or a URL.")
    ] = None
    ResultFormat: Format = None
    EnablePBR: Annotated[bool, Field(description="Materials for physically based rendering; costs more.")] = False

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if not (self.Prompt or self.given):
            message = "one of Prompt, ImageBase64 and ImageUrl is required"
            raise ValueError(message)
        if self.Prompt and self.given and getattr(self, "GenerateType", "") != "Sketch":
            message = "Prompt and a picture exclude one another"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _large_enough(self) -> Self:
        sides = [side for r in self.given for side in (r.blob.width, r.blob.height) if side]
        if any(not SMALLEST <= side <= LARGEST for side in sides):
            message = f"the sides of a picture are {SMALLEST} to {LARGEST} pixels"
            raise ValueError(message)
        return self

    def canonical(self) -> dict[str, Any]:
        """Formats are in small letters to everyone else."""
        own = super().canonical()
        return own | {"format": self.ResultFormat and self.ResultFormat.lower()}

    def bound(self, n: int) -> Usage:
        """Sold by the job."""
        return {"call": n}


class Rapid(Shape):
    """hunyuan-3d-rapid."""

    Prompt: Annotated[str, Field(max_length=200, description="What the shape should be.")] = ""
    EnableGeometry: Annotated[bool, Field(description="The shape alone, without colours.")] = False


class View(BaseModel):
    """The thing from another side; what it does not know is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ViewType: Literal["left", "right", "back", "top", "bottom", "left_front", "right_front"]
    ViewImageBase64: Annotated[str, Media("reference")]


def faces(value: Any) -> Any:
    """The vendor's own number is as good as none."""
    return None if value == FACES else value


class Pro(Shape):
    """hunyuan-3d-pro."""

    # The version of the vendor's model; both cost the same.
    Model: Annotated[Literal["3.0", "3.1"], Field(description="Version; 3.1 has no LowPoly and no Sketch.")] = "3.0"
    GenerateType: Annotated[
        Literal["Normal", "LowPoly", "Geometry", "Sketch"],
        Field(description="With textures, of few faces, without textures, or after a drawing; the price follows it."),
    ] = "Normal"
    FaceCount: Annotated[
        Annotated[int, Field(ge=3000, le=1_500_000)] | None,
        BeforeValidator(faces),
        Field(description="How many faces; costs more."),
    ] = None
    PolygonType: Annotated[
        Literal["triangle", "quadrilateral"] | None, Field(description="Of which faces, with LowPoly alone.")
    ] = None
    MultiViewImages: Annotated[
        list[View] | None, Field(min_length=1, max_length=7, description="More views of it; they cost more.")
    ] = None

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """A view's link is one more form of its picture."""
        values, dropped = super().fit(wish)
        views = values.get("MultiViewImages")
        if isinstance(views, list):
            values["MultiViewImages"] = [_view(v) if isinstance(v, dict) else v for v in views]
        return values, dropped

    @model_validator(mode="after")
    def _as_the_version_can(self) -> Self:
        if self.Model == "3.1" and self.GenerateType in COARSE:
            message = f"Model 3.1 has no GenerateType {self.GenerateType}"
            raise ValueError(message)
        if self.FaceCount and self.FaceCount < FINEST and self.GenerateType != "LowPoly":
            message = f"FaceCount is at least {FINEST}, but with LowPoly"
            raise ValueError(message)
        if self.PolygonType and self.GenerateType != "LowPoly":
            message = "PolygonType goes with GenerateType LowPoly"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _each_side_once(self) -> Self:
        sides = [view.ViewType for view in self.MultiViewImages or ()]
        if len(set(sides)) < len(sides):
            message = "MultiViewImages has one picture of each side"
            raise ValueError(message)
        if sides and not self.ImageBase64:
            message = "MultiViewImages goes with a picture of the front"
            raise ValueError(message)
        return self


def _view(given: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name != "ViewImageUrl"}
    return {"ViewImageBase64": given["ViewImageUrl"]} | rest if given.get("ViewImageUrl") else rest


def _job(price: str, *when: tuple[str, Any]) -> Rate:
    return Rate("call", Decimal(price), when=when)


def _row(name: str, params: type[Shape], source: str, title: str, *rates: Rate, **more: Any) -> Model:
    return Model(name, "mesh.generate", params, source, AS_OF, rates, owner="tencent", title=title, max_n=1,
                 deadline=1800.0, **more)  # fmt: skip


ROWS = (
    _row("hunyuan-3d-pro", Pro, PRICES, "Hunyuan3D Pro",
         _job("0.50", ("GenerateType", "Normal")), _job("0.60", ("GenerateType", "LowPoly")),
         _job("0.30", ("GenerateType", "Geometry")), _job("0.50", ("GenerateType", "Sketch")),
         _job("0.20", ("EnablePBR", True)), _job("0.20", ("FaceCount", Over(0))), _job("0.20", ("MultiViewImages", Over(0))),
         routes=(Route("hunyuan", "hunyuan-3d-pro"),
                 fal("fal-ai/hunyuan3d-v3", _job("0.375"), _job("0.15", ("EnablePBR", True)), source=FAL),
                 replicate("tencent/hunyuan-3d-3.1", _job("0.50"), source=UNIT))),
    _row("hunyuan-3d-rapid", Rapid, RESOLD, "Hunyuan3D Rapid",
         _job("0.30"), _job("0.20", ("EnablePBR", True)),
         routes=(Route("hunyuan", "hunyuan-3d-rapid", "rapid"),
                 fal("fal-ai/hunyuan-3d/v3.1/rapid", _job("0.225"), _job("0.15", ("EnablePBR", True)), source=FAL_RAPID))),
)  # fmt: skip
