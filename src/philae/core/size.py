"""Sizes and aspect ratios of pictures, and how one is fitted into another's limits."""

from math import gcd, isqrt, log
from typing import Any

from msgspec import Struct

from philae.core.errors import InvalidRequest

DIGITS = 9


class Limits(Struct, frozen=True):
    """Sides from `low` to `high` pixels in multiples of `step`, and at most `most` pixels in all."""

    low: int
    high: int
    step: int
    most: int

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """The size itself where it is allowed, else the one nearest to its shape that is; never over `most`."""
        if self.allows(width, height):
            return width, height
        long, short = max(width, height), min(width, height)
        wanted = isqrt(min(width * height, self.most) * long // short)
        longest = min(self.high, max(wanted, self.low))
        shortest = max(self.low, self._down(longest * short // long))
        sides = (self._down(longest), min(shortest, self._down(self.high)))
        return sides if width >= height else (sides[1], sides[0])

    def allows(self, width: int, height: int) -> bool:
        """Whether a picture may have that size."""
        sides = (width, height)
        return all(self.low <= s <= self.high and s % self.step == 0 for s in sides) and width * height <= self.most

    def _down(self, side: int) -> int:
        return side // self.step * self.step


def is_ratio(value: Any) -> bool:
    """Whether it is an aspect ratio like 16:9, of numbers that anyone would write."""
    left, colon, right = str(value).partition(":")
    return bool(colon) and all(p.isascii() and p.isdigit() and len(p) <= DIGITS and int(p) > 0 for p in (left, right))


def ratio_of(width: int, height: int) -> str:
    """The aspect ratio in lowest terms: `16:9`."""
    common = gcd(width, height) or 1
    return f"{width // common}:{height // common}"


def shape_of(aspect: str) -> tuple[int, int]:
    """The two numbers of an aspect ratio. Raises `InvalidRequest`."""
    if not is_ratio(aspect):
        message = f"not an aspect ratio like 16:9: {aspect[:40]!r}"
        raise InvalidRequest(message, param="aspect_ratio")
    left, _, right = aspect.partition(":")
    return int(left), int(right)


def size_of(aspect: str, area: int) -> tuple[int, int]:
    """Width and height of at most `area` pixels in that ratio. Raises `InvalidRequest`."""
    left, right = shape_of(aspect)
    return isqrt(area * left // right) or 1, isqrt(area * right // left) or 1


def nearest_ratio(aspect: str, choices: tuple[str, ...]) -> str:
    """The choice nearest in shape, or the ratio itself where there is no choice."""

    def apart(choice: str) -> float:
        (a, b), (c, d) = shape_of(aspect), shape_of(choice)
        return abs(log(a / b) - log(c / d))

    return min((c for c in choices if is_ratio(c)), key=apart, default=aspect)
