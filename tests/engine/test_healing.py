"""Tasks that fell out of their line: found again, never sent twice, and over at last."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

BODY = {"model": "flux-2-pro", "prompt": "a fox", "width": 256, "height": 256}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vendor's log of jobs that it took."""
    return tmp_path_factory.mktemp("vendor") / "log"


@pytest.fixture(scope="module")
def bfl(log: Path) -> Iterator[Vendor]:
    """A vendor that takes most of a second."""
    with vendor("bfl", delay=0.8, log=log) as made:
        yield made


@pytest.fixture(scope="module")
def up(admin_dsn: str, bfl: Vendor) -> Iterator[Gateway]:
    """A gateway with a short lease, reachable for its vendor's callbacks."""
    settings = {"lease": "2", "deadline": "30", "public_url": "http://127.0.0.1:1"}
    with (
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("bfl", bfl.url, recovery="none", callback=True)], **settings) as made,
    ):
        yield made


def submit(up: Gateway, **more: object) -> str:
    """A task's id."""
    return str(up.owner.post("/v1/tasks", BODY | more).json()["id"])


def taken(log: Path, prompt: str) -> list[str]:
    """The ids of the jobs that the vendor took for that prompt."""
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return [row["id"] for row in rows if row["prompt"] == prompt]


def test_a_line_that_lost_its_place_is_begun_anew(up: Gateway, log: Path) -> None:
    """Its row moved on without it, as after a COMMIT whose answer was lost: the worker reads it again and goes on."""
    identity = submit(up, prompt="moved on")
    time.sleep(0.8)
    up.rows("update task set seq = seq + 1 where id = $1::uuid", identity)

    assert up.owner.ended(identity)["state"] == "succeeded"
    assert len(taken(log, "moved on")) == 1


def test_a_task_that_was_committed_and_never_begun_is_begun(up: Gateway) -> None:
    """The answer to its COMMIT never came, its client was told 503: it is in the database, so it is done."""
    identity = submit(up, prompt="first")
    up.owner.ended(identity)
    sql = """
        with twin as (insert into task (id, account, key, dialect, operation, model, state, book, doc, work, hold, owner,
                                        epoch, created_at, deadline)
          select $2::uuid, account, key, dialect, operation, model, 'queued', book, doc, '{"parts":[{"no":0}]}', hold,
                 owner, epoch, now(), now() + interval '60 seconds' from task where id = $1::uuid returning *),
        moved as (update balance b set available = available - twin.hold, held = held + twin.hold from twin
                   where b.account = twin.account and b.book = twin.book),
        used as (update key k set held = k.held + twin.hold, running = running + 1 from twin where k.id = twin.key)
        insert into entry (txn, n, account, book, kind, amount)
          select id, 1, 'acct:' || account || x.name, book, 'hold', x.sign * hold
            from twin, (values (':available', -1), (':held', 1)) as x (name, sign)
    """
    twin = identity[:-4] + "abcd"
    up.rows(sql, identity, twin)

    assert up.owner.ended(twin)["state"] == "succeeded"
    assert up.proof() == []


def test_a_model_that_this_program_has_no_more_ends_its_tasks(up: Gateway) -> None:
    """After a change of the catalogue: failed in words, nobody pays, and other tasks are rescued all the same."""
    gone, other = submit(up, prompt="model gone"), submit(up, prompt="other")
    time.sleep(0.3)
    os.kill(up.workers()[0], signal.SIGKILL)
    up.rows("update task set model = 'flux-0' where id = $1::uuid", gone)

    task = up.owner.ended(gone)

    assert (task["state"], task["error"]["code"]) == ("failed", "internal")
    assert "changed" in task["error"]["message"]
    assert up.owner.ended(other)["state"] == "succeeded"
    assert up.proof() == []


def test_a_callback_resolves_what_was_lost(up: Gateway, log: Path) -> None:
    """The submit's answer was lost; the vendor tells us of its job at the attempt's own address, and it is polled."""
    identity = submit(up, prompt="vendor:reset called")
    until = time.monotonic() + 10
    while not (found := taken(log, "vendor:reset called")):
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(0.5)
    key = up.rows("select key from attempt where task = $1::uuid", identity)[0]["key"]
    vendor_says = {"id": found[0], "status": "SUCCESS"}

    assert Client(up.url).post("/callbacks/not-a-key", vendor_says).status == 404
    assert Client(up.url).post(f"/callbacks/{key}", vendor_says).status == 204
    task = up.owner.ended(identity)
    assert task["state"] == "succeeded", task
    assert len(taken(log, "vendor:reset called")) == 1


def test_a_late_callback_is_noted_and_not_charged(up: Gateway) -> None:
    """What arrives after the end changes nothing but the record."""
    identity = submit(up, prompt="late")
    before = up.owner.ended(identity)
    key = up.rows("select key from attempt where task = $1::uuid", identity)[0]["key"]

    assert Client(up.url).post(f"/callbacks/{key}", {"id": "x"}).status == 204
    assert up.owner.task(identity) == before
    assert "late" in up.rows("select note from attempt where task = $1::uuid", identity)[0]["note"]


def test_an_erased_task_frees_its_idempotency_key(up: Gateway) -> None:
    """The same key after the erasure is a new request."""
    told = up.owner.told(idempotency_key="erased-1")
    identity = told.post("/v1/tasks", BODY).json()["id"]
    up.owner.ended(identity)
    assert up.owner.request("DELETE", f"/v1/tasks/{identity}").status == 204

    again = told.post("/v1/tasks", BODY)

    assert again.status == 202
    assert again.json()["id"] != identity
    up.owner.ended(again.json()["id"])


@pytest.mark.long
def test_a_frozen_worker_comes_back_to_find_its_tasks_gone(up: Gateway, bfl: Vendor) -> None:
    """Past two leases others would have them; alone, it takes them up again itself. One job each."""
    jobs = bfl.stats()["jobs"]
    ids = [submit(up, prompt=f"frozen {n}") for n in range(5)]
    time.sleep(0.5)
    worker = up.workers()[0]
    os.kill(worker, signal.SIGSTOP)
    time.sleep(4.5)
    os.kill(worker, signal.SIGCONT)

    assert {up.owner.ended(i)["state"] for i in ids} == {"succeeded"}
    assert bfl.stats()["jobs"] == jobs + 5
    assert up.proof() == []
