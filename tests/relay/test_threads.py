"""Responses are kept for their account, whichever vendor answers, and gone on with; nothing is told that could be lost."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openai
import pytest
from openai.types.responses import Response

from philae.store.db import Database
from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

MODELS = ("gpt-4.1-mini", "gpt-5-mini", "claude-haiku-5-5", "deepseek-v4-flash")
"""Passed on untouched, with thoughts, in Anthropic's format, in chat completions."""
HELLO = "Hello! How can I help you today?"
OVER = ("completed", "incomplete", "failed", "cancelled")
LEASE = 3


@pytest.fixture(scope="module")
def house() -> Iterator[Vendor]:
    """One scripted vendor in every format."""
    with vendor("text") as made:
        yield made


@pytest.fixture(scope="module")
def up(admin_dsn: str, house: Vendor) -> Iterator[Gateway]:
    """The shipped program, two workers, three channels."""
    channels = [channel(name, house.url) for name in ("openai", "anthropic", "deepseek")]
    with postgres.database(admin_dsn) as dsn, gateway(dsn, channels, workers="2", lease=str(LEASE)) as made:
        yield made


def sdk(client: Client) -> openai.OpenAI:
    """OpenAI's own client with that key."""
    return openai.OpenAI(base_url=f"{client.url}/v1", api_key=client.key, max_retries=0, timeout=30)


@pytest.fixture
def alice(up: Gateway) -> openai.OpenAI:
    """The owner."""
    return sdk(up.owner)


def asked(house: Vendor) -> dict[str, Any]:
    """The last request that the vendor got."""
    return dict(json.loads(house.stats()["last"][-1]["body"]))


def ended(client: openai.OpenAI, name: str, seconds: float = 20) -> Response:
    """The response once it is over."""
    until = time.monotonic() + seconds
    while (found := client.responses.retrieve(name)).status not in OVER:
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return found


def words(items: Any) -> list[str]:
    """The texts of the messages in a list of items."""
    return [part["text"] for item in items if item["type"] == "message" for part in item["content"]]


@pytest.mark.parametrize("model", MODELS)
def test_what_was_answered_is_there_under_its_id(alice: openai.OpenAI, model: str) -> None:
    """The whole object is found again, says that it is stored, and is gone once it is erased."""
    made = alice.responses.create(model=model, input="hi", metadata={"a": "b"})
    assert made.to_dict()["store"] is True
    assert made.output_text == HELLO
    assert alice.responses.retrieve(made.id).to_dict() == made.to_dict()
    alice.responses.delete(made.id)
    with pytest.raises(openai.NotFoundError, match="not found"):
        alice.responses.retrieve(made.id)


@pytest.mark.parametrize("model", MODELS)
def test_a_stream_has_one_id_and_is_there_at_its_end(alice: openai.OpenAI, model: str) -> None:
    """Every event that has the response says the same id, which is found as soon as the last event came."""
    names = set()
    for event in alice.responses.create(model=model, input="hi vendor:reasoning", stream=True):
        if hasattr(event, "response"):
            names.add(event.response.id)
            last = event.response
    assert names == {last.id}
    assert last.status == "completed"
    assert alice.responses.retrieve(last.id).to_dict() == last.to_dict()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("before", ["gpt-4.1-mini", "claude-haiku-5-5"])
def test_a_conversation_goes_on_at_any_vendor(alice: openai.OpenAI, house: Vendor, before: str, model: str) -> None:
    """The vendor is told all that was said, and keeps nothing; the client is told what it goes on from."""
    first = alice.responses.create(model=before, input="my name is Ann vendor:reasoning", instructions="be brief")
    second = alice.responses.create(model=model, input="and hers?", previous_response_id=first.id)
    assert second.previous_response_id == first.id
    third = alice.responses.create(model=model, input="why?", previous_response_id=second.id, stream=True)
    names = {e.response.previous_response_id for e in third if hasattr(e, "response")}
    assert names == {second.id}
    told = asked(house)
    assert not told.get("store")
    assert "previous_response_id" not in told
    said = json.dumps(told)
    places = [said.index(text) for text in ("name is Ann", HELLO, "and hers?", "why?")]
    assert places == sorted(places)
    assert said.count(HELLO) == 2
    assert "be brief" not in said
    items = [item.to_dict() for item in alice.responses.input_items.list(second.id, order="asc")]
    assert words(items) == ["my name is Ann vendor:reasoning", HELLO, "and hers?"]
    assert all(item["id"] for item in items)


def test_thoughts_come_back_to_their_vendor(alice: openai.OpenAI, house: Vendor) -> None:
    """A vendor that keeps nothing is asked for its thoughts, encrypted, and gets them back."""
    first = alice.responses.create(model="gpt-5-mini", input="hi vendor:reasoning")
    assert asked(house)["include"] == ["reasoning.encrypted_content"]
    alice.responses.create(model="gpt-5-mini", input="on", previous_response_id=first.id)
    kinds = [item["type"] for item in asked(house)["input"]]
    assert kinds == ["message", "reasoning", "message", "message"]
    first = alice.responses.create(model="claude-haiku-5-5", input="hi vendor:reasoning")
    alice.responses.create(model="claude-haiku-5-5", input="on", previous_response_id=first.id)
    thought = asked(house)["messages"][1]["content"][0]
    assert thought["type"] == "thinking"
    assert thought["signature"]


def test_a_branch_and_tools(alice: openai.OpenAI, house: Vendor) -> None:
    """Two go on from the same; a tool's result finds its call."""
    tool: Any = {
        "type": "function",
        "name": "weather",
        "parameters": {"type": "object", "properties": {}},
        "strict": False,
    }
    first = alice.responses.create(model="deepseek-v4-flash", input="weather? vendor:tools", tools=[tool])
    call = next(item for item in first.output if item.type == "function_call")
    result: Any = [{"type": "function_call_output", "call_id": call.call_id, "output": "12"}]
    for model in MODELS:
        second = alice.responses.create(model=model, input=result, previous_response_id=first.id, tools=[tool])
        assert second.output_text == "It is 12 °C there."
    assert asked(house)["messages"][1]["tool_calls"][0]["id"] == call.call_id


def test_items_are_found_by_their_ids(alice: openai.OpenAI, house: Vendor) -> None:
    """A reference to something that was answered stands for it; to another's, for nothing."""
    for model in ("gpt-4.1-mini", "claude-haiku-5-5"):
        first = alice.responses.create(model=model, input="hi")
        given: Any = [
            {"type": "item_reference", "id": first.output[-1].id},
            {"type": "message", "role": "user", "content": "go on"},
        ]
        alice.responses.create(model="gpt-4.1-mini", input=given)
        assert words(asked(house)["input"]) == [HELLO, "go on"]
        given[0]["id"] = "msg_unknown"
        with pytest.raises(openai.NotFoundError, match="msg_unknown"):
            alice.responses.create(model="gpt-4.1-mini", input=given)


def test_another_account_finds_nothing(up: Gateway, alice: openai.OpenAI) -> None:
    """Its id answers as one that never was, in every place."""
    bob = sdk(up.account("bob", "5"))
    made = alice.responses.create(model="gpt-4.1-mini", input="hi", background=True)
    ended(alice, made.id)
    for deed in (bob.responses.retrieve, bob.responses.delete, bob.responses.cancel, bob.responses.input_items.list):
        for name in (made.id, "resp_nonsense", "resp_" + "0" * 32):
            with pytest.raises(openai.NotFoundError, match=f"Response with id '{name}' not found"):
                deed(name)
    for name in (made.id, "resp_nonsense"):
        with pytest.raises(openai.BadRequestError) as refused:
            bob.responses.create(model="gpt-4.1-mini", input="hi", previous_response_id=name)
        assert refused.value.code == "previous_response_not_found"
        assert refused.value.param == "previous_response_id"
    item: Any = [{"type": "item_reference", "id": alice.responses.retrieve(made.id).output[0].id}]
    with pytest.raises(openai.NotFoundError):
        bob.responses.create(model="gpt-4.1-mini", input=item)


def test_nothing_of_an_unstored_one_stays(up: Gateway, alice: openai.OpenAI, house: Vendor) -> None:
    """With store false no row is written, also where it goes on from one that was."""
    before = up.rows("select count(*) as n from response")[0]["n"]
    made = alice.responses.create(model="claude-haiku-5-5", input="secret", store=False)
    assert made.to_dict()["store"] is False
    assert up.rows("select count(*) as n from response")[0]["n"] == before
    first = alice.responses.create(model="claude-haiku-5-5", input="open")
    for model in ("gpt-4.1-mini", "gpt-5-mini"):
        made = alice.responses.create(model=model, input="secret", store=False, previous_response_id=first.id)
        assert made.to_dict()["store"] is False
        assert made.previous_response_id == first.id
        assert words(asked(house)["input"]) == ["open", HELLO, "secret"]
        with pytest.raises(openai.NotFoundError):
            alice.responses.retrieve(made.id)
    found = up.rows("select count(*) as n from response where position('secret'::bytea in input) > 0")
    assert found[0]["n"] == 0


def test_an_erased_turn_ends_its_conversation(alice: openai.OpenAI) -> None:
    """What went on from it is still read, but nothing goes on from there."""
    first = alice.responses.create(model="gpt-4.1-mini", input="hi")
    second = alice.responses.create(model="gpt-4.1-mini", input="on", previous_response_id=first.id)
    alice.responses.delete(first.id)
    assert alice.responses.retrieve(second.id).id == second.id
    assert words([i.to_dict() for i in alice.responses.input_items.list(second.id)]) == ["on"]
    with pytest.raises(openai.BadRequestError, match=first.id):
        alice.responses.create(model="gpt-4.1-mini", input="hi", previous_response_id=second.id)


@pytest.mark.parametrize(
    ("asked_for", "param"),
    [
        ({"conversation": "conv_1"}, "conversation"),
        ({"background": True, "store": False}, "background"),
        ({"input": 5}, "input"),
        ({"input": [5]}, "input"),
        ({"input": [{"role": "user", "content": 5}]}, "input"),
        ({"previous_response_id": 5}, "previous_response_id"),
    ],
)
def test_what_cannot_be_is_refused(up: Gateway, asked_for: dict[str, Any], param: str) -> None:
    """In OpenAI's words, naming the field, before anything is bought."""
    answer = up.owner.post("/v1/responses", {"model": "gpt-4.1-mini", "input": "hi"} | asked_for)
    assert answer.status == 400
    assert answer.json()["error"]["param"] == param


@pytest.mark.parametrize("model", MODELS)
def test_in_the_background(alice: openai.OpenAI, model: str) -> None:
    """It is answered at once, goes on alone, and is found when it is over."""
    made = alice.responses.create(model=model, input="hi vendor:wait=1", background=True)
    assert (made.status, made.output, made.background) == ("queued", [], True)
    assert alice.responses.retrieve(made.id).status == "in_progress"
    with pytest.raises(openai.BadRequestError, match="in progress"):
        alice.responses.create(model=model, input="on", previous_response_id=made.id)
    over = ended(alice, made.id)
    assert (over.status, over.output_text, over.background) == ("completed", HELLO, True)
    assert alice.responses.cancel(made.id).status == "completed"
    assert alice.responses.create(model=model, input="on", previous_response_id=made.id).output_text == HELLO


def test_cancelled(up: Gateway, alice: openai.OpenAI, house: Vendor) -> None:
    """The vendor is cut off, whichever worker hears of it; what is not in the background cannot be cancelled."""
    made = alice.responses.create(model="gpt-4.1-mini", input="hi vendor:silent", background=True)
    before = house.stats()["broken"]
    assert alice.responses.cancel(made.id).status == "cancelled"
    assert alice.responses.cancel(made.id).status == "cancelled"
    until = time.monotonic() + 5
    while house.stats()["broken"] == before and house.stats()["open"] > 1 and time.monotonic() < until:
        time.sleep(0.1)
    task = up.owner.ended(made.id.removeprefix("resp_"), 5)
    assert (task["state"], task["receipt"]["captured"]) == ("canceled", "0.00")
    plain = alice.responses.create(model="gpt-4.1-mini", input="hi")
    with pytest.raises(openai.BadRequestError, match="synchronous"):
        alice.responses.cancel(plain.id)


def test_cancelled_at_any_moment(up: Gateway, alice: openai.OpenAI) -> None:
    """Also while the attempt is being made durable: what was not sent is cancelled, never lost."""

    def one(n: int) -> str:
        made = alice.responses.create(model="gpt-4.1-mini", input="hi vendor:silent", background=True)
        time.sleep(n % 16 * 0.00125)
        alice.responses.cancel(made.id)
        return made.id.removeprefix("resp_")

    with ThreadPoolExecutor(8) as crowd:
        tasks = list(crowd.map(one, range(96)))
    assert {up.owner.ended(task, 20)["state"] for task in tasks} == {"canceled"}


def test_what_fails_in_the_background_says_so(up: Gateway, alice: openai.OpenAI) -> None:
    """A vendor's refusal becomes its error; an empty account is refused at once."""
    made = alice.responses.create(model="claude-haiku-5-5", input="hi vendor:400", background=True)
    over = ended(alice, made.id)
    assert over.status == "failed"
    assert over.error
    assert "sk-" not in over.error.message
    poor = sdk(up.account("poor"))
    with pytest.raises(openai.APIStatusError) as refused:
        poor.responses.create(model="gpt-4.1-mini", input="hi", background=True)
    assert refused.value.status_code == 402


def test_a_stream_in_the_background_outlives_its_client(alice: openai.OpenAI) -> None:
    """The client leaves in the middle; the answer is whole all the same."""
    for model in ("gpt-4.1-mini", "claude-haiku-5-5"):
        stream = alice.responses.create(
            model=model, input="hi vendor:chunks=20 vendor:pause=0.05", background=True, stream=True
        )
        name = next(e.response.id for e in stream if hasattr(e, "response"))
        stream.close()
        assert alice.responses.retrieve(name).status == "in_progress"
        over = ended(alice, name)
        assert over.status == "completed"
        assert over.output_text.endswith("word19")


def test_a_stream_in_the_background_is_read_again(alice: openai.OpenAI) -> None:
    """From any place on, also while it is made; what was not made so has no events."""
    asked: Any = {"model": "claude-haiku-5-5", "input": "hi vendor:chunks=9 vendor:pause=0.05"}
    stream = alice.responses.create(**asked, background=True, stream=True)
    name = next(e.response.id for e in stream if hasattr(e, "response"))
    stream.close()
    again = list(alice.responses.retrieve(name, stream=True))
    assert [e.sequence_number for e in again] == list(range(len(again)))
    assert (again[0].type, again[-1].type) == ("response.created", "response.completed")
    assert [e.to_dict() for e in alice.responses.retrieve(name, stream=True, starting_after=3)] == [
        e.to_dict() for e in again[4:]
    ]
    plain = alice.responses.create(model="gpt-4.1-mini", input="hi")
    with pytest.raises(openai.BadRequestError, match="stream"):
        alice.responses.retrieve(plain.id, stream=True)


@pytest.mark.parametrize("model", MODELS)
def test_a_stream_that_breaks_is_kept_as_failed(alice: openai.OpenAI, model: str) -> None:
    """Its id was told, so it is found, with the error and what was said before it."""
    names = []

    def read() -> None:
        for event in alice.responses.create(model=model, input="hi vendor:chunks=20 vendor:reset", stream=True):
            names.extend([event.response.id] if hasattr(event, "response") else [])

    with pytest.raises(openai.APIError, match="broke off"):
        read()
    assert len(set(names)) == 1
    found = ended(alice, names[0])
    assert found.status == "failed"
    assert found.error
    assert found.model


def test_what_cannot_be_kept_is_neither_told_as_done_nor_charged(up: Gateway) -> None:
    """The table is away: a stream ends as failed, a whole answer is an error, and the calls cost nothing."""
    account = up.account("carol", "5")
    carol = sdk(account)
    carol.responses.create(model="gpt-4.1-mini", input="hi")
    up.rows("alter table response rename to away")
    try:
        for model in ("gpt-4.1-mini", "claude-haiku-5-5"):
            kinds = [e.type for e in carol.responses.create(model=model, input="hi", stream=True)]
            assert kinds[-1] == "response.failed"
            assert "response.completed" not in kinds
            with pytest.raises(openai.InternalServerError):
                carol.responses.create(model=model, input="hi")
    finally:
        up.rows("alter table away rename to response")
    calls: list[Any] = []
    until = time.monotonic() + 5
    while len(calls) < 5 and time.monotonic() < until:
        calls = up.rows(
            "select c.amount from call c join account a on a.id = c.account where a.name = 'carol' order by c.id"
        )
        time.sleep(0.1)
    assert [c["amount"] > 0 for c in calls] == [True, False, False, False, False]


def test_a_kill_loses_nothing_that_was_told(admin_dsn: str, house: Vendor) -> None:
    """The worker is killed as soon as the last event is seen: the response is there; one in the background fails, unpaid."""
    channels = [channel(name, house.url) for name in ("openai", "anthropic")]
    with postgres.database(admin_dsn) as dsn, gateway(dsn, channels, lease="2") as up:
        alice, names = sdk(up.owner), []
        for turn in range(4):
            model = MODELS[(turn % 2) * 2]
            behind = alice.responses.create(model=model, input="hi vendor:wait=9", background=True)
            under_way(up, turn + 1)
            with alice.responses.create(model=model, input=f"turn {turn}", stream=True) as events:
                done = next(e for e in events if e.type == "response.completed")
                os.kill(up.workers()[0], signal.SIGKILL)
            names.append(done.response.id)
            again(up)
            over = ended(alice, behind.id)
            assert over.status == "failed"
            assert over.error
            assert "nothing was charged" in over.error.message
        assert len(names) == 4
        for turn, name in enumerate(names):
            assert alice.responses.retrieve(name).output_text == HELLO
            assert words([i.to_dict() for i in alice.responses.input_items.list(name)]) == [f"turn {turn}"]
        assert up.rows("select count(*) as n from call where status <> 200")[0]["n"] == 0
        assert up.proof() == []


def under_way(up: Gateway, count: int) -> None:
    """Wait until a vendor was asked for so many in the background: one that it was not asked for is done by the next worker."""
    until = time.monotonic() + 20
    while up.rows("select count(*) as n from attempt")[0]["n"] < count:
        assert time.monotonic() < until
        time.sleep(0.05)


def again(up: Gateway) -> None:
    """Wait until a new worker answers."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if up.owner.get("/readyz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)


@pytest.mark.long
def test_ended_in_order_the_gateway_says_what_did_not_end(admin_dsn: str, house: Vendor) -> None:
    """At a stop, responses in the background have ten seconds, and then fail at once instead of after the lease."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [channel("openai", house.url)], lease="600") as up:
        made = sdk(up.owner).responses.create(model="gpt-4.1-mini", input="hi vendor:silent", background=True)
        up.stop()
        status = postgres.run(_status(dsn, made.id))
    assert status == "failed"


async def _status(dsn: str, name: str) -> str:
    database = Database(dsn, size=1)
    await database.open()
    try:
        rows = await database.fetch("select status from response where id = $1::text::uuid", name.removeprefix("resp_"))
        return str(rows[0]["status"])
    finally:
        await database.close()
