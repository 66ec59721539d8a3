"""Which channel takes a call: by priority, weight, speed, what sticks together, health and room."""

import time
from collections import Counter

import pytest

from philae.core.errors import GatewayError, NoChannel, RateLimited, UpstreamError
from philae.core.model import Route
from philae.core.text import TextModel
from philae.gate.cells import Cells, OwnCells
from philae.net.authority import Authorities
from philae.net.channel import Channel
from philae.net.pool import Pool
from philae.relay.room import Rooms
from philae.relay.ways import FAULTS, Ways
from philae.vendors import PROVIDERS, SPEAKERS

DOWN = UpstreamError("the vendor failed")
MODEL = TextModel("m", "chat", "a test", "2026-11", routes=(Route("openai", "m"), Route("groq", "m")))


def channel(
    name: str,
    provider: str = "openai",
    weight: int = 1,
    concurrency: int | None = None,
    rpm: int | None = None,
    tpm: int | None = None,
) -> Channel:
    """An account."""
    url = "http://127.0.0.1:9"
    return Channel(name, PROVIDERS[provider], url, "secret", weight, concurrency, rpm=rpm, tpm=tpm)


class Desk:
    """Channels, and calls that go to them."""

    def __init__(self, *channels: Channel, cells: Cells | None = None) -> None:
        """All of them serve the one model."""
        named = {c.name: c for c in channels}
        self.ways = Ways(named, SPEAKERS, "gateway", Rooms(channels, cells or OwnCells()), Authorities(Pool()))
        self.all = self.ways.all(MODEL, "chat", stream=False, studio=False)

    def choose(self, sticky: str = "", tokens: int = 0, tried: tuple[str, ...] = ()) -> str:
        """Who would take a call."""
        return self.ways.choose(self.all, tried, sticky, tokens).channel.name

    def shares(self, count: int = 2_000) -> Counter[str]:
        """Who would take how many of so many calls."""
        return Counter(self.choose() for _ in range(count))

    def fares(self, name: str, error: GatewayError | None = None, first: float = 0.1, times: int = 1) -> None:
        """Calls go there, and come to that."""
        for _ in range(times):
            self.ways.began(name).leave()
            self.ways.ended(name, error, first)


def test_the_first_route_goes_first() -> None:
    """A later route is for when no channel of an earlier one is there."""
    desk = Desk(channel("later", "groq", weight=100), channel("first"))
    assert desk.shares(100) == {"first": 100}
    assert desk.choose(tried=("first",)) == "later"
    with pytest.raises(NoChannel):
        desk.choose(tried=("first", "later"))


def test_channels_of_a_route_share_by_weight() -> None:
    """One with three times the weight gets three times the calls."""
    found = Desk(channel("a", weight=3), channel("b")).shares()
    assert 2.4 < found["a"] / found["b"] < 3.8


def test_a_slow_channel_gets_less() -> None:
    """One that needs four times as long for its first byte gets a fourth of its share; small differences do not count."""
    desk = Desk(channel("fast"), channel("slow"), channel("near"))
    desk.fares("fast", first=0.1)
    desk.fares("slow", first=0.4)
    desk.fares("near", first=0.13)
    found = desk.shares(3_000)
    assert 3 < found["fast"] / found["slow"] < 5.3
    assert 0.85 < found["fast"] / found["near"] < 1.2


def test_speed_is_learnt_anew() -> None:
    """A channel that became fast again is soon used as before."""
    desk = Desk(channel("a"), channel("b"))
    desk.fares("a", first=0.1)
    desk.fares("b", first=2.0)
    desk.fares("b", first=0.1, times=20)
    found = desk.shares()
    assert 0.8 < found["a"] / found["b"] < 1.25


def test_what_sticks_together_stays_together() -> None:
    """A key of prompts goes to one channel, each channel gets its weight's share of keys."""
    desk = Desk(channel("a"), channel("b"), channel("c", weight=2))
    before = {f"key-{n}": desk.choose(f"key-{n}") for n in range(600)}
    assert all(desk.choose(key) == name for key, name in before.items())
    found = Counter(before.values())
    assert 0.75 < found["a"] / found["b"] < 1.35
    assert 1.5 < found["c"] / found["a"] < 2.7


def test_a_channel_that_rests_moves_its_own_keys_only() -> None:
    """The others keep their caches; when it is back so are its keys."""
    desk = Desk(channel("a"), channel("b"), channel("c"))
    before = {f"key-{n}": desk.choose(f"key-{n}") for n in range(300)}
    desk.fares("b", DOWN, times=FAULTS)
    moved = {key for key, name in before.items() if desk.choose(key) != name}
    assert moved == {key for key, name in before.items() if name == "b"}
    desk.ways.states["b"].until = time.monotonic()
    assert all(desk.choose(key) == name for key, name in before.items())


def test_failures_in_a_row_make_a_channel_rest() -> None:
    """The breaker opens at the third, longer each time; one success closes it."""
    desk = Desk(channel("a"), channel("b", "groq"))
    desk.fares("a", DOWN, times=FAULTS - 1)
    assert desk.choose() == "a"
    desk.fares("a", DOWN)
    assert desk.choose() == "b"
    assert 0.5 < desk.ways.rests("a") <= 1.0
    desk.fares("a", DOWN)
    assert 1.5 < desk.ways.rests("a") <= 2.0
    desk.ways.states["a"].until = time.monotonic()
    assert desk.choose() == "a"
    desk.fares("a")
    assert (desk.ways.states["a"].faults, desk.ways.rests("a")) == (0, 0.0)


def test_retry_after_is_honoured() -> None:
    """A channel that says for how long rests for so long at once, and a client is told when all of them do."""
    desk = Desk(channel("a"), channel("b"))
    desk.fares("a", RateLimited("slow down", retry_after=7))
    assert desk.shares(50) == {"b": 50}
    assert 6 < desk.ways.rests("a") <= 7
    desk.fares("b", RateLimited("slow down", retry_after=3))
    with pytest.raises(RateLimited, match="cooling down") as caught:
        desk.choose()
    assert 2 < (caught.value.retry_after or 0) <= 3


def test_a_channel_without_a_place_is_passed_over() -> None:
    """Calls at a time; the place is free again when the call is over."""
    desk = Desk(channel("a", concurrency=2), channel("b", "groq"))
    stays = [desk.ways.began("a"), desk.ways.began("a")]
    assert desk.choose() == "b"
    stays[0].leave()
    assert desk.choose() == "a"


def test_a_channel_that_had_its_requests_is_passed_over() -> None:
    """A sixth of a minute's at once; with nobody else the client is told when one more may come."""
    desk = Desk(channel("a", rpm=12), channel("b", "groq", rpm=6))
    for name in ("a", "a", "b"):
        assert desk.choose() == name
        desk.ways.began(name).leave()
    with pytest.raises(RateLimited, match="busy") as caught:
        desk.choose()
    assert 4 < (caught.value.retry_after or 0) <= 5


def test_a_channel_that_had_its_tokens_is_passed_over() -> None:
    """What calls are likely to take counts, then what they took; a small call may still fit where a large one does not."""
    desk = Desk(channel("a", tpm=6_000), channel("b", "groq"))
    stay = desk.ways.began("a", 4_000)
    assert desk.choose(tokens=3_000) == "b"
    assert desk.choose(tokens=1_000) == "a"
    stay.settle(500)
    stay.leave()
    assert desk.choose(tokens=3_000) == "a"


def test_a_single_channel_has_limits_too() -> None:
    """The only way to a model is looked at as well."""
    desk = Desk(channel("a", rpm=6))
    desk.ways.began(desk.choose()).leave()
    with pytest.raises(RateLimited, match="busy"):
        desk.choose()
