"""The embedded server from first start to stop, and through the deaths of its supervisor and of itself."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from philae.store.embedded import EmbeddedError, Server, postmaster, running, start
from tests.postgres import FAST, data, run

__all__ = ["data"]

SUPERVISOR = """
import asyncio, pathlib, sys, time
from philae.store.embedded import start
server = asyncio.run(start(pathlib.Path(sys.argv[1])))
print(server.pid, server.adopted, flush=True)
time.sleep(60)
"""


@contextmanager
def supervisor(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run a process that starts the server and then does nothing; gives it and the server's pid."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SUPERVISOR, str(folder)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, int(process.stdout.readline().split()[0])
        finally:
            process.kill()


async def value(dsn: str, sql: str) -> object:
    """Ask one question on a connection of its own."""
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def modes(folder: Path) -> dict[str, int]:
    """Return the modes of a folder and of all above it."""
    return {str(path): path.stat().st_mode for path in (folder, *folder.parents)}


def test_first_start_makes_a_private_durable_database(data: Path) -> None:
    """One call gives a UTF-8 database with checksums and fsync, a role that is no superuser, and private folders."""
    before = modes(data.parent)
    server = run(start(data))
    questions = {
        "SELECT current_setting('server_version_num')::int / 10000": 18,
        "SELECT current_setting('fsync') || current_setting('synchronous_commit')": "onon",
        "SHOW data_checksums": "on",
        "SHOW server_encoding": "UTF8",
        "SELECT rolsuper FROM pg_roles WHERE rolname = current_user": False,
        "SELECT current_user || current_database()": "philaephilae",
        "SELECT 'ä' < 'z' COLLATE \"default\"": False,
    }
    assert {sql: run(value(server.dsn, sql)) for sql in questions} == questions
    assert not server.adopted
    assert modes(data.parent) == before
    private = [data / "pg18", data / "socket", data / "pg18.password"]
    assert [path.stat().st_mode & 0o777 for path in private] == [0o700, 0o700, 0o600]


def test_second_start_is_quick_and_keeps_everything(data: Path) -> None:
    """What was written is there after stop and start, and the password stays."""
    first = run(start(data))
    run(value(first.dsn, "CREATE TABLE kept AS SELECT 42 AS n"))
    run(first.stop())
    assert not first.alive
    begun = time.monotonic()
    second = run(start(data))
    assert time.monotonic() - begun < 5
    assert second.dsn == first.dsn
    assert run(value(second.dsn, "SELECT n FROM kept")) == 42


def test_nobody_enters_without_the_password_or_over_tcp(data: Path) -> None:
    """The socket's neighbours need the password, the superuser has no door, and no port is open."""
    server = run(start(data, settings=FAST))
    host = str(data / "socket")
    for user, password in (("philae", None), ("philae", "wrong"), ("postgres", None), ("postgres", "postgres")):
        with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
            run(asyncpg.connect(host=host, user=user, password=password, database="philae"))
    assert run(value(server.dsn, "SHOW listen_addresses")) == ""
    if sys.platform == "linux":
        assert not listening(server.pid)


def listening(pid: int) -> set[str]:
    """Return the inodes of listening TCP sockets that a process has open."""
    tables = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    listeners = {f"socket:[{row[9]}]" for row in tables if row[3] == "0A"}
    return listeners & {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir() if path.exists()}


def test_server_outlives_a_killed_supervisor_and_is_adopted(data: Path) -> None:
    """After `kill -9` of the supervisor the next start takes the same server over, and can stop it."""
    with supervisor(data) as (process, pid):
        process.kill()
        process.wait()
        assert run(running(data))
        adopted = run(start(data))
        assert (adopted.adopted, adopted.pid, adopted.alive) == (True, pid, True)
        run(adopted.stop())
    assert not adopted.alive
    assert run(running(data)) is None


def test_ctrl_c_in_the_supervisors_terminal_does_not_reach_the_server(data: Path) -> None:
    """The interrupt ends the supervisor's process group; the server is in a session of its own and goes on."""
    with supervisor(data) as (process, pid):
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait() != 0
        assert os.getsid(pid) != process.pid
        assert run(running(data))


def test_two_starters_at_once_get_one_server(data: Path) -> None:
    """Without any lock held by the callers: one starts, the other adopts, from an empty folder too."""

    async def both() -> tuple[Server, Server]:
        return await asyncio.gather(start(data, settings=FAST), start(data, settings=FAST))

    one, two = run(both())
    assert one.pid == two.pid
    assert {one.adopted, two.adopted} == {True, False}


def test_crash_under_load_loses_nothing_that_was_told(data: Path) -> None:
    """The postmaster is killed while clients commit: the next start waits, repairs, and has every told commit."""
    server = run(start(data))
    run(value(server.dsn, "CREATE TABLE told (n bigint PRIMARY KEY)"))

    async def write(client: int, done: list[int]) -> None:
        connection = await asyncpg.connect(server.dsn)
        with contextlib.suppress(asyncpg.PostgresError, OSError):
            for n in range(client * 1_000_000, client * 1_000_000 + 999_999):
                await connection.execute("INSERT INTO told VALUES ($1)", n)
                done.append(n)
        connection.terminate()

    async def load() -> tuple[list[int], Server]:
        done: list[int] = []
        writers = [asyncio.create_task(write(client, done)) for client in range(8)]
        # A backend in a long statement does not notice the death at once, and must not meet a second server.
        sleeper = asyncio.create_task(value(server.dsn, "SELECT pg_sleep(1)"))
        await asyncio.sleep(0.5)
        os.kill(server.pid, signal.SIGKILL)
        again = await start(data)
        await asyncio.gather(*writers, sleeper, return_exceptions=True)
        return done, again

    done, again = run(load())
    assert not again.adopted
    assert len(done) > 50

    async def kept() -> set[int]:
        connection = await asyncpg.connect(again.dsn)
        rows = await connection.fetch("SELECT n FROM told")
        await connection.close()
        return {row["n"] for row in rows}

    assert set(done) <= run(kept())


def test_left_over_files_with_a_reused_pid_do_not_hinder(data: Path) -> None:
    """A pid file and a socket lock that name a living stranger are stale, and the stranger is left alone."""
    first = run(start(data, settings=FAST))
    pidfile, socket = data / "pg18" / "postmaster.pid", data / "socket" / ".s.PGSQL.5432.lock"
    lines, locked = pidfile.read_text().splitlines(), socket.read_text().splitlines()
    run(first.stop())
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        pidfile.write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        socket.write_text("\n".join([str(stranger.pid), *locked[1:], ""]))
        assert run(running(data)) is None
        second = run(start(data, settings=FAST))
        assert not second.adopted
        run(second.stop())
        assert stranger.poll() is None
        stranger.kill()


def test_interrupted_making_of_the_database_begins_again(data: Path) -> None:
    """Half a cluster, left by a crash during the first start, is cleared away."""
    half = data / "pg18.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert run(start(data, settings=FAST)).alive
    assert not half.exists()


def test_failure_to_start_says_what_postgres_said(data: Path) -> None:
    """A setting that PostgreSQL refuses appears in the message, and nothing keeps running."""
    run(run(start(data, settings=FAST)).stop())
    with pytest.raises(EmbeddedError, match="max_connections"):
        run(start(data, settings={"max_connections": "-5"}))
    assert run(start(data, settings=FAST)).alive


def test_stop_does_not_wait_for_idle_or_busy_clients(data: Path) -> None:
    """Connected clients and a running statement do not hold a stop up."""

    async def main() -> float:
        server = await start(data, settings=FAST)
        idle = await asyncpg.connect(server.dsn)
        busy = asyncio.create_task(value(server.dsn, "SELECT pg_sleep(30)"))
        await asyncio.sleep(0.2)
        begun = time.monotonic()
        await server.stop()
        taken = time.monotonic() - begun
        await asyncio.gather(busy, return_exceptions=True)
        idle.terminate()
        return taken

    assert run(main()) < 5


def test_death_of_the_server_is_seen(data: Path) -> None:
    """`alive` turns false when the postmaster dies, and `start` brings it back."""
    server = run(start(data, settings=FAST))
    os.kill(server.pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while server.alive and time.monotonic() < until:
        time.sleep(0.05)
    assert not server.alive
    assert run(start(data, settings=FAST)).alive


def test_stop_never_signals_a_process_that_reuses_the_pid(data: Path) -> None:
    """If the server is gone and its pid is someone else's, stop leaves that one alone."""
    server = run(start(data, settings=FAST))
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        file = data / "pg18" / "postmaster.pid"
        lines = file.read_text().splitlines()
        file.write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        server.known = postmaster.PidFile(stranger.pid, server.known.started, server.known.socket)
        postmaster.send(server.place, server.known, postmaster.FAST)
        time.sleep(0.1)
        assert stranger.poll() is None
        stranger.kill()
        file.write_text("\n".join([*lines, ""]))
