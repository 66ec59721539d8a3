"""Parameters whose size is one word of those that a model allows, as OpenAI writes it."""

from typing import Any, ClassVar

from msgspec.structs import replace

from philae.core.params import Params
from philae.core.request import Wish
from philae.core.size import is_ratio, nearest_ratio, ratio_of, size_of


class Sized(Params):
    """OpenAI writes a size as one word: 1024x1536, or auto."""

    vendor: ClassVar[str] = "openai"
    renamed: ClassVar[dict[str, str]] = {"format": "output_format"}
    count: ClassVar[str] = "n"
    sizes: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """OpenAI's own clients mean their size exactly."""
        width, height, aspect = (wish.common.get(name) for name in ("width", "height", "aspect"))
        size = f"{width}x{height}" if width and height else aspect
        if wish.vendor == cls.vendor and size:
            common = {k: v for k, v in wish.common.items() if k not in ("width", "height", "aspect")}
            wish = replace(wish, common=common, own=wish.own | {"size": size})
        return super().fit(wish)

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Other vendors' sizes and shapes become the nearest size that is allowed."""
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        if is_ratio(aspect):
            width, height = size_of(str(aspect), cls.area)
        if isinstance(width, int) and isinstance(height, int) and min(width, height) > 0:
            return rest | {"size": cls.nearest(width, height)}
        return rest

    @classmethod
    def nearest(cls, width: int, height: int) -> str:
        """The allowed size of the nearest shape, and of those the nearest in area."""
        shape = nearest_ratio(ratio_of(width, height), tuple(s.replace("x", ":") for s in cls.sizes))
        alike = [s for s in cls.sizes if _cross(s, shape)]
        return min(alike, key=lambda s: abs(_area(s) - width * height))

    def canonical(self) -> dict[str, Any]:
        """The size as width and height."""
        width, _, height = getattr(self, "size", "").partition("x")
        return super().canonical() | ({"width": int(width), "height": int(height)} if height else {})


def _area(size: str) -> int:
    width, _, height = size.partition("x")
    return int(width) * int(height)


def _cross(size: str, shape: str) -> bool:
    """Whether the size has that shape."""
    (a, _, b), (c, _, d) = size.partition("x"), shape.partition(":")
    return int(a) * int(d) == int(b) * int(c)
