"""A real PostgreSQL for tests: one server per run, and fresh databases on it in milliseconds.

`PHILAE_TEST_DATABASE_URL` names a server to use instead; its role must be allowed to create databases.
"""

import asyncio
import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import asyncpg
import pytest

from philae.store.embedded import EmbeddedError, lock, place, postmaster, start

T = TypeVar("T")
FOLDER = Path("/tmp")
"""Short paths, and open to the user that the database runs as when the tests run as root."""
PREFIX = "philae-tests-"
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
}


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Give the DSN of a server that may create databases; `durable` keeps fsync on (slower, for crash tests)."""
    if url := os.environ.get("PHILAE_TEST_DATABASE_URL"):
        yield url
        return
    with data_folder() as data:
        yield run(start(data, settings=None if durable else FAST)).dsn


@contextmanager
def data_folder() -> Iterator[Path]:
    """Give a path for a data folder, not made yet; a server that runs there at the end is ended, and all removed."""
    outer = FOLDER / f"{PREFIX}{secrets.token_hex(4)}"
    with contextlib.ExitStack() as held:
        with _one_run_at_a_time():
            _clear_what_killed_runs_left()
            held.enter_context(lock(outer))
        try:
            yield outer / "data"
        finally:
            _remove(outer)


@contextmanager
def _one_run_at_a_time() -> Iterator[None]:
    """Wait for a lock of this user's: between a folder's making and its locking it would look like a left one."""
    handle = os.open(
        FOLDER / f"{PREFIX.rstrip('-')}.{os.getuid()}.lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600
    )
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clear_what_killed_runs_left() -> None:
    for left in FOLDER.glob(f"{PREFIX}*"):
        with contextlib.suppress(EmbeddedError, FileNotFoundError):
            if left.stat().st_uid == os.getuid():
                with lock(left):
                    _remove(left)


@contextmanager
def database(admin_dsn: str, template: str | None = None) -> Iterator[str]:
    """Give the DSN of a new database, a copy of `template` (a database nobody is connected to), dropped afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    run(execute(admin_dsn, f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"'))
    try:
        yield dsn_of(admin_dsn, name)
    finally:
        run(_drop(admin_dsn, name))


async def _drop(admin_dsn: str, name: str) -> None:
    """Drop it, whoever is connected; only an autovacuum worker may not be ended by us, and is waited for."""
    until = time.monotonic() + 20
    while True:
        try:
            return await execute(admin_dsn, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except asyncpg.InsufficientPrivilegeError:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)


def dsn_of(dsn: str, name: str) -> str:
    """Return the DSN of another database on the same server."""
    return urlsplit(dsn)._replace(path=f"/{name}").geturl()


def name_of(dsn: str) -> str:
    """Return the name of a DSN's database, as `template` of `database` wants it."""
    return urlsplit(dsn).path.removeprefix("/")


async def execute(dsn: str, sql: str) -> None:
    """Run statements on a connection of their own."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, also from within a running loop; a test's time limit cuts it off."""
    end: Future[T] = Future()

    def ended() -> None:
        try:
            end.set_result(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001  the caller gets it, whatever it is
            end.set_exception(error)

    Thread(target=ended, daemon=True).start()
    return end.result()


def _remove(outer: Path) -> None:
    with contextlib.suppress(EmbeddedError):
        found = place.find(outer / "data")
        until = time.monotonic() + 10
        while found and postmaster.alive(found) and time.monotonic() < until:
            if known := postmaster.read(found):
                postmaster.send(found, known, postmaster.IMMEDIATE)
            time.sleep(0.05)
    shutil.rmtree(outer, ignore_errors=True)


@pytest.fixture(scope="session")
def admin_dsn() -> Iterator[str]:
    """Start one server for the whole run."""
    with server() as dsn:
        yield dsn


@pytest.fixture
def data() -> Iterator[Path]:
    """Give one test a data folder of its own, not made yet."""
    with data_folder() as path:
        yield path


@pytest.fixture
def empty_database(admin_dsn: str) -> Iterator[str]:
    """Give one test a database of its own, without any table."""
    with database(admin_dsn) as dsn:
        yield dsn
