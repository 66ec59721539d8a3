"""An answer that is worked out while its client waits for it, and dropped at once when the client goes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

NEVER = 1 << 30
"""A length that no answer has: the client sees that one breaks off."""


class Said:
    """The way to the client: one JSON body, or events."""

    def __init__(self, send: Send) -> None:
        """Nothing is sent yet."""
        self._send, self._begun = send, False

    async def whole(self, body: dict[str, Any]) -> None:
        """The whole answer."""
        data = msgspec.json.encode(body)
        await self._begin(b"application/json", (b"content-length", b"%d" % len(data)))
        await self._send({"type": "http.response.body", "body": data})

    async def event(self, body: dict[str, Any]) -> None:
        """One event of a stream."""
        await self._begin(b"text/event-stream")
        data = b"data: %b\n\n" % msgspec.json.encode(body)
        await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def end(self) -> None:
        """The end of a stream."""
        await self._send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})

    async def broken(self) -> None:
        """Some bytes of an answer whose rest never comes: the server then closes the connection."""
        await self._begin(b"application/json", (b"content-length", b"%d" % NEVER))
        await self._send({"type": "http.response.body", "body": b"{", "more_body": True})

    async def _begin(self, kind: bytes, *more: tuple[bytes, bytes]) -> None:
        if not self._begun:
            self._begun = True
            headers = [(b"content-type", kind), *more]
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})


class Held:
    """What a Starlette endpoint returns: `work` says the answer, and is cancelled when nobody listens any more."""

    def __init__(self, work: Callable[[Said], Awaitable[None]]) -> None:
        """`work` raises Refused before it says anything, or not at all."""
        self._work = work

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        working = asyncio.ensure_future(self._work(Said(send)))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            if not working.done():
                working.cancel()
            await asyncio.wait({working, leaving})
        if not working.cancelled():
            working.result()


async def _left(receive: Receive) -> None:
    """Return when the client has gone; its request is read already."""
    while (await receive())["type"] != "http.disconnect":
        continue
