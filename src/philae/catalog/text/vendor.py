"""What the rows of one vendor have alike: whose they are, who serves them, and where that was read."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from philae.core.model import Route
from philae.core.money import Rate
from philae.core.text import Feature, TextModel

AS_OF = "2026-11"
COPIES = "[github.com/BerriAI/litellm, model_prices_and_context_window.json; github.com/pydantic/genai-prices]"
"""Public cost maps that quote the vendors' pages. Where both have a price they agree, unless a row's comment says else."""


class Vendor(Struct, frozen=True):
    """A vendor: `provider` serves its models. `source` is its page of models and prices; COPIES are what was read of it.

    `under`: ids are `{provider}/{name there}`, since others serve the same models at other prices. `cloud` is a provider that
    serves them in the vendor's own formats.
    """

    provider: str
    source: str
    owner: str = ""
    under: bool = False
    cloud: str = ""

    def chat(
        self, name: str, title: str, context: int, output: int, features: str,
        rates: tuple[Rate, ...], also: Mapping[str, str] | None = None, **more: Any,
    ) -> TextModel:  # fmt: skip
        """A chat model; `features` are words. `also`: further providers, with its name there, at the same price."""
        able = msgspec.convert(features.split(), tuple[Feature, ...])
        limits: dict[str, Any] = {"context": context, "output": output}
        return self._row(name, also, operation="chat", title=title, features=able, rates=rates, **limits, **more)

    def embed(
        self, name: str, title: str, context: int, dimensions: int,
        rates: tuple[Rate, ...], also: Mapping[str, str] | None = None, **more: Any,
    ) -> TextModel:  # fmt: skip
        """An embedding model; `dimensions` of a vector, 0: not said."""
        return self._row(
            name, also, operation="embed", title=title, context=context, dimensions=dimensions, rates=rates, **more
        )

    def rerank(self, name: str, title: str, context: int, rates: tuple[Rate, ...], **more: Any) -> TextModel:
        """A model that orders documents by a query."""
        return self._row(name, None, operation="rerank", title=title, context=context, rates=rates, **more)

    def _row(
        self, name: str, also: Mapping[str, str] | None, there: str = "", owner: str = "", wire: str = "", **more: Any
    ) -> TextModel:
        """`there`: its name at the provider, where that is not the id; `wire`: the one format it is served in there."""
        routes = (
            Route(self.provider, there or name, wire),
            *(Route(host, its, wire if host == self.cloud else "") for host, its in (also or {}).items()),
        )
        return TextModel(
            id=f"{self.provider}/{name}" if self.under else name,
            source=f"{self.source} {COPIES}",
            as_of=AS_OF,
            routes=routes,
            owner=owner or self.owner or self.provider,
            **more,
        )


def dated(row: TextModel, *dates: str) -> tuple[TextModel, ...]:
    """The row, and its snapshots `{id}-{date}` as rows of their own: who asks for a snapshot gets that very one."""
    return (row, *(_snapshot(row, f"{row.id}-{date}", date) for date in dates))


def _snapshot(row: TextModel, name: str, date: str) -> TextModel:
    title = f"{row.title} ({date})"
    return replace(row, id=name, routes=(replace(row.routes[0], name=name),), aliases=(), title=title, created=date)
