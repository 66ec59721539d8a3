"""Vectors of texts by the embedding model: real ones, of unit length, whatever the text's length."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from philae.studio.request import Refused
from philae.studio.text.llama import VECTOR_CONTEXT
from philae.studio.text.model import Model

LONGEST = 8192
"""Tokens of a text, at most."""
Vector = list[float]
T = TypeVar("T")


class Tokens(Struct, frozen=True):
    """A text in the model's own tokens, with the two that stand around it."""

    tokens: list[int]


class Row(Struct, frozen=True):
    """One vector."""

    embedding: Vector


class Rows(Struct, frozen=True):
    """llama.cpp's answer."""

    data: list[Row]


class Vectors(Struct, frozen=True):
    """A vector for each text, and the tokens that all of them have."""

    vectors: list[Vector]
    tokens: int


async def vectors(model: Model, texts: Sequence[str]) -> Vectors:
    """The texts' vectors. Raises Refused for a text that is too long."""
    async with model.turn():
        tokens = [await _tokens(model, text, i) for i, text in enumerate(texts)]
        windows = [list(_windows(each)) for each in tokens]
        rows = iter(await _asked(model, [window for each in windows for window in each]))
        made = [_joined([(len(window), next(rows)) for window in each]) for each in windows]
    return Vectors(made, sum(map(len, tokens)))


def shortened(vector: Vector, dimensions: int) -> Vector:
    """Its first dimensions, at unit length."""
    part = vector[:dimensions]
    size = math.sqrt(sum(x * x for x in part)) or 1.0
    return [x / size for x in part]


def likeness(one: Vector, other: Vector) -> float:
    """0 for nothing in common, 1 for the same."""
    return min(max(sum(a * b for a, b in zip(one, other, strict=True)), 0.0), 1.0)


async def _tokens(model: Model, text: str, place: int) -> list[int]:
    found = await _ask(model, "/tokenize", {"content": text, "add_special": True}, Tokens)
    if len(found.tokens) > LONGEST:
        raise Refused("invalid_request", f"a text may have at most {LONGEST} tokens", f"input[{place}]")
    return found.tokens


def _windows(tokens: list[int]) -> Iterator[list[int]]:
    """What the model can read at once: pieces of a longer text, each with the two tokens around it."""
    first, last, inner = tokens[:1], tokens[-1:], tokens[1:-1]
    count = max(1, math.ceil(len(inner) / (VECTOR_CONTEXT - 2)))
    ends = [round(i * len(inner) / count) for i in range(count + 1)]
    for low, high in pairwise(ends):
        yield [*first, *inner[low:high], *last]


async def _asked(model: Model, windows: list[list[int]]) -> list[Vector]:
    return [row.embedding for row in (await _ask(model, "/v1/embeddings", {"input": windows}, Rows)).data]


def _joined(parts: list[tuple[int, Vector]]) -> Vector:
    """The mean of a text's pieces, by their length."""
    if len(parts) == 1:
        return parts[0][1]
    weights = [weight for weight, _ in parts]
    columns = zip(*(vector for _, vector in parts), strict=True)
    sums = [sum(w * x for w, x in zip(weights, column, strict=True)) for column in columns]
    return shortened(sums, len(sums))


async def _ask(model: Model, path: str, body: dict[str, Any], shape: type[T]) -> T:
    async with model.ask(path, body) as reply:
        data = await reply.read()
        if reply.status != 200:
            raise Refused("engine_failed", "the embedding model failed")
        return msgspec.json.decode(data, type=shape)
