"""A model at a vendor that hosts it among others': our parameters in that vendor's words, as data."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from philae.core.blob import Blob, Inline
from philae.core.request import Request


class Form(Struct, frozen=True):
    """What a hosted model takes. `plain` are parameters that have the same name there, `renamed`: ours → theirs.

    `words`: parameter → our value → theirs. `only`: parameter → the values that can be said there. `media`: fields of
    files, ours → theirs. `size` is one object of width and height. `neutral`: what may be left out while it says only
    this. `fixed` is sent always. `kinds` stand behind the model's name: without a picture, and with one.
    """

    plain: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = {}
    words: Mapping[str, Mapping[Any, Any]] = {}
    only: Mapping[str, tuple[Any, ...]] = {}
    media: Mapping[str, str] = {}
    size: str = ""
    neutral: Mapping[str, Any] = {}
    fixed: Mapping[str, Any] = {}
    kinds: tuple[str, str] = ("", "")

    def unable(self, request: Request) -> str | None:
        """Why this very request cannot be said there."""
        given = {name: value for name, value in request.params.items() if value not in (None, "", [])}
        for name, value in given.items():
            if name in self.only and value not in self.only[name]:
                return f"no {name} {value}"
            if not self._placed(name) and value != self.neutral.get(name):
                return f"no {name}"
        files = [image.field for image in request.images]
        twice = next((f for f in files if files.count(f) > 1), None)
        return f"one {twice}" if twice else None

    def told(self, request: Request) -> dict[str, Any]:
        """The request in their words."""
        body = dict(self.fixed)
        for name, value in request.params.items():
            if name in self.plain or name in self.renamed:
                body[self.renamed.get(name, name)] = self.words.get(name, {}).get(value, value)
        for image in request.images:
            body[self.media[image.field]] = _file(image.blob)
        width, height = request.params.get("width"), request.params.get("height")
        return body | ({self.size: {"width": width, "height": height}} if self.size and width and height else {})

    def kind(self, request: Request) -> str:
        """What stands behind the model's name."""
        return self.kinds[bool(request.images)]

    def _placed(self, name: str) -> bool:
        return (
            name in self.plain
            or name in self.renamed
            or name in self.media
            or (name in ("width", "height") and bool(self.size))
        )


def _file(blob: Blob) -> Any:
    """A picture: its link, or its bytes as a data URI."""
    return blob.url or Inline(blob, "data-uri")
