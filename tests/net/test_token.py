"""Access tokens: one request at a time, ahead of their end, to their own host alone; and what a refusal means."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from philae.core.auth import Granted, Outgoing, Sign, Token
from philae.core.errors import UpstreamRefused
from philae.core.http import HttpCall, HttpReply
from philae.core.oauth import granted
from philae.core.provider import Provider
from philae.net.authority import Authorities
from philae.net.channel import Channel
from philae.net.client import Client
from philae.net.pool import Pool
from philae.net.token import Tokens
from tests.net.inside import no_blob
from tests.scripted.server import Asked, Said, listen


@dataclass
class House:
    """A vendor that gives tokens at /token and wants the last of them everywhere else."""

    url: str = ""
    life: float = 3600.0
    given: int = 0
    fails: bool = False
    slow: float = 0.0
    calls: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        """A token, or whether the one that was shown is the last."""
        if asked.path == "/token":
            self.given += 1
            body = {"access_token": f"t{self.given}", "expires_in": self.life}
            return Said(503, {"error": "busy"}) if self.fails else Said(200, body, after=self.slow)
        self.calls.append(asked)
        fine = asked.headers.get("authorization") == f"Bearer t{self.given}"
        return Said(200, {"ok": True}) if fine else Said(401, {})

    def token(self, url: str = "", read: Callable[[HttpReply], Granted] = granted) -> Token:
        """How a token is asked for."""
        form = (("grant_type", "x"),)
        return Token(lambda _: HttpCall("POST", url or f"{self.url}/token", form=form), read, ("login.example",))

    def channel(self, token: Token | None = None) -> Channel:
        """A channel there."""
        auth = token or self.token()
        return Channel("v", Provider("v", self.url, lambda _: auth, {}, "V_KEY"), self.url, "secret")


@asynccontextmanager
async def house() -> AsyncIterator[tuple[House, Pool]]:
    """The vendor, and connections to it."""
    made, pool = House(), Pool()
    server = await listen(made.answer, 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made, pool
    finally:
        pool.close()
        await asyncio.sleep(0.01)
        server.close()


async def shown(tokens: Tokens) -> str:
    """The token that a call shows now."""
    await tokens.wait()
    return tokens.value


def test_many_who_wait_ask_once() -> None:
    """Whoever comes while a token is asked for waits for the same."""

    async def run() -> None:
        async with house() as (made, pool):
            made.slow = 0.05
            tokens = Tokens(made.token(), made.channel(), pool)
            assert not tokens.lasts()
            assert await asyncio.gather(*(shown(tokens) for _ in range(20))) == ["t1"] * 20
            assert (tokens.lasts(), made.given) == (True, 1)

    asyncio.run(run())


def test_a_token_is_renewed_ahead() -> None:
    """Near its end the old one is still shown while the next is asked for: nobody waits."""

    async def run() -> None:
        async with house() as (made, pool):
            made.life = 2.0
            tokens = Tokens(made.token(), made.channel(), pool)
            assert await shown(tokens) == "t1"
            tokens._renew = time.monotonic()
            assert (tokens.lasts(), tokens.value) == (True, "t1")
            if tokens._asking:
                await tokens._asking
            assert (tokens.lasts(), tokens.value, made.given) == (True, "t2", 2)
            tokens._until = 0.0
            assert await shown(tokens) == "t3"

    asyncio.run(run())


def test_a_renewal_that_fails_costs_nobody_a_call() -> None:
    """The old token is shown to its end, and the next try comes after a rest."""

    async def run() -> None:
        async with house() as (made, pool):
            tokens = Tokens(made.token(), made.channel(), pool)
            await tokens.wait()
            made.fails, tokens._renew = True, time.monotonic()
            for _ in range(5):
                assert (tokens.lasts(), tokens.value) == (True, "t1")
                await asyncio.sleep(0.02)
            assert made.given == 2

    asyncio.run(run())


def test_a_refusal_rests() -> None:
    """No token: nothing can be bought, the channel is told for how long, and the endpoint is left in peace."""

    async def run() -> None:
        async with house() as (made, pool):
            made.fails = True
            tokens = Tokens(made.token(), made.channel(), pool)
            for _ in range(3):
                with pytest.raises(UpstreamRefused) as caught:
                    await tokens.wait()
                assert caught.value.retry_after
                assert ("503" in caught.value.detail, "busy" in caught.value.public) == (True, False)
            assert made.given == 1
            made.fails, tokens._rests = False, 0.0
            assert await shown(tokens) == "t2"

    asyncio.run(run())


@pytest.mark.parametrize(
    "url", ["https://evil.example/token", "http://login.example/token", "https://login.example.evil.example/token"]
)
def test_a_token_is_asked_for_at_its_own_host(url: str) -> None:
    """Wherever a secret says it comes from: nothing leaves for another host, nor for the right one without TLS."""

    async def run() -> None:
        async with house() as (made, pool):
            with pytest.raises(UpstreamRefused, match="gateway") as caught:
                await Tokens(made.token(url), made.channel(), pool).wait()
            assert "no token is asked for" in caught.value.detail

    asyncio.run(run())


def test_what_cannot_be_foreseen_is_a_refusal_too() -> None:
    """A fault in the asking leaves nobody waiting."""

    def broken(_: HttpReply) -> Granted:
        raise RuntimeError

    async def run() -> None:
        async with house() as (made, pool):
            with pytest.raises(UpstreamRefused):
                await Tokens(made.token(read=broken), made.channel(), pool).wait()

    asyncio.run(run())


def test_a_doubted_token_is_not_shown_again() -> None:
    """One that was there when a refused call began; one that came after it is another."""

    async def run() -> None:
        async with house() as (made, pool):
            before = time.monotonic()
            authority = Authorities(pool).of(made.channel())
            await authority.prepare()
            assert (authority.doubt(before), authority.ready) == (True, True)
            assert (authority.doubt(time.monotonic()), authority.ready) == (True, False)
            await authority.prepare()
            assert authority.headers(Outgoing("GET", made.url, (), b"")) == (("authorization", "Bearer t2"),)

    asyncio.run(run())


def test_the_task_line_shows_tokens() -> None:
    """The same token for poll and submit; one that ended before its time is renewed once, and the call is made again."""

    async def run() -> None:
        async with house() as (made, pool):
            client, channel = Client("test", pool), made.channel()
            submit = HttpCall("POST", f"{made.url}/jobs", json={"a": 1}, effect="submit")
            for call in (submit, HttpCall("GET", f"{made.url}/jobs/1")):
                assert (await client.send(call, channel, no_blob)).status == 200
            assert made.given == 1
            made.given = 7  # the vendor forgets the token
            assert (await client.send(submit, channel, no_blob)).status == 200
            assert [c.headers["authorization"] for c in made.calls[2:]] == ["Bearer t1", "Bearer t8"]
            made.calls.clear()
            other = HttpCall("GET", made.url.replace("127.0.0.1", "localhost") + "/jobs/1")
            stranger = Client("test", pool, allow_private=True)
            assert (await stranger.send(other, channel, no_blob)).status == 401
            assert "authorization" not in made.calls[0].headers
            await client.close()
            await stranger.close()

    asyncio.run(run())


def test_the_task_line_signs() -> None:
    """A signature is made of the very bytes that leave; a form has none."""

    async def run() -> None:
        async with house() as (made, pool):
            seen: list[Outgoing] = []

            def sign(call: Outgoing, _: datetime) -> tuple[tuple[str, str], ...]:
                seen.append(call)
                return (("x-signed", str(len(seen))),)

            channel = Channel("v", Provider("v", made.url, lambda _: Sign(sign), {}, "V_KEY"), made.url, "secret")
            client = Client("test", pool)
            await client.send(HttpCall("POST", f"{made.url}/a?b=c", json={"a": 1}, effect="submit"), channel, no_blob)
            await client.send(HttpCall("POST", f"{made.url}/form", form=(("a", "1"),)), channel, no_blob)
            assert [(c.method, c.url, c.body) for c in seen] == [
                ("POST", f"{made.url}/a?b=c", b'{"a":1}'), ("POST", f"{made.url}/form", None),
            ]  # fmt: skip
            assert made.calls[0].body == b'{"a":1}'
            assert [c.headers["x-signed"] for c in made.calls] == ["1", "2"]
            await client.close()

    asyncio.run(run())
