"""A request as it comes: its head is there, whose it is is found out, and its body gets whole."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from philae.core.errors import GatewayError, LoopDetected, RequestTimeout, TooLarge, Unauthenticated
from philae.core.ids import uuid7
from philae.gate.policy import Policy
from philae.relay import head
from philae.relay.client import Bell, Client
from philae.relay.head import Headers
from philae.relay.lane import Lane
from philae.relay.relay import Relay


class Arriving(ABC):
    """`start()` once it is its turn. When it is whole and its key is known it is admitted."""

    message_event = Bell()
    finished = freed = disconnected = False
    _whole = False
    _size = 0
    _known: Policy | None = None

    def __init__(
        self,
        relay: Relay,
        client: Client,
        lane: Lane,
        url: bytes,
        headers: Headers,
        peer: str,
        *,
        keep: bool,
        chunks: bool,
    ) -> None:
        """A request's head has come. `chunks`: its client understands a body in chunks."""
        self.keep_alive, self._in_chunks = keep, chunks
        self.id = uuid7()
        self.identity = f"req_{self.id.hex}"
        """As clients and logs have it."""
        self._relay, self._client, self._lane = relay, client, lane
        self._url, self._headers, self._peer = url, headers, peer
        self._chunks: list[bytes] = []
        self._begun = time.monotonic()

    @property
    def response_complete(self) -> bool:
        """What uvicorn asks before it begins the next request: not before the connection was told of this one's end."""
        return self.finished and self.freed

    def feed(self, data: bytes) -> None:
        """Some of the body."""
        if self.finished:
            return
        self._size += len(data)
        self._chunks.append(data)
        if self._size > self._relay.body_limit:
            self._guarded(self._too_large)

    def complete(self) -> None:
        """The body is whole."""
        self._whole = True
        if self._known and not self.finished:
            self._guarded(self._admit)

    def start(self, *, asks: bool = False) -> None:
        """It is its turn: earlier requests of this connection are answered. `asks`: for leave to send its body."""
        if self.disconnected:
            return
        self._guarded(self._identify)
        if asks and not self._whole and not self.finished:
            self._client.write(head.CONTINUE)

    def late(self) -> None:
        """Its body does not get on."""
        self._guarded(self._too_late)

    def _identify(self) -> None:
        """Who asks; from memory, or from the database. Nobody's body is waited for that is refused anyway."""
        announced = self._headers.get(b"content-length", b"0")
        if self._size > self._relay.body_limit or (announced.isdigit() and int(announced) > self._relay.body_limit):
            self._too_large()
        if self._headers.get(b"x-philae-hop", b"").decode("latin-1") == self._relay.gateway:
            raise LoopDetected("this request has been through this gateway before")
        key = head.credential(self._headers, self._url)
        if not key:
            message = "no API key was given; send it as Authorization: Bearer …"
            raise Unauthenticated(message)
        self._known = self._relay.keyring.recall(key)
        if self._known is None:
            self._client.hold()
            self._relay.spawn(self._looked_up(key))
        elif self._whole:
            self._admit()

    def _too_large(self) -> None:
        self._chunks.clear()
        raise TooLarge(f"the request is larger than {self._relay.body_limit >> 20} MB")

    def _too_late(self) -> None:
        raise RequestTimeout("the request's body took too long to come")

    async def _looked_up(self, key: str) -> None:
        try:
            self._known = await self._relay.keyring.policy(key)
        except GatewayError as error:
            self._refuse(error)
            return
        if self.disconnected:
            return
        self._client.go_on()
        if self._whole:
            self._guarded(self._admit)

    # --- what becomes of it -----------------------------------------------------------------------------------------

    @abstractmethod
    def _guarded(self, deed: Callable[..., None], *given: Any) -> None:
        """Do it; whatever goes wrong, the client is answered."""

    @abstractmethod
    def _admit(self) -> None:
        """It is whole and its key is known. Raises from the error tree."""

    @abstractmethod
    def _refuse(self, error: GatewayError) -> None:
        """Answer with that error."""
