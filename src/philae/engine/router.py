"""Chooses the channel for a part: able to do this very request, healthy, not tried yet, with room."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from philae.core.errors import GatewayError, NoChannel, RateLimited
from philae.core.model import Model, Route
from philae.core.provider import Codec
from philae.core.request import Request
from philae.engine.places import Places, SharedPlaces, shared
from philae.net.channel import Channel

COOL = (0.5, 1.0, 2.0, 5.0, 10.0)


class Way(NamedTuple):
    """A channel, the model's name there, how to speak to it, what that costs, and the rank of its route in the model's row."""

    channel: Channel
    name: str
    codec: Codec
    rank: int
    cost: Decimal = Decimal(0)


class Router:
    """Knows the channels and how they fared lately. `freed(channel)` is called when a job gave its place up."""

    def __init__(
        self, channels: list[Channel], places: Path | None = None, workers: int = 1, *, reached: bool = False
    ) -> None:
        """The channels in the operator's order. `places` is the file by which several workers share their limits.

        `reached`: whether vendors can fetch files from us.
        """
        self._reached = reached
        self.channels = {c.name: c for c in channels}
        self._faults: dict[str, int] = defaultdict(int)
        self._until: dict[str, float] = defaultdict(float)
        self._able: dict[tuple[str, bool], tuple[str, ...]] = {}
        self.freed: Callable[[str], None] = lambda _: None
        self._places = shared(places) if places else None
        self._slots = {c.name: self._limit(c.name, c.concurrency, workers) for c in channels if c.concurrency}

    def ways(self, model: Model, request: Request, studio: bool) -> list[Way]:  # noqa: FBT001
        """Every way that can do this request: the studio's alone for the sandbox, and never among the others.

        Raises `NoChannel`, with the reasons why those that exist are not able.
        """
        found, reasons = [], []
        for rank, route in enumerate(model.routes):
            for channel in self.channels.values():
                codec = channel.provider.serves.get(route.wire or model.operation)
                if channel.provider.name != route.provider or codec is None or (route.provider == "studio") != studio:
                    continue
                if not channel.has(route.name) or not _may(channel, request):
                    continue
                reason = codec.able(request) or self._unreached(codec, request, route.provider)
                cost = Decimal(0) if reason else model.cost(route, request.params)
                if cost.is_infinite() and not studio:
                    reason = f"what {route.provider} charges for this is not known"
                found += [] if reason else [Way(channel, channel.named(route.name), codec, rank, cost)]
                reasons += [reason] if reason else []
        if not found:
            message = f"no channel serves {model.id} at the moment" + (f": {'; '.join(reasons)}" if reasons else "")
            raise NoChannel(message, param="model")
        return found

    def _unreached(self, codec: Codec, request: Request, provider: str) -> str | None:
        if self._reached or not codec.lends(request):
            return None
        return f"{provider} fetches such files from this gateway, which it cannot without PHILAE_PUBLIC_URL"

    def choose(self, ways: list[Way], tried: tuple[str, ...]) -> Way:
        """The best way that was not tried: a healthy channel of the cheapest route, of those the first, by weight.

        Raises `NoChannel`, `RateLimited`.
        """
        left = [w for w in ways if w.channel.name not in tried]
        if not left:
            message = "every channel for this model refused"
            raise NoChannel(message)
        now = time.monotonic()
        ready = [w for w in left if self._until[w.channel.name] <= now]
        if not ready:
            message = "every channel for this model is cooling down"
            raise RateLimited(message, retry_after=min(self._until[w.channel.name] for w in left) - now)
        first = min((w.cost, w.rank) for w in ready)
        best = [w for w in ready if (w.cost, w.rank) == first]
        best = [w for w in best if self.has_room(w.channel.name)] or best
        return random.choices(best, [w.channel.weight for w in best])[0]  # noqa: S311

    def able(self, model: Model, *, studio: bool) -> tuple[str, ...]:
        """The names of the channels that may serve the model at all."""
        known = self._able.get((model.id, studio))
        if known is None:
            routes = [r for r in model.routes if (r.provider == "studio") == studio]
            able = [c for c in self.channels.values() if any(_serves(c, model, r) for r in routes)]
            known = tuple(c.name for c in able)
            self._able[model.id, studio] = known
        return known

    def has_room(self, channel: str) -> bool:
        """Whether one more job may begin there now."""
        return channel not in self._slots or not self._slots[channel].locked()

    def fared(self, channel: str, error: GatewayError | None) -> None:
        """Count a success or a fault; a faulty channel rests, as long as it asks for or ever longer."""
        if error is None:
            self._faults[channel] = 0
            self._until[channel] = 0.0
            return
        self._faults[channel] += 1
        pause = error.retry_after or COOL[min(self._faults[channel], len(COOL)) - 1]
        self._until[channel] = time.monotonic() + pause

    def rests(self, channel: str) -> tuple[int, float]:
        """Its faults in a row, and for how many seconds it rests."""
        return self._faults[channel], max(0.0, self._until[channel] - time.monotonic())

    def slot(self, channel: str) -> Places | None:
        """The channel's room for jobs, None if it has no limit."""
        return self._slots.get(channel)

    def _limit(self, channel: str, count: int, workers: int) -> Places:
        if self._places is None:
            return asyncio.Semaphore(count)
        return SharedPlaces(self._places, channel, count, count // workers, lambda: self.freed(channel))


def _may(channel: Channel, request: Request) -> bool:
    """A request that goes on from an earlier task stays where that ran."""
    return request.origin is None or request.origin.channel == channel.name


def _serves(channel: Channel, model: Model, route: Route) -> bool:
    provider = channel.provider
    return (
        provider.name == route.provider
        and (route.wire or model.operation) in provider.serves
        and channel.has(route.name)
    )
