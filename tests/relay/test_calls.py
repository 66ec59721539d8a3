"""Calls found again: what they took, and what was said, where the key's owner wants that kept; for their account alone."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from philae.store.exchanges import Exchanges
from philae.store.seal import Seal
from tests.client import Answer, Client
from tests.relay.stage import ANTHROPIC, HELLO, OPENAI, Stage, Wire, ask, body, stage


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


@pytest.fixture(scope="module")
def keeper(on: Stage) -> Client:
    """Of an account whose key keeps what is said for an hour."""
    return on.gateway.account("keeper", "500", keep_bodies=3_600)


def found(client: Client, answer: Answer, *, said: bool = True) -> dict[str, Any]:
    """The call's document, once it is there, with what was said."""
    until = time.monotonic() + 5
    while True:
        got = client.get(f"/v1/calls/{answer.headers['x-philae-request-id']}")
        if got.status == 200 and ("answer" in got.json() or not said):
            return dict(got.json())
        assert time.monotonic() < until, got
        time.sleep(0.05)


def test_what_a_call_took(on: Stage) -> None:
    """Model, vendor, usage, cost and times; no word of what was said, since nobody asked for that."""
    client = on.gateway.account("plain", "500")
    answer = ask(client, "chat", OPENAI, "a secret word")
    told = found(client, answer, said=False)
    assert told["id"] == answer.headers["x-philae-request-id"]
    assert (told["model"], told["format"], told["served_by"], told["status"]) == (OPENAI, "chat", "openai", 200)
    assert told["usage"] == {"input_token": 19, "output_token": 10}
    assert told["cost"] == answer.headers["x-philae-cost"]
    assert (told["key_name"], told["stream"]) == ("plain", False)
    assert min(told["took"], told["first"]) > 0
    assert not {"request", "answer", "kept_until", "channel", "lease"} & told.keys()
    assert not on.gateway.rows("select 1 from exchange")


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("wire", "model"), [("chat", OPENAI), ("chat", ANTHROPIC), ("messages", ANTHROPIC), ("responses", OPENAI)]
)
def test_what_was_said(keeper: Client, wire: Wire, model: str, *, stream: bool) -> None:
    """The request as the client sent it, and the answer as it got it, in its own format."""
    answer = ask(keeper, wire, model, "hi there", stream=stream)
    told = found(keeper, answer)
    assert told["request"] == body(wire, model, "hi there", stream=stream)
    assert told["answer"] == (answer.body.decode() if stream else answer.json())
    assert told["kept_until"] > told["started_at"]


def test_errors_and_breaks_are_kept_too(keeper: Client) -> None:
    """What a client was told when it went wrong."""
    refused = ask(keeper, "chat", OPENAI, "hi vendor:400")
    assert found(keeper, refused)["answer"] == refused.json()
    broken = ask(keeper, "messages", ANTHROPIC, "hi vendor:reset", stream=True)
    assert found(keeper, broken)["answer"] == broken.body.decode()


def test_an_answer_that_is_given_again_is_kept_too(keeper: Client) -> None:
    """Its call has the same words under an id of its own, and says what was saved."""
    client = keeper.told(x_philae_cache="60")
    for stream in (False, True):
        first, second = (found(client, ask(client, "chat", OPENAI, "once more", stream=stream)) for _ in range(2))
        assert first["answer"] == second["answer"]
        assert (second["served_by"], second["saved"]) == ("cache", first["cost"])


def test_nothing_is_readable_at_rest(on: Stage, keeper: Client) -> None:
    """Neither the words nor the answer stand in the database in the clear."""
    answer = ask(keeper, "chat", OPENAI, "an uncommon word: zanzibar")
    identity = found(keeper, answer)["id"].removeprefix("req_")
    row = on.gateway.rows("select request, answer from exchange where id = $1::uuid", identity)[0]
    assert b"zanzibar" not in row["request"]
    assert HELLO.encode() not in row["answer"]
    assert row["request"].startswith(b"v1:")


def test_another_account_finds_nothing(on: Stage, keeper: Client) -> None:
    """Neither the call nor its words, and nobody can erase another's."""
    answer = ask(keeper, "chat", OPENAI, "mine")
    told = found(keeper, answer)
    stranger = on.gateway.account("stranger")
    assert stranger.get(f"/v1/calls/{told['id']}").status == 404
    assert stranger.request("DELETE", f"/v1/calls/{told['id']}").status == 404
    assert stranger.get("/v1/calls").json() == {"data": [], "has_more": False}
    assert Client(on.gateway.url).get("/v1/calls").status == 401
    assert found(keeper, answer)["answer"] == told["answer"]


def test_erased(keeper: Client) -> None:
    """What was said is gone; what it cost is not."""
    answer = ask(keeper, "chat", OPENAI, "forget me")
    where = f"/v1/calls/{found(keeper, answer)['id']}"
    assert keeper.request("DELETE", where).status == 204
    assert "answer" not in keeper.get(where).json()
    assert keeper.get(where).json()["cost"] == answer.headers["x-philae-cost"]
    assert keeper.request("DELETE", where).status == 404


def test_its_time_ends(on: Stage) -> None:
    """Behind it nothing is shown, and soon nothing is there."""
    client = on.gateway.account("brief", "500", keep_bodies=2)
    answer = ask(client, "chat", OPENAI, "hi")
    assert "answer" in found(client, answer)
    time.sleep(2.1)
    assert "answer" not in found(client, answer, said=False)
    assert on.gateway.ask(lambda database: Exchanges(database, Seal("a test")).sweep()) == 1
    assert not on.gateway.rows("select 1 from exchange where until < now()")


def test_pages(on: Stage) -> None:
    """Newest first, by model and by key, page after page; two workers may begin calls in one millisecond."""
    client = on.gateway.account("pages", "500")
    answers = [ask(client, "chat", OPENAI, f"hi {n}") for n in range(5)]
    ids = sorted(found(client, a, said=False)["id"] for a in answers)
    found(client, ask(client, "messages", ANTHROPIC, "hi"), said=False)
    one = client.get(f"/v1/calls?limit=3&model={OPENAI}").json()
    two = client.get(f"/v1/calls?limit=3&model={OPENAI}&after={one['next']}").json()
    assert [c["id"] for c in one["data"] + two["data"]] == ids[::-1]
    assert (one["has_more"], two["has_more"]) == (True, False)
    key = one["data"][0]["key"]
    assert len(client.get(f"/v1/calls?key={key}").json()["data"]) == 6
    assert client.get(f"/v1/calls?key={ids[0]}").json()["data"] == []
    for query, param in (("limit=0", "limit"), ("limit=x", "limit"), ("after=x", "after"), ("key=x", "key")):
        refused = client.get(f"/v1/calls?{query}")
        assert (refused.status, refused.json()["error"]["param"]) == (400, param)
    assert client.get("/v1/calls/nonsense").status == 404


def test_a_very_large_body_is_not_kept(keeper: Client) -> None:
    """The call goes through, its answer is there, its request is not."""
    answer = ask(keeper, "chat", OPENAI, "x " * (5 << 20))
    assert answer.status == 200, answer.body[:200]
    told = found(keeper, answer)
    assert "request" not in told
    assert json.dumps(told["answer"])


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_call_that_lasts(on: Stage, *, stream: bool) -> None:
    """It is found by its first request's id, as any other, and once; asked for again it is no other call."""
    client = on.gateway.account(f"lasting {stream}", "500")
    keyed = client.told(idempotency_key="among all calls")
    first, second = (ask(keyed, "chat", OPENAI, "a lasting word", stream=stream) for _ in range(2))
    told = found(client, first, said=False)
    assert (told["model"], told["format"], told["served_by"], told["status"]) == (OPENAI, "chat", "openai", 200)
    assert (told["usage"], told["stream"]) == ({"input_token": 19, "output_token": 10}, stream)
    assert told["cost"] == client.get(f"/v1/tasks/{first.headers['x-philae-task-id']}").json()["receipt"]["captured"]
    assert min(told["took"], told["first"]) > 0
    assert client.get(f"/v1/calls/{second.headers['x-philae-request-id']}").status == 404
    assert len(client.get("/v1/calls").json()["data"]) == 1
    used = on.gateway.rows("select amount from usage where account = $1::text::uuid", account_of(on, told))
    assert len(used) == 1
    assert on.gateway.proof() == []


def account_of(on: Stage, told: dict[str, Any]) -> str:
    """Whose call that is."""
    (row,) = on.gateway.rows("select account from call where id = $1::text::uuid", told["id"].removeprefix("req_"))
    return str(row["account"])


def test_a_lasting_call_that_failed(on: Stage) -> None:
    """It is there with its error, and cost nothing."""
    client = on.gateway.account("unlucky", "500")
    answer = ask(client.told(idempotency_key="unlucky"), "chat", OPENAI, "vendor:400 hi")
    told = found(client, answer, said=False)
    assert (told["status"], told["error"], float(told["cost"]), told["usage"]) == (400, "invalid_request", 0, {})
