"""Takes a client's JSON object apart field by field, each checked; what nobody took is the format's own."""

from typing import Any, TypeVar

from philae.core.errors import InvalidRequest

T = TypeVar("T")
D = TypeVar("D")
KINDS: dict[type, str] = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def wrong(param: str, message: str) -> InvalidRequest:
    """The error for a field, which is named as Anthropic does: `messages.0.content.1.type`."""
    return InvalidRequest(message, param=param)


class Fields:
    """One object of the request at its path. A field that is null counts as not given."""

    __slots__ = ("path", "rest")

    def __init__(self, value: Any, path: str = "") -> None:
        if not isinstance(value, dict):
            raise wrong(path, "must be an object")
        self.rest: dict[str, Any] = dict(value)
        self.path = path

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def take(self, name: str, kind: type[T], default: D) -> T | D:
        """The field's value. Raises `InvalidRequest` if it is of another kind."""
        value = self.rest.pop(name, None)
        if value is None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise wrong(self.at(name), f"must be {KINDS[kind]}")
        return value

    def need(self, name: str, kind: type[T]) -> T:
        """A field that must be there."""
        value = self.take(name, kind, None)
        if value is None:
            raise wrong(self.at(name), "is required")
        return value

    def number(self, name: str, most: float) -> float | None:
        """A number from 0 to `most`."""
        value = self.rest.pop(name, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise wrong(self.at(name), f"must be a number from 0 to {most:g}")
        return value

    def inner(self, name: str) -> "Fields | None":
        """An object in the object."""
        value = self.rest.pop(name, None)
        return None if value is None else Fields(value, self.at(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        values: list[Any] = self.take(name, list, [])
        if not all(isinstance(v, str) for v in values):
            raise wrong(self.at(name), "must be a list of strings")
        return tuple(values)
