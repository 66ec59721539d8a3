"""Files among parameters: how a field is marked as one, where they stand, and how they are exchanged for handles."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from philae.core.request import Kind


class Media:
    """Marks a field as a file: its role, as in `Annotated[str | None, Media("reference")]`, also within a list of objects."""

    def __init__(self, role: str, kind: Kind = "image", types: tuple[str, ...] = ()) -> None:
        """Roles are those of `core.request.Reference`. `types`: it is such a file only where the object's `type` is one of these."""
        self.role = role
        self.kind = kind
        self.types = types


class Place(NamedTuple):
    """Where files stand among parameters: names from the outside in; lists on the way are gone through."""

    path: tuple[str, ...]
    media: Media


def leaves(value: Any, path: tuple[str, ...], types: tuple[str, ...] = ()) -> Iterator[str]:
    """The texts that stand there among parameters, checked or not; what is empty, or of another type, is left out."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item, path, types)
    elif path:
        inner = _inner(value, path[0])
        if inner and (len(path) > 1 or not types or _inner(value, "type") in types):
            # most places are empty, and each is looked at three times for an accepted task
            yield from leaves(inner, path[1:], types)
    elif isinstance(value, str) and value:
        yield value


def _inner(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


def exchanged(value: Any, path: tuple[str, ...], by: Mapping[str, str]) -> Any:
    """The same parameters, not yet checked, with other texts in that place."""
    if isinstance(value, list | tuple):
        return [exchanged(item, path, by) for item in value]
    if path and isinstance(value, dict) and path[0] in value:
        return value | {path[0]: exchanged(value[path[0]], path[1:], by)}
    return by.get(value, value) if not path and isinstance(value, str) else value


def places(cls: type[BaseModel]) -> Iterator[Place]:
    """Where files stand among the fields, in the order of declaration."""
    types = get_args(cls.model_fields["type"].annotation) if "type" in cls.model_fields else ()
    for name, field in cls.model_fields.items():
        marks = [m for m in field.metadata if isinstance(m, Media)]
        if marks:
            yield Place((name,), Media(marks[0].role, marks[0].kind, types))
        for inner in _models(field.annotation):
            yield from (Place((name, *place.path), place.media) for place in places(inner))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The objects that an annotation names, within lists and alternatives too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
