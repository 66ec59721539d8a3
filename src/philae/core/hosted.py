"""A model at a vendor that hosts it among others': our parameters in that vendor's words, as data."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from philae.core.blob import Blob, Inline
from philae.core.request import Request


class Form(Struct, frozen=True):
    """What one endpoint of a hosted model takes; `at` stands behind the model's name.

    `needs`: parameters and files without which it is not the one. `plain` are parameters that have the same name there,
    `renamed`: ours → theirs. `words`: parameter → our value → theirs, None for what is said by leaving it out. `only`:
    parameter → the values that can be said there; one that has no name there is said by the endpoint itself. `media`: fields
    of files, ours → theirs; `lists`: those of which there is a list. `size` is one object of width and height. `neutral`:
    what may be left out while it says only this. `fixed` is sent unless the request says otherwise.
    """

    at: str = ""
    needs: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = {}
    words: Mapping[str, Mapping[Any, Any]] = {}
    only: Mapping[str, tuple[Any, ...]] = {}
    media: Mapping[str, str] = {}
    lists: Mapping[str, str] = {}
    size: str = ""
    neutral: Mapping[str, Any] = {}
    fixed: Mapping[str, Any] = {}

    def lacks(self, request: Request) -> str | None:
        """What the request does not say and must."""
        given = _given(request)
        return next((f"nothing without {name}" for name in sorted(self.needs) if name not in given), None)

    def unable(self, request: Request) -> str | None:
        """Why this very request cannot be said there."""
        if lacks := self.lacks(request):
            return lacks
        for name, value in _given(request).items():
            if name in self.only and value not in self.only[name]:
                return f"no {name} {value}"
            if not self._placed(name) and value != self.neutral.get(name):
                return f"no {name}"
        files = [image.field for image in request.images if image.field in self.media]
        twice = next((f for f in files if files.count(f) > 1), None)
        return f"one {twice}" if twice else None

    def told(self, request: Request) -> dict[str, Any]:
        """The request in their words."""
        given, body = _given(request), dict(self.fixed)
        for name, value in given.items():
            if name in self.plain or name in self.renamed:
                body[self.renamed.get(name, name)] = self._word(name, value)
        for image in request.images:
            if image.field in self.lists:
                body.setdefault(self.lists[image.field], []).append(_file(image.blob))
            else:
                body[self.media[image.field]] = _file(image.blob)
        if self.size and "width" in given and "height" in given:
            body[self.size] = {"width": given["width"], "height": given["height"]}
        return {name: value for name, value in body.items() if value is not None}

    def _word(self, name: str, value: Any) -> Any:
        words = self.words.get(name)
        return words.get(value, value) if words else value

    def _placed(self, name: str) -> bool:
        named = (self.plain, self.renamed, self.only, self.media, self.lists)
        return any(name in names for names in named) or (name in ("width", "height") and bool(self.size))


Forms = tuple[Form, ...]
"""The endpoints of one model: the first that can say a request serves it."""


def chosen(forms: Forms, request: Request) -> Form | None:
    """The endpoint that can say this request."""
    return next((form for form in forms if form.unable(request) is None), None)


def unable(forms: Forms, request: Request) -> str | None:
    """Why none of them can say this request: what the first one misses that has all it needs."""
    if not forms:
        return f"no form of {request.model} is known there"
    if chosen(forms, request):
        return None
    near = next((form for form in forms if not form.lacks(request)), forms[-1])
    return near.unable(request)


def _given(request: Request) -> dict[str, Any]:
    """The parameters that say anything."""
    return {name: value for name, value in request.params.items() if value not in (None, "", [])}


def _file(blob: Blob) -> Any:
    """A picture: its link, or its bytes as a data URI."""
    return blob.url or Inline(blob, "data-uri")
