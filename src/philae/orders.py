"""What the supervisor tells a worker on its standard input."""

from typing import Any

from msgspec import Struct


class Orders(Struct, frozen=True):
    """What a worker is told: its name, the listener's file descriptor, the database, the secrets, the studio's socket.

    `figures` is the folder in which several workers count together, `cells` the file in which they count what keys and
    channels use; None for a single one.
    """

    name: str
    fd: int
    dsn: str
    secret: str
    gateway: str
    studio: str | None
    settings: dict[str, Any]
    figures: str | None = None
    cells: int | None = None

    @property
    def number(self) -> int:
        """The worker's own, from 1 on."""
        return int(self.name)
