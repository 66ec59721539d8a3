"""The supervisor: children that die are started again, whatever goes wrong meanwhile; an end can be hurried."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from philae.settings import load
from philae.supervisor import Supervisor
from tests import postgres
from tests.engine.conftest import Start
from tests.gateway import channel
from tests.scripted.process import vendor

WORKER = "worker 1"


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for it."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  a process tells nobody
            await asyncio.sleep(0.05)


async def killed(supervisor: Supervisor) -> None:
    """Kill the worker; return when another one runs in its place."""
    pid = supervisor.pids()[WORKER]
    os.kill(pid, signal.SIGKILL)
    await until(lambda: supervisor.pids()[WORKER] != pid)


def test_a_fault_of_its_own_does_not_end_its_watch(admin_dsn: str, tmp_path: Path) -> None:
    """A worker that cannot be started at once is started later, and one that dies after a good life comes back soon."""

    async def scene(dsn: str) -> None:
        supervisor = Supervisor(load(data=tmp_path, database_url=dsn, port=0, studio="off", workers=1), print)
        await supervisor.start()
        watching = asyncio.create_task(supervisor.watch())
        try:
            ready, supervisor._ready = supervisor._ready, None  # without it no worker can be told its orders
            before = supervisor.pids()[WORKER]
            os.kill(before, signal.SIGKILL)
            await until(lambda: supervisor._faults.get(WORKER, 0) > 1)
            assert not watching.done()
            supervisor._ready = ready
            await until(lambda: supervisor._children[WORKER].returncode is None)

            assert supervisor._faults[WORKER] > 1
            supervisor._born[WORKER] -= 1000
            began = time.monotonic()
            await killed(supervisor)
            assert supervisor._faults[WORKER] == 1
            assert time.monotonic() - began < 2
        finally:
            watching.cancel()
            await supervisor.stop()

    with postgres.database(admin_dsn) as dsn:
        asyncio.run(scene(dsn))


def test_a_second_ctrl_c_ends_it_now(start: Start) -> None:
    """The first one waits for a request that is open; the second does not."""
    with vendor("bfl", delay=0.1) as bfl:
        up = start([channel("bfl", bfl.url)])
        assert up.process is not None
        body = {"model": "flux-2-pro", "prompt": "vendor:forever"}

        def held() -> None:
            with pytest.raises(OSError):  # noqa: PT011  however the connection ends
                up.owner.post("/v1/images/generations", body)

        waiting = threading.Thread(target=held)
        waiting.start()
        while not up.rows("select 1 from task where state = 'running'"):
            time.sleep(0.1)
        up.process.send_signal(signal.SIGINT)
        time.sleep(2)
        assert up.process.poll() is None
        up.process.send_signal(signal.SIGINT)

        assert up.process.wait(5) == 0
        waiting.join(5)
        assert not waiting.is_alive()


def test_a_setting_that_does_nothing_yet_is_told(start: Start) -> None:
    """Redis."""
    assert "PHILAE_REDIS_URL is set, but not used yet" in start([], redis_url="redis://127.0.0.1:1").log()
