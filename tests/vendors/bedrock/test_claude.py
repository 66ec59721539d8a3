"""Claude at Bedrock: Anthropic's words in AWS's wrappings."""

import base64
import json
from typing import Any

import msgspec
import pytest

from philae.core.chat import ChatRequest, Document, Image, Message, Source, Text, ToolCall, ToolResult
from philae.core.errors import InvalidRequest, RateLimited, UpstreamError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.stream import Event, Fault, Frame
from philae.core.tokens import Tokens
from philae.net.eventstream import EventStream
from philae.vendors.anthropic import CODEC, MESSAGES
from philae.vendors.bedrock import claude, count, counted
from tests.net.test_eventstream import message, string
from tests.vendors.anthropic.said import asked, frames, inbound, native
from tests.vendors.anthropic.test_reader import WHOLE

BEDROCK = claude(CODEC)
MODEL = "us.anthropic.claude-opus-4-6-v1"
AT = "https://bedrock-runtime.eu-west-1.amazonaws.com"
TO = Target(AT, MODEL, "attempt-1")


def chunk(data: bytes) -> bytes:
    """A frame as Bedrock wraps it; `p` is padding."""
    return json.dumps({"bytes": base64.b64encode(data).decode(), "p": "abcdef"}).encode()


def events(codec_frames: list[Frame], reader: Any) -> list[Event]:
    """The events of a stream."""
    return [event for frame in codec_frames for event in reader(frame)]


def body(request: ChatRequest, to: Target = TO) -> dict[str, Any]:
    """The body of the call."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(BEDROCK.write(request, to).call.json))
    return made


@pytest.mark.parametrize(
    ("model", "stream", "where"),
    [
        (MODEL, False, "/model/us.anthropic.claude-opus-4-6-v1/invoke"),
        (
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            True,
            "/model/anthropic.claude-haiku-4-5-20251001-v1:0/invoke-with-response-stream",
        ),
        (
            "arn:aws:bedrock:us-east-1:1:inference-profile/a",
            False,
            "/model/arn:aws:bedrock:us-east-1:1:inference-profile%2Fa/invoke",
        ),
    ],
)
def test_where(model: str, stream: bool, where: str) -> None:  # noqa: FBT001 - a table's column
    """The path names the model and says whether to stream."""
    assert BEDROCK.path(model, stream) == where
    call = BEDROCK.write(asked(stream=stream), Target(AT, model, "k")).call
    assert call.url == f"https://bedrock-runtime.eu-west-1.amazonaws.com{where}"
    assert (call.method, call.effect) == ("POST", "submit")


def test_the_body() -> None:
    """Anthropic's, with the version, and without what the path says."""
    assert body(asked(stream=True)) == {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 8192,
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
    }


def test_a_messages_client_is_heard_in_full() -> None:
    """What it said goes on as it was; its beta features are asked for in the body."""
    said = native(
        system=[{"type": "text", "text": "s", "cache_control": {"type": "ephemeral"}}],
        tools=[{"name": "f", "input_schema": {"type": "object"}, "eager_input_streaming": True}],
        stream=True,
    )
    found = body(MESSAGES.decode(inbound(said, anthropic_beta="one,two")))
    told = {name: value for name, value in said.items() if name not in {"model", "stream"}}
    assert found == told | {"anthropic_version": "bedrock-2023-05-31", "anthropic_beta": ["one", "two"]}


def test_service_tiers_are_dropped() -> None:
    """Bedrock has other ones, and not in the body."""
    written = BEDROCK.write(asked(service_tier="auto", verbosity="low"), TO)
    assert written.dropped == ("verbosity", "service_tier")
    assert "service_tier" not in written.call.json


PICTURE = Image(Source(url="https://a.example/b.png"))


@pytest.mark.parametrize(
    "messages",
    [
        (Message("user", (PICTURE,)),),
        (Message("user", (Document(Source(url="https://a.example/b.pdf")),)),),
        (
            Message("user", (Text("q"),)),
            Message("assistant", (ToolCall("c", "f"),)),
            Message("tool", (ToolResult("c", (PICTURE,)),)),
        ),
    ],
)
def test_media_elsewhere_is_refused(messages: tuple[Message, ...]) -> None:
    """Bedrock does not fetch."""
    with pytest.raises(InvalidRequest) as caught:
        BEDROCK.write(asked(*messages), TO)
    assert caught.value.param == "messages"


def test_whole_answers() -> None:
    """They are Anthropic's."""
    reply = HttpReply(200, {}, json.dumps(WHOLE).encode())
    assert BEDROCK.read(reply) == CODEC.read(reply)
    assert BEDROCK.tokens(reply.body) == CODEC.tokens(reply.body)


@pytest.mark.parametrize("name", ["text", "tool", "thinking", "search", "overloaded"])
def test_streams(name: str) -> None:
    """A stream inside chunks reads as it does outside; so does what it took."""
    plain = frames(name)
    wrapped = [Frame(chunk(frame.data), "chunk") for frame in plain]
    found, told = events(wrapped, BEDROCK.reader()), events(plain, CODEC.reader())
    assert [repr(event) for event in found if not isinstance(event, Fault)] == [
        repr(event) for event in told if not isinstance(event, Fault)
    ]
    assert len(found) == len(told)
    assert [BEDROCK.spent(frame.data) for frame in wrapped] == [CODEC.spent(frame.data) for frame in plain]


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_from_the_wire(size: int) -> None:
    """The bytes that AWS sends, in pieces of any size, read as Anthropic's own stream; an exception ends them."""
    named = [(string(":message-type", "event") + string(":event-type", "chunk"), chunk(f.data)) for f in frames("tool")]
    ended = string(":message-type", "exception") + string(":exception-type", "throttlingException")
    sent = b"".join(message(*told) for told in [*named, (ended, b'{"message": "Too many requests"}')])
    stream, reader = EventStream(), BEDROCK.reader()
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    found = [event for piece in pieces for told in stream.feed(piece) for event in reader(told.frame())]
    assert found[:-1] == events(frames("tool"), CODEC.reader())
    assert isinstance(found[-1], Fault)


def test_an_exception_breaks_a_stream_off() -> None:
    """Its name is the frame's."""
    (event,) = BEDROCK.reader()(Frame(b'{"message": "Too many requests"}', "throttlingException"))
    assert isinstance(event, Fault)
    assert isinstance(event.error, RateLimited)


def test_an_empty_chunk() -> None:
    """It says nothing."""
    assert events([Frame(b"{}", "chunk")], BEDROCK.reader()) == []
    assert BEDROCK.spent(b"{}") is None


@pytest.mark.parametrize("data", [b"<html>", b'{"bytes": 1}', b'{"bytes": "%"}'])
def test_garbage(data: bytes) -> None:
    """What cannot be read ends the reading, and counts nothing."""
    with pytest.raises(UpstreamError):
        events([Frame(data, "chunk")], BEDROCK.reader())
    assert BEDROCK.spent(data) is None


def test_errors_are_raised() -> None:
    """An answer of 400 and above is an error, of a count too."""
    for read in (BEDROCK.read, counted):
        with pytest.raises(RateLimited):
            read(HttpReply(429, {"x-amzn-errortype": "ThrottlingException"}, b"{}"))


def test_a_count() -> None:
    """The body to be counted travels in base64, for the model whose profile it is."""
    call = count(CODEC, asked(), TO).call
    assert call.url == f"{TO.base_url}/model/{MODEL.removeprefix('us.')}/count-tokens"
    assert call.effect == "none"
    inner = base64.b64decode(call.json["input"]["invokeModel"]["body"])
    assert json.loads(inner) == body(asked())
    assert counted(HttpReply(200, {}, b'{"inputTokens": 14}')) == 14


def test_facts() -> None:
    """The framing tells it from Anthropic's own, so a client's bytes must not pass as they are."""
    assert (BEDROCK.wire, BEDROCK.framing, BEDROCK.bare) == ("messages", "aws-eventstream", False)
    assert CODEC.spent(frames("text")[0].data) == Tokens(25, 1)
