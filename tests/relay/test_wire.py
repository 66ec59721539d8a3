"""The public port byte by byte: order, framing, limits, slow and vanished clients, and requests that try to smuggle."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.client import Client
from tests.relay.raw import Raw, headed, request
from tests.relay.stage import ANTHROPIC, HELLO, OPENAI, Stage, body, stage

CHAT = "/v1/chat/completions"
TASKS = "/v1/tasks?limit=1"


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


@pytest.fixture
def line(on: Stage) -> Iterator[Raw]:
    """A connection to the gateway."""
    with Raw(on.gateway.url) as made:
        yield made


def asked(words: str = "hi", *, stream: bool = False, model: str = OPENAI) -> bytes:
    """A request's body."""
    return json.dumps(body("chat", model, words, stream=stream)).encode()


def said(answer: bytes) -> str:
    """The text of a whole answer."""
    return str(json.loads(answer)["choices"][0]["message"]["content"])


def soon(true: Callable[[], bool], seconds: float = 3.0) -> bool:
    """Whether it comes true within that time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def resident(on: Stage) -> float:
    """MB of the worker."""
    return int(Path(f"/proc/{on.gateway.workers()[0]}/statm").read_text().split()[1]) * 4096 / 1e6


# --- order -----------------------------------------------------------------------------------------------------------


def test_keep_alive(on: Stage, line: Raw) -> None:
    """One connection, many requests, whole and streamed."""
    key = on.client.key
    for i in range(6):
        line.send(request(CHAT, key, asked(stream=bool(i % 2))))
        answer = line.answer()
        assert answer.status == 200
        assert (b"[DONE]" in answer.body) == bool(i % 2)


def test_pipelining(on: Stage, line: Raw) -> None:
    """Requests sent all at once are answered in their order, however long each takes."""
    key = on.client.key
    waits = ("0.3", "0", "0.1", "0.02")
    line.send(
        b"".join(request(CHAT, key, asked(f"hi vendor:wait={w} vendor:chunks={i + 1}")) for i, w in enumerate(waits))
    )
    assert [said(line.answer().body).count("word") for _ in waits] == [1, 2, 3, 4]


def test_behind_a_refusal(on: Stage, line: Raw) -> None:
    """What is refused at once does not let two later requests run side by side."""
    key = on.client.key
    line.send(request(CHAT, key, asked()))  # from here on the key is known, and refusals need not wait
    assert said(line.answer().body) == HELLO
    refused = request(CHAT, key, b"nonsense")
    line.send(refused + request(CHAT, key, asked("hi vendor:wait=0.3 vendor:chunks=2")) + request(CHAT, key, asked()))
    assert line.answer().status == 400
    assert said(line.answer().body).count("word") == 2
    assert said(line.answer().body) == HELLO


def test_relay_and_app_on_one_connection(on: Stage, line: Raw) -> None:
    """Requests of the relay and of the app alternate, pipelined, streamed or not; each gets its own answer."""
    key = on.client.key
    relayed = request(CHAT, key, asked("hi vendor:wait=0.1"))
    streamed = request(CHAT, key, asked("hi vendor:pause=0.01", stream=True))
    listed = request(TASKS, key, method="GET")
    line.send((relayed + listed + streamed + listed + listed + relayed) * 2)
    kinds = []
    for _ in range(12):
        answer = line.answer()
        assert answer.status == 200
        kinds.append(
            "list" if b'"data":[' in answer.body.replace(b" ", b"") else "done" if b"[DONE]" in answer.body else "whole"
        )
    assert kinds == ["whole", "list", "done", "list", "list", "whole"] * 2


def test_a_body_that_the_app_reads_then_the_relay(on: Stage, line: Raw) -> None:
    """A request with a body for the app before one for the relay."""
    key = on.client.key
    line.send(request("/v1/nothing/here", key, b'{"a":1}') + request(CHAT, key, asked()))
    assert line.answer().status in (404, 405)
    assert said(line.answer().body) == HELLO


def test_connection_close(on: Stage, line: Raw) -> None:
    """Who asks for it is hung up on, after the answer."""
    line.send(request(CHAT, on.client.key, asked(stream=True), "connection: close"))
    answer = line.answer()
    assert answer.headers["connection"] == "close"
    assert b"[DONE]" in answer.body
    assert line.closed()


def test_http_1_0(on: Stage) -> None:
    """A client of HTTP/1.0 knows no chunks: its stream ends with the connection."""
    with Raw(on.gateway.url) as line:
        line.send(request(CHAT, on.client.key, asked(stream=True), version="1.0"))
        data = b""
        while more := line.more():
            data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head.lower()
    assert rest.startswith(b"data:")
    assert rest.endswith(b"data: [DONE]\n\n")


def test_http_1_0_keeps_no_connection(on: Stage) -> None:
    """A whole answer in HTTP/1.0 has its length, and the connection ends."""
    with Raw(on.gateway.url) as line:
        line.send(request(CHAT, on.client.key, asked(), version="1.0"))
        assert said(line.answer().body) == HELLO
        assert line.closed()


# --- framing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, 7, 4096])
def test_chunked_request(on: Stage, line: Raw, step: int) -> None:
    """A body without a length, in pieces of any size, with extensions and trailers."""
    given = asked()
    chunks = b"".join(
        b"%x;name=value\r\n%b\r\n" % (len(given[i : i + step]), given[i : i + step]) for i in range(0, len(given), step)
    )
    line.send(headed(CHAT, on.client.key, "content-type: application/json", "transfer-encoding: chunked"))
    line.send(chunks + b"0\r\nx-trailer: 1\r\n\r\n")
    assert said(line.answer().body) == HELLO
    line.send(request(CHAT, on.client.key, asked()))
    assert said(line.answer().body) == HELLO
    sent = on.a.stats()["last"][-1]["headers"]
    assert "transfer-encoding" not in sent
    assert int(sent["content-length"]) == len(on.a.stats()["last"][-1]["body"])


def test_byte_by_byte(on: Stage, line: Raw) -> None:
    """A request that comes a byte at a time."""
    for byte in request(CHAT, on.client.key, asked()):
        line.send(bytes([byte]))
    assert said(line.answer().body) == HELLO


def test_expect(on: Stage, line: Raw) -> None:
    """Who waits for leave to send its body is given it."""
    given = asked()
    line.send(headed(CHAT, on.client.key, f"content-length: {len(given)}", "expect: 100-continue"))
    assert line.answer().status == 100
    line.send(given)
    assert said(line.answer().body) == HELLO


def test_expect_behind_a_stream(on: Stage, line: Raw) -> None:
    """The leave for the second request does not come in the middle of the first one's answer."""
    given = asked()
    line.send(request(CHAT, on.client.key, asked("hi vendor:pause=0.05", stream=True)))
    time.sleep(0.15)
    line.send(headed(CHAT, on.client.key, f"content-length: {len(given)}", "expect: 100-continue"))
    assert b"[DONE]" in line.answer().body
    assert line.answer().status == 100
    line.send(given)
    assert said(line.answer().body) == HELLO


def test_what_goes_upstream_is_written_anew(on: Stage, line: Raw) -> None:
    """No header of the client's reaches a vendor but those that mean something there; its key never does."""
    on.forget()
    lines = (
        "x-forwarded-for: 1.2.3.4",
        "cookie: a=b",
        "x-evil: 1",
        "openai-beta: assistants=v2",
        "proxy-authorization: x",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )
    line.send(request(CHAT, on.client.key, asked(), *lines, "te: trailers", "upgrade: h2c"))
    assert line.answer().status == 200
    sent = on.a.stats()["last"][-1]["headers"]
    assert (
        not {"x-forwarded-for", "cookie", "x-evil", "proxy-authorization", "te", "upgrade", "traceparent"} & sent.keys()
    )
    assert sent["openai-beta"] == "assistants=v2"
    assert sent["authorization"] == "Bearer openai-secret"
    assert on.client.key not in json.dumps(sent)


def test_what_is_told_beside_an_answer(on: Stage, line: Raw) -> None:
    """Id, server, times and cost of a whole answer; a refusal has its id and its time, and cost nothing."""
    line.send(request(CHAT, on.client.key, asked("hi vendor:wait=0.2")))
    told = line.answer().headers
    assert told["x-philae-request-id"].startswith("req_")
    assert told["x-philae-served-by"] == "openai"
    assert 0.2 <= float(told["x-philae-first"]) <= float(told["x-philae-took"]) < 2
    assert float(told["x-philae-cost"]) == pytest.approx((19 * 2.5 + 10 * 15) / 1e6)
    line.send(request(CHAT, on.client.key, asked("hi vendor:400")))
    refused = line.answer()
    assert (refused.status, float(refused.headers["x-philae-cost"])) == (400, 0)
    assert {"x-philae-request-id", "x-philae-took"} <= refused.headers.keys()
    line.send(request(CHAT, on.client.key, b"nonsense"))
    assert {"x-philae-request-id", "x-philae-took"} <= line.answer().headers.keys()


def test_what_a_stream_cost_comes_behind_it(on: Stage, line: Raw) -> None:
    """For who takes trailers; others see nothing that they do not expect."""
    for model in (OPENAI, ANTHROPIC):
        line.send(request(CHAT, on.client.key, asked(stream=True, model=model), "te: trailers"))
        told = line.answer()
        assert told.headers["trailer"] == "x-philae-cost, x-philae-took"
        assert {"x-philae-request-id", "x-philae-served-by", "x-philae-first"} <= told.headers.keys()
        assert told.body.endswith(b"data: [DONE]\n\n")
        assert float(told.trailers["x-philae-cost"]) > 0
        assert float(told.trailers["x-philae-took"]) >= float(told.headers["x-philae-first"])
    line.send(request(CHAT, on.client.key, asked(stream=True)))
    plain = line.answer()
    assert "trailer" not in plain.headers
    assert not plain.trailers


# --- smuggling -------------------------------------------------------------------------------------------------------

SMUGGLED = b"GET /v1/tasks?smuggled=1 HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("content-length: 5", "transfer-encoding: chunked"),
        ("transfer-encoding: chunked", "content-length: 5"),
        ("content-length: 5", "content-length: 6"),
        ("content-length: +5",),
        ("content-length: 5, 5",),
        ("content-length: -1",),
        ("content-length: 0x5",),
        ("content-length : 5",),
        ("transfer-encoding: xchunked",),
        ("transfer-encoding: chunked, identity",),
        ("transfer-encoding : chunked",),
        ("transfer-encoding: identity",),
        (" transfer-encoding: chunked",),
        ("x: y\rtransfer-encoding: chunked",),
        ("x: y\ntransfer-encoding: chunked",),
        ("x: y\0z",),
    ],
    ids=str,
)
def test_ambiguous_framing(on: Stage, line: Raw, lines: tuple[str, ...]) -> None:
    """A request whose end two readers could see in two places is refused, and nothing behind it is read."""
    on.forget()
    line.send(headed(CHAT, on.client.key, *lines) + b"0\r\n\r\n" + SMUGGLED)
    answer = line.answer()
    assert answer.status >= 400
    assert line.closed()
    assert on.asked() == (0, 0, 0)


@pytest.mark.parametrize(
    "chunk", [b"5x\r\nhello\r\n", b"-5\r\nhello\r\n", b"5\r\nhelloXX", b"\r\n", b"ffffffffffffffffff\r\n"]
)
def test_bad_chunks(on: Stage, line: Raw, chunk: bytes) -> None:
    """Chunks that are none."""
    on.forget()
    line.send(headed(CHAT, on.client.key, "transfer-encoding: chunked") + chunk + SMUGGLED)
    assert line.answer().status == 400
    assert line.closed()
    assert on.asked() == (0, 0, 0)


@pytest.mark.parametrize(
    "model",
    [
        "gpt-5.4 HTTP/1.1\r\nhost: evil\r\n\r\n",
        "../../admin",
        "gemini-2.5-flash%0d%0aX-Evil:%201",
        "gemini-2.5-flash%3Fkey=x",
    ],
)
def test_a_model_that_is_a_path(on: Stage, model: str) -> None:
    """A model's name never changes the request that goes upstream."""
    on.forget()
    assert on.client.post(CHAT, body("chat", model, "hi")).status == 404
    if "\r" not in model:
        found = on.client.post(f"/v1beta/models/{model}:generateContent", body("gemini", "", "hi"))
        assert found.status in (400, 404)
    assert on.asked() == (0, 0, 0)


# --- limits ----------------------------------------------------------------------------------------------------------


def test_too_many_headers(on: Stage, line: Raw) -> None:
    """Headers over all bounds: refused, hung up, never relayed."""
    on.forget()
    line.send(request(CHAT, on.client.key, asked(), *(f"x-{i}: {'y' * 1000}" for i in range(100))))
    assert 400 <= line.answer().status < 500
    assert line.closed()
    assert on.asked() == (0, 0, 0)


def test_a_head_without_end(line: Raw) -> None:
    """A header that never ends is cut off long before memory is."""
    line.send(b"POST /v1/chat/completions HTTP/1.1\r\nx: ")
    with pytest.raises((EOFError, ConnectionError)):
        flooded(line, b"y" * 65536)


def flooded(line: Raw, piece: bytes) -> None:
    """Send it 200 times, then read until the end."""
    for _ in range(200):
        line.send(piece)
    while True:
        assert line.answer().status in (400, 413, 431)


def test_a_body_that_is_too_large(admin_dsn: str) -> None:
    """An announced length over the limit is refused before the body comes; so is a body that grows beyond it."""
    with stage(admin_dsn, body_limit="1000000") as on:
        with Raw(on.gateway.url, 5) as line:
            line.send(headed(CHAT, on.client.key, "content-length: 500000000") + b'{"model":')
            assert line.answer().status == 413
            assert line.closed()
        with Raw(on.gateway.url, 5) as line:
            line.send(headed(CHAT, on.client.key, "transfer-encoding: chunked"))
            with pytest.raises((EOFError, ConnectionError)):
                flooded(line, b"10000\r\n" + b" " * 65536 + b"\r\n")
        assert on.asked() == (0, 0, 0)


def test_a_key_is_asked_for_before_the_body(on: Stage) -> None:
    """Nobody without a key fills our memory: the refusal comes at once."""
    with Raw(on.gateway.url, 5) as line:
        line.send(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 50000000\r\n\r\n")
        assert line.answer().status == 401


@pytest.mark.parametrize(
    "given", [b"", b"nonsense", b"[]", b"{}", b'{"model": 7}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000]
)
def test_bodies_that_are_no_requests(on: Stage, line: Raw, given: bytes) -> None:
    """Refused in the format's words, and the connection goes on."""
    line.send(request(CHAT, on.client.key, given) if given else headed(CHAT, on.client.key, "content-length: 0"))
    answer = line.answer()
    assert answer.status == 400
    assert answer.json()["error"]["message"]
    line.send(request(CHAT, on.client.key, asked()))
    assert said(line.answer().body) == HELLO


# --- clients that read slowly or leave -------------------------------------------------------------------------------


def test_a_slow_reader_pins_no_memory(on: Stage) -> None:
    """Who asks for a big stream and does not read: the vendor is held back, and memory stays."""
    chunks = "hi vendor:chunks=200000"
    with Raw(on.gateway.url, buffer=4096) as warm:
        warm.send(request(CHAT, on.client.key, asked("hi vendor:chunks=2000", stream=True)))
        warm.answer()
    before = resident(on)
    lines = [Raw(on.gateway.url, buffer=4096) for _ in range(5)]
    for line in lines:
        line.send(request(CHAT, on.client.key, asked(chunks, stream=True)))
    time.sleep(6)
    grown = resident(on) - before
    for line in lines:
        line.__exit__()
    assert grown < 20


def test_a_slow_reader_gets_everything(on: Stage) -> None:
    """Once it reads, it all comes."""
    with Raw(on.gateway.url, buffer=4096) as line:
        line.send(request(CHAT, on.client.key, asked("hi vendor:chunks=20000", stream=True)))
        time.sleep(1)
        answer = line.answer()
    assert answer.body.count(b'"content":" word') == 20000
    assert answer.body.endswith(b"data: [DONE]\n\n")


@pytest.mark.parametrize(
    ("words", "stream"),
    [
        ("hi vendor:chunks=5 vendor:pause=30", True),
        ("hi vendor:wait=30", True),
        ("hi vendor:wait=30", False),
        ("hi vendor:silent", True),
        ("hi vendor:silent", False),
    ],
)
@pytest.mark.parametrize("model", [OPENAI, ANTHROPIC])
def test_a_client_that_leaves(on: Stage, words: str, model: str, *, stream: bool) -> None:
    """The vendor is cut off at once, also while it is silent."""
    on.forget()
    with Raw(on.gateway.url) as line:
        line.send(request(CHAT, on.client.key, asked(words, stream=stream, model=model)))
        assert soon(lambda: sum(on.asked()) == 1)
        if stream and "chunks" in words:
            assert line.more()
        assert on.a.stats()["broken"] + on.c.stats()["broken"] == 0
    begun = time.monotonic()
    assert soon(lambda: on.a.stats()["broken"] + on.c.stats()["broken"] == 1)
    assert time.monotonic() - begun < 10  # the vendor would have gone on for 30 seconds


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_client_that_will_send_no_more(on: Stage, *, stream: bool) -> None:
    """To close the sending side alone is to leave, as at nginx: the vendor is cut off, and nothing is answered."""
    on.forget()
    with Raw(on.gateway.url) as line:
        line.send(request(CHAT, on.client.key, asked("hi vendor:wait=30", stream=stream)))
        assert soon(lambda: sum(on.asked()) == 1)
        line.finish()
        assert soon(lambda: on.a.stats()["broken"] == 1)
        assert line.more() == b""


def test_a_client_that_leaves_while_others_wait(on: Stage) -> None:
    """Pipelined requests of a client that is gone are not sent to anybody."""
    on.forget()
    with Raw(on.gateway.url) as line:
        line.send(
            request(CHAT, on.client.key, asked("hi vendor:wait=5")) + request(CHAT, on.client.key, asked("second")) * 3
        )
        assert soon(lambda: sum(on.asked()) == 1)
    time.sleep(0.5)
    assert on.asked() == (1, 0, 0)


def test_concurrency_is_given_back(on: Stage) -> None:
    """However calls end, a key that may have two at a time can go on."""
    owner = on.gateway.account("Bob", "5", concurrency=2)
    for words in (
        "hi",
        "hi a:400",
        "hi vendor:silent",
        "hi vendor:drop",
        "hi vendor:reset",
        "hi vendor:chunks=5 vendor:pause=30",
    ):
        for stream in (False, True):
            with Raw(on.gateway.url) as line:
                line.send(request(CHAT, owner.key, asked(words, stream=stream)))
                line.quiet(0.2)
    on.forget()
    assert soon(lambda: Client(on.gateway.url, owner.key).post(CHAT, body("chat", OPENAI, "hi")).status == 200)


# --- browsers --------------------------------------------------------------------------------------------------------


def test_cors(on: Stage, line: Raw) -> None:
    """A page of another origin may ask, and read answers and errors."""
    line.send(
        request(
            CHAT, "", b"", "origin: https://page.example", "access-control-request-method: POST",
            "access-control-request-headers: authorization, content-type, x-stainless-os", method="OPTIONS",
        )
    )  # fmt: skip
    answer = line.answer()
    assert answer.status in (200, 204)
    assert answer.headers["access-control-allow-origin"] in ("*", "https://page.example")
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert allowed == "*" or "x-stainless-os" in allowed
    for given in (asked(), b"nonsense"):
        line.send(request(CHAT, on.client.key, given, "origin: https://page.example"))
        assert line.answer().headers["access-control-allow-origin"] in ("*", "https://page.example")
