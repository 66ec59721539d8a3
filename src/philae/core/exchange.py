"""What went back and forth in a call, where its key's owner wants that kept."""

from uuid import UUID

from msgspec import Struct

MOST = 8 << 20
"""Bytes of a request, or of an answer, that are kept at most: of a larger one nothing is."""


class Exchange(Struct, frozen=True):
    """A request's body and its answer's, for `life` seconds; None: it was too large."""

    id: UUID
    account: UUID
    life: float
    request: bytes | None
    answer: bytes | None

    @property
    def size(self) -> int:
        """Bytes of both."""
        return len(self.request or b"") + len(self.answer or b"")
