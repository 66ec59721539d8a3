"""What the studio hands over: a file and what is told about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Show = Callable[[bytes], object]
"""Called with small JPEGs on the way, each a better early version."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was made as a file; sides in pixels, 0 where it has none."""

    bytes: bytes
    mime: str
    seed: int
    details: dict[str, Any]
    width: int = 0
    height: int = 0
