"""What the supervisor tells a worker on its standard input."""

from typing import Any

from msgspec import Struct


class Orders(Struct, frozen=True):
    """What a worker is told: the listener's file descriptor, the database, the secrets, the studio's socket."""

    fd: int
    dsn: str
    secret: str
    gateway: str
    studio: str | None
    settings: dict[str, Any]
