"""What clients of each format are told when a vendor fails, who is asked next, and what it costs."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Client
from tests.gateway import channel
from tests.relay.stage import (
    ANTHROPIC,
    GEMINI,
    HELLO,
    MODELS,
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

pytestmark = pytest.mark.long

WHOLE_AND_STREAMED = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
IN_WIRES = pytest.mark.parametrize("wire", WIRES)
OF_MODELS = pytest.mark.parametrize("model", MODELS)
PRICE = {OPENAI: (19, 10)}
SECRET = "sk-secret"


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


def recorded(on: Stage, answer: Any, seconds: float = 5.0) -> dict[str, Any]:
    """The call's record, once it is in the database."""
    identity = answer.headers["x-philae-request-id"].removeprefix("req_")
    until = time.monotonic() + seconds
    while not (rows := on.gateway.rows("select * from call where id = $1::uuid", identity)):
        assert time.monotonic() < until, "the call never came into the database"
        time.sleep(0.05)
    return dict(rows[0])


def usage(on: Stage, answer: Any) -> dict[str, Any]:
    """The record's usage."""
    told = recorded(on, answer)["meters"]
    return dict(told) if isinstance(told, dict) else dict(json.loads(told))


def worded(wire: Wire, error: dict[str, Any] | None) -> None:
    """The error is in the format's shape, and tells nothing of the vendor's."""
    assert error is not None
    assert SECRET not in str(error)
    assert "127.0.0.1" not in str(error)
    if wire == "responses" and error.get("type") == "response.failed":
        error = error["response"]
    told = error["error"] if isinstance(error.get("error"), dict) else error
    assert told["message"]
    match wire:
        case "messages":
            assert (error["type"], told["type"].endswith("_error")) == ("error", True)
        case "gemini":
            assert isinstance(told["code"], int)
            assert told["status"].isupper()
        case "chat":
            assert {"message", "type", "code", "param"} <= told.keys()
        case "responses":
            assert {"message", "code"} <= told.keys()


# --- before anything was answered: the next channel ------------------------------------------------------------------


@IN_WIRES
@WHOLE_AND_STREAMED
@pytest.mark.parametrize("fault", ["500", "503", "529", "429", "429=1", "401", "402"])
def test_the_next_channel_is_asked(on: Stage, wire: Wire, fault: str, *, stream: bool) -> None:
    """A vendor that refuses is passed over at once; the client notices nothing and pays for one answer."""
    on.forget()
    answer = ask(on.client, wire, OPENAI, f"hi a:{fault}", stream=stream)
    assert answer.status == 200, answer.body
    assert ending(wire, answer).text == HELLO
    assert on.asked() == (1, 1, 0)
    row = recorded(on, answer)
    assert (row["channel"], row["status"]) == ("b", 200)


@IN_WIRES
@WHOLE_AND_STREAMED
def test_what_is_wrong_with_the_request_is_so_everywhere(on: Stage, wire: Wire, *, stream: bool) -> None:
    """A request that a vendor finds wrong is not asked again."""
    on.forget()
    answer = ask(on.client, wire, OPENAI, "hi a:400", stream=stream)
    assert answer.status == 400
    worded(wire, ending(wire, answer).error)
    assert on.asked() == (1, 0, 0)


@IN_WIRES
@WHOLE_AND_STREAMED
@pytest.mark.parametrize("fault", ["drop", "garbage"])
def test_nobody_is_asked_twice_for_what_may_have_been_bought(
    on: Stage, wire: Wire, fault: str, *, stream: bool
) -> None:
    """A request that left, and no answer that can be read: it may have been served, so it is told and not repeated."""
    on.forget()
    answer = ask(on.client, wire, OPENAI, f"hi a:{fault}", stream=stream)
    assert answer.status == 502
    worded(wire, ending(wire, answer).error)
    assert on.asked()[1] == 0
    assert recorded(on, answer)["amount"] == 0


# --- every channel fails ---------------------------------------------------------------------------------------------


@pytest.mark.long
@IN_WIRES
@WHOLE_AND_STREAMED
@pytest.mark.parametrize("model", [ANTHROPIC, GEMINI])
@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("500", {502}),
        ("529", {502, 503, 529}),
        ("429", {429}),
        ("429=7", {429}),
        ("401", {502, 503}),
        ("400", {400}),
        ("drop", {502}),
        ("garbage", {502}),
        ("html", {502}),
        ("reset", {502}),
        ("short", {502}),
        ("half", {502}),
    ],
)
def test_the_only_channel_fails(
    on: Stage, wire: Wire, model: str, fault: str, status: set[int], *, stream: bool
) -> None:
    """The error is worded as the client's format words it, in the middle of a stream too, and nothing runs on."""
    calm(on, model)
    answer = ask(on.client, wire, model, f"hi c:{fault}", stream=stream)
    end = ending(wire, answer)
    if answer.status == 200:
        assert stream
        assert HELLO.startswith(end.text)
        assert end.text != HELLO
    else:
        assert answer.status in status
    if fault == "429=7":
        assert 1 <= float(answer.headers["retry-after"]) <= 8
    worded(wire, end.error)
    assert recorded(on, answer)["amount"] >= 0


def calm(on: Stage, model: str) -> None:
    """Wait until the vendor of that model answers again."""
    until = time.monotonic() + 20
    while ask(on.client, "chat", model, "are you there?").status != 200:
        assert time.monotonic() < until
        time.sleep(0.2)


@IN_WIRES
@OF_MODELS
@pytest.mark.parametrize("fault", ["reset", "half", "short", "truncated", "error"])
def test_a_stream_that_breaks_off(on: Stage, wire: Wire, model: str, fault: str) -> None:
    """Some of the answer came: it is paid for, the client is told that the rest is missing, nobody else is asked."""
    on.forget()
    calm(on, model)
    before = on.asked()
    answer = ask(on.client, wire, model, f"hi vendor:chunks=40 vendor:pause=0.002 vendor:{fault}", stream=True)
    assert answer.status == 200
    end = ending(wire, answer)
    assert end.text.startswith(" word0 word1")
    assert " word39" not in end.text
    worded(wire, end.error)
    assert sum(on.asked()) == sum(before) + 1
    row = recorded(on, answer)
    assert row["amount"] > 0
    assert row["estimated"] or model in (ANTHROPIC, GEMINI)


# --- faults that are none for the client -----------------------------------------------------------------------------


@pytest.mark.long
@IN_WIRES
@OF_MODELS
@WHOLE_AND_STREAMED
@pytest.mark.parametrize("fault", ["slow=0.0005", "hints", "long"])
def test_an_odd_answer_that_is_whole(on: Stage, wire: Wire, model: str, fault: str, *, stream: bool) -> None:
    """Byte by byte, with informational heads, with bytes behind its end: it arrives, and so does the next one."""
    calm(on, model)
    for words in (f"hi vendor:{fault}", "hi again"):
        answer = ask(on.client, wire, model, words, stream=stream)
        assert answer.status == 200
        end = ending(wire, answer)
        assert (end.text, end.error, end.over) == (HELLO, None, True)


@IN_WIRES
@OF_MODELS
@WHOLE_AND_STREAMED
def test_usage_is_missing(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """Usage that the vendor does not tell is counted, marked as estimated, and billed."""
    calm(on, model)
    answer = ask(on.client, wire, model, "hi vendor:nousage", stream=stream)
    assert answer.status == 200
    assert ending(wire, answer).text == HELLO
    row = recorded(on, answer)
    assert row["estimated"]
    assert row["amount"] > 0


@IN_WIRES
@OF_MODELS
@WHOLE_AND_STREAMED
def test_the_bill(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """What the vendor says was used is what is billed, in each format the same."""
    calm(on, model)
    answer = ask(on.client, wire, model, "hi vendor:read=1000 vendor:wrote=500 vendor:cached=400", stream=stream)
    assert answer.status == 200
    told = usage(on, answer)
    assert told.get("input_token", 0) + told.get("cached_token", 0) == 1000
    assert (told.get("cached_token", 0), told["output_token"]) == (400, 500)
    assert not recorded(on, answer)["estimated"]


@pytest.mark.parametrize("model", [OPENAI, GEMINI])
@pytest.mark.parametrize("wire", ["chat", "gemini"])
@WHOLE_AND_STREAMED
def test_several_answers_are_billed_whole(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """Where several answers are asked for, the bill waits for the last one's end, and holds all of them."""
    calm(on, model)
    more: dict[str, Any] = {"n": 3} if wire == "chat" else {"generation_config": {"candidate_count": 3}}
    answer = ask(on.client, wire, model, "hi vendor:wrote=50 vendor:pause=0.01", stream=stream, **more)
    assert answer.status == 200, answer.body
    assert usage(on, answer)["output_token"] == 150
    assert answer.body.count(HELLO.split()[-1][:5].encode()) == 3


@IN_WIRES
@OF_MODELS
def test_words_that_look_like_an_end(on: Stage, wire: Wire, model: str) -> None:
    """A model that says what stands at the end of streams does not end its bill."""
    calm(on, model)
    answer = ask(on.client, wire, model, "hi vendor:marks vendor:pause=0.005 vendor:wrote=700", stream=True)
    assert HELLO in ending(wire, answer).text
    assert usage(on, answer)["output_token"] == 700


# --- channels that rest ----------------------------------------------------------------------------------------------


def test_a_channel_rests_as_long_as_it_asked(on: Stage) -> None:
    """`Retry-After` is honoured; after it the channel is used again."""
    on.forget()
    assert ask(on.client, "chat", OPENAI, "hi a:429=1").status == 200
    for _ in range(5):
        assert ask(on.client, "chat", OPENAI, "hi").status == 200
    assert on.asked() == (1, 6, 0)
    time.sleep(1.1)
    assert ask(on.client, "chat", OPENAI, "hi").status == 200
    assert on.asked() == (2, 6, 0)


def test_a_vendor_that_refuses_connections(on: Stage) -> None:
    """The next channel answers; once the first listens again it is used again."""
    on.forget()
    Client(on.a.url).request("POST", "/refuse?seconds=1.5")
    time.sleep(0.2)
    for _ in range(8):
        assert ask(on.client, "chat", OPENAI, "hi").status == 200
    assert on.b.stats()["asked"] == 8
    until = time.monotonic() + 15
    while on.b.stats()["asked"] == on_b(on):
        assert time.monotonic() < until


def on_b(on: Stage) -> int:
    """Ask again after a moment; what `b` had been asked, if it was asked again."""
    time.sleep(0.3)
    before = int(on.b.stats()["asked"])
    assert ask(on.client, "chat", OPENAI, "hi").status == 200
    return before + 1


@IN_WIRES
def test_nobody_listens(admin_dsn: str, wire: Wire) -> None:
    """No channel can be reached: 502 or 503 in the client's words, nothing billed."""
    from tests import postgres  # noqa: PLC0415
    from tests.gateway import gateway  # noqa: PLC0415

    closed = [channel("openai", "http://127.0.0.1:9", "one"), channel("openai", "http://127.0.0.1:9", "two")]
    with postgres.database(admin_dsn) as dsn, gateway(dsn, closed, allow_private_urls="1") as made:
        for stream in (False, True):
            answer = ask(made.owner, wire, OPENAI, "hi", stream=stream)
            assert answer.status in (502, 503)
            worded(wire, ending(wire, answer).error)


@IN_WIRES
@WHOLE_AND_STREAMED
def test_a_client_that_leaves_a_silent_vendor(on: Stage, wire: Wire, *, stream: bool) -> None:
    """The vendor never answers: the client's patience ends first, and the vendor's connection with it, at once."""
    calm(on, ANTHROPIC)
    Client(on.c.url).post("/forget", {})
    impatient = Client(on.client.url, on.client.key, patience=0.5)
    sent = body(wire, ANTHROPIC, "hi c:silent", stream=stream)
    with pytest.raises(TimeoutError):
        impatient.post(path(wire, ANTHROPIC, stream=stream), sent)
    until = time.monotonic() + 1
    while not on.c.stats()["broken"]:
        assert time.monotonic() < until, "the vendor still waits"
        time.sleep(0.02)
    calm(on, ANTHROPIC)
