"""What the relay tells of its calls to a collector, if there is one; who does it comes injected."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from philae.core.record import Record


class Traces(Protocol):
    """One for a process; where there is no collector there is none."""

    def parent(self, call: UUID, headers: Mapping[bytes, bytes], started: float) -> bytes:
        """Header lines for the vendor, so that its part is seen as a part of this call; the client's own parent is its parent.

        `started` in epoch seconds. The call's span ends with its record. Again, for the next channel, it is the same.
        """

    def end(self, record: Record) -> None:
        """The call is over: one whose record is written with its task's end; others end by themselves."""
