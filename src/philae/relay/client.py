"""Whom a call answers: the client's side of its connection, and what stands there when nobody does."""

from collections.abc import Callable
from typing import Any, Protocol

from philae.relay.head import Headers


class Client(Protocol):
    """The client's side of the connection."""

    @property
    def write(self) -> Callable[[bytes], object]:
        """Send."""

    def full(self) -> bool:
        """Whether the client reads more slowly than it is written to."""

    def hold(self) -> None:
        """Read no more of what it sends, until `go_on`."""

    def go_on(self) -> None:
        """Read on."""

    def done(self, call: Any) -> None:
        """The answer is whole: the connection is free, or closed."""

    def hand_on(self, call: Any, url: bytes, headers: Headers, body: bytes) -> None:
        """The request is the app's after all."""


class Bell:
    """In the place of the event that uvicorn rings for its own requests."""

    def set(self) -> None:
        """Nobody waits for it."""


class Nobody:
    """In the place of a client that has its answer, or went away, while the work goes on."""

    def write(self, data: bytes) -> None:
        """Nobody reads it."""

    def full(self) -> bool:
        """Nobody reads slowly."""
        return False

    def hold(self) -> None:
        """Nobody sends."""

    def go_on(self) -> None:
        """Nobody sends."""

    def done(self, call: Any) -> None:
        """Nobody waits for it."""

    def hand_on(self, call: Any, url: bytes, headers: Headers, body: bytes) -> None:
        """What a task asks is never the app's."""


NOBODY = Nobody()
