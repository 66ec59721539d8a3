"""Streams as Gemini's clients are told them, as events and as an array."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from philae.core.chat import ChatRequest, Image, Reasoning, Refusal, Source, Text, Thinking, ToolCall
from philae.core.errors import RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent, Writer
from philae.core.tokens import Tokens
from philae.vendors.gemini.signature import seal
from philae.vendors.gemini.writer import array, writer
from tests.vendors.gemini.sample import request

HEAD = {"modelVersion": "m", "responseId": "r"}
TALK: list[Event] = [
    Begin("r", "m", tokens=Tokens(input=3)),
    Open(0, Text("")), Delta(0, "He"), Delta(0, "llo"), Close(0),
    End("stop"), Spent(Tokens(input=3, output=2)),
]  # fmt: skip


def streamed(given: ChatRequest, *events: Event, form: Callable[[ChatRequest], Writer] = writer) -> bytes:
    """All that the client is sent."""
    write = form(given)
    return b"".join(write(event) for event in (*events, None))


def chunks(*events: Event, show: bool | None = None) -> list[Any]:
    """The chunks of a stream of events."""
    data = streamed(request(reasoning=Reasoning(show=show)), Begin("r", "m"), *events)
    return [json.loads(line.removeprefix("data: ")) for line in data.decode().split("\r\n\r\n") if line]


def parts(*events: Event, show: bool | None = None) -> list[Any]:
    """The parts of the first candidate of each chunk."""
    return [c["candidates"][0]["content"]["parts"] for c in chunks(*events, show=show)]


def test_events() -> None:
    """Each piece is an event; the last one has the end and the usage; nothing follows."""
    data = streamed(request(), *TALK)
    first, second, last, rest = data.split(b"\r\n\r\n")
    assert json.loads(first.removeprefix(b"data: ")) == HEAD | {
        "candidates": [{"content": {"role": "model", "parts": [{"text": "He"}]}, "index": 0}]
    }
    assert b'"llo"' in second
    assert json.loads(last.removeprefix(b"data: ")) == HEAD | {
        "candidates": [{"content": {"role": "model", "parts": [{"text": ""}]}, "index": 0, "finishReason": "STOP"}],
        "usageMetadata": {
            "promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 3}],
            "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 2}],
        },
    }  # fmt: skip
    assert rest == b""


def test_an_array() -> None:
    """The same chunks are the elements of one array, which is whole however the stream ends."""
    data = json.loads(streamed(request(), *TALK, form=array))
    events = streamed(request(), *TALK).decode().split("\r\n\r\n")[:-1]
    assert data == [json.loads(event.removeprefix("data: ")) for event in events]
    assert json.loads(streamed(request(), form=array)) == []
    broken = json.loads(streamed(request(), *TALK[:3], Fault(RateLimited("later", retry_after=2)), form=array))
    assert broken[-1]["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_calls_are_told_whole() -> None:
    """Google's clients take no pieces of arguments; parallel calls keep theirs apart."""
    one, two = ToolCall("c1", "f"), ToolCall("gcall_r_1", "g", signature="Y2Fs")
    found = parts(
        Open(0, one),
        Delta(0, '{"a":'),
        Open(1, two),
        Delta(1, "{}"),
        Delta(0, "1}"),
        Close(0),
        Close(1),
        End("tool_calls"),
    )
    assert found == [
        [{"functionCall": {"name": "f", "args": {"a": 1}, "id": "c1"}}],
        [{"functionCall": {"name": "g", "args": {}}, "thoughtSignature": "Y2Fs"}],
        [{"text": ""}],
    ]


def test_a_call_cut_short() -> None:
    """It is left out, and the end says why."""
    (last,) = chunks(Open(0, ToolCall("c1", "f")), Delta(0, '{"a":'), Close(0), End("tool_calls"))
    assert last["candidates"][0]["finishReason"] == "MALFORMED_FUNCTION_CALL"


def thought(thinking: Thinking) -> list[Event]:
    """The events of a thought of two pieces."""
    half = len(thinking.text) // 2
    opened = Open(0, Thinking(redacted=thinking.redacted, id=thinking.id, origin=thinking.origin))
    return [
        opened,
        Delta(0, thinking.text[:half]),
        Delta(0, thinking.text[half:]),
        Mark(0, thinking.signature),
        Close(0),
    ]


WORDS: list[Event] = [Open(1, Text("")), Delta(1, "Hi"), Delta(1, "!"), Close(1), End("stop")]


def test_shown_thoughts() -> None:
    """Their words come as they are thought, the proof at their end."""
    foreign = Thinking("why", "sig", origin="anthropic")
    shown = [[{"text": "w", "thought": True}], [{"text": "hy", "thought": True}]]
    assert parts(*thought(foreign), *WORDS, show=True)[:4] == [
        *shown, [{"text": "", "thought": True, "thoughtSignature": seal(foreign)}], [{"text": "Hi"}],
    ]  # fmt: skip
    own = Thinking("why", "c2ln", origin="gemini")
    assert parts(*thought(own), *WORDS, show=True)[2] == [{"text": "", "thought": True, "thoughtSignature": "c2ln"}]
    assert parts(*thought(Thinking("why")), *WORDS, show=True)[2] == [{"text": "Hi"}]


@pytest.mark.parametrize("show", [None, False])
def test_hidden_thoughts(*, show: bool | None) -> None:
    """Their proof goes with the next words, or with the end."""
    foreign = Thinking("why", "sig", "", "rs", "responses")
    assert parts(*thought(foreign), *WORDS, show=show) == [
        [{"text": "Hi", "thoughtSignature": seal(foreign)}], [{"text": "!"}], [{"text": ""}],
    ]  # fmt: skip
    assert parts(*thought(foreign), End("stop"), show=show) == [[{"text": "", "thoughtSignature": seal(foreign)}]]
    bare = Thinking("", "b3Ro", origin="gemini")
    assert parts(*thought(bare), End("stop"), show=show)[0] == [{"text": "", "thoughtSignature": "b3Ro"}]


def test_other_parts() -> None:
    """Pictures come at once, refusals and words that are known at the opening too; likelihoods go with their words."""
    picture = Image(Source(data="AAAA", mime="image/png"))
    likely = {"content": [{"token": "a", "logprob": -1.0}]}
    found = chunks(
        Open(0, picture), Close(0),
        Open(1, Refusal("")), Delta(1, "No."), Close(1),
        Open(2, Text("So ")), Delta(2, "a", likely), Mark(2, annotation={"citationMetadata": {"c": 1}}), Mark(2, annotation={"type": "x"}), Close(2),
    )  # fmt: skip
    told = [c["candidates"][0] for c in found]
    assert [t["content"]["parts"] for t in told] == [
        [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}], [{"text": "No."}], [{"text": "So "}], [{"text": "a"}], [],
    ]  # fmt: skip
    assert told[3]["logprobsResult"]["chosenCandidates"] == [{"token": "a", "logProbability": -1.0}]
    assert told[4]["citationMetadata"] == {"c": 1}


def test_choices_end_together() -> None:
    """The last chunk has the ends of all; a stream that breaks off has none."""
    last = chunks(Open(0, Text(""), 1), Delta(0, "b"), Close(0), End("length", 1), End("stop"))[-1]
    assert [(c["index"], c["finishReason"]) for c in last["candidates"]] == [(0, "STOP"), (1, "MAX_TOKENS")]
    assert "finishReason" not in streamed(request(), *TALK[:4]).decode()
    error = chunks(*TALK[1:6], Fault(RateLimited("later")))[-1]
    assert error["error"]["code"] == 429
