"""Parameters whose size is one word of those that a model allows: 1280x720 at OpenAI, 1280:720 at Runway."""

from typing import Any, ClassVar

from msgspec.structs import replace

from philae.core.params import Params, choices
from philae.core.request import Wish
from philae.core.size import is_ratio, nearest_ratio, ratio_of, shape_of, size_of


class Sized(Params):
    """A size as one word, of `sizes`, or else of those that its field allows. `word`: the field; `cross`: what is between the sides."""

    vendor: ClassVar[str] = "openai"
    renamed: ClassVar[dict[str, str]] = {"format": "output_format"}
    count: ClassVar[str] = "n"
    sizes: ClassVar[tuple[str, ...]] = ()
    word: ClassVar[str] = "size"
    cross: ClassVar[str] = "x"

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """The vendor's own clients mean their size exactly."""
        width, height, aspect = (wish.common.get(name) for name in ("width", "height", "aspect"))
        size = f"{width}{cls.cross}{height}" if width and height else aspect
        if wish.vendor == cls.vendor and size:
            common = {k: v for k, v in wish.common.items() if k not in ("width", "height", "aspect")}
            wish = replace(wish, common=common, own=wish.own | {cls.word: size})
        return super().fit(wish)

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Other vendors' sizes and shapes become the nearest size that is allowed."""
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        if is_ratio(aspect):
            width, height = size_of(str(aspect), cls.area)
        if isinstance(width, int) and isinstance(height, int) and min(width, height) > 0:
            return rest | {cls.word: cls.nearest(width, height)}
        return rest

    @classmethod
    def nearest(cls, width: int, height: int) -> str:
        """The allowed size of the nearest shape, and of those the nearest in area."""
        words = map(str, choices(cls.model_fields[cls.word].annotation))
        sides = {s: cls.sides(s) for s in cls.sizes or words}
        allowed = {name: size for name, size in sides.items() if size}
        shape = nearest_ratio(ratio_of(width, height), tuple(f"{w}:{h}" for w, h in allowed.values()))
        alike = {name: w * h for name, (w, h) in allowed.items() if ratio_of(w, h) == ratio_of(*shape_of(shape))}
        return min(alike, key=lambda name: abs(alike[name] - width * height))

    @classmethod
    def sides(cls, word: str) -> tuple[int, int] | None:
        """Width and height in that word, None where it has none."""
        width, _, height = word.partition(cls.cross)
        return (int(width), int(height)) if width.isdecimal() and height.isdecimal() else None

    def canonical(self) -> dict[str, Any]:
        """The size as width and height."""
        size = self.sides(getattr(self, self.word, None) or "")
        return super().canonical() | ({"width": size[0], "height": size[1]} if size else {})
