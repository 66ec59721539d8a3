"""Asking a server whether it takes queries yet, and telling a person who waits for it."""

import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from urllib.parse import quote

import asyncpg

from .cluster import DATABASE, ROLE
from .errors import EmbeddedError
from .place import PORT, Place

Progress = Callable[[str], None]
TELL = 2.0
"""Seconds between two lines to a person who waits."""


class Answer(Enum):
    """What a server says to a new connection."""

    READY = "takes queries"
    BUSY = "starts, repairs itself or stops"
    NONE = "does not listen"


def dsn(place: Place, socket: Path) -> str:
    """Return the URL of the server behind a socket folder, password included. Raises `EmbeddedError`."""
    try:
        password = place.password.read_text().strip()
    except PermissionError:
        message = f"{place.password} may not be read by this user: run philae as its owner"
        raise EmbeddedError(message) from None
    except FileNotFoundError:
        message = f"{place.password} is missing, without it nobody enters {place.cluster}: bring it back from a copy"
        raise EmbeddedError(message) from None
    return f"postgresql://{ROLE}:{quote(password)}@/{DATABASE}?host={quote(str(socket), safe='/')}&port={PORT}"


async def ask(place: Place, socket: Path) -> Answer:
    """Connect once. Raises `EmbeddedError` if the server does not know our password."""
    try:
        connection = await asyncpg.connect(dsn(place, socket), timeout=5)
        await connection.close()
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        message = f"{place.cluster} does not accept the password in {place.password}: bring the right one back"
        raise EmbeddedError(message) from error
    except asyncpg.TooManyConnectionsError:
        return Answer.READY
    except asyncpg.CannotConnectNowError:
        return Answer.BUSY
    except (OSError, asyncpg.PostgresConnectionError):
        return Answer.NONE
    return Answer.READY


class Waiting:
    """Tells a person what is being waited for, now and then."""

    def __init__(self, progress: Progress) -> None:
        """Begin now."""
        self._progress = progress
        self._begun = self._told = time.monotonic()

    def tell(self, text: str) -> float:
        """Say `text` if it is time to, and return the seconds since the beginning."""
        now = time.monotonic()
        if now - self._told >= TELL:
            self._progress(f"{text} ({now - self._begun:.0f} s)")
            self._told = now
        return now - self._begun
