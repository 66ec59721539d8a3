"""The studio's HTTP API, over a real socket, in a real process."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.studio.desk import ENVIRONMENT, LONG, Desk, listening, running, started, until


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One studio for all tests here that leave it as it was."""
    with running(tmp_path_factory.mktemp("studio"), "--no-warm") as desk:
        yield desk


def test_a_picture_is_ordered_polled_and_fetched(desk: Desk) -> None:
    """The whole way, with everything that a client needs to know."""
    reply = desk.order(width=96, height=80, format="png", seed=7)

    assert (reply.status_code, reply.json()["state"]) == (202, "queued")
    assert {"id", "position", "ahead_seconds"} <= reply.json().keys()
    job = desk.until(reply.json()["id"], "done", "failed")
    image = desk.image(job)
    assert (image.format, image.size) == ("PNG", (96, 80))
    assert (job["seed"], job["mime"], job["width"], job["height"]) == (7, "image/png", 96, 80)
    assert job["details"]["engine"] == "studio"
    assert "not a model" in str(image.info["engine"])
    assert "no AI model" in job["details"]["note"]
    assert "fox" in str(job["details"]["understood"])


def test_many_orders_are_accepted_at_once_and_positions_fall(desk: Desk) -> None:
    """With fifty waiting each is accepted in 50 ms, and who waits sees the line get shorter."""
    names, slowest = [], 0.0
    for seed in range(50):
        start = time.perf_counter()
        names.append(desk.order(seed=seed, width=256, height=256).raise_for_status().json()["id"])
        slowest = max(slowest, time.perf_counter() - start)
    first = later = desk.look(names[-1])
    until = time.monotonic() + 60
    while later["position"] == first["position"] and time.monotonic() < until:
        time.sleep(0.2)
        later = desk.look(names[-1])
    for name in names:
        desk.client.delete(f"/v1/images/{name}")

    assert slowest < 0.05
    assert first["ahead_seconds"] > 0
    assert first["position"] > later["position"] > 0


def test_the_same_key_is_the_same_job(desk: Desk) -> None:
    """While it runs, and after it is done."""
    first = desk.order("once")
    again = desk.order("once", prompt="something else")
    desk.until(first.json()["id"], "done")
    late = desk.order("once")

    assert (first.status_code, again.status_code, late.status_code) == (202, 200, 200)
    assert first.json()["id"] == again.json()["id"] == late.json()["id"]
    assert late.json()["state"] == "done"


def test_a_waiting_and_a_running_job_can_be_cancelled(desk: Desk) -> None:
    """Neither gives a picture, and the next order is painted at once."""
    running_ = desk.order(**LONG).json()["id"]
    waiting = desk.order(**LONG).json()["id"]
    desk.until(running_, "running")
    for name in (waiting, running_):
        assert desk.client.delete(f"/v1/images/{name}").json()["error"]["code"] == "canceled"
    assert desk.client.get(f"/v1/images/{running_}/content").status_code == 404

    assert desk.done()["state"] == "done"


def test_a_killed_render_process_is_replaced(desk: Desk) -> None:
    """The first time the job is painted again; the second time it fails and says why; the studio goes on."""
    for kills, state in ((1, "done"), (2, "failed")):
        name, seen = desk.order(**LONG).json()["id"], set[int]()
        while len(seen) < kills:
            pids = set(desk.client.get("/healthz").json()["processes"]) - seen
            if desk.look(name)["state"] == "running" and pids:
                time.sleep(0.15)
                os.kill(pids.copy().pop(), signal.SIGKILL)
                seen |= pids
            time.sleep(0.02)
        job = desk.until(name, "done", "failed")
        assert job["state"] == state
        assert kills == 1 or job["error"]["code"] == "engine_crashed"

    assert desk.done()["state"] == "done"


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("500", 500)])
def test_a_refusal_can_be_asked_for(desk: Desk, fault: str, status: int) -> None:
    """At the door."""
    reply = desk.order(prompt=f"a fox [[fault:{fault}]]")

    assert reply.status_code == status
    assert {"code", "message"} == reply.json()["error"].keys()
    assert status != 429 or int(reply.headers["retry-after"]) > 0


def test_a_moderated_job_fails_as_such(desk: Desk) -> None:
    """With the code that the gateway knows."""
    assert desk.done(prompt="a fox [[fault:moderated]]")["error"]["code"] == "moderated"


def test_a_link_can_be_expired_or_lead_to_no_image(desk: Desk) -> None:
    """The job itself is done both times."""
    gone = desk.done(prompt="a fox [[fault:expired_link]]")
    text = desk.done(prompt="a fox [[fault:not_an_image]]")

    assert desk.client.get(f"/v1/images/{gone['id']}/content").status_code == 410
    assert desk.client.get(f"/v1/images/{text['id']}/content").text.startswith("<html>")


def test_a_silent_job_never_ends_and_a_delayed_one_lets_others_pass(desk: Desk) -> None:
    """Neither holds up the line."""
    silent = desk.order(prompt="a fox [[fault:silent]]").json()["id"]
    late = desk.order(prompt="a fox [[delay:1]]").json()["id"]

    assert desk.done()["state"] == "done"
    assert desk.look(silent)["state"] == "running"
    assert desk.until(late, "done")["state"] == "done"
    assert desk.look(silent)["state"] == "running"
    assert desk.client.delete(f"/v1/images/{silent}").json()["state"] == "failed"


@pytest.mark.parametrize(
    "body", [{"width": 63}, {"height": 4097}, {"operation": "fly"}, {"format": "gif"}, {"typo": 1}]
)
def test_a_bad_order_is_refused_with_its_field(desk: Desk, body: dict[str, Any]) -> None:
    """Before anything is stored."""
    reply = desk.order(**body)

    assert reply.status_code == 400
    assert next(iter(body)) in reply.json()["error"]["message"]


def test_previews_come_before_the_picture(desk: Desk) -> None:
    """Small JPEGs for a large order, each sharper, none for a small one; they go with the job."""
    large = desk.order(**LONG).json()["id"]
    end = time.monotonic() + 60
    while desk.look(large)["previews"] < 2:
        assert time.monotonic() < end
        time.sleep(0.02)
    shown = [desk.client.get(f"/v1/images/{large}/previews/{number}") for number in (1, 2)]
    for _ in "ended", "dropped":
        desk.client.delete(f"/v1/images/{large}")

    assert {answer.headers["content-type"] for answer in shown} == {"image/jpeg"}
    assert [max(Image.open(io.BytesIO(answer.content)).size) for answer in shown] == [128, 256]
    assert desk.client.get(f"/v1/images/{large}/previews/1").status_code == 404
    small = desk.done()
    assert small["previews"] == 0
    assert desk.client.get(f"/v1/images/{small['id']}/previews/1").status_code == 404


def test_unknown_jobs_are_unknown(desk: Desk) -> None:
    """On every path."""
    for path in ("/v1/images/none", "/v1/images/none/content", "/v1/images/none/previews/1"):
        assert desk.client.get(path).status_code == 404


@pytest.mark.parametrize("how", ["stdin", "signal"])
def test_it_leaves_nothing_when_it_ends(tmp_path: Path, how: str) -> None:
    """Told by the end of its stdin or by a signal: no process, no socket, no pictures."""
    desk = started(tmp_path, "--no-warm")
    desk.until(desk.order(**LONG).json()["id"], "running")
    children = desk.client.get("/healthz").json()["processes"]
    desk.client.close()
    assert desk.process.stdin
    if how == "signal":
        desk.process.terminate()
        desk.process.wait(10)
    desk.process.stdin.close()
    desk.process.wait(10)

    assert not desk.path.exists()
    assert not (tmp_path / "data" / "jobs").exists()
    assert [pid for pid in children if _alive(pid)] == []


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    """Also one that holds no pipe to it."""
    command = [sys.executable, "-m", "philae.studio", "--socket", str(tmp_path / "s"), "--no-warm"]
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess; subprocess.run({command!r}, stdin=subprocess.DEVNULL)"],
        env=ENVIRONMENT,
    )
    until(lambda: listening(tmp_path / "s"))
    parent.kill()
    parent.wait()

    until(lambda: not listening(tmp_path / "s"))


def _alive(pid: int) -> bool:
    """Whether the process still runs; a render process may take a moment to notice."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
