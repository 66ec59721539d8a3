"""The text models of this gateway: found by name, served by whom, their tokens counted at whom."""

from collections.abc import Awaitable, Callable, Iterator, Mapping

from philae.catalog import text
from philae.core.chat import ChatRequest
from philae.core.errors import GatewayError, RateLimited, UpstreamError, UpstreamTimeout
from philae.core.http import HttpCall, HttpReply
from philae.core.model import Route
from philae.core.pack import missing
from philae.core.text import Counter, TextModel
from philae.net.channel import Channel
from philae.settings import Settings
from philae.vendors import SPEAKERS

Send = Callable[[HttpCall, Channel], Awaitable[HttpReply]]


class Texts:
    """The catalogue with what the operator's settings lay over it, and the channels that there are."""

    def __init__(self, settings: Settings, channels: Mapping[str, Channel]) -> None:
        """Raises `InvalidRequest` for settings that name nothing."""
        self.models = text.with_overrides(text.MODELS, settings.overrides())
        self.names = text.Names(self.models)
        self.find = self.names.pinned
        self._channels, self._own = channels, settings.weights()

    def served(self, model: TextModel, *, studio: bool) -> list[str]:
        """The providers that serve it now: with a channel that has it, and words for it; a vendor also with a price."""
        if studio and missing(model.operation, self._own):
            return []
        routes = [r for r in model.routes if (r.provider == "studio") == studio and self._speaks(model, r)]
        return [r.provider for r in routes if any(self._at(r))] if studio or model.rates else []

    async def count(self, model: TextModel, pinned: str | None, request: ChatRequest, send: Send) -> int | None:
        """The request's tokens, by the first vendor that serves the model and counts; None if there is none.

        Raises what the last of them answered, from the error tree.
        """
        problem: GatewayError | None = None
        for channel, counter, name in self._counters(model, pinned):
            try:
                reply = await send(counter.ask(request, channel.target(channel.named(name))), channel)
                return counter.read(reply)
            except (UpstreamError, RateLimited, UpstreamTimeout) as error:
                problem = error
        if problem:
            raise problem
        return None

    def _counters(self, model: TextModel, pinned: str | None) -> Iterator[tuple[Channel, Counter, str]]:
        for route in model.routes:
            speaker = SPEAKERS.get(route.provider)
            if speaker and speaker.counter and speaker.counter.of(route.name) and pinned in (None, route.provider):
                for channel in self._at(route):
                    yield channel, speaker.counter, route.name

    def _speaks(self, model: TextModel, route: Route) -> bool:
        speaker = SPEAKERS.get(route.provider)
        return bool(speaker and speaker.able(model.operation))

    def _at(self, route: Route) -> Iterator[Channel]:
        return (c for c in self._channels.values() if c.provider.name == route.provider and c.has(route.name))
