"""Every format of text, by the tables: what is worded is understood, however it is cut; nonsense ends in an error of our tree."""

import json
from contextlib import suppress
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from philae.core.chat import (
    Answer,
    ChatRequest,
    Choice,
    Format,
    Image,
    Message,
    Part,
    Sampling,
    Source,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.dialect import Inbound
from philae.core.errors import GatewayError
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.stream import Begin, Close, Delta, End, Event, Frame, Open, Spent
from philae.core.text import ChatFace, PlainFace, Spoken, Wire
from philae.core.tokens import Tokens
from philae.net.frames import Blocks, events
from philae.vendors import FACES, PLAIN_FACES, SPEAKERS
from tests.vendors.mutated import mutated

WIRES: tuple[Wire, ...] = get_args(Wire)
CODECS = {
    wire: codec
    for name in ("bedrock", "openai", "anthropic", "gemini")
    for wire, codec in SPEAKERS[name].codecs.items()
}
CHATS = [*FACES.values(), *(face for face in PLAIN_FACES.values() if isinstance(face, ChatFace))]
TO = Target("https://vendor.example", "claude-opus-5", "attempt-1")
MODELS = {"messages": "claude-opus-5", "gemini": "gemini-2.5-flash", "converse": "amazon.nova-pro-v1:0"}
ASKED = ChatRequest("some", (Message("user", (Text("Hello!"),)),), cap=512, stream=True, usage=True)
RICH = ChatRequest(
    "some",
    (
        Message("system", (Text("Be kind."),)),
        Message("user", (Text("What is this?"), Image(Source(url="https://a.example/b.png")))),
        Message("assistant", (Text("I look."), ToolCall("call_1", "weather", '{"city":"Paris"}'))),
        Message("tool", (ToolResult("call_1", (Text("12 °C"),)),)),
        Message("user", (Text("And now?"),)),
    ),
    (Tool("weather", "Of a city", {"type": "object", "properties": {"city": {"type": "string"}}}),),
    format=Format("schema", {"type": "object", "properties": {"a": {"type": "string"}}}, "form"),
    sampling=Sampling(temperature=0.5, top_p=0.9),
    cap=512,
    stop=("END",),
    stream=True,
    usage=True,
)  # fmt: skip
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
TOKEN = {"token": "a", "logprob": -0.1, "bytes": [97]}
names = st.text("abcxyz_", min_size=1, max_size=8)


def to(wire: Spoken) -> Target:
    """A target whose model that format's vendor has."""
    return msgspec.structs.replace(TO, model=MODELS.get(wire, "gpt-5.4"))


def rich(wire: Wire) -> ChatRequest:
    """A request of much that the format has words for; responses have no stop texts."""
    return msgspec.structs.replace(RICH, stop=()) if wire == "responses" else RICH


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return json.loads(msgspec.json.encode(value))


def inbound(body: Any, wire: str = "") -> Inbound:
    """A client's request; Google's format has the model in the path."""
    return Inbound("POST", {"model": "some"} if wire == "gemini" else {}, {}, {}, json.dumps(body).encode())


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer that each format has words for."""
    called = draw(
        st.lists(st.builds(ToolCall, names, names, st.sampled_from(["{}", '{"a":1}', '{"b":"ß"}'])), max_size=2, unique_by=lambda c: c.id)
    )  # fmt: skip
    said: list[Part] = draw(st.lists(st.builds(Text, words), min_size=0 if called else 1, max_size=1))
    reason: Any = "tool_calls" if called else draw(st.sampled_from(["stop", "length"]))
    tokens = Tokens(draw(st.integers(20, 99)), draw(st.integers(10, 99)), cached=draw(st.integers(0, 9)))
    odds: Any = draw(st.just(None) | st.just({"content": [TOKEN | {"top_logprobs": [TOKEN]}]})) if said else None
    return Answer(draw(names), draw(names), (Choice((*said, *called), reason, logprobs=odds),), tokens)


def told(answer: Answer, data: st.DataObject) -> list[Event]:
    """The answer as events, its parts in pieces of any size."""
    choice = answer.choices[0]
    found: list[Event] = [Begin(answer.id, answer.model, answer.created)]
    for index, part in enumerate(choice.parts):
        field = "arguments" if isinstance(part, ToolCall) else "text"
        whole = getattr(part, field)
        cut = data.draw(st.integers(0, len(whole)))
        found.append(Open(index, msgspec.structs.replace(part, **{field: ""})))
        found += [Delta(index, piece) for piece in (whole[:cut], whole[cut:]) if piece]
        found.append(Close(index))
    return [*found, End(choice.reason), Spent(answer.tokens or Tokens())]


def content(parts: Any) -> list[Any]:
    """What was said: texts, and calls by their names and arguments. Google's calls have ids of ours at times."""
    return [
        (p.name, json.loads(p.arguments or "{}")) if isinstance(p, ToolCall) else p.text
        for p in parts
        if not isinstance(p, Thinking)
    ]


def assembled(found: list[Event]) -> tuple[list[Any], str, tuple[int, int]]:
    """Content, reason and tokens that the events tell."""
    parts = {e.index: e.part for e in found if isinstance(e, Open)}
    for event in found:
        if isinstance(event, Delta):
            part: Any = parts[event.index]
            field = "arguments" if isinstance(part, ToolCall) else "text"
            parts[event.index] = msgspec.structs.replace(part, **{field: getattr(part, field) + event.text})
    (reason,) = [e.reason for e in found if isinstance(e, End)]
    spent = [e.tokens for e in found if isinstance(e, Spent)][-1]
    return content(parts.values()), reason, (spent.input, spent.output)


def pieces(raw: bytes, data: st.DataObject) -> list[bytes]:
    """The bytes as a network may cut them."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=5)))
    return [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]


def frames(raw: bytes, data: st.DataObject) -> list[Frame]:
    """The frames that come out of the pieces."""
    blocks = Blocks()
    whole = b"".join(blocks.feed(piece) for piece in pieces(raw, data))
    return list(events(whole + blocks.rest()))


@pytest.mark.parametrize("wire", WIRES)
@QUICK
@given(answers())
def test_whole_answers_are_understood(wire: Wire, answer: Answer) -> None:
    """What a client of a format is told, that format's codec reads as the same answer."""
    reply = FACES[wire].encode(answer, ASKED)
    read = CODECS[wire].read(HttpReply(200, {}, msgspec.json.encode(reply.body)))

    assert content(read.choices[0].parts) == content(answer.choices[0].parts)
    assert read.choices[0].reason == answer.choices[0].reason
    assert read.tokens
    assert answer.tokens
    assert (read.tokens.input, read.tokens.output) == (answer.tokens.input, answer.tokens.output)


@pytest.mark.parametrize("wire", WIRES)
@QUICK
@given(answers(), st.data())
def test_streams_are_understood_however_they_are_cut(wire: Wire, answer: Answer, data: st.DataObject) -> None:
    """By the writer into pieces of the text, and by the network anywhere in the bytes."""
    write, read = FACES[wire].writer(ASKED), CODECS[wire].reader()
    raw = b"".join(write(event) for event in (*told(answer, data), None))

    found = [event for frame in frames(raw, data) for event in read(frame)]

    assert answer.tokens
    expected = content(answer.choices[0].parts), answer.choices[0].reason, (answer.tokens.input, answer.tokens.output)
    assert assembled(found) == expected


@pytest.mark.parametrize("wire", WIRES)
@QUICK
@given(st.data())
def test_nonsense_in_a_request_is_an_error_of_ours(wire: Wire, data: st.DataObject) -> None:
    """A client's request with one thing wrong is understood, and can be written for every vendor, or is refused."""
    body = data.draw(mutated(plain(CODECS[wire].write(rich(wire), to(wire)).call.json)))
    with suppress(GatewayError):
        request = FACES[wire].decode(inbound(body, wire))
        for other, codec in CODECS.items():
            with suppress(GatewayError):
                codec.write(request, to(other))


@pytest.mark.parametrize("wire", WIRES)
@QUICK
@given(answers(), st.data())
def test_nonsense_in_an_answer_is_an_error_of_ours(wire: Wire, answer: Answer, data: st.DataObject) -> None:
    """A vendor's answer with one thing wrong is read, and can be told in every format, or is an error."""
    body = data.draw(mutated(plain(FACES[wire].encode(answer, ASKED).body)))
    with suppress(GatewayError):
        codec = CODECS[wire]
        codec.tokens(msgspec.json.encode(body))
        read = codec.read(HttpReply(200, {}, msgspec.json.encode(body)))
        for face in CHATS:
            face.encode(read, ASKED)


@pytest.mark.parametrize("wire", WIRES)
@QUICK
@given(answers(), st.data())
def test_nonsense_in_a_stream_is_an_error_of_ours(wire: Wire, answer: Answer, data: st.DataObject) -> None:
    """A vendor's stream with one strange frame is read, and told in every format, to its end or to an error."""
    write, codec = FACES[wire].writer(ASKED), CODECS[wire]
    found = list(events(b"".join(write(event) for event in (*told(answer, data), None))))
    at = data.draw(st.integers(0, len(found) - 1))
    with suppress(ValueError):  # a mark that is no JSON stays as it is
        found[at] = Frame(msgspec.json.encode(data.draw(mutated(json.loads(found[at].data)))), found[at].event)
    read, writers = codec.reader(), [face.writer(ASKED) for face in CHATS]
    with suppress(GatewayError):
        for frame in found:
            codec.spent(frame.data)
            for event in read(frame):
                for writer in writers:
                    writer(event)
        for writer in writers:
            writer(None)


PLAIN: dict[str, Any] = {
    "completions": {"model": "m", "prompt": ["a"], "max_tokens": 5, "stop": ["x"], "stream": False},
    "embeddings": {"model": "m", "input": ["a", "b"], "dimensions": 64, "encoding_format": "float"},
    "rerank": {"model": "m", "query": "q", "documents": ["a", {"text": "b"}], "top_n": 1},
    "embedContent": {"content": {"parts": [{"text": "a"}]}, "outputDimensionality": 64},
    "batchEmbedContents": {"requests": [{"model": "models/some", "content": {"parts": [{"text": "a"}]}}]},
}


def test_every_simple_endpoint_has_its_sample() -> None:
    """A new one is fuzzed as well."""
    assert PLAIN.keys() == PLAIN_FACES.keys()


@pytest.mark.parametrize("name", PLAIN)
@QUICK
@given(st.data())
def test_nonsense_at_a_simple_endpoint_is_an_error_of_ours(name: str, data: st.DataObject) -> None:
    """Embeddings, completions, rerank: understood, and writable for whoever serves it, or refused."""
    body = data.draw(mutated(PLAIN[name]))
    face: ChatFace | PlainFace = next(face for key, face in PLAIN_FACES.items() if key == name)
    with suppress(GatewayError):
        request = face.decode(inbound(body, "gemini" if "ontent" in name else ""))
        if isinstance(face, PlainFace):
            for speaker in SPEAKERS.values():
                if codec := speaker.simple.get(face.operation):
                    with suppress(GatewayError):
                        codec.write(request, TO)
