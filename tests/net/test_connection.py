"""A kept connection that ends without an answer: closed before it was used, or perhaps with the request taken."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from philae.net.connection import Broken
from philae.net.direct import Exchange, written
from philae.net.pool import Origin, Pool

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
Server = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def closing(after: float) -> Server:
    """A vendor that answers once and hangs up so long after the second request."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        await reader.readuntil(b"\r\n\r\n")
        with suppress(TimeoutError):  # or until the other side hangs up
            await asyncio.wait_for(reader.read(), after)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    return serve


async def second(serve: Server, first: float, end: Callable[[Pool], Awaitable[None]] | None = None) -> Broken:
    """How the second request on a connection breaks; `first`: seconds that it waits for its first byte."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pool, origin = Pool(), Origin("127.0.0.1", port, tls=False)
    request = written("GET", f"http://127.0.0.1:{port}/", (), None)
    loop = asyncio.get_running_loop()
    connection = await pool.open(origin)
    one = Exchange(10)
    connection.send(request, one, 5, 5, loop.time())
    assert (await one.reply).body == b"ok"
    again = pool.kept(origin)
    assert again is connection
    two = Exchange(10)
    again.send(request, two, first, 5, loop.time())
    if end:
        await end(pool)
    with pytest.raises(Broken) as caught:
        await two.reply
    pool.close()
    server.close()
    await asyncio.sleep(0.1)  # the vendor sees that we hung up
    return caught.value


async def silence(pool: Pool) -> None:
    """Wait until the pool has noticed."""
    await asyncio.sleep(0.1)
    await pool.tend()


def test_one_that_was_closed_before_may_be_asked_again() -> None:
    """The end comes at once: no vendor reads a request so quickly and gives up."""
    broken = asyncio.run(second(closing(0.0), 5.0))
    assert broken.stale
    assert not broken.late


def test_a_vendor_that_thought_first_may_have_taken_it() -> None:
    """The end comes later: to ask again might buy twice."""
    assert not asyncio.run(second(closing(1.2), 5.0)).stale


def test_a_silent_vendor_is_not_asked_again() -> None:
    """It has the request, and may be at work on it."""
    broken = asyncio.run(second(closing(30.0), 0.05, silence))
    assert broken.late
    assert not broken.stale
