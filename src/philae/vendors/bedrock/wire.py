"""Bedrock's own shapes around a model's body."""

from msgspec import Struct


class Chunk(Struct, frozen=True):
    """A piece of a stream: a frame of the model's format, in base64."""

    bytes: str = ""


class Problem(Struct, frozen=True):
    """An exception's body."""

    message: str = ""


class Counted(Struct, frozen=True):
    """The answer to a token count."""

    inputTokens: int  # noqa: N815 - AWS's spelling
