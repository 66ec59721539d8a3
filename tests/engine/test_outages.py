"""What breaks under us: PostgreSQL, the disk, our own process. Tasks go on, or end in words."""

import os
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.conftest import Start
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}
ROOT = os.geteuid() == 0


def submit(up: Gateway, **more: object) -> str:
    """A task's id."""
    answer = up.owner.post("/v1/tasks", BODY | more)
    assert answer.status == 202, answer.body
    return str(answer.json()["id"])


def postmaster(up: Gateway) -> int:
    """The embedded server's first process."""
    return int(next((up.folder / "data").glob("pg*/postmaster.pid")).read_text().split()[0])


@pytest.mark.parametrize("seconds", [3, pytest.param(10, marks=pytest.mark.long)])
def test_postgresql_gone_for_some_seconds(seconds: float) -> None:
    """Every process of the server stops and comes back: clients are told 503 meanwhile, no task is lost or doubled."""
    with vendor("bfl", delay=0.5, recovery="none") as made, gateway("", [channel("bfl", made.url)]) as up:
        before = [submit(up) for _ in range(20)]
        time.sleep(0.4)
        server = postmaster(up)
        family = [server, *children(server)]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(up.owner.post, "/v1/tasks", BODY | {"prompt": "meanwhile"}) for _ in range(4)]
            time.sleep(seconds)
            for pid in reversed(family):
                os.kill(pid, signal.SIGCONT)
            answers = [a.result() for a in asked]
        tasks = [up.owner.ended(i) for i in before]

        assert {t["state"] for t in tasks} == {"succeeded"}, tasks
        assert {a.status for a in answers} <= {202, 503}
        assert made.stats()["jobs"] == 20 + sum(a.status == 202 for a in answers)
        for answer in answers:
            if answer.status == 202:
                up.owner.ended(answer.json()["id"])
        assert up.proof() == []


@pytest.mark.long
def test_postgresql_killed_is_started_again() -> None:
    """SIGKILL of the server: the supervisor starts it again, the tasks of that moment end well."""
    with vendor("bfl", delay=0.5) as made, gateway("", [channel("bfl", made.url)]) as up:
        ids = [submit(up) for _ in range(20)]
        os.kill(postmaster(up), signal.SIGKILL)
        time.sleep(1)
        up.wait_until_ready()
        tasks = [up.owner.ended(i) for i in ids]

        assert {t["state"] for t in tasks} == {"succeeded"}, [t.get("error") for t in tasks if "error" in t] + [
            up.log()[-2500:]
        ]
        assert made.stats()["jobs"] == 20
        assert up.proof() == []


def test_a_worker_that_is_told_to_end_loses_nothing(start: Start) -> None:
    """SIGTERM in the midst of submits, at vendors that cannot be asked again: all end well after the restart.

    OpenAI answers with the picture itself, so the drain has to wait for what is under way.
    """
    with vendor("bfl", delay=0.6, recovery="none") as bfl, vendor("openai", delay=2) as openai:
        up = start([channel("bfl", bfl.url), channel("openai", openai.url)])
        inline = {"model": "gpt-image-1.5", "prompt": "a", "size": "1024x1024", "quality": "low"}
        ids = [up.owner.post("/v1/tasks", inline).json()["id"] for _ in range(3)]
        time.sleep(0.3)
        ids += [submit(up) for _ in range(20)]
        up.stop()
        up.start()
        tasks = [up.owner.ended(i) for i in ids]

        assert {t["state"] for t in tasks} == {"succeeded"}, [t.get("error") for t in tasks]
        assert (openai.stats()["jobs"], bfl.stats()["jobs"]) == (3, 20)
        assert up.proof() == []


def test_storage_that_cannot_be_written_for_a_while(start: Start) -> None:
    """The picture is paid for, so it waits for the storage; readiness says what is missing."""
    with vendor("bfl", delay=0.1) as made:
        up = start([channel("bfl", made.url)], deadline="40")
        kept = up.folder / "data" / "assets"
        shutil.rmtree(kept)
        kept.write_text("a file where the folder was")
        identity = submit(up)
        time.sleep(2)
        ready = up.owner.get("/readyz")
        assert ready.status == 503
        assert ready.json()["storage"] != "ok"
        assert up.owner.task(identity)["state"] == "running"
        kept.unlink()
        kept.mkdir()

        assert up.owner.ended(identity)["state"] == "succeeded"
        assert made.stats()["jobs"] == 1
        assert up.proof() == []


@pytest.mark.long
@pytest.mark.skipif(not ROOT, reason="mounting a small disk needs root")
def test_a_full_disk(start: Start, tmp_path: Path) -> None:
    """No room for the picture: the task fails in words, nobody pays, the loss is ours; with room again all is well."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let tests mount")
    try:
        with vendor("bfl", delay=0.1) as made:
            up = start([channel("bfl", made.url)], storage_url=str(disk))
            identity = submit(up, width=2048, height=2048)
            task = up.owner.ended(identity, 60)
            small = up.owner.ended(submit(up), 60)

            assert (task["state"], task["error"]["code"]) == ("failed", "storage_full")
            assert task["receipt"]["captured"] == "0.00"
            assert small["state"] == "succeeded"
            lost = up.rows("select amount from entry where account = 'house:lost' and txn = $1::uuid", identity)
            assert [r["amount"] for r in lost] == [-75_000_000]
            assert up.proof() == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_held_line_and_the_task_behind_it(start: Start) -> None:
    """A client that hangs up does not end its task; one that waits is told 504 at the deadline, and not to repeat it."""
    with vendor("openai", delay=1.2) as made:
        up = start([channel("openai", made.url)], deadline="3")
        body = {"model": "gpt-image-1.5", "prompt": "a", "size": "1024x1024", "quality": "low"}
        with pytest.raises(TimeoutError):
            replace(up.owner, patience=0.6).post("/v1/images/generations", body)
        left = up.owner.get("/v1/tasks").json()["data"]
        answer = up.owner.post("/v1/images/generations", body | {"prompt": "vendor:silent"})

        assert len(left) == 1
        assert up.owner.ended(left[0]["id"])["state"] == "succeeded"
        assert answer.status == 504
        assert answer.headers["x-should-retry"] == "false"
        assert up.owner.task(answer.headers["x-philae-task-id"])["error"]["code"] == "timeout"
        assert up.proof() == []


def children(pid: int) -> list[int]:
    """The processes that it started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], check=False, capture_output=True)
    return [int(line) for line in found.stdout.split()]
