"""A call with an idempotency key, or that nobody waits for, is a task: made once, charged once, answered again and again."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.client import Answer
from tests.relay.stage import (
    ANTHROPIC,
    COMPATIBLE,
    GEMINI,
    HELLO,
    OPENAI,
    WIRES,
    Stage,
    Wire,
    ask,
    body,
    ending,
    path,
    stage,
)

LEASE = "2"
PLAIN: dict[str, dict[str, Any]] = {
    "/v1/embeddings": {"model": "text-embedding-3-small", "input": "the sea"},
    "/v1/completions": {"model": OPENAI, "prompt": "Say hello."},
    "/v1/rerank": {"model": "rerank-v4.0-pro", "query": "a fox", "documents": ["a red fox", "the sea"]},
    "/v1beta/models/gemini-embedding-001:embedContent": {"content": {"parts": [{"text": "the sea"}]}},
}


@pytest.fixture(scope="module")
def up(admin_dsn: str) -> Iterator[Stage]:
    """The shipped program, two workers, vendors of every format."""
    with stage(admin_dsn, workers="2", lease=LEASE) as made:
        yield made


def total(up: Stage) -> int:
    """How many requests all vendors got."""
    return sum(up.asked())


def paid(up: Stage, identity: str) -> int:
    """What was captured for a task, in nano-USD."""
    sql = (
        "select coalesce(sum(amount), 0)::bigint as n from entry where txn = $1::text::uuid and account = 'house:sales'"
    )
    return int(up.gateway.rows(sql, identity)[0]["n"])


def told(answer: Answer) -> str:
    """The task that it came from."""
    return answer.headers["x-philae-task-id"]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("model", [OPENAI, ANTHROPIC, GEMINI, COMPATIBLE])
@pytest.mark.parametrize("wire", WIRES)
def test_the_same_key_gives_the_same_answer(up: Stage, wire: Wire, model: str, stream: bool) -> None:  # noqa: FBT001
    """In every format, from every vendor: the very bytes, one vendor call, one charge, a task that tells of it."""
    keyed, before = up.client.told(idempotency_key=f"{wire} {model} {stream}"), total(up)
    first, second = (ask(keyed, wire, model, "hi", stream=stream) for _ in range(2))
    assert ending(wire, first).text == HELLO
    assert ending(wire, first).over
    assert (first.status, first.body) == (second.status, second.body)
    assert first.headers["content-type"] == second.headers["content-type"]
    assert told(first) == told(second)
    assert total(up) == before + 1
    task = up.client.task(told(first))
    assert (task["operation"], task["state"]) == ("chat", "succeeded")
    assert paid(up, told(first)) > 0
    assert task["receipt"]["usage"]
    assert up.client.get(task["outputs"][0]["url"]).body == first.body


@pytest.mark.parametrize("endpoint", PLAIN)
def test_plain_endpoints_too(up: Stage, endpoint: str) -> None:
    """Vectors, rankings and completions are no different."""
    keyed, before = up.client.told(idempotency_key=endpoint), total(up)
    first, second = (keyed.post(endpoint, PLAIN[endpoint]) for _ in range(2))
    assert first.status == 200, first.body
    assert (first.body, told(first)) == (second.body, told(second))
    assert total(up) == before + 1
    assert up.client.task(told(first))["state"] == "succeeded"


def test_fifty_at_once_are_one_call(up: Stage) -> None:
    """The same key from many clients, at both workers: one vendor call, one charge, one answer."""
    keyed, before = up.client.told(idempotency_key="fifty"), total(up)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: ask(keyed, "chat", OPENAI, "hi vendor:wait=0.5"), range(50)))
    assert {a.status for a in answers} == {200}
    assert len({a.body for a in answers}) == 1
    assert len({told(a) for a in answers}) == 1
    assert total(up) == before + 1
    captures = up.gateway.rows(
        "select count(*) as n from entry where txn = $1::text::uuid and kind = 'capture' and account = 'house:sales'",
        told(answers[0]),
    )
    assert captures[0]["n"] == 1
    assert up.gateway.proof() == []


@pytest.mark.parametrize("wire", WIRES)
def test_a_key_belongs_to_one_request(up: Stage, wire: Wire) -> None:
    """Another body is refused in the format's words, and not to be tried again; the order of fields is no difference."""
    keyed = up.client.told(idempotency_key=f"one {wire}")
    first = ask(keyed, wire, ANTHROPIC, "hi")
    other = ask(keyed, wire, ANTHROPIC, "ho")
    assert other.status == 409
    assert "Idempotency-Key" in ending(wire, other).error["error"]["message"]  # type: ignore[index]
    if wire != "gemini":
        assert other.headers["x-should-retry"] == "false"
    turned = dict(reversed(body(wire, ANTHROPIC, "hi").items()))
    assert keyed.post(path(wire, ANTHROPIC, stream=False), turned).body == first.body


def test_a_key_is_its_accounts(up: Stage) -> None:
    """Another account's same key is another request."""
    a, b = (up.gateway.account(name, "5").told(idempotency_key="shared") for name in ("keys a", "keys b"))
    assert told(ask(a, "chat", OPENAI, "hi")) != told(ask(b, "chat", OPENAI, "hello"))


def test_what_is_refused_uses_no_key_up(up: Stage) -> None:
    """An empty account, an unknown model and a bad body are refused at once; then the same key is as good as new."""
    poor = up.gateway.account("poor of keys").told(idempotency_key="later")
    assert ask(poor, "chat", OPENAI, "hi").status == 402
    keyed = up.client.told(idempotency_key="used by nobody")
    assert ask(keyed, "chat", "no-such-model", "hi").status == 404
    assert keyed.post("/v1/chat/completions", b"{").status == 400
    assert keyed.post("/v1/chat/completions", {"model": ANTHROPIC, "messages": "no list"}).status == 400
    assert ask(up.client.told(idempotency_key="k" * 256), "chat", OPENAI, "hi").status == 400
    assert up.gateway.rows("select 1 from idempotency where key in ('later', 'used by nobody')") == []
    assert ask(keyed, "chat", OPENAI, "hi").status == 200


@pytest.mark.parametrize("wire", WIRES)
def test_what_the_vendor_refuses_is_told_again(up: Stage, wire: Wire) -> None:
    """In the client's words, uncharged, and not to be tried again with this key."""
    keyed, before = up.client.told(idempotency_key=f"refused {wire}"), total(up)
    first, second = (ask(keyed, wire, OPENAI, "hi vendor:400") for _ in range(2))
    assert (first.status, second.status) == (400, 400)
    assert ending(wire, first).error
    assert total(up) == before + 1
    assert up.client.task(told(first))["state"] == "failed"
    assert paid(up, told(first)) == 0


def test_another_channel_takes_what_one_refuses(up: Stage) -> None:
    """Each try is an attempt of the task, the refused one closed; what is at one channel only is failed over too."""
    answer = ask(up.client.told(idempotency_key="over"), "chat", OPENAI, "hi a:500")
    assert ending("chat", answer).text == HELLO
    rows = up.gateway.rows("select channel, state from attempt where task = $1::text::uuid order by no", told(answer))
    assert [tuple(r) for r in rows] == [("a", "refused"), ("b", "done")]
    up.forget()


def test_a_lost_answer_is_never_bought_again(up: Stage) -> None:
    """The vendor takes the call and hangs up: it is not sent again, nobody is charged, the house books what it may cost."""
    keyed, before = up.client.told(idempotency_key="lost"), total(up)
    first, second = (ask(keyed, "chat", COMPATIBLE, "hi vendor:drop") for _ in range(2))
    assert (first.status, second.status) == (502, 502)
    assert first.headers["x-should-retry"] == "false"
    assert up.client.task(told(first))["error"]["code"] == "upstream_unknown"
    assert total(up) == before + 1
    lost = up.gateway.rows(
        "select amount from entry where txn = $1::text::uuid and account = 'house:lost'", told(first)
    )
    assert [r["amount"] < 0 for r in lost] == [True]
    assert paid(up, told(first)) == 0
    assert up.gateway.proof() == []


def test_let_go(up: Stage) -> None:
    """`Prefer: respond-async`: the task at once, its events, and the answer in the format of the request."""
    before = total(up)
    answer = up.client.post(
        "/v1/messages", body("messages", OPENAI, "hi vendor:wait=0.7"), prefer="respond-async", idempotency_key="let go"
    )
    assert (answer.status, answer.headers["preference-applied"]) == (202, "respond-async")
    task = answer.json()
    assert answer.headers["location"].endswith(f"/v1/tasks/{task['id']}")
    assert (task["object"], task["operation"], task["state"], task["params"]) == (
        "task",
        "chat",
        "queued",
        {"max_tokens": 64},
    )
    over = up.client.ended(task["id"], 20)
    assert json.loads(up.client.get(over["outputs"][0]["url"]).body)["content"][0]["text"] == HELLO
    events = up.client.get(f"/v1/tasks/{task['id']}/events").body
    assert [e in events for e in (b'"queued"', b'"running"', b"event: done")] == [True] * 3
    same = ask(up.client.told(idempotency_key="let go"), "messages", OPENAI, "hi vendor:wait=0.7")
    assert ending("messages", same).text == HELLO
    assert total(up) == before + 1
    assert up.gateway.account("stranger", "1").get(f"/v1/tasks/{task['id']}").status == 404


def test_let_go_after_a_while(up: Stage) -> None:
    """`respond-async, wait=5`: the answer where it comes in time, else the task."""
    soon = ask(up.client.told(prefer="respond-async, wait=5"), "chat", OPENAI, "hi")
    assert ending("chat", soon).text == HELLO
    late = ask(up.client.told(prefer="respond-async, wait=1"), "chat", OPENAI, "hi vendor:wait=3")
    assert late.status == 202


def test_canceled(up: Stage) -> None:
    """The vendor is cut off; who waits is told, and so is who asks again."""
    keyed = up.client.told(idempotency_key="never mind")
    began = keyed.told(prefer="respond-async").post(
        "/v1/chat/completions", body("chat", COMPATIBLE, "hi vendor:silent")
    )
    became(up, began.json()["id"], "running")
    assert up.client.post(f"/v1/tasks/{began.json()['id']}/cancel", {}).json()["state"] == "canceled"
    again = ask(keyed, "chat", COMPATIBLE, "hi vendor:silent")
    assert again.status == 499
    assert up.gateway.proof() == []


def became(up: Stage, identity: str, state: str) -> None:
    """Wait until the task is in this state."""
    until = time.monotonic() + 10
    while up.client.task(identity)["state"] != state:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_stream_is_live(up: Stage) -> None:
    """The first words come long before the last; who comes later, at either worker, gets the very same bytes."""
    keyed = up.client.told(idempotency_key="live")
    asked = body("chat", ANTHROPIC, "hi vendor:chunks=10 vendor:pause=0.2", stream=True)
    began, came = time.monotonic(), 0.0
    with ThreadPoolExecutor(6) as pool, keyed.open("POST", "/v1/chat/completions", asked) as response:
        first = response.read(40)
        came = time.monotonic() - began
        others = [pool.submit(keyed.post, "/v1/chat/completions", asked) for _ in range(6)]
        whole = first + response.read()
    assert came < (time.monotonic() - began) / 2
    assert {o.result().body for o in others} == {whole}
    assert whole.endswith(b"data: [DONE]\n\n")


def test_a_client_that_left_finds_its_answer(up: Stage) -> None:
    """The task goes on; the same key has the answer later."""
    keyed, before = up.client.told(idempotency_key="gone"), total(up)
    asked = body("messages", ANTHROPIC, "hi vendor:chunks=10 vendor:pause=0.1", stream=True)
    with keyed.open("POST", "/v1/messages", asked) as response:
        response.read(10)
    assert ending("messages", keyed.post("/v1/messages", asked)).text.endswith("word9")
    assert total(up) == before + 1


@pytest.mark.parametrize("wire", WIRES)
def test_a_stream_that_broke_is_told_as_an_error(up: Stage, wire: Wire) -> None:
    """Live by the format's own event, afterwards as an error; it costs nothing."""
    keyed = up.client.told(idempotency_key=f"broke {wire}")
    asked = "hi vendor:chunks=9 vendor:pause=0.05 vendor:reset"
    live = ask(keyed, wire, COMPATIBLE, asked, stream=True)
    assert up.client.task(told(live))["state"] == "failed"  # the end leaves when it is stored
    later = ask(keyed, wire, COMPATIBLE, asked, stream=True)
    assert ending(wire, live).error
    assert not ending(wire, live).over or wire == "chat"
    assert later.status == 502
    assert paid(up, told(live)) == 0


def test_keys_that_sdks_make_up_do_not_count(up: Stage) -> None:
    """Nobody asked for them: such a call stays a call."""
    made_up = up.client.told(idempotency_key="stainless-python-retry-ac658160-04d6-4a69-ac0b-5cfcb6880708")
    assert "x-philae-task-id" not in ask(made_up, "chat", OPENAI, "hi").headers


def test_an_erased_task_frees_its_key(up: Stage) -> None:
    """With its answer and its request."""
    keyed = up.client.told(idempotency_key="erased")
    first = ask(keyed, "chat", OPENAI, "hi")
    assert up.client.request("DELETE", f"/v1/tasks/{told(first)}").status == 204
    assert told(ask(keyed, "chat", OPENAI, "hi")) != told(first)


def test_keys_of_an_account_meet_its_limits(up: Stage) -> None:
    """A key's own limits hold for calls that last as for others."""
    limited = up.gateway.account("slow", "20", rpm=6)
    asked = [ask(limited.told(idempotency_key=f"slow {n}"), "chat", OPENAI, "hi").status for n in range(3)]
    assert asked[0] == 200
    assert 429 in asked
