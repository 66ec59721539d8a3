"""Plays exchanges and dialogues, kept as JSON beside the tests, against a vendor's pure functions."""

import json
from base64 import b64decode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from philae.core.blob import Blob
from philae.core.dialect import Create, Dialect, Inbound
from philae.core.errors import GatewayError
from philae.core.http import HttpReply
from philae.core.image import ImageRequest
from philae.core.outcome import Ref
from philae.core.provider import Codec, Target
from philae.core.task import Event, Task

Told = dict[str, Any]
TASK: Told = {
    "id": "0192a1b0-0000-7000-8000-000000000001",
    "account": "0192a1b0-0000-7000-8000-0000000000aa",
    "key": None,
    "dialect": "test",
    "operation": "image.generate",
    "model": "flux-2-pro",
    "state": "succeeded",
    "book": "live",
    "params": {},
    "n": 1,
    "base": "https://gateway.example",
    "created_at": "2026-11-01T10:00:00Z",
    "started_at": "2026-11-01T10:00:01Z",
    "finished_at": "2026-11-01T10:00:05.500Z",
}
ASSET: Told = {
    "id": "0192a1b0-0000-7000-8000-000000000002",
    "kind": "image",
    "key": "out/1.png",
    "mime": "image/png",
    "size": 4321,
    "width": 1024,
    "height": 768,
    "url": "https://gateway.example/files/1.png",
}


def cases(test: str, kind: str) -> list[Any]:
    """The files of one kind beside a test file, as parameters named after them."""
    files = sorted((Path(test).parent / kind).glob("*.json"))
    return [pytest.param(json.loads(file.read_text("utf-8")), id=file.stem) for file in files]


def task(**changes: Any) -> Task:
    """A finished task with one picture, changed as told; assets are told by what differs."""
    told = TASK | {"outputs": [{}]} | changes
    told["outputs"] = [ASSET | asset for asset in told["outputs"]]
    return msgspec.convert(told, Task)


def event(kind: str, **data: Any) -> Event:
    """An event of that task."""
    told = {"task": TASK["id"], "seq": 3, "kind": kind, "at": "2026-11-01T10:00:05Z", "data": data}
    return msgspec.convert(told, Event)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(value))


def within(told: Any, found: Any) -> Any:
    """`found`, reduced to the fields that `told` speaks of; what is told to be empty must be."""
    if told and isinstance(told, dict) and isinstance(found, dict):
        return {name: within(told[name], found[name]) for name in told if name in found}
    if isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        return [within(a, b) for a, b in zip(told, found, strict=True)]
    return found


def exchange(codec: Codec, told: Told) -> None:
    """Every call is written as told and every reply read as told."""
    request, to = msgspec.convert(told["request"], ImageRequest), msgspec.convert(told["to"], Target)
    assert codec.able(request) is None
    ref: Ref | None = None
    for turn in told["turns"]:
        call = plain(codec.call(request, ref, to))
        assert {name: call[name] for name in turn["call"]} == turn["call"]
        outcome = read(codec, turn["reply"], ref)
        assert within(turn["outcome"], outcome) == turn["outcome"]
        ref = outcome.get("pending", {}).get("ref", ref)


def read(codec: Codec, told: Told, ref: Ref | None = None) -> Told:
    """What comes of a reply, as plain data: `done` or `pending`, or what it `raises`."""
    body = told["text"].encode() if "text" in told else json.dumps(told["json"]).encode()
    reply = HttpReply(told["status"], told.get("headers", {}), body)

    def outcome() -> Any:
        came = codec.read(reply, ref)
        return {type(came).__name__.lower(): came}

    found = attempt("outcome", outcome)
    return found.get("outcome", found)  # type: ignore[no-any-return]


def inbound(told: Told) -> Inbound:
    """A client's request; a multipart field that is an object is a file, its bytes in base64."""
    form = (
        [(k, Blob(data=b64decode(v["file"]), mime=v["mime"]) if isinstance(v, dict) else v) for k, v in told["form"]]
        if "form" in told
        else None
    )
    body = json.dumps(told["json"]).encode() if "json" in told else told.get("text", "").encode()
    return Inbound("POST", told.get("path", {}), {}, told.get("headers", {}), body, tuple(form) if form else None)


def dialogue(dialect: Dialect, told: Told) -> None:
    """The request is understood as told, and the task that comes of it worded as told, in each of its states."""
    endpoint = next(e for e in dialect.endpoints if isinstance(e, Create) and e.path == told["endpoint"])
    found = attempt("submission", lambda: endpoint.decode(inbound(told["request"])))
    assert within(told["understood"], found) == told["understood"]
    for answer in told.get("answers", ()):
        submission = found["submission"]
        made = task(**{"wish": submission["echo"], "n": submission["n"]} | answer["task"])
        assert within(answer["told"], attempt("reply", partial(endpoint.encode, made))) == answer["told"]


def attempt(name: str, deed: Callable[[], Any]) -> Told:
    """What came of it as plain data, under that name; or what it raised."""
    try:
        return {name: plain(deed())}
    except GatewayError as error:
        shown = ("public", "detail", "param", "retryable", "retry_after")
        return {"raises": {"kind": type(error).__name__} | {field: getattr(error, field) for field in shown}}
