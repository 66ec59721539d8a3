"""A client's body in one spelling: Google takes snake_case and camelCase, one thing for a list of one, null for nothing."""

from functools import lru_cache
from typing import Any

# What lies below these is the client's own, or a schema that has rules of its own.
OPAQUE = frozenset({
    "args", "labels", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "responseSchema",
})  # fmt: skip
LISTS = frozenset({
    "allowedFunctionNames", "contents", "functionDeclarations", "parts", "requests", "responseModalities",
    "safetySettings", "stopSequences", "tools",
})  # fmt: skip


def respell(value: Any) -> Any:
    """The value with camelCase names, lists where Google's API has lists, and no nulls."""
    if isinstance(value, dict):
        return {name: _below(name, item) for name, item in _named(value)}
    return [respell(item) for item in value] if isinstance(value, list) else value


@lru_cache(4096)
def camel(name: str) -> str:
    """`max_output_tokens` as `maxOutputTokens`; other names as they are."""
    head, *rest = name.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest) if head else name


def _named(value: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(camel(name), item) for name, item in value.items() if item is not None]


def _below(name: str, item: Any) -> Any:
    if name in OPAQUE:
        return item
    item = respell(item)
    return [item] if name in LISTS and not isinstance(item, list) else item
