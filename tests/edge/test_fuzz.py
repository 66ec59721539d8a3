"""Whatever is sent to our own API: never a fault of ours, and every answer as the description says."""

import json
import socket
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.client import Answer, Client
from tests.gateway import Gateway

OURS = ("Philae", "Health")
"""Tags of the description; the other endpoints are dialects."""
AWAY = "no_channel"
"""The one 503 that is meant: the run's only vendor serves some of the models."""
CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
CHECKED = ("status_code_conformance", "content_type_conformance", "response_schema_conformance")
DEEP = 100_000
HUGE = 5_000


def sound(answer: Answer, what: object) -> None:
    """No fault of ours, and an error in our words."""
    text = answer.body.decode(errors="replace")
    assert "Traceback" not in text, what
    if answer.status >= 400 and answer.body:
        error = json.loads(answer.body).get("error")
        assert error, (what, text)
        assert answer.status < 500 or error["code"] == AWAY, (what, text)
        assert error["message"], what
        assert error["request_id"] == answer.headers["x-philae-request-id"], what


def fuzz(running: Gateway, mode: GenerationMode, tags: tuple[str, ...], examples: int, only: str = "") -> set[int]:
    """So many requests at each of the endpoints of these tags, made from the description; which statuses came.

    `only`: for models whose name begins so, as far as a model is named.
    """
    document = running.owner.get("/openapi.json").json()
    # Its text has no schema.
    document["paths"].pop("/metrics")
    request = document["components"]["schemas"]["Request"]
    request["oneOf"] = [of for of in request["oneOf"] if of["title"].startswith(only)]
    schema = schemathesis.openapi.from_dict(document)
    seen: set[int] = set()
    for found in schema.include(tag=list(tags)).get_all_operations():
        with suppress(Unsatisfiable):
            # An endpoint without any input has no wrong one.
            operation: Any = found
            seen |= held(running, operation.ok(), mode, examples)
    return seen


def held(running: Gateway, operation: Any, mode: GenerationMode, examples: int) -> set[int]:
    """One endpoint; an answer of ours also is as the description says."""
    strict = operation.definition.raw["tags"][0] in OURS
    seen: set[int] = set()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=CALM, derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        key = {"authorization": f"Bearer {running.owner.key}", "prefer": "respond-async"}
        response = case.call(base_url=running.url, headers=key, timeout=20)
        seen.add(response.status_code)
        what = (case.method, case.formatted_path, case.body, response.content)
        assert response.status_code < 500 or b"no_channel" in response.content or not strict, what
        assert response.status_code not in (500, 502, 504), what
        if strict:
            headers = {name.lower(): values[0] for name, values in response.headers.items()}
            sound(Answer(response.status_code, headers, response.content), what)
            case.validate_response(response, checks=[schemathesis.checks.CHECKS.get_one(n) for n in CHECKED])

    one()
    return seen


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_endpoint_of_ours_holds(running: Gateway, mode: GenerationMode) -> None:
    """Some requests at each, right ones and wrong ones."""
    seen = fuzz(running, mode, OURS, 10)
    if mode is GenerationMode.POSITIVE:
        seen = fuzz(running, mode, OURS, 10, "flux-dev")

    assert {200, 202} <= seen if mode is GenerationMode.POSITIVE else 400 in seen


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_endpoint_of_a_dialect_holds(running: Gateway, mode: GenerationMode) -> None:
    """Fewer at each, since there are many."""
    fuzz(running, mode, ("bfl", "openai", "replicate"), 4)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_endpoint_holds_for_long(running: Gateway, mode: GenerationMode) -> None:
    """Many more."""
    fuzz(running, mode, (*OURS, "bfl", "openai", "replicate"), 150)


PROMPTS: dict[str, Any] = {
    "nul": "a\x00b",
    "emoji": "\U0001f98a\u200d\U0001f525",
    "right to left": "\u202ecba",
    "long": "x" * 200_000,
    "number": 1e300,
    "list": [[[]]],
    "nothing": None,
}
NUMBERS: dict[str, Any] = {
    "huge": 10**40,
    "just over 64 bits": 2**64,
    "just over 63 bits": 2**63,
    "negative": -(2**63) - 1,
    "fraction": 0.5,
    "text": "9" * HUGE,
    "truth": True,
}
BODIES: dict[str, bytes] = {
    "empty": b"",
    "lone surrogate": b'{"model":"flux-2-pro","prompt":"\\ud800"}',
    "raw nul": b'{"model":"flux-2-pro","prompt":"\x00"}',
    "not utf-8": b'{"model":"flux-2-pro","prompt":"\xff\xfe"}',
    "deep": b'{"model":"flux-2-pro","prompt":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep in a field of no use": b'{"model":"flux-2-pro","prompt":"a","x":' + b"[" * 900 + b"]" * 900 + b"}",
    "long number": b'{"model":"flux-2-pro","prompt":"a","seed":' + b"9" * HUGE + b"}",
    "number over all bounds": b'{"model":"flux-2-pro","prompt":"a","seed":1e999}',
    "not a number": b'{"model":"flux-2-pro","prompt":"a","seed":NaN}',
    "list": b"[]",
    "text": b'"x"',
    "nul in a name": b'{"model":"flux-2-pro","prompt":"a","a\\u0000b":1}',
    "nul in the model": b'{"model":"flux\\u0000","prompt":"a"}',
    "same name twice": b'{"model":"flux-2-pro","model":1,"prompt":"a"}',
}
PATHS = ("/v1/tasks", "/v1/quote", "/flux/v1/flux-2-pro", "/v1/images/generations", "/replicate/v1/predictions")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_odd_bodies_are_answered_in_words(running: Gateway, path: str, body: bytes) -> None:
    """JSON that is none, or that nobody expects."""
    answer = running.owner.request("POST", path, body, {"content-type": "application/json", "prefer": "respond-async"})

    assert answer.status < 500, answer
    assert answer.json()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["prompt", "seed", "width", "webhook_url", "output_format", "input_image", "n"])
def test_odd_values_are_answered_in_words(running: Gateway, path: str, name: str) -> None:
    """Any value in any field."""
    for what, value in (PROMPTS | NUMBERS).items():
        given: dict[str, Any] = {"model": "flux-2-pro", "prompt": "a", "width": 256, "height": 256, name: value}
        body = {"version": "flux-2-pro", "input": given} if "replicate" in path else given

        answer = running.owner.told(prefer="respond-async").post(path, body)

        assert answer.status < 500, (what, answer)


ADDRESSES = (
    "/v1/tasks?limit=%C2%B2", "/v1/tasks?limit=" + "9" * HUGE, "/v1/tasks?model=%00", "/v1/tasks?state=%00",
    "/v1/tasks?idempotency_key=%00", "/v1/tasks?after=%00", "/v1/tasks/%00", "/v1/tasks/%FF%FE", "/v1/models/%00",
    "/v1/models/a%2F..%2Fb/schema", "/files/%00/x", "/files/01a20814-eed3-78ec-b691-b3afaa16684e/x?exp=%C2%B2&sig=x",
    "/files/01a20814-eed3-78ec-b691-b3afaa16684e/x?sig=x&exp=" + "9" * HUGE, "/static/%2e%2e%2fpage.py", "/static/..",
    "/flux/v1/get_result?id=%00", "/v1/get_result", "/replicate/v1/predictions?cursor=%00", "/v1/predictions/%00", "//", "/%00",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES, ids=[a[:50] for a in ADDRESSES])
def test_odd_addresses_are_answered_in_words(running: Gateway, path: str) -> None:
    """Text that no database takes, numbers without end, ways out of a folder."""
    answer = running.owner.get(path)

    assert answer.status < 500, answer
    assert answer.json()


HEADERS: tuple[dict[str, str], ...] = (
    {"idempotency-key": "x" * 5000},
    {"idempotency-key": "ü\xff"},
    {"prefer": "wait=" + "9" * HUGE},
    {"prefer": "wait=-1"},
    {"authorization": "Bearer \xff\xfe"},
    {"authorization": "Bearer " + "x" * 10_000},
    {"content-type": "multipart/form-data"},
    {"content-type": "multipart/form-data; boundary=x"},
    {"content-type": "multipart/form-data; boundary=\xff"},
    {"last-event-id": "9" * HUGE},
    {"x-forwarded-for": "a, b, \xff"},
    {"host": ""},
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_odd_headers_are_answered_in_words(running: Gateway, path: str, headers: dict[str, str]) -> None:
    """Headers with what HTTP allows and nobody sends."""
    given = {"model": "flux-2-pro", "prompt": "a", "width": 256, "height": 256}
    body = {"version": "flux-2-pro", "input": given} if "replicate" in path else given

    answer = running.owner.told(prefer="respond-async").request("POST", path, body, headers)

    assert answer.status < 500, answer


@pytest.mark.parametrize(
    "range_", ["bytes=\xb2-", "bytes=" + "9" * HUGE + "-", "bytes=5-2", "bytes=-0", "lines=1-2", "bytes=--"]
)
def test_odd_ranges_give_the_file_or_refuse(running: Gateway, range_: str) -> None:
    """A range that cannot be read is as none."""
    task = running.owner.ended(running.owner.post("/v1/tasks", {"model": "flux-2-pro", "prompt": "a"}).json()["id"])

    answer = Client("").get(task["outputs"][0]["url"], range=range_)

    assert answer.status in (200, 206, 416), answer


def test_broken_http_ends_with_a_400_or_a_closed_line(running: Gateway) -> None:
    """Bytes that are no HTTP, and a body that never comes, leave the gateway well."""
    parts = urlsplit(running.url)
    for data in (
        b"\x00\xff\r\n\r\n",
        b"GET /\r\n\r\n",
        b"POST /v1/tasks HTTP/1.1\r\nhost: x\r\ncontent-length: ten\r\n\r\n",
    ):
        with socket.create_connection((parts.hostname, parts.port), 5) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            assert b"500" not in line.recv(200)

    assert running.owner.get("/healthz").status == 200
