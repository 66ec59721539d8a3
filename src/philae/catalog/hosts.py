"""Vendors that host what others make: what they charge for it, and where that was read."""

from decimal import Decimal
from typing import Any

from philae.core.model import Route
from philae.core.money import Rate


def fal(name: str, *rates: Rate, source: str = "") -> Route:
    """The model at fal; its endpoints stand below that name."""
    return Route("fal", name, rates=rates, source=source or f"fal.ai/models/{name}/…/llms.txt, read in 2026-11")


def replicate(name: str, *rates: Rate, source: str = "read by others on 2026-10-06") -> Route:
    """The model at Replicate, whose pages are known from others who quote them."""
    return Route("replicate", name, rates=rates, source=f"replicate.com/{name}, {source}")


def second(price: str, **when: Any) -> Rate:
    """Dollars a second of film, where the parameters are these."""
    return Rate("second", Decimal(price), when=tuple(when.items()))


def lined(price: str, *lines: str) -> tuple[Rate, ...]:
    """Dollars a second of so many lines."""
    return tuple(second(price, resolution=name) for name in lines)
