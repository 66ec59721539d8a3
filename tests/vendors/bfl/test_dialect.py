"""BFL's API as we serve it: clients' requests as data, and the endpoints in both places."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.dialect import Balance, Create, Get, Inbound
from philae.core.errors import GatewayError, InvalidRequest
from philae.core.task import Task
from philae.vendors.bfl.dialect import DIALECT, decode

TASK: dict[str, Any] = {
    "id": "0192a1b0-0000-7000-8000-000000000001", "account": "0192a1b0-0000-7000-8000-0000000000aa", "key": None,
    "dialect": "bfl", "operation": "image.generate", "model": "flux-2-pro", "state": "queued", "book": "live",
    "params": {}, "n": 1, "base": "https://gateway.example", "created_at": "2026-11-01T10:00:00Z",
}  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON has it: tuples are lists."""
    return msgspec.json.decode(msgspec.json.encode(value))


def dialogues() -> list[Any]:
    """The files of dialogues/ as parameters."""
    files = sorted(Path(__file__).with_name("dialogues").glob("*.json"))
    return [pytest.param(json.loads(f.read_text("utf-8")), id=f.stem) for f in files]


def inbound(body: Any, **path: str) -> Inbound:
    """A client's request."""
    return Inbound("POST", path, {}, {}, json.dumps(body).encode())


def within(told: Any, found: Any) -> Any:
    """`found` reduced to the names that `told` has."""
    if isinstance(told, dict) and isinstance(found, dict):
        return {name: within(value, found.get(name, "absent")) for name, value in told.items()}
    return found


@pytest.mark.parametrize("told", dialogues())
def test_dialogue(told: dict[str, Any]) -> None:
    """The request is understood, and its task answered, as told."""
    endpoint = next(e for e in DIALECT.endpoints if isinstance(e, Create) and e.path == told["endpoint"])
    request = inbound(told["request"]["json"], **told["request"]["path"])
    try:
        submission = endpoint.decode(request)
    except GatewayError as error:
        found = {"kind": type(error).__name__, "public": error.public, "param": error.param}
        assert found == told["refused"]
        return
    assert within(told["submission"], plain(submission)) == told["submission"]
    for answer in told.get("answers", ()):
        task = msgspec.convert(TASK | answer["task"] | {"wish": submission.echo}, Task)
        assert plain(endpoint.encode(task)) == answer["reply"] | {"headers": []}


@given(
    st.dictionaries(
        st.sampled_from(["steps", "guidance", "raw", "top", "user", "anything"]), st.integers() | st.text(min_size=1)
    ),
    st.text(min_size=1),
)
def test_nothing_that_was_sent_is_lost(own: dict[str, Any], prompt: str) -> None:
    """Every field that is not empty arrives, in the client's words or under its canonical name."""
    wish = decode(inbound({**own, "prompt": prompt, "output_format": "png"}), "flux-dev", "/v1").wish
    assert (wish.own, wish.common) == (own, {"prompt": prompt, "format": "png"})


@pytest.mark.parametrize("body", [b"{", b"[]", b"5"])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    """Before anything else is looked at."""
    with pytest.raises(InvalidRequest):
        decode(Inbound("POST", {}, {}, {}, body), "flux-dev", "/v1")


def test_the_whole_api_stands_in_both_places() -> None:
    """Below /flux/v1, and at BFL's own paths, where of /v1 only its names are taken."""
    assert [(type(e).__name__, e.path) for e in DIALECT.endpoints] == [
        ("Create", "/flux/v1/{model:path}"), ("Get", "/flux/v1/get_result"), ("Balance", "/flux/v1/credits"),
        ("Create", "/v1/flux-{rest:path}"), ("Get", "/v1/get_result"), ("Balance", "/v1/credits"),
    ]  # fmt: skip


def test_a_poll_needs_no_credential() -> None:
    """The id is the capability; without one nothing is found."""
    get = next(e for e in DIALECT.endpoints if isinstance(e, Get))
    assert get.public
    assert get.id(Inbound("GET", {}, {"id": "t-1"}, {})) == "t-1"
    assert get.missing(get.id(Inbound("GET", {}, {}, {}))).body == {"id": "", "status": "Task not found"}


def test_credits_are_cents() -> None:
    """An account without a balance has plenty."""
    encode = next(e for e in DIALECT.endpoints if isinstance(e, Balance)).encode
    assert encode(12_345_000_000).body == {"credits": 1234.5}
    assert encode(None).body["credits"] >= 1_000_000
