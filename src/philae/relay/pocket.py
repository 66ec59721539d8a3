"""A pocket: the lease of one key as its process has it in memory, and the slices that calls have of it."""

import asyncio
from uuid import UUID

from philae.core.lease import Grant, Lease

AHEAD, LOW = 10.0, 2.0
"""Seconds of spending at the present pace: so much is taken ahead, and below so much more is fetched."""


class Slice:
    """What one call may cost, set aside for it until it is settled."""

    __slots__ = ("amount", "open", "pocket")

    def __init__(self, pocket: "Pocket | None", amount: int) -> None:
        """No pocket: the account is unmetered, or the call costs nothing."""
        self.pocket = pocket
        self.amount = amount
        self.open = True

    @property
    def lease(self) -> UUID | None:
        """What the call's record names."""
        return self.pocket.lease.id if self.pocket else None


class Wait:
    """A call that waits for `amount`, or at least for `least`. `counted`: it was part of the last question."""

    __slots__ = ("amount", "counted", "least")

    def __init__(self, amount: int, least: int) -> None:
        """Not counted yet."""
        self.amount, self.least, self.counted = amount, least, False


class Pocket:
    """All amounts in nano-USD; `until` and `now` on the process's own clock.

    `amount` is what the lease was granted and did not give back, `settled` what calls cost, `reserved` what is set
    aside for those under way. `doubt`: the row may hold more than `amount`, since an answer of the database was lost.
    """

    def __init__(self, lease: Lease, now: float) -> None:
        """Empty."""
        self.lease = lease
        self.amount = self.settled = self.reserved = self.slices = self.last = 0
        self.until = self.dry = 0.0
        self.doubt = self.gone = False
        self.waiting: set[Wait] = set()
        self.taking: asyncio.Task[Grant] | None = None
        self.row = asyncio.Lock()
        self.freed = asyncio.Event()
        self.since, self.lowest = now, 0
        self._then = 0
        self._touched = False
        self._pace = 0.0

    @property
    def free(self) -> int:
        """What a further call may have."""
        return self.amount - self.settled - self.reserved

    @property
    def blank(self) -> bool:
        """Whether the database may not even know of it."""
        return not (self.until or self.doubt)

    def cut(self, amount: int) -> Slice:
        """Set `amount` aside, which is free."""
        self.reserved += amount
        self.slices += 1
        self.last = amount
        self._touched = True
        free = self.free
        self.lowest = min(self.lowest, free)
        return Slice(self, amount)

    def settle(self, amount: int, paid: int) -> None:
        """A slice of `amount` came to `paid`."""
        self.reserved -= amount
        self.settled += paid
        self.slices -= 1
        self.freed.set()

    def add(self, amount: int) -> None:
        """The lease was granted more."""
        self.amount += amount
        self.freed.set()

    def give(self, amount: int) -> None:
        """Take it out, as far as it is free: it is about to be given back."""
        self.amount -= max(0, min(amount, self.free))
        self.lowest = min(self.lowest, self.free)

    def count(self) -> tuple[int, int]:
        """What the calls that wait lack: the least that helps one of them, and all of it; one call's worth if none waits."""
        if not self.waiting:
            return self.last, self.last
        for wait in self.waiting:
            wait.counted = True
        least, wanted = min(w.least for w in self.waiting), sum(w.amount for w in self.waiting)
        return max(0, least - self.free), max(0, wanted - self.free)

    def pace(self, now: float) -> float:
        """Nano-USD spent a second, now or a moment ago."""
        return max(self._pace, (self.settled - self._then) / max(now - self.since, 1.0))

    def ahead(self, now: float) -> int:
        """What to take beyond the need: for some seconds of spending, or as many calls again as are under way."""
        return max(int(self.pace(now) * AHEAD), self.reserved)

    @property
    def used(self) -> bool:
        """Whether any call had a part of it in this turn."""
        return bool(self._touched or self.slices or self.waiting)

    def turn(self, now: float) -> None:
        """Look at what is used from now on. `lowest` is what stays free all the time."""
        self._pace = (self.settled - self._then) / max(now - self.since, 1.0)
        self.since, self._then, self._touched = now, self.settled, False
        self.lowest = self.free
