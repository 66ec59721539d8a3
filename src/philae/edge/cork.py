"""One write for an answer's head and the beginning of its body.

uvicorn writes them one after the other, and uvloop hands each to the kernel at once: the second call, and the client woken
twice, were a tenth of what a poll cost.
"""

import asyncio
from typing import Any

SMALL = 64 << 10
"""Bytes that are worth copying to save a call."""


class Cork(asyncio.Transport):
    """A transport whose first bytes wait for the next, or for the end of this turn of the loop; whichever comes first."""

    def __init__(self, transport: asyncio.Transport) -> None:
        """Around an open one, for one answer."""
        super().__init__()
        self._transport = transport
        self._first: bytes | None = None
        self._begun = False

    def write(self, data: Any) -> None:
        """Send, or keep the first bytes for a moment."""
        if not self._begun:
            self._begun, self._first = True, data
            asyncio.get_running_loop().call_soon(self.flush)
        elif self._first is not None and len(data) <= SMALL:
            first, self._first = self._first, None
            self._send(first + data)
        else:
            self.flush()
            self._send(data)

    def flush(self) -> None:
        """Send what was kept."""
        if self._first is not None:
            first, self._first = self._first, None
            self._send(first)

    def _send(self, data: Any) -> None:
        """To a client that has gone meanwhile, nothing: uvloop raises where asyncio is silent."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Send what was kept, and end."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """End at once."""
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is, or is about to be, closed."""
        return self._transport.is_closing()
