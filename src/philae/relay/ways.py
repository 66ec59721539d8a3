"""Which channel takes a call: able to, healthy, with room, by priority, weight and speed; and where it goes next if not."""

import math
import random
import time
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote

import msgspec
from msgspec import Struct

from philae.core.auth import Outgoing
from philae.core.errors import GatewayError, InvalidRequest, NoChannel, RateLimited
from philae.core.http import HttpCall
from philae.core.model import Route
from philae.core.text import ChatCodec, Plain, PlainCodec, Simple, Speaker, TextModel, Wire
from philae.gate.limits import Stay
from philae.net.authority import Authorities, Authority
from philae.net.channel import Channel
from philae.net.direct import led
from philae.net.pool import Origin
from philae.relay import meters
from philae.relay.head import JSON, asked, lines
from philae.relay.room import Rooms

SIMPLE: dict[str, Simple] = {
    "embeddings": "embed",
    "embedContent": "embed",
    "batchEmbedContents": "embed",
    "rerank": "rerank",
}
"""Format → the operation of the models that it asks."""
FAULTS = 3
"""Failures one after the other from which a channel rests."""
COOL = (1.0, 2.0, 5.0, 15.0, 30.0)
SLOW = 1.5
"""A channel that is so many times slower than the fastest gets its share in proportion to its speed."""


class State:
    """How a channel fares: calls under way, faults in a row, until when it rests, and how long its first byte takes."""

    __slots__ = ("faults", "first", "running", "until")

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.running = 0
        self.faults = 0
        self.until = 0.0
        self.first = 0.0


class Way(Struct, frozen=True):
    """A channel, the model's name there, its codec, and what all requests that go this way begin with.

    `foreign`: the channel speaks another format than the client; `tells`: it can be asked for a stream's usage.
    `plain` is the codec of a simple operation. `authority`, for calls to `url`, where what they show is no part of the
    opening.
    """

    channel: Channel
    name: str
    codec: ChatCodec | None
    rank: int
    foreign: bool
    origin: Origin
    opening: bytes
    tells: bool = True
    plain: PlainCodec | None = None
    url: str = ""
    authority: Authority | None = None

    def request(self, more: bytes, body: bytes, url: str = "") -> bytes:
        """A whole request; `more` are header lines behind the opening, `url` is where it goes if not where most do."""
        opening, url = (self.opening, self.url) if url in {"", self.url} else (led(self.opening, url), url)
        if self.authority:
            more += lines(self.authority.headers(Outgoing("POST", url, (JSON,), body)))
        return b"%b%bcontent-length: %d\r\n\r\n%b" % (opening, more, len(body), body)

    def written(self, call: HttpCall) -> bytes:
        """A written call as a whole request."""
        return self.request(lines(call.headers), msgspec.json.encode(call.json), call.url)


class Ways:
    """Knows the channels of text and how they fared."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        speakers: Mapping[str, Speaker],
        gateway: str,
        rooms: Rooms,
        authorities: Authorities,
    ) -> None:
        """`speakers` by the provider's name; `gateway` is our id, by which we know our own calls when they come back."""
        self.rooms = rooms
        self._gateway, self._authorities = gateway, authorities
        self.states = {name: State() for name in channels}
        self._channels = channels
        self._speakers = speakers
        self._known: dict[tuple[str, str, bool], list[Way]] = {}

    def all(
        self, model: TextModel, wire: Wire | Plain, *, stream: bool, studio: bool, pinned: str | None = None
    ) -> list[Way]:
        """Every way to this model for a client of that format. Raises `NoChannel`."""
        key = (model.id + ("*" if studio else ""), wire, stream)
        known = self._known.get(key)
        if known is None:
            _fits(model, wire)
            found = [
                self._way(c, r, i, wire, stream, model.operation)
                for i, r in enumerate(model.routes)
                for c in self._of(r, studio)
            ]
            known = self._known[key] = [w for w in found if w]
        ways = [w for w in known if w.channel.provider.name == pinned] if pinned else known
        if not ways:
            message = f"no channel serves {model.id} at the moment"
            raise NoChannel(message, param="model")
        return ways

    def _of(self, route: Route, studio: bool) -> list[Channel]:  # noqa: FBT001
        if (route.provider == "studio") != studio:
            return []
        return [c for c in self._channels.values() if c.provider.name == route.provider and c.has(route.name)]

    def _way(
        self,
        channel: Channel,
        route: Route,
        rank: int,
        wire: Wire | Plain,
        stream: bool,  # noqa: FBT001
        operation: str,
    ) -> Way | None:
        speaker, name = self._speakers.get(channel.provider.name), channel.named(route.name)
        if speaker is None:
            return None
        if operation in SIMPLE.values():
            return self._simple(channel, name, rank, speaker, wire)
        if wire == "completions" and wire in speaker.plain and (speaker.raw or operation == "complete"):
            return self._made(channel, name, None, speaker.plain[wire], rank, foreign=False)
        if operation == "complete":
            return None
        only = route.wire or speaker.only(route.name)
        codecs: dict[str, ChatCodec] = {w: c for w, c in speaker.codecs.items() if only in ("", w)}
        codec = codecs.get(wire) or next(iter(codecs.values()), None)
        foreign = wire not in codecs or not codecs[wire].bare
        return self._made(channel, name, codec, codec.path(name, stream), rank, foreign=foreign) if codec else None

    def _simple(self, channel: Channel, name: str, rank: int, speaker: Speaker, wire: str) -> Way | None:
        """To a vendor of vectors or of rankings: untouched where it has the client's very endpoint."""
        codec = next((c for operation, c in speaker.simple.items() if operation == SIMPLE[wire]), None)
        if codec is None:
            return None
        own = next((path for plain, path in speaker.plain.items() if plain == wire), "")
        path = own.replace("{model}", quote(name)) or codec.path(channel.target(name))
        way = self._made(channel, name, None, path, rank, foreign=not own)
        return msgspec.structs.replace(way, plain=codec)

    def _made(
        self, channel: Channel, name: str, codec: ChatCodec | None, path: str, rank: int, *, foreign: bool
    ) -> Way:
        url, authority = channel.target(name).url(path), self._authorities.of(channel)
        fixed = authority.fixed
        opening, tells = asked(url, self._gateway, fixed or ()), codec is None or codec.tells
        lively = authority if fixed is None else None
        origin = Origin.of(channel.base_url, channel.socket)
        return Way(channel, name, codec, rank, foreign, origin, opening, tells, url=url, authority=lively)

    def rests(self, channel: str) -> float:
        """For how many seconds it rests."""
        return max(0.0, self.states[channel].until - time.monotonic())

    def tell(self) -> None:
        """Every channel's state to who watches the figures."""
        for name, state in self.states.items():
            meters.stands(name, state.running, state.faults, self.rests(name) > 0)

    def choose(self, ways: list[Way], tried: tuple[str, ...], sticky: str = "", tokens: int = 0) -> Way:
        """The best way for a call of so many tokens that was not tried. Raises `NoChannel`, `RateLimited`."""
        if len(ways) == 1 and not tried:
            way = ways[0]
            name = way.channel.name
            if not self.states[name].until and not self.rooms.wait(name, tokens):
                return way
        return self._best([w for w in ways if w.channel.name not in tried], sticky, tokens)

    def _best(self, left: list[Way], sticky: str, tokens: int) -> Way:
        if not left:
            message = "every channel for this model refused"
            raise NoChannel(message)
        now = time.monotonic()
        ready = [w for w in left if self.states[w.channel.name].until <= now]
        if not ready:
            wait = min(self.states[w.channel.name].until for w in left) - now
            message = "every channel for this model is cooling down"
            raise RateLimited(message, retry_after=max(0.1, wait))
        waits = [self.rooms.wait(w.channel.name, tokens) for w in ready]
        free = [w for w, wait in zip(ready, waits, strict=True) if not wait]
        if not free:
            message = "every channel for this model is busy"
            raise RateLimited(message, retry_after=min(waits))
        first = min(w.rank for w in free)
        best = [w for w in free if w.rank == first]
        if sticky and len(best) > 1:
            return max(best, key=lambda w: _claim(sticky, w.channel))
        return random.choices(best, [self._share(w, best) for w in best])[0]  # noqa: S311

    def _share(self, way: Way, among: list[Way]) -> float:
        """Its weight, less what it is slower than the fastest."""
        fastest = min((s for w in among if (s := self.states[w.channel.name].first)), default=0.0)
        own = self.states[way.channel.name].first
        return way.channel.weight * (fastest / own if fastest and own > SLOW * fastest else 1.0)

    def began(self, channel: str, tokens: int = 0) -> Stay:
        """A call is under way there; what it counts for."""
        self.states[channel].running += 1
        return self.rooms.enter(channel, tokens)

    def ended(self, channel: str, error: GatewayError | None, first: float = 0.0) -> None:
        """It is over; one that speaks against the channel makes it rest, for as long as it asks or ever longer."""
        state = self.states[channel]
        state.running -= 1
        if error is None:
            state.faults, state.until = 0, 0.0
            state.first = state.first * 0.8 + first * 0.2 if state.first else first
            return
        if self._channels[channel].steady:
            return
        state.faults += 1
        if error.retry_after or state.faults >= FAULTS:
            pause = error.retry_after or COOL[min(state.faults - FAULTS, len(COOL) - 1)]
            state.until = time.monotonic() + pause


def _fits(model: TextModel, wire: str) -> None:
    """Raise `InvalidRequest` for an endpoint that is not for models of that kind."""
    wanted = (SIMPLE[wire],) if wire in SIMPLE else ("chat", "complete") if wire == "completions" else ("chat",)
    if model.operation not in wanted:
        message = f"{model.id} is a model for {model.operation}: this endpoint is for {wanted[0]}"
        raise InvalidRequest(message, param="model")


def _claim(sticky: str, channel: Channel) -> float:
    """How strongly a channel claims what sticks together: each gets its weight's share, and keeps it when others go."""
    digest = blake2b(f"{sticky}|{channel.name}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    drawn = (int.from_bytes(digest) + 1) / (1 << 32)
    return -channel.weight / math.log(drawn) if drawn < 1 else math.inf
