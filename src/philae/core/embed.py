"""Embeddings and reranking in canonical terms: what is asked, what is answered, whichever vendor's words are used."""

import base64
import struct
from typing import Any, Literal

from msgspec import Struct

from philae.core.errors import UpstreamError
from philae.core.tokens import Tokens

Input = str | tuple[int, ...]
"""A text, or the numbers of its tokens."""
Vector = tuple[float, ...] | str
"""An embedding as the vendor sent it: numbers, or base64 of 32-bit floats, the least byte first."""


class EmbedRequest(Struct, frozen=True):
    """What a client asks of an embedding model. `encoding` is how it wants the vectors.

    `extra` holds what only one format understands, under that format's name.
    """

    model: str
    inputs: tuple[Input, ...]
    dimensions: int | None = None
    encoding: Literal["float", "base64"] = "float"
    user: str = ""
    extra: dict[str, dict[str, Any]] = {}


class Embedded(Struct, frozen=True):
    """The vectors, in the order of the inputs. `model` is the name that the vendor gave."""

    model: str
    vectors: tuple[Vector, ...]
    tokens: Tokens | None = None


class RerankRequest(Struct, frozen=True):
    """Which of `documents` answer `query` best: the `top` ones, None: all. `show`: the answer repeats their text."""

    model: str
    query: str
    documents: tuple[str, ...]
    top: int | None = None
    show: bool = True
    extra: dict[str, dict[str, Any]] = {}


class Rank(Struct, frozen=True):
    """A document by its place in the request, and how well it fits."""

    index: int
    score: float


class Ranked(Struct, frozen=True):
    """The documents, best first. `searches` is how many searches the vendor bills, None where it bills tokens."""

    id: str
    model: str
    ranks: tuple[Rank, ...]
    tokens: Tokens | None = None
    searches: int | None = None


def floats(vector: Vector) -> tuple[float, ...]:
    """The vector as numbers. Raises `UpstreamError` for base64 that holds none."""
    if not isinstance(vector, str):
        return vector
    try:
        raw = base64.b64decode(vector, validate=True)
        return struct.unpack(f"<{len(raw) // 4}f", raw)
    except (ValueError, struct.error) as error:
        raise _unreadable(error) from error


def packed(vector: Vector) -> str:
    """The vector as base64 of 32-bit floats. Raises `UpstreamError` for numbers that 32 bits cannot hold."""
    if isinstance(vector, str):
        return vector
    try:
        return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
    except OverflowError as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> UpstreamError:
    return UpstreamError("the vendor's embedding could not be read", detail=str(error))
