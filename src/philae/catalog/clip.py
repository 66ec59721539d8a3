"""What the parameters of all films have: they are sold by the second, and some tell their size by lines."""

from collections.abc import Callable
from math import ceil
from typing import Any, ClassVar

from pydantic import BeforeValidator

from philae.core.blob import Blob, is_handle
from philae.core.media import leaves
from philae.core.money import Usage
from philae.core.params import Params, choices

LINES = {"2k": 1440, "4k": 2160}
"""Resolutions that are no number of lines."""


def as_text(value: Any) -> Any:
    """A whole number as the text that the vendor writes: clients send either."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Worded = BeforeValidator(as_text)


def framed(shortest: int, longest: float) -> Callable[[str], str]:
    """Checks a picture once it is kept: its shorter side in pixels, and how much longer its longer side may be."""

    def check(text: str) -> str:
        blob = Blob.parse(text) if is_handle(text) else None
        if blob and min(blob.width, blob.height) < shortest:
            message = f"the picture must have at least {shortest} pixels a side"
            raise ValueError(message)
        if blob and max(blob.width, blob.height) > longest * min(blob.width, blob.height):
            message = f"the picture's longer side may be at most {longest:g} times its shorter one"
            raise ValueError(message)
        return text

    return check


def lasting(least: float, most: float) -> Callable[[str], str]:
    """Checks a film or a sound once it is kept: its seconds."""

    def check(text: str) -> str:
        if is_handle(text) and not least <= Blob.parse(text).duration <= most:
            message = f"it must last {least:g} to {most:g} seconds"
            raise ValueError(message)
        return text

    return check


class Clip(Params):
    """A film. `longest`: its most seconds where the duration is left to the model, and none of its films says."""

    longest: ClassVar[int] = 10

    def bound(self, n: int) -> Usage:
        """Films and their seconds."""
        return {"video": n, "second": n * (self.common["seconds"] or self._given_seconds() or self.longest)}

    def _given_seconds(self) -> int:
        """How long the longest film is that was given, 0 as long as none is kept."""
        texts = (
            text for path, media in self.places() if media.kind == "video" for text in leaves(self, path, media.types)
        )
        return max((ceil(Blob.parse(text).duration) for text in texts if is_handle(text)), default=0)


class Lined(Clip):
    """A film that has a `resolution` like 768P, 1080p or 2K in the place of width and height."""

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Another vendor's width and height become the nearest resolution."""
        rest, width, height = super().translate(given), given.get("width"), given.get("height")
        if not (isinstance(width, int) and isinstance(height, int) and min(width, height) > 0):
            return rest
        short, names = min(width, height), map(str, choices(cls.model_fields["resolution"].annotation))
        nearest = min(names, key=lambda name: abs(_lines(name) - short))
        return {k: v for k, v in rest.items() if k not in ("width", "height")} | {"resolution": nearest}


def _lines(name: str) -> int:
    return LINES.get(name.lower()) or int(name.rstrip("pP"))
