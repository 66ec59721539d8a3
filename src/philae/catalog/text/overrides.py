"""What an operator changes in the catalogue, as data: prices, routes, on or off, and models of his own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import asdict

from philae.catalog.text.price import METERS, MILLION
from philae.catalog.text.studio import with_twin
from philae.core.errors import InvalidRequest
from philae.core.model import Route
from philae.core.money import Rate
from philae.core.text import TextModel

NAMED = {"input": "input_token", "output": "output_token", **METERS}
"""Name of a price in the settings → meter; each is in US dollars for a million."""
OURS = frozenset({"enabled", "like", "price", "routes"})
SAID = {"source": "the operator's settings", "as_of": "now", "operation": "chat"}

Override = Mapping[str, Any]


def with_overrides(models: Mapping[str, TextModel], overrides: Mapping[str, Override]) -> dict[str, TextModel]:
    """The models with each override laid over the row of its id or alias, or added as a new one.

    `enabled: false` takes a model away. `like` names a row whose facts, prices and routes a new one begins with. `price` has
    US dollars for a million tokens by `NAMED` and replaces all rates; `routes` are `provider/name there`. Every other key
    is a field of `TextModel`. Raises `InvalidRequest` naming the setting.
    """
    done = dict(models)
    ids = {alias: row.id for row in models.values() for alias in row.aliases}
    for said, override in overrides.items():
        name = said if said in done else ids.get(said, said)
        if override.get("enabled", True):
            done[name] = with_twin(_laid(name, _begun(name, done, ids, override), override))
        else:
            done.pop(name, None)
    return done


def _begun(name: str, models: Mapping[str, TextModel], ids: Mapping[str, str], override: Override) -> dict[str, Any]:
    """The fields of the row that it is laid over or begins with, or of a new one."""
    like = override.get("like")
    row = models.get(ids.get(like, like) if like else name)
    if row is None and like:
        raise _wrong(name, "like", f"there is no model {like!r}")
    if row is None and not override.get("routes"):
        raise _wrong(name, "routes", "a model that the catalogue does not have needs them, or `like`")
    if row is None:
        return SAID | {"title": name}
    return asdict(row) | ({} if row.id == name else {"aliases": ()})


def _laid(name: str, fields: dict[str, Any], override: Override) -> TextModel:
    fields |= {key: value for key, value in override.items() if key not in OURS and value is not None}
    fields |= {"id": name} | _read(name, override)
    try:
        return msgspec.convert(fields, TextModel, from_attributes=True)
    except msgspec.ValidationError as error:
        raise _wrong(name, "", str(error)) from error


def _read(name: str, override: Override) -> dict[str, Any]:
    """Rates and routes, from how settings write them."""
    read: dict[str, Any] = {}
    if (price := override.get("price")) is not None:
        read["rates"] = tuple(_rate(name, meter, amount) for meter, amount in price.items())
    if routes := override.get("routes"):
        read["routes"] = tuple(_route(name, route) for route in routes)
    return read


def _rate(name: str, meter: str, amount: object) -> Rate:
    if meter not in NAMED:
        raise _wrong(name, f"price.{meter}", f"there is {', '.join(NAMED)}")
    price = Decimal(str(amount))
    if not (price.is_finite() and price >= 0):
        raise _wrong(name, f"price.{meter}", "must not be negative")
    return Rate(NAMED[meter], price, MILLION)


def _route(name: str, text: str) -> Route:
    provider, _, there = text.partition("/")
    if not (provider and there):
        raise _wrong(name, "routes", f"{text!r} is not `provider/name there`")
    return Route(provider, there)


def _wrong(name: str, field: str, why: str) -> InvalidRequest:
    return InvalidRequest(f"models.{name}{'.' if field else ''}{field}: {why}")
