"""How likely each token was, in OpenAI's form, which is the canonical one."""

from typing import Any

import msgspec
from msgspec import Struct


class Token(Struct, frozen=True):
    """A token, and those that could have stood in its place."""

    token: str = ""
    logprob: float = 0.0
    bytes: list[int] | None = None
    top_logprobs: list["Token"] | None = None


class Likely(Struct, frozen=True):
    """The tokens of a text."""

    content: list[Token] | None = None


def likely(value: Any) -> Any:
    """What a vendor told, as it is; None for what has not this form: an answer is whole without it."""
    if value is None:
        return None
    try:
        msgspec.convert(value, Likely)
    except msgspec.ValidationError:
        return None
    return value
