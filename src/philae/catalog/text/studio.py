"""The offline twin's own text models, and how it stands in for a vendor's: it has no price and never a vendor's name."""

from typing import Literal

from msgspec.structs import replace

from philae.core.model import Route
from philae.core.text import TextModel


def _row(operation: Literal["chat", "embed", "rerank"]) -> TextModel:
    name = f"studio/{operation}"
    routes = (Route("studio", operation),)
    return TextModel(
        name,
        operation,
        "the offline twin is our own",
        "2026-11",
        routes=routes,
        owner="philae",
        title=f"Studio {operation}",
    )


ROWS = (_row("chat"), _row("embed"), _row("rerank"))


def with_twin(row: TextModel) -> TextModel:
    """The row with the studio as one more route, unless it has it."""
    if any(route.provider == "studio" for route in row.routes):
        return row
    return replace(row, routes=(*row.routes, Route("studio", row.operation)))
