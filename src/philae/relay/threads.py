"""Conversations that go on: responses are kept as they end, and found again for who goes on from them."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from philae.core.chat import ChatRequest
from philae.core.errors import Canceled, GatewayError, TooLarge, Unavailable
from philae.core.kept import Earlier, Kept
from philae.relay.peek import Peek
from philae.relay.thread import REFERENCE, Thread
from philae.vendors.openai.responses.response import problem

PATIENCE, TICK = 3.0, 0.05
"""Seconds that responses in the background may go on while the process ends."""


class Shelf(Protocol):
    """Where responses are kept: the store's, injected. Its methods raise `Unavailable`."""

    async def keep(self, kept: Kept) -> bool:
        """Make it durable; False for an open one that ended otherwise meanwhile."""

    async def thread(self, account: UUID, last: UUID) -> list[Earlier]:
        """The account's response and what it goes on from, the first one first."""

    async def outputs(self, account: UUID, items: Sequence[str]) -> list[bytes]:
        """The outputs of the account that hold items with these ids."""

    async def fail(self, identity: UUID, problem: dict[str, Any]) -> None:
        """An open response ends with this error."""


class Threads:
    """One for a process. `running` are the responses in the background, with what stops each."""

    def __init__(self, shelf: Shelf, most: int) -> None:
        """`most`: bytes of a conversation."""
        self.running: dict[UUID, Callable[[GatewayError], None]] = {}
        self._shelf, self._most = shelf, most

    @staticmethod
    def wanted(body: bytes, seen: Peek) -> bool:
        """Whether a request is of a kept conversation: unless it says otherwise, it is."""
        return (
            seen.store is not False
            or seen.previous_response_id is not None
            or seen.background is True
            or seen.conversation is not None
            or REFERENCE in body
        )

    async def recall(self, thread: Thread) -> None:
        """Find what it goes on from. Raises `InvalidRequest`, `NotFound`, `TooLarge`."""
        turns = await self._shelf.thread(thread.account, thread.previous) if thread.previous else []
        outputs = await self._shelf.outputs(thread.account, thread.references) if thread.references else []
        thread.join(turns, outputs)
        if len(thread.body) > self._most:
            raise TooLarge(f"the conversation is larger than {self._most >> 20} MB")

    async def open(self, thread: Thread, request: ChatRequest) -> None:
        """One in the background begins."""
        await self._shelf.keep(thread.begun(request))
        thread.open = True

    async def keep(self, thread: Thread, final: bytes) -> None:
        """What it ended as is durable. Raises `Canceled` for one that was ended meanwhile, `Unavailable`."""
        if not await self._shelf.keep(thread.ended(final)):
            raise Canceled("the response was ended before it was done")

    async def fail(self, thread: Thread, error: GatewayError) -> None:
        """One in the background came to nothing."""
        if thread.open:
            await self._shelf.fail(thread.id, problem(error))

    def canceled(self, identity: UUID) -> None:
        """Somebody does not want it any more."""
        if stop := self.running.get(identity):
            stop(Canceled("the response was cancelled"))

    async def close(self) -> None:
        """The process ends: what does not end in time fails, for nothing."""
        until = asyncio.get_running_loop().time() + PATIENCE
        while self.running and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110  nobody tells a drain
            await asyncio.sleep(TICK)
        for stop in list(self.running.values()):
            stop(Unavailable("the gateway was ended before the response was done; nothing was charged"))
