"""Figures, times and receipts as people read them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from philae.core.money import dollars

TWIN = (
    "the offline twin: a renderer on this machine that draws from the words of the prompt. "
    "No AI model took part, and no money was spent."
)
UNITS = {
    "image": "picture",
    "video": "film",
    "mesh": "shape",
    "megapixel": "megapixel",
    "input_megapixel": "input megapixel",
}


def money(amount: int | str | None, book: str = "live") -> str:
    """Dollars (nano-USD, or the API's string); in the sandbox book they are play money."""
    if amount is None:
        return "-"
    text = amount if isinstance(amount, str) else dollars(amount)
    shown = f"-${text[1:]}" if text.startswith("-") else f"${text}"
    return f"{shown} play money" if book == "sandbox" else shown


def moment(at: datetime | None) -> str:
    """A time in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if at else "-"


def count(number: int, noun: str) -> str:
    """`1 picture`, `2 pictures`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(number: int) -> str:
    """Bytes in kB or MB."""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"  # noqa: PLR2004  a million bytes


def facts(output: Mapping[str, Any]) -> str:
    """A file's pixels and seconds, where it has them, and bytes."""
    pixels = f"{output['width']} × {output['height']}" if output.get("width") else ""
    seconds = f"{output['duration']:g} s" if output.get("duration") else ""
    return ", ".join(filter(None, (pixels, seconds, size(output["bytes"]))))


def drawn_by(served_by: str) -> str:
    """Who made a file."""
    return TWIN if served_by.startswith("studio") else f"{served_by}, a real model"


def receipt(document: Mapping[str, Any]) -> str:
    """A task's receipt in one line: what it cost, and for what."""
    bill = document["receipt"]
    usage = ", ".join(count(n, UNITS.get(meter, meter.replace("_", " "))) for meter, n in bill["usage"].items() if n)
    cost = money(bill["captured"], bill["book"])
    rest = (
        "" if bill["captured"] == bill["held"] else f"; held {money(bill['held'], bill['book'])}, the rest given back"
    )
    return f"{cost} for {usage or 'nothing'}{rest} ({bill['book']} book)"


def price(quote: Mapping[str, Any]) -> str:
    """A quote in words: the most that it will cost, and who would do it."""
    if quote["served_by"] == "studio":
        return f"the offline twin draws it, {money(quote['price'], 'sandbox')}"
    return f"a real model makes it, at most {money(quote['price'], quote['book'])}"
