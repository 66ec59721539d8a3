"""The public port under fuzz: whatever comes, in whatever pieces: answers in order or an end, and never a hang."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.relay.raw import Raw, headed, request
from tests.relay.stage import HELLO, Stage, ask, stage
from tests.relay.test_wire import CHAT, TASKS, asked, said

FEW = settings(
    max_examples=30, deadline=None, phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
KINDS = ("whole", "stream", "list", "refused", "chunked", "unknown")
BAD = (
    "\r\n\r\n",
    "\n",
    "\0",
    "HTTP/9.9",
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    ":",
    "é",
    " " * 40,
    "0\r\n\r\n",
)


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        ask(made.client, "chat", "gpt-5.4", "hi")  # the key is known from here on
        yield made
        log = made.gateway.log()
        assert "Traceback" not in log, log[log.index("Traceback") - 500 :][:4000]


@pytest.fixture
def line(on: Stage) -> Iterator[Raw]:
    """A connection to the gateway."""
    with Raw(on.gateway.url) as made:
        yield made


def written(kind: str, key: str, number: int) -> bytes:
    """A request of that kind; its number comes back in the answer where the vendor can say it."""
    given = asked(f"hi vendor:chunks={number + 1}", stream=kind == "stream")
    match kind:
        case "list":
            return request(TASKS, key, method="GET")
        case "refused":
            return request(CHAT, key, b'{"model": 7}')
        case "unknown":
            return request("/v1/nothing/here", key, given)
        case "chunked":
            lines = "content-type: application/json", "transfer-encoding: chunked"
            return headed(CHAT, key, *lines) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(given), given)
    return request(CHAT, key, given)


def expected(kind: str, number: int, line: Raw) -> None:
    """The next answer is that request's own."""
    answer = line.answer()
    match kind:
        case "list":
            assert b'"has_more"' in answer.body
        case "refused":
            assert answer.status == 400
        case "unknown":
            assert answer.status in (404, 405)
        case "stream":
            assert answer.body.count(b'"content":" word') == number + 1
            assert answer.body.endswith(b"data: [DONE]\n\n")
        case _:
            assert said(answer.body).count("word") == number + 1


def cut(raw: bytes, places: list[int]) -> list[bytes]:
    """The bytes in pieces."""
    at = sorted({place % (len(raw) + 1) for place in places})
    return [raw[a:b] for a, b in zip([0, *at], [*at, len(raw)], strict=True)]


@FEW
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6), st.lists(st.integers(0, 10**6), max_size=12))
def test_requests_in_any_pieces_are_answered_in_order(on: Stage, kinds: list[str], places: list[int]) -> None:
    """Pipelined, cut anywhere: each request gets its own answer, and the connection is of use afterwards."""
    raw = b"".join(written(kind, on.client.key, number) for number, kind in enumerate(kinds))
    with Raw(on.gateway.url) as line:
        for piece in cut(raw, places):
            line.send(piece)
        for number, kind in enumerate(kinds):
            expected(kind, number, line)
        line.send(request(CHAT, on.client.key, asked()))
        assert said(line.answer().body) == HELLO


@FEW
@given(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(["flip", "drop", "add", "end"]), st.sampled_from(BAD)), min_size=1, max_size=4),
    st.lists(st.integers(0, 10**6), max_size=4),
)  # fmt: skip
def test_damaged_bytes_end_the_connection_or_are_answered(
    on: Stage, kinds: list[str], wounds: list[tuple[int, str, str]], places: list[int]
) -> None:
    """Bytes changed, lost, put in or cut off: what comes back are whole answers, then an end within seconds."""
    raw = b"".join(written(kind, on.client.key, number) for number, kind in enumerate(kinds))
    for place, how, text in wounds:
        raw = damaged(raw, place % (len(raw) + 1), how, text.encode())
    answers = 0
    with Raw(on.gateway.url, 10) as line:
        try:
            for piece in cut(raw, places):
                line.send(piece)
            line.finish()
            while True:
                assert 100 <= line.answer().status < 600
                answers += 1
        except (EOFError, ConnectionError):
            assert line._kept == b""  # nothing half said
    assert answers <= len(kinds) + len(wounds)
    assert ask(on.client, "chat", "gpt-5.4", "hi").status == 200


def damaged(raw: bytes, place: int, how: str, text: bytes) -> bytes:
    """The bytes with one thing wrong at that place."""
    match how:
        case "flip":
            return raw[:place] + bytes(byte ^ 0x41 for byte in raw[place : place + 1]) + raw[place + 1 :]
        case "drop":
            return raw[:place] + raw[place + 7 :]
        case "add":
            return raw[:place] + text + raw[place:]
    return raw[:place]


@pytest.mark.parametrize("app", [True, False])
@pytest.mark.parametrize(
    "nonsense", [b"nonsense\r\n\r\n", b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx y: z\r\n\r\n"]
)
def test_behind_good_requests_nonsense_is_refused_in_its_turn(
    on: Stage, line: Raw, nonsense: bytes, *, app: bool
) -> None:
    """Those before it get their own answers, in order; then comes the refusal, and the end."""
    key = on.client.key
    good = [request(CHAT, key, asked("hi vendor:wait=0.3"))]
    good += [request(TASKS, key, method="GET")] if app else [request(CHAT, key, asked(stream=True))]
    line.send(b"".join(good) + nonsense + request(CHAT, key, asked()))

    assert said(line.answer().body) == HELLO
    assert (b'"has_more"' if app else b"[DONE]") in line.answer().body
    assert line.answer().status == 400
    assert line.closed()


def test_behind_a_good_request_a_spoilt_body_is_refused_in_its_turn(on: Stage, line: Raw) -> None:
    """The request whose chunks are none never starts; the one before it is answered."""
    key = on.client.key
    on.forget()
    before = on.a.stats()["asked"]
    line.send(
        request(CHAT, key, asked("hi vendor:wait=0.3")) + headed(CHAT, key, "transfer-encoding: chunked") + b"zz\r\n"
    )

    assert said(line.answer().body) == HELLO
    assert line.answer().status == 400
    assert line.closed()
    assert on.a.stats()["asked"] == before + 1
