"""Clients that keep the gateway waiting, and those that come in crowds: each is told, hung up on, and costs nobody else."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.relay.raw import Raw, headed, request
from tests.relay.stage import HELLO, OPENAI, Stage, body, stage

pytestmark = pytest.mark.long

CHAT = "/v1/chat/completions"
TIME = 1.5
"""Seconds that the gateway of these tests waits for anything; it looks every second."""
MOST = 12


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """A gateway that is soon tired of waiting."""
    times = {name: str(TIME) for name in ("head_time", "body_time", "read_time")}
    with stage(admin_dsn, **times, address_connections=str(MOST)) as made:
        yield made


@pytest.fixture
def line(on: Stage) -> Iterator[Raw]:
    """A connection to the gateway."""
    with Raw(on.gateway.url) as made:
        yield made


def asked(words: str = "hi", *, stream: bool = False) -> bytes:
    """A request's body."""
    return json.dumps(body("chat", OPENAI, words, stream=stream)).encode()


def said(answer: bytes) -> str:
    """The text of a whole answer."""
    return str(json.loads(answer)["choices"][0]["message"]["content"])


def late(line: Raw) -> None:
    """The client is told so in JSON, and hung up on."""
    answer = line.answer()
    assert answer.status == 408
    assert "too long to come" in answer.json()["error"]["message"]
    assert line.closed()


def trickle(line: Raw, piece: bytes) -> None:
    """Send it again and again for some seconds."""
    for _ in range(400):
        line.send(piece)
        time.sleep(0.02)


# --- heads -----------------------------------------------------------------------------------------------------------


def test_a_head_that_does_not_come(line: Raw) -> None:
    """Who connects and says nothing is hung up on."""
    begun = time.monotonic()
    assert line.closed()
    assert TIME <= time.monotonic() - begun < TIME + 3


@pytest.mark.parametrize("start", [b"P", b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx: "])
def test_half_a_head(line: Raw, start: bytes) -> None:
    """Who begins a head and does not go on."""
    line.send(start)
    late(line)


def test_a_head_that_trickles(line: Raw) -> None:
    """Getting on does not help a head: all of it has its time."""
    line.send(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n")
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        trickle(line, b"x: y\r\n")


# --- bodies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CHAT, "/v1/tasks", "/v1/messages"])
def test_a_body_that_stops(on: Stage, line: Raw, path: str) -> None:
    """Of the relay and of the app alike, in the words of the path's format."""
    line.send(headed(path, on.client.key, "content-type: application/json", "content-length: 5000") + b'{"model":')
    late(line)
    assert on.asked() == (0, 0, 0) or path != CHAT


def test_a_body_that_trickles(on: Stage, line: Raw) -> None:
    """A byte now and then is no getting on."""
    line.send(headed(CHAT, on.client.key, "content-length: 5000"))
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        trickle(line, b" ")


def test_a_slow_body_that_gets_on(on: Stage, line: Raw) -> None:
    """A slow line may send for as long as it brings something."""
    given = asked("hi" + " " * 12_000)
    line.send(headed(CHAT, on.client.key, f"content-length: {len(given)}"))
    for start in range(0, len(given), 1_500):
        line.send(given[start : start + 1_500])
        time.sleep(TIME / 2)
    assert said(line.answer().body) == HELLO


# --- who waits for us ------------------------------------------------------------------------------------------------


def test_a_client_that_waits_for_its_answer(on: Stage, line: Raw) -> None:
    """A vendor may take longer than a client, also while the next request has begun to come."""
    line.send(request(CHAT, on.client.key, asked(f"hi vendor:wait={TIME + 2.5}")) + b"POST ")
    assert said(line.answer().body) == HELLO
    line.send(request(CHAT, on.client.key, asked()).removeprefix(b"POST "))
    assert said(line.answer().body) == HELLO


def test_a_client_whose_request_waits_behind_another(on: Stage, line: Raw) -> None:
    """What is not read yet is not late."""
    given = asked()
    behind = headed(CHAT, on.client.key, f"content-length: {len(given)}", "expect: 100-continue")
    line.send(request(CHAT, on.client.key, asked(f"hi vendor:wait={TIME + 2}")) + behind)
    assert said(line.answer().body) == HELLO
    assert line.answer().status == 100
    line.send(given)
    assert said(line.answer().body) == HELLO


# --- readers ---------------------------------------------------------------------------------------------------------


def test_a_client_that_does_not_read(on: Stage) -> None:
    """It is cut off, and with it the vendor that writes for it; what came is billed."""
    on.forget()
    with Raw(on.gateway.url, buffer=4096) as line:
        line.send(request(CHAT, on.client.key, asked("hi vendor:chunks=200000", stream=True)))
        until = time.monotonic() + TIME + 6
        while not on.a.stats()["broken"]:
            assert time.monotonic() < until
            time.sleep(0.05)
    time.sleep(0.5)
    row = on.gateway.rows("select status, amount from call order by id desc limit 1")[0]
    assert row["status"] == 499
    assert row["amount"] > 0


def test_a_client_that_reads_slowly(on: Stage) -> None:
    """Who reads a little all the time gets everything."""
    with Raw(on.gateway.url, buffer=4096) as line:
        line.send(request(CHAT, on.client.key, asked("hi vendor:chunks=20000", stream=True)))
        begun = time.monotonic()
        while time.monotonic() - begun < TIME * 2.5:
            line.some(60_000)
            time.sleep(0.05)
        answer = line.answer()
    assert answer.body.count(b'"content":" word') == 20000


# --- crowds ----------------------------------------------------------------------------------------------------------


def test_a_crowd_from_one_address(on: Stage) -> None:
    """One connection too many is told so and closed; when another ends there is room again."""
    time.sleep(0.2)
    with ExitStack() as stack:
        lines = [stack.enter_context(Raw(on.gateway.url)) for _ in range(MOST)]
        for one in lines:
            one.send(request(CHAT, on.client.key, asked()))
            assert one.answer().status == 200
        with Raw(on.gateway.url) as over:
            answer = over.answer()
            assert (answer.status, answer.json()["error"]["code"]) == (503, "too_many_connections")
            assert over.closed()
        lines[0].__exit__()
        time.sleep(0.2)
        with Raw(on.gateway.url) as again:
            again.send(request(CHAT, on.client.key, asked()))
            assert again.answer().status == 200
