"""Clients that keep us waiting: cut off when a head, a body or the reading of an answer does not get on; and how many may come.

A connection is only looked at while it owes something: requests that come whole, and answers that are read at once, never
get here.
"""

import asyncio
from collections import Counter
from typing import Literal, Protocol

from msgspec import Struct

from philae.gate.proxies import Proxies

PIECE = 1024
"""Bytes that a body has to bring in its time, unless it ends."""
Phase = Literal["head", "body"]


class Bounds(Struct, frozen=True):
    """Seconds for a head to be whole, for a body to bring another piece, for a reader to read some of its answer.

    `connections` are taken at most, `each` of them from one address that is no proxy of ours.
    """

    head: float
    body: float
    reading: float
    connections: int
    each: int


class Line(Protocol):
    """A client's connection."""

    @property
    def address(self) -> str:
        """Whose it is."""

    @property
    def phase(self) -> Phase:
        """What the client owes."""

    @property
    def ours(self) -> bool:
        """Whether the client waits for us: what it owes cannot come, or need not yet."""

    @property
    def received(self) -> int:
        """Bytes that came by now."""

    @property
    def unread(self) -> int:
        """Bytes that the client has not read yet."""

    def late(self) -> None:
        """What the client owes did not come in time."""

    def cut(self) -> None:
        """The client does not read."""


class Debt(Struct):
    """`until` when, and how much was there when its time began."""

    until: float
    seen: int
    phase: Phase = "head"


class Watch:
    """One for a worker; `tend` is called every second."""

    def __init__(self, bounds: Bounds, proxies: Proxies) -> None:
        """Nobody is there."""
        self._bounds, self._proxies = bounds, proxies
        self._count = 0
        self._addresses: Counter[str] = Counter()
        self._owing: dict[Line, Debt] = {}
        self._stuck: dict[Line, Debt] = {}

    def arrived(self, line: Line) -> bool:
        """Count it; whether it may stay. Then it owes its first head."""
        address = line.address
        self._count += 1
        self._addresses[address] += 1
        many = self._addresses[address] > self._bounds.each and not self._proxies.trusts(address)
        if many or self._count > self._bounds.connections:
            return False
        self.owes(line)
        return True

    def left(self, line: Line) -> None:
        """It is closed."""
        self._count -= 1
        address = line.address
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]
        self._owing.pop(line, None)
        self._stuck.pop(line, None)

    def owes(self, line: Line) -> None:
        """A head or a body has begun and is not whole."""
        self._owing[line] = self._debt(line, _now())

    def paid(self, line: Line) -> None:
        """It is whole."""
        self._owing.pop(line, None)

    def stuck(self, line: Line) -> None:
        """It has not read what it was sent."""
        self._stuck[line] = Debt(_now() + self._bounds.reading, line.unread)

    def flows(self, line: Line) -> None:
        """It has."""
        self._stuck.pop(line, None)

    async def tend(self) -> None:
        """Cut off whose time is over."""
        now = _now()
        for line, debt in list(self._owing.items()):
            self._look(line, debt, now)
        for line, debt in list(self._stuck.items()):
            unread = line.unread
            if unread < debt.seen or not unread:
                self._stuck[line] = Debt(now + self._bounds.reading, unread)
            elif now > debt.until:
                del self._stuck[line]
                line.cut()

    def _look(self, line: Line, debt: Debt, now: float) -> None:
        got_on = debt.phase == "body" and line.received - debt.seen >= PIECE
        if line.ours or line.phase != debt.phase or got_on:
            self._owing[line] = self._debt(line, now)
        elif now > debt.until:
            del self._owing[line]
            line.late()

    def _debt(self, line: Line, now: float) -> Debt:
        phase = line.phase
        return Debt(now + (self._bounds.head if phase == "head" else self._bounds.body), line.received, phase)


def _now() -> float:
    return asyncio.get_running_loop().time()
