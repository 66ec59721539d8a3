"""A model is one row: what it accepts, what it costs, who serves it, and where that was read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from philae.core.money import Rate, Usage, charge
from philae.core.params import Params, validate
from philae.core.request import Operation, Request, Wish


class Route(Struct, frozen=True):
    """A provider that is able to serve the model, and the model's name there.

    `wire`: the one format in which it serves this model, "" for every one that it speaks. `rates` are what it charges,
    with their source; none: what the model costs everywhere.
    """

    provider: str
    name: str
    wire: str = ""
    rates: tuple[Rate, ...] = ()
    source: str = ""


class Model(Struct, frozen=True):
    """A catalogue row. `max_n` is the most pictures in one request; `deadline` the seconds after which a task fails.

    `moderated` says whether the vendor charges for a moderated task. `rates` empty: the price is unknown, so the model
    is served by the studio only.
    """

    id: str
    operation: Operation
    params: type[Params]
    source: str
    as_of: str
    rates: tuple[Rate, ...] = ()
    routes: tuple[Route, ...] = ()
    aliases: tuple[str, ...] = ()
    owner: str = ""
    title: str = ""
    max_n: int = 10
    deadline: float = 600.0
    moderated: bool = False
    deprecated: bool = False

    def priced(self, params: Mapping[str, Any]) -> bool:
        """Whether every meter has a price for these validated params; where one has none, the studio alone may serve them."""
        known = {rate.meter for rate in self.rates if rate.applies(params)}
        return bool(known) and known == {rate.meter for rate in self.rates}

    def cost(self, route: Route, params: Mapping[str, Any]) -> Decimal:
        """What one of these is bought for there, in US dollars; infinite where that is not known."""
        if not any(r.rates for r in self.routes):
            return Decimal(0)
        rates = route.rates or self.rates
        if not any(rate.applies(params) for rate in rates):
            return Decimal("Infinity")
        return charge(rates, self.params.model_construct(**params).bound(1), params)

    def check(self, values: dict[str, Any]) -> Params:
        """Validated params. Raises `InvalidRequest` naming the field."""
        return validate(self.params, values)

    def fit(self, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """The wish in this model's names, and what was dropped."""
        return self.params.fit(wish)

    def request(self, params: Params, n: int = 1) -> Request:
        """What a provider is asked."""
        return params.request(self.id, self.operation, n)

    def bound(self, params: Params, n: int) -> Usage:
        """The most that the request may use."""
        return params.bound(n)
