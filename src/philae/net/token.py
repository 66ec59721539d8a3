"""A channel's access token: one request for it at a time, ahead of its end, and a rest after a refusal."""

import asyncio
import time
from urllib.parse import urlencode, urlsplit

import structlog

from philae.core.auth import Token
from philae.core.errors import GatewayError, UpstreamRefused
from philae.core.http import HttpCall, HttpReply
from philae.core.oauth import REFUSED
from philae.net import meters
from philae.net.channel import Channel
from philae.net.connection import Broken
from philae.net.direct import exchange, written
from philae.net.pool import Pool

AHEAD = 300.0
"""Seconds before its end in which a token is renewed while it is still shown; of short ones the last fifth."""
SPARE = 10.0
"""Seconds before its end from which a token is not shown: a call has a way to go."""
REST = (1.0, 5.0, 15.0, 30.0, 60.0)
LIMIT = 64 << 10
FORM = (("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json"))
log = structlog.get_logger()


class Tokens:
    """The token of one channel, and those that come after it."""

    def __init__(self, token: Token, channel: Channel, pool: Pool) -> None:
        """Nothing is asked for yet."""
        self.value = ""
        self._token, self._channel, self._pool = token, channel, pool
        self._since = self._renew = self._until = self._rests = 0.0
        self._faults = 0
        self._problem: GatewayError | None = None
        self._asking: asyncio.Task[None] | None = None

    def lasts(self) -> bool:
        """Whether there is one to be shown; near its end the next is asked for, and nobody waits."""
        now = time.monotonic()
        if now >= self._until:
            return False
        if now >= self._renew:
            self._ask(now)
        return True

    async def wait(self) -> None:
        """Return when there is one. Raises `UpstreamRefused`."""
        if self.lasts():
            return
        if asking := self._ask(time.monotonic()):
            await asyncio.shield(asking)
        now = time.monotonic()
        if now >= self._until:
            detail = self._problem.detail if self._problem else "the token had ended when it came"
            raise UpstreamRefused(REFUSED, detail=detail, retry_after=max(REST[0], self._rests - now))

    def forget(self, since: float) -> None:
        """What was there at that moment is not shown again."""
        if self._since <= since:
            self._until = 0.0

    def _ask(self, now: float) -> asyncio.Task[None] | None:
        """The request that is under way, or a new one; None while it rests."""
        if self._asking is None and now >= self._rests:
            self._asking = asyncio.create_task(self._asked())
        return self._asking

    async def _asked(self) -> None:
        try:
            await self._granted()
        except GatewayError as error:
            self._refused(error)
        except Exception as error:
            log.exception("channel.token_fault", channel=self._channel.name)
            self._refused(UpstreamRefused(REFUSED, detail=repr(error)))
        finally:
            self._asking = None

    async def _granted(self) -> None:
        """Signing may take some 30 ms, so it is done in a thread."""
        call = await asyncio.to_thread(self._token.ask, int(time.time()))
        began = time.monotonic()
        granted = self._token.read(await meters.timed(self._channel.name, "token", self._sent(call)))
        self.value, self._since = granted.value, time.monotonic()
        self._until = began + granted.ttl - min(SPARE, granted.ttl / 5)
        self._renew = began + max(granted.ttl * 4 / 5, granted.ttl - AHEAD)
        self._faults, self._problem = 0, None

    async def _sent(self, call: HttpCall) -> HttpReply:
        """To where tokens come from, and nowhere else. Raises `UpstreamRefused`."""
        parts = urlsplit(call.url)
        if not (self._channel.owns(call.url) or (parts.scheme == "https" and parts.netloc in self._token.hosts)):
            raise UpstreamRefused(REFUSED, detail=f"no token is asked for at {parts.netloc}")
        request = written(call.method, call.url, (*FORM, *call.headers), urlencode(call.form or ()).encode())
        try:
            async with asyncio.timeout(call.timeout):
                until = asyncio.get_running_loop().time() + call.timeout
                return await exchange(self._pool, call.url, request, fresh=False, limit=LIMIT, until=until)
        except (Broken, TimeoutError) as error:
            raise UpstreamRefused(REFUSED, detail=f"token endpoint: {error!r}") from error

    def _refused(self, error: GatewayError) -> None:
        self._rests = time.monotonic() + REST[min(self._faults, len(REST) - 1)]
        self._faults += 1
        self._problem = error
        log.warning("channel.no_token", channel=self._channel.name, detail=error.detail[:500])
