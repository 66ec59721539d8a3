"""What lasts outlives its worker: nothing that was told is lost, nothing is bought or billed twice, the rest fails in words."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import channel, gateway
from tests.relay.stage import ANTHROPIC, COMPATIBLE, HELLO, OPENAI, Stage, ask, body, ending, stage


@pytest.fixture(scope="module")
def house(admin_dsn: str) -> Iterator[Stage]:
    """One worker, that is taken for dead after two seconds."""
    with stage(admin_dsn, workers="1", lease="2") as made:
        yield made


@pytest.fixture
def up(house: Stage) -> Stage:
    """Its vendors were asked nothing yet."""
    for one in (house.a, house.b, house.c):
        Client(one.url).post("/forget", {})
    return house


def kill(up: Stage) -> None:
    """SIGKILL the worker, and wait until another one answers."""
    before = up.gateway.workers()
    os.kill(before[0], signal.SIGKILL)
    until = time.monotonic() + 20
    while up.gateway.workers() in ([], before):
        assert time.monotonic() < until
        time.sleep(0.05)
    up.gateway.wait_until_ready()


def begun(up: Stage, words: str, key: str, **more: Any) -> str:
    """A task that its vendor was asked for."""
    asked = body("chat", OPENAI, words) | more
    answer = up.client.post("/v1/chat/completions", asked, prefer="respond-async", idempotency_key=key)
    assert answer.status == 202, answer.body
    until = time.monotonic() + 10
    while up.client.task(answer.json()["id"])["state"] == "queued":
        assert time.monotonic() < until
        time.sleep(0.02)
    return str(answer.json()["id"])


def test_killed_between_submit_and_answer(up: Stage) -> None:
    """It is not sent again: it fails in words, costs its account nothing, and the house books what it may have cost."""
    task = begun(up, "hi vendor:wait=5", "between")
    while not up.a.stats()["asked"]:
        time.sleep(0.05)
    kill(up)
    over = up.client.ended(task, 20)
    assert (over["state"], over["error"]["code"]) == ("failed", "upstream_unknown")
    assert "not sent again" in over["error"]["message"]
    same = ask(up.client.told(idempotency_key="between"), "chat", OPENAI, "hi vendor:wait=5")
    assert (same.status, same.headers["x-should-retry"]) == (502, "false")
    assert up.asked()[:2] == (1, 0)
    lost = up.gateway.rows("select amount from entry where txn = $1::text::uuid and account = 'house:lost'", task)
    assert [r["amount"] < 0 for r in lost] == [True]
    assert over["receipt"]["captured"] == "0.00"
    assert up.gateway.proof() == []


def test_killed_after_the_answer(up: Stage) -> None:
    """As soon as its last byte was seen: the key has the same bytes, the call was made and charged once."""
    for turn in range(2):
        keyed, asked = (
            up.client.told(idempotency_key=f"after {turn}"),
            body("chat", ANTHROPIC, f"hi {turn}", stream=True),
        )
        with keyed.open("POST", "/v1/chat/completions", asked) as response:
            seen = response.read()
            task = response.headers["x-philae-task-id"]
        kill(up)
        assert keyed.post("/v1/chat/completions", asked).body == seen
        assert seen.endswith(b"[DONE]\n\n")
        assert up.client.task(str(task))["state"] == "succeeded"
        captures = up.gateway.rows(
            "select 1 from entry where kind = 'capture' and account = 'house:sales' and txn = $1::text::uuid", task
        )
        assert len(captures) == 1
    assert up.asked() == (0, 0, 2)
    assert up.gateway.proof() == []


@pytest.mark.long
def test_killed_before_it_was_sent(up: Stage) -> None:
    """What no vendor was asked for is made by the next worker, as it was asked, and who waits for the key gets it."""
    Client(up.c.url).post("/refuse?seconds=4", {})
    asked = body("messages", COMPATIBLE, "hi")
    answer = up.client.post("/v1/messages", asked, prefer="respond-async", idempotency_key="before")
    refused(up, answer.json()["id"])
    kill(up)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, up.client.told(idempotency_key="before"), "messages", COMPATIBLE, "hi")
        over = up.client.ended(answer.json()["id"], 30)
    assert over["state"] == "succeeded", over
    assert ending("messages", waiting.result()).text == HELLO
    assert json.loads(up.client.get(over["outputs"][0]["url"]).body) == waiting.result().json()
    assert up.asked()[2] == 1
    assert up.gateway.proof() == []


def refused(up: Stage, task: str) -> None:
    """Wait until it is known that the vendor could not be reached."""
    sql = "select 1 from attempt where task = $1::text::uuid and state = 'refused'"
    until = time.monotonic() + 10
    while not up.gateway.rows(sql, task):
        assert time.monotonic() < until


def test_a_response_in_the_background_outlives_its_worker(up: Stage) -> None:
    """One that was not sent yet is made by the next worker under its id; one that was is failed in words."""
    sent = up.client.post("/v1/responses", body("responses", OPENAI, "hi vendor:wait=5") | {"background": True}).json()
    while not up.a.stats()["asked"]:
        time.sleep(0.05)
    Client(up.c.url).post("/refuse?seconds=4", {})
    unsent = up.client.post("/v1/responses", body("responses", COMPATIBLE, "hi") | {"background": True}).json()
    refused(up, unsent["id"].removeprefix("resp_"))
    kill(up)
    assert over(up, sent["id"])["error"]["message"].endswith("nothing was charged")
    made = over(up, unsent["id"])
    assert (made["status"], made["id"]) == ("completed", unsent["id"])
    assert made["output"][0]["content"][0]["text"] == HELLO
    assert up.gateway.proof() == []


def over(up: Stage, name: str) -> dict[str, Any]:
    """The response once it is over."""
    until = time.monotonic() + 30
    while (found := up.client.get(f"/v1/responses/{name}").json())["status"] in ("queued", "in_progress"):
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return dict(found)


@pytest.mark.long
def test_a_vendor_that_keeps_keys_is_asked_again(up: Stage, admin_dsn: str) -> None:
    """A gateway behind a gateway: its answer is lost with the worker, and had by the attempt's key; bought once."""
    behind = channel("openai", up.gateway.url, secret=up.client.key, recovery="key")
    settings = {"workers": "1", "lease": "2", "allow_private_urls": "1"}
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [behind], **settings) as front:
        outer = Stage(front, up.a, up.b, up.c, up.d)
        task = begun(outer, "hi vendor:wait=2", "chained")
        while not up.a.stats()["asked"]:
            time.sleep(0.05)
        kill(outer)
        over = front.owner.ended(task, 20)
        assert over["state"] == "succeeded", over
        assert json.loads(front.owner.get(over["outputs"][0]["url"]).body)["choices"][0]["message"]["content"] == HELLO
        assert front.proof() == []
    assert up.asked()[:2] == (1, 0)


@pytest.mark.long
def test_ended_in_order(up: Stage) -> None:
    """A stop waits for what is under way; an answer that comes meanwhile is kept."""
    task = begun(up, "hi vendor:wait=2", "in order")
    up.gateway.stop()
    up.gateway.start()
    over = up.client.task(task)
    assert over["state"] == "succeeded", over


@pytest.mark.long
def test_a_line_is_held_to_the_deadline(admin_dsn: str) -> None:
    """Then the format's 504, not to be tried again; the task says the same, and what it may have cost is the house's."""
    with stage(admin_dsn, workers="1", deadline="3") as up:
        keyed = up.client.told(idempotency_key="slow")
        for _ in range(2):
            answer = ask(keyed, "chat", ANTHROPIC, "hi vendor:silent")
            assert (answer.status, answer.headers["x-should-retry"]) == (504, "false")
        task = up.client.task(answer.headers["x-philae-task-id"])
        assert (task["state"], task["error"]["code"]) == ("failed", "timeout")
        assert up.asked()[2] == 1
        assert up.gateway.proof() == []
