"""Big requests come in a few at a time, so that their pictures never fill the memory; the others wait on the wire."""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext

HEAVY = 1 << 20
"""Bytes from which a request is big."""
AT_ONCE = 2
"""One is taken apart while the next comes in."""
PASS: AbstractAsyncContextManager[None] = nullcontext()


class Scales:
    """Lets small requests pass and big ones through one after the other."""

    def __init__(self) -> None:
        """Nobody is inside."""
        self._room = asyncio.Semaphore(AT_ONCE)

    def room(self, headers: Mapping[str, str]) -> AbstractAsyncContextManager[None]:
        """Be inside while reading and keeping a request. An unannounced length counts as big."""
        length = headers.get("content-length", "")
        small = length.isascii() and length.isdigit() and int(length) < HEAVY
        return PASS if small else self._room
