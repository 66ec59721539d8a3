"""A model as a document: OpenAI's list shape, with what ours adds."""

from datetime import UTC, datetime
from typing import Any

from philae.core.model import Model
from philae.core.money import Rate
from philae.core.text import TextModel
from philae.edge.offer import Offered

CREATED = 1_700_000_000
"""What a model says that came on a day which is not known."""
ENDPOINTS: dict[str, list[str]] = {
    "chat": ["openai", "openai-response", "anthropic", "gemini"],
    "complete": ["openai"],
    "embed": ["embeddings", "gemini"],
    "rerank": ["rerank"],
}
"""Operation → `supported_endpoint_types`, in the words that clients of gateways know."""


def document(offered: Offered) -> dict[str, Any]:
    """`{id, object, created, owned_by, …}`; rates as decimal strings in US dollars per unit of their meter."""
    model = offered.model
    own = _text(model) if isinstance(model, TextModel) else _picture(model)
    return {
        "id": model.id, "object": "model", **own, "title": model.title or model.id, "operation": model.operation,
        "rates": [_rate(r) for r in model.rates], "aliases": list(model.aliases), "served_by": offered.served_by,
        "deprecated": model.deprecated, "source": model.source, "as_of": model.as_of,
    }  # fmt: skip


def released(model: TextModel) -> datetime | None:
    """The day of a model's release, None if it is not known."""
    return datetime.fromisoformat(model.created).replace(tzinfo=UTC) if model.created else None


def _picture(model: Model) -> dict[str, Any]:
    return {"created": CREATED, "owned_by": model.owner or model.params.vendor, "max_n": model.max_n}


def _text(model: TextModel) -> dict[str, Any]:
    """Limits are tokens; those that are not known are left out."""
    day = released(model)
    limits = {"context": model.context, "output": model.output, "dimensions": model.dimensions}
    return {
        "created": int(day.timestamp()) if day else CREATED,
        "owned_by": model.owner or "philae",
        "supported_endpoint_types": ENDPOINTS[model.operation],
        **{name: most for name, most in limits.items() if most},
        "features": list(model.features),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    told = {"meter": rate.meter, "price": str(rate.price), "per": rate.per}
    return told | ({"when": dict(rate.when)} if rate.when else {})
