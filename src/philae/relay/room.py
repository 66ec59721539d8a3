"""Room at channels: whether one more call fits what the operator lets each have, counted with all workers of the machine."""

import time
from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from philae.gate.cells import Cells
from philae.gate.limits import FREE, Caps, Stay
from philae.net.channel import Channel


class Rooms:
    """Of the channels that have limits; the others always have room."""

    def __init__(self, channels: Iterable[Channel], cells: Cells) -> None:
        """`cells` are where it is counted."""
        limited = {c.name: Caps(c.rpm, c.tpm, c.concurrency) for c in channels}
        self._caps = {name: (_subject(name), caps) for name, caps in limited.items() if caps}
        self._cells = cells
        self.weighs = any(caps.tpm for caps in limited.values())

    def wait(self, channel: str, tokens: int = 0) -> float:
        """In how many seconds there may be room for a call of so many tokens; 0.0: there is now."""
        found = self._caps.get(channel)
        if found is None:
            return 0.0
        subject, caps = found
        lack = caps.lack(self._cells.look(subject), time.monotonic(), tokens)
        return lack.wait if lack else 0.0

    def enter(self, channel: str, tokens: int = 0) -> Stay:
        """Count a call that goes there, whether or not there is room."""
        found = self._caps.get(channel)
        if found is None:
            return FREE
        stay = Stay(self._cells, *found)
        stay.enter(tokens)
        return stay


def _subject(channel: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"philae:channel:{channel}")
