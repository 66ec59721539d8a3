"""A model as a document: OpenAI's list shape, with what ours adds."""

from typing import Any

from philae.core.model import Model

CREATED = 1_700_000_000


def document(model: Model, served_by: list[str]) -> dict[str, Any]:
    """`{id, object, created, owned_by, …}`; rates as decimal strings in US dollars per unit of their meter."""
    rates = [
        {"meter": r.meter, "price": str(r.price), "per": r.per, **({"when": dict(r.when)} if r.when else {})}
        for r in model.rates
    ]
    return {
        "id": model.id, "object": "model", "created": CREATED, "owned_by": model.owner or model.params.vendor,
        "title": model.title or model.id, "operation": model.operation, "rates": rates, "aliases": list(model.aliases),
        "max_n": model.max_n, "served_by": served_by, "deprecated": model.deprecated, "source": model.source, "as_of": model.as_of,
    }  # fmt: skip
