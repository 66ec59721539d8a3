"""Parking: tasks that wait for a place at a busy channel, each an entry in a queue in place of a coroutine.

A running line costs 100 µs and some kilobytes before it first waits; with thousands queued behind a vendor's limit,
that was a third of what an accepted task cost.
"""

import math
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from philae.engine.line import Line
from philae.engine.router import Router


class Parking:
    """`begin(line)` moves a line from then on. Who came first leaves first, for each set of channels."""

    def __init__(self, router: Router, begin: Callable[[Line], None]) -> None:
        """Nobody waits."""
        self._router = router
        self._begin = begin
        self._queues: dict[tuple[str, ...], dict[UUID, Line]] = defaultdict(dict)
        self._soonest = math.inf  # no deadline of those who wait lies before it

    def __len__(self) -> int:
        """How many wait."""
        return sum(map(len, self._queues.values()))

    def keeps(self, line: Line) -> bool:
        """Keep the line if all channels that may serve it are full; False: it may begin at once."""
        if not (line.parks and line.fresh):
            return False
        pinned = line.work.origin
        names = (
            (pinned.channel,)
            if pinned
            else self._router.able(line.model, studio=line.task.receipt.served_by == "studio")
        )
        queue = self._queues[names]
        if not queue and (not names or any(map(self._router.has_room, names))):
            return False
        queue[line.task.id] = line
        self._soonest = min(self._soonest, line.deadline)
        return True

    def freed(self, channel: str) -> None:
        """A place is free there: who waits longest for it begins."""
        waiting = [q for names, q in self._queues.items() if q and channel in names]
        if waiting and self._router.has_room(channel):
            self._leave(min(waiting, key=lambda q: next(iter(q))))

    def canceled(self, line: Line) -> None:
        """The caller wants no more of it: its line ends it."""
        for queue in self._queues.values():
            if queue.pop(line.task.id, None):
                self._begin(line)

    def look(self, now: float) -> None:
        """Let those begin whose time is up, and one for each channel that stands idle all the same.

        They are walked only when a deadline may have passed: every second, thousands of them kept the loop busy for 5 ms.
        """
        if self._soonest <= now:
            for queue in self._queues.values():
                for line in [v for v in queue.values() if v.deadline <= now]:
                    self._begin(queue.pop(line.task.id))
            self._soonest = min(
                (v.deadline for queue in self._queues.values() for v in queue.values()), default=math.inf
            )
        for channel in self._router.channels:
            self.freed(channel)

    def _leave(self, queue: dict[UUID, Line]) -> None:
        self._begin(queue.pop(next(iter(queue))))
