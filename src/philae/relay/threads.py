"""Conversations that go on: responses are kept as they end, and found again for who goes on from them."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from philae.core.errors import NotFound, TooLarge
from philae.core.kept import Earlier, Kept
from philae.relay.peek import Peek
from philae.relay.thread import REFERENCE, Thread


class Shelf(Protocol):
    """Where responses are kept: the store's, injected. Its methods raise `Unavailable`."""

    async def keep(self, kept: Kept) -> None:
        """Make it durable."""

    async def thread(self, account: UUID, last: UUID) -> list[Earlier]:
        """The account's response and what it goes on from, the first one first."""

    async def outputs(self, account: UUID, items: Sequence[str]) -> list[bytes]:
        """The outputs of the account that hold items with these ids."""

    async def told(self, account: UUID, identity: UUID) -> bytes | None:
        """The account's response object as it stands."""


class Threads:
    """One for a process."""

    def __init__(self, shelf: Shelf, most: int) -> None:
        """`most`: bytes of a conversation."""
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

    async def keep(self, thread: Thread, final: bytes) -> None:
        """What it ended as is durable. Raises `Unavailable`."""
        await self._shelf.keep(thread.ended(final))

    async def told(self, account: UUID, identity: UUID) -> bytes:
        """The account's response as it stands. Raises `NotFound`."""
        found = await self._shelf.told(account, identity)
        if found is None:
            message = "this response is no longer kept"
            raise NotFound(message)
        return found
