"""What breaks under us: PostgreSQL, the disk, our own process. Tasks go on, or end in words."""

import os
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
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


def test_postgresql_gone_for_some_seconds() -> None:
    """Every process of the server stops and comes back: clients are told 503 meanwhile, no task is lost or doubled."""
    with vendor("bfl", delay=0.5, recovery="none") as made, gateway("", [channel("bfl", made.url)]) as up:
        before = [submit(up) for _ in range(20)]
        time.sleep(0.4)
        server = postmaster(up)
        family = [server, *_children(server)]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(up.owner.post, "/v1/tasks", BODY | {"prompt": "meanwhile"}) for _ in range(4)]
            time.sleep(6)
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


def test_postgresql_killed_is_started_again() -> None:
    """SIGKILL of the server: the supervisor starts it again, the tasks of that moment end well."""
    with vendor("bfl", delay=0.5) as made, gateway("", [channel("bfl", made.url)]) as up:
        ids = [submit(up) for _ in range(20)]
        os.kill(postmaster(up), signal.SIGKILL)
        time.sleep(1)
        up.wait_until_ready()
        tasks = [up.owner.ended(i) for i in ids]

        assert {t["state"] for t in tasks} == {"succeeded"}
        assert made.stats()["jobs"] == 20
        assert up.proof() == []


def test_a_worker_that_is_told_to_end_loses_nothing(start: Start) -> None:
    """SIGTERM in the midst of submits, at a vendor that cannot be asked again: all tasks end well after the restart."""
    with vendor("bfl", delay=0.6, recovery="none") as made:
        up = start([channel("bfl", made.url)])
        ids = [submit(up) for _ in range(30)]
        began = time.monotonic()
        up.stop()
        took = time.monotonic() - began
        up.start()
        tasks = [up.owner.ended(i) for i in ids]

        assert took < 15
        assert {t["state"] for t in tasks} == {"succeeded"}, [t.get("error") for t in tasks]
        assert made.stats()["jobs"] == 30
        assert up.proof() == []


def test_inline_pictures_survive_a_drain_too(start: Start) -> None:
    """OpenAI answers with the picture itself: a drain waits for those that are under way."""
    with vendor("openai", delay=2) as made:
        up = start([channel("openai", made.url)])
        body = {"model": "gpt-image-1.5", "prompt": "a", "size": "1024x1024", "quality": "low"}
        ids = [up.owner.post("/v1/tasks", body).json()["id"] for _ in range(5)]
        time.sleep(0.5)
        up.stop()
        up.start()
        tasks = [up.owner.ended(i) for i in ids]

        assert {t["state"] for t in tasks} == {"succeeded"}, [t.get("error") for t in tasks]
        assert made.stats()["jobs"] == 5
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
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False, capture_output=True)
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


def test_a_client_that_leaves_does_not_end_its_task(start: Start) -> None:
    """The line is held for the picture, the client hangs up, the picture is made and paid for all the same."""
    with vendor("openai", delay=1.5) as made:
        up = start([channel("openai", made.url)])
        body = {"model": "gpt-image-1.5", "prompt": "a", "size": "1024x1024", "quality": "low"}
        impatient = up.owner.told()
        with pytest.raises(TimeoutError):
            type(impatient)(impatient.url, impatient.key, patience=0.7).post("/v1/images/generations", body)
        listed = up.owner.get("/v1/tasks").json()["data"]

        assert len(listed) == 1
        assert up.owner.ended(listed[0]["id"])["state"] == "succeeded"


def test_a_held_line_ends_with_the_deadline(start: Start) -> None:
    """504 that tells the client not to send it again."""
    with vendor("openai", delay=0.1) as made:
        up = start([channel("openai", made.url)], deadline="2")
        body = {"model": "gpt-image-1.5", "prompt": "vendor:silent", "size": "1024x1024", "quality": "low"}
        answer = up.owner.post("/v1/images/generations", body)

        assert answer.status == 504
        assert answer.headers["x-should-retry"] == "false"
        assert up.owner.task(answer.headers["x-philae-task-id"])["error"]["code"] == "timeout"
        assert up.proof() == []


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], check=False, capture_output=True)
    return [int(line) for line in found.stdout.split()]
