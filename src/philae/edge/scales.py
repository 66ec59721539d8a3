"""Big requests come in a few at a time, so that their pictures never fill the memory; the others wait on the wire."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

HEAVY = 1 << 20
"""Bytes from which a request is big."""
AT_ONCE = 2
"""One is taken apart while the next comes in."""


class Scales:
    """Lets small requests pass and big ones through one after the other."""

    def __init__(self) -> None:
        """Nobody is inside."""
        self._room = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def room(self, headers: Mapping[str, str]) -> AsyncIterator[None]:
        """Be inside while reading and keeping a request. An unannounced length counts as big."""
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) < HEAVY:
            yield
            return
        async with self._room:
            yield
