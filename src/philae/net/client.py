"""Sends calls to channels and fetches files that strangers name; the only place that opens connections outwards."""

import asyncio
import time
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import urljoin
from urllib.request import getproxies

import aiohttp
from aiohttp.abc import AbstractResolver
from msgspec import Struct

from philae.core.auth import Outgoing
from philae.core.errors import GatewayError, UpstreamError, UpstreamRefused, UpstreamUnknown
from philae.core.http import HttpCall, HttpReply
from philae.net import meters
from philae.net.authority import Authorities
from philae.net.channel import Channel
from philae.net.connection import Broken
from philae.net.direct import exchange, written
from philae.net.fill import Load, filled, form_body
from philae.net.guard import BLOCKED, check_url, guarded
from philae.net.pool import Pool

HOP = "x-philae-hop"
REPLY_LIMIT = 96 << 20
REDIRECTS = 3
REDIRECT_CODES = frozenset({301, 302, 303, 307, 308})


class Fetched(Struct, frozen=True):
    """A file that was fetched."""

    data: bytes
    mime: str


class Client:
    """Three kinds of connections: guarded ones, ones to channels' own origins, and ones for submits.

    A submit always gets a fresh connection: on a kept one, a vendor's closing at the wrong moment would leave us
    not knowing whether it bought something.
    """

    def __init__(
        self,
        gateway: str,
        pool: Pool | None = None,
        *,
        allow_private: bool = False,
        resolver: AbstractResolver | None = None,
        authorities: Authorities | None = None,
    ) -> None:
        """`gateway` identifies us in the hop header; `resolver` finds strangers' names, None: as the system does."""
        self._pool = pool or Pool()
        self._authorities = authorities or Authorities(self._pool)
        plain = aiohttp.DummyCookieJar
        # Asked for without need, aiohttp reads ~/.netrc at every request.
        proxied = bool(getproxies().keys() & {"http", "https", "all"})
        self._gateway = gateway
        outwards = guarded(allow_private=allow_private, resolver=resolver)
        self._guarded = aiohttp.ClientSession(connector=outwards, cookie_jar=plain())
        kept = aiohttp.TCPConnector(limit=0, keepalive_timeout=15)
        self._kept = aiohttp.ClientSession(connector=kept, cookie_jar=plain(), trust_env=proxied)
        fresh = aiohttp.TCPConnector(limit=0, force_close=True)
        self._fresh = aiohttp.ClientSession(connector=fresh, cookie_jar=plain(), trust_env=proxied)
        self._sockets: dict[str, aiohttp.ClientSession] = {}

    async def close(self) -> None:
        """Close all connections."""
        for session in (self._guarded, self._kept, self._fresh, *self._sockets.values()):
            await session.close()

    async def send(self, call: HttpCall, channel: Channel, load: Load, until: float | None = None) -> HttpReply:
        """The vendor's reply. Raises `UpstreamRefused` if no byte left, `UpstreamUnknown` if a submit's fate is unclear.

        `until`, on the loop's clock, is when a submit must have ended that others may take for lost from then on,
        however long this process was stopped in between.
        """
        return await meters.timed(channel.name, call.effect, self._send(call, channel, load, until))

    async def _send(self, call: HttpCall, channel: Channel, load: Load, until: float | None) -> HttpReply:
        """A token that has ended before its time is renewed once: what is answered 401 was not taken."""
        authority, began = self._authorities.of(channel), time.monotonic()
        await authority.prepare()
        reply = await self._once(call, channel, load, until)
        if reply.status == HTTPStatus.UNAUTHORIZED and channel.trusts(call.url) and authority.doubt(began):
            await authority.prepare()
            reply = await self._once(call, channel, load, until)
        return reply

    async def _once(self, call: HttpCall, channel: Channel, load: Load, until: float | None) -> HttpReply:
        submit = call.effect == "submit"
        try:
            body = await self._body(call, load)
            headers = self._headers(call, channel, body)
            if isinstance(body, bytes | None) and channel.owns(call.url) and not channel.socket:
                return await self._direct(call, headers, body, until or _in(call.timeout))
            session = self._session(channel, call.url, submit=submit)
            async with (
                asyncio.timeout_at(until or _in(call.timeout)),
                session.request(call.method, call.url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                data = await _read(response, REPLY_LIMIT)
                headers = {k.lower(): v for k, v in response.headers.items()}
                return HttpReply(response.status, headers, data)
        except GatewayError:
            raise
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            _refuse_blocked(error)
            raise _unreached(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError, Broken) as error:
            if isinstance(error, Broken) and not error.sent:
                raise _unreached(error) from error
            if submit:
                message = "the vendor's answer was lost on the way"
                raise UpstreamUnknown(message, detail=repr(error)) from error
            message = "the vendor did not answer"
            raise UpstreamError(message, detail=repr(error), retryable=True) from error

    async def _direct(self, call: HttpCall, headers: dict[str, str], body: bytes | None, until: float) -> HttpReply:
        """To the channel's own origin."""
        request = written(call.method, call.url, headers.items(), body)
        return await exchange(
            self._pool, call.url, request, fresh=call.effect == "submit", limit=REPLY_LIMIT, until=until
        )

    def _headers(self, call: HttpCall, channel: Channel, body: Any) -> dict[str, str]:
        """The call's own, ours, and the credentials where they may go."""
        headers = dict(call.headers) | {HOP: self._gateway}
        if call.json is not None:
            headers["content-type"] = "application/json"
        if channel.trusts(call.url):
            sent = (body or b"") if isinstance(body, bytes | None) else None
            outgoing = Outgoing(call.method, call.url, tuple(headers.items()), sent)
            headers |= dict(self._authorities.of(channel).headers(outgoing))
        return headers

    async def fetch(
        self,
        url: str,
        channel: Channel | None,
        *,
        limit: int,
        timeout: float = 60,  # noqa: ASYNC109
        into: IO[bytes] | None = None,
    ) -> Fetched:
        """A file that a client or a vendor named; its bytes go `into` a file, if one is given.

        Raises `UpstreamError` with the HTTP status in its detail.
        """
        for _ in range(REDIRECTS + 1):
            check_url(url)
            own = channel if channel and channel.owns(url) else None
            try:
                async with asyncio.timeout(timeout):
                    reply = await self._got(url, own, limit, _in(timeout), into)
            except (aiohttp.ClientError, TimeoutError, OSError, Broken) as error:
                _refuse_blocked(error)
                message = "the file cannot be fetched from there"
                raise UpstreamError(message, detail=repr(error), retryable=True) from error
            if reply.status == HTTPStatus.OK:
                return Fetched(reply.body, reply.headers.get("content-type", "").partition(";")[0].strip().lower())
            if reply.status not in REDIRECT_CODES:
                raise _gone(reply.status)
            url = urljoin(url, reply.headers.get("location", ""))
        message = "the file's address redirects too often"
        raise UpstreamError(message)

    async def post(self, url: str, body: bytes, headers: dict[str, str], *, timeout: float) -> HttpReply:  # noqa: ASYNC109
        """Tell a stranger's URL something; redirects are not followed. Raises `UpstreamError`."""
        check_url(url)
        try:
            async with (
                asyncio.timeout(timeout),
                self._guarded.post(url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                return HttpReply(response.status, {}, await _read(response, 4096, cut=True))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            message = "the receiver cannot be reached"
            raise UpstreamError(message, detail=repr(error), retryable=True) from error

    async def _body(self, call: HttpCall, load: Load) -> Any:
        if call.form is not None:
            return await form_body(call.form, load)
        return None if call.json is None else filled(call.json, load)

    def _session(self, channel: Channel, url: str, *, submit: bool) -> aiohttp.ClientSession:
        if channel.socket:
            return self._socket(channel.socket)
        if channel.owns(url):
            return self._fresh if submit else self._kept
        return self._guarded

    def _socket(self, path: str) -> aiohttp.ClientSession:
        if path not in self._sockets:
            self._sockets[path] = aiohttp.ClientSession(connector=aiohttp.UnixConnector(path, limit=64))
        return self._sockets[path]

    async def _got(self, url: str, own: Channel | None, limit: int, until: float, into: IO[bytes] | None) -> HttpReply:
        """What stands there. A picture on a channel's own origin comes over the pool, at a third of a general client's price."""
        headers: dict[str, str] = {}
        if own:
            authority = self._authorities.of(own)
            await authority.prepare()
            headers = dict(authority.headers(Outgoing("GET", url, (), b"")))
        if own and not own.socket and into is None:
            request = written("GET", url, headers.items(), None)
            return await exchange(self._pool, url, request, fresh=False, limit=limit, until=until)
        session = self._session(own, url, submit=False) if own else self._guarded
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            body = await _read(response, limit, into=into) if response.status == HTTPStatus.OK else b""
            return HttpReply(response.status, {k.lower(): v for k, v in response.headers.items()}, body)


def _unreached(error: Exception) -> UpstreamRefused:
    return UpstreamRefused("the vendor cannot be reached", detail=repr(error))


def _in(seconds: float) -> float:
    """So many seconds from now, on the loop's clock."""
    return asyncio.get_running_loop().time() + seconds


def _refuse_blocked(error: BaseException) -> None:
    """Raise what no second try changes: the guard's refusal, however the connector wrapped it."""
    if BLOCKED in str(getattr(error, "os_error", error)):
        raise UpstreamError(BLOCKED, detail=repr(error)) from error


def _gone(status: int) -> UpstreamError:
    """A link that does not give its file; 401, 403, 404 and 410 are how expired ones answer."""
    if status in (401, 403, 404, 410):
        return UpstreamError("the link to the file has expired", detail=f"HTTP {status}")
    return UpstreamError("the file cannot be fetched from there", detail=f"HTTP {status}", retryable=status >= 500)  # noqa: PLR2004


async def _read(
    response: aiohttp.ClientResponse, limit: int, *, cut: bool = False, into: IO[bytes] | None = None
) -> bytes:
    """The body, up to `limit` bytes, or b"" if it went into a file. Raises `UpstreamError` beyond, or stops there if `cut`."""
    chunks, size = [], 0
    if into:
        into.seek(0)
        into.truncate()
    async for chunk in response.content.iter_chunked(1 << 16):
        size += len(chunk)
        if into:
            await asyncio.to_thread(into.write, chunk)
        else:
            chunks.append(chunk)
        if size > limit:
            if cut:
                break
            message = f"the file is larger than {limit >> 20} MB"
            raise UpstreamError(message)
    if into:
        into.flush()
    return b"".join(chunks)
