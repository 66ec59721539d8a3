"""What is worded for one side is understood by the other, whatever it is."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from philae.core.chat import (
    Answer,
    ChatRequest,
    Choice,
    Choose,
    Format,
    Message,
    Part,
    Reasoning,
    Refusal,
    Sampling,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.dialect import Inbound
from philae.core.effort import EFFORTS
from philae.core.errors import InvalidRequest
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.stream import Begin, Close, Delta, End, Event, Frame, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import CHAT, OPENAI, Quirks, codec

ASKED = ChatRequest("m", (Message("user", (Text("Hello!"),)),), stream=True, usage=True)
TO = Target("https://api.example", "m", "key-1")

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
names = st.text("abcxyz_-", min_size=1, max_size=8)
arguments = st.sampled_from(["{}", '{"a": 1}', '{"b":"\\u00df"}', '{"c":[null]}'])
counts = st.integers(0, 9)
calls = st.builds(ToolCall, id=names, name=names, arguments=arguments)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer of the parts that this format has: thoughts, words or a refusal, calls of different ids."""
    choices = []
    for _ in range(draw(st.integers(1, 2))):
        thoughts: list[Part] = draw(st.lists(st.builds(Thinking, words), max_size=1))
        said: list[Part] = draw(st.lists(st.builds(Text, words) | st.builds(Refusal, words), max_size=1))
        called = draw(st.lists(calls, max_size=3, unique_by=lambda call: call.id))
        usual = "tool_calls" if called else "refusal" if any(isinstance(p, Refusal) for p in said) else "stop"
        reason: Any = draw(st.sampled_from(["length", "content_filter", usual]))
        choices.append(Choice((*thoughts, *said, *called), reason))
    tokens = Tokens(
        20 + draw(counts), 10 + draw(counts), cached=draw(counts), written=draw(counts), reasoning=draw(counts)
    )
    return Answer(draw(names), draw(names), tuple(choices), tokens, draw(counts), draw(st.just("") | names))


def events(answer: Answer, data: st.DataObject) -> list[Event]:
    """The answer in pieces of any size, its choices one after the other or in turns."""
    parts = [(at, part) for at, choice in enumerate(answer.choices) for part in choice.parts]
    told: list[Event] = [Begin(answer.id, answer.model, answer.created, service_tier=answer.service_tier)]
    for index, (at, part) in enumerate(parts):
        field = "arguments" if isinstance(part, ToolCall) else "text"
        whole = getattr(part, field)
        told.append(Open(index, msgspec.structs.replace(part, **{field: ""}), at))
        cut = data.draw(st.integers(0, len(whole)))
        told += [Delta(index, piece) for piece in (whole[:cut], whole[cut:]) if piece]
        told.append(Close(index))
    told += [End(choice.reason, at) for at, choice in enumerate(answer.choices)]
    return [*told, Spent(answer.tokens or Tokens())]


def assembled(told: list[Event]) -> Answer:
    """The whole that the events are pieces of; each part opens before it is spoken to and closes once."""
    begin = next(event for event in told if isinstance(event, Begin))
    opened = {event.index: event for event in told if isinstance(event, Open)}
    closed = [event.index for event in told if isinstance(event, Close)]
    assert sorted(closed) == sorted(opened)
    pieces = dict.fromkeys(opened, "")
    for event in told:
        if isinstance(event, Delta):
            pieces[event.index] += event.text
    parts: dict[int, list[Part]] = {}
    for index, event in opened.items():
        field = "arguments" if isinstance(event.part, ToolCall) else "text"
        parts.setdefault(event.choice, []).append(msgspec.structs.replace(event.part, **{field: pieces[index]}))
    ends = {event.choice: event.reason for event in told if isinstance(event, End)}
    (spent,) = [event.tokens for event in told if isinstance(event, Spent)]
    choices = tuple(Choice(tuple(parts.get(at, ())), ends[at]) for at in sorted(ends))
    return Answer(begin.id, begin.model, choices, spent, begin.created, begin.service_tier)


@given(answers())
def test_whole_answers(answer: Answer) -> None:
    """An answer that a client of ours is told is understood as the same one."""
    reply = CHAT.encode(answer, ASKED)
    assert codec().read(HttpReply(200, {}, json.dumps(reply.body).encode())) == answer
    assert codec().tokens(json.dumps(reply.body).encode()) == answer.tokens


@given(answers(), st.data())
def test_streams(answer: Answer, data: st.DataObject) -> None:
    """So is a stream, whichever way it is cut."""
    write, read = CHAT.writer(ASKED), codec().reader()
    raw = b"".join(write(event) for event in (*events(answer, data), None))
    frames = [Frame(block.removeprefix(b"data: ")) for block in raw.split(b"\n\n") if block]
    assert assembled([event for frame in frames for event in read(frame)]) == answer


messages = st.one_of(
    st.builds(Message, st.sampled_from(["system", "developer", "user"]), st.tuples(st.builds(Text, words))),
    st.builds(Message, st.just("user"), st.lists(st.builds(Text, words), min_size=2, max_size=3).map(tuple), names),
    st.builds(Message, st.just("assistant"), st.tuples(st.builds(Thinking, words), st.builds(Text, words), calls)),
    st.builds(Message, st.just("tool"), st.tuples(st.builds(ToolResult, names, st.tuples(st.builds(Text, words))))),
)
tools = st.builds(Tool, names, words | st.just(""), st.none() | st.just({"type": "object"}), st.none() | st.booleans())
choosing = st.builds(Choose, st.sampled_from(["auto", "none", "required"]), st.just(""), st.none() | st.booleans())
forms = st.builds(Format, st.just("json")) | st.builds(Format, st.just("schema"), st.just({"type": "object"}), names)
settings = st.builds(
    Sampling,
    st.none() | st.floats(0, 2),
    st.none() | st.floats(0, 1),
    st.none(),
    st.none() | counts,
    st.none() | st.floats(-2, 2),
    st.none() | st.floats(-2, 2),
    st.none() | st.just({"50256": -100.0}),
    st.none() | st.booleans(),
    st.none() | counts,
)


@st.composite
def requests(draw: st.DrawFn) -> ChatRequest:
    """A request of anything that OpenAI has a word for."""
    offered = tuple(draw(st.lists(tools, max_size=2)))
    stream = draw(st.booleans())
    return ChatRequest(
        "m",
        tuple(draw(st.lists(messages, min_size=1, max_size=4))),
        offered,
        draw(st.none() | choosing) if offered else None,
        draw(st.none() | forms),
        draw(st.none() | st.builds(Reasoning, st.sampled_from(EFFORTS))),
        draw(settings),
        draw(st.none() | st.integers(1, 99)),
        tuple(draw(st.lists(words, max_size=2))),
        draw(st.integers(1, 4)),
        stream=stream,
        usage=stream,
        user=draw(st.just("") | names),
        cache_key=draw(st.just("") | names),
        verbosity=draw(st.sampled_from(["", "low"])),
        metadata=draw(st.none() | st.just({"a": "b"})),
        extra=draw(st.just({}) | st.just({"chat": {"store": True}})),
    )


@given(requests())
def test_requests(request: ChatRequest) -> None:
    """What OpenAI is asked is what the client asked, with nothing left out."""
    quirks = msgspec.structs.replace(OPENAI, thoughts="reasoning_content")
    written = codec(quirks).write(request, TO)
    assert written.dropped == ()
    assert CHAT.decode(Inbound("POST", {}, {}, {}, json.dumps(written.call.json).encode())) == request


@given(requests(), st.sampled_from([Quirks(), Quirks(schema=False, choices=frozenset())]))
def test_requests_of_others(request: ChatRequest, quirks: Quirks) -> None:
    """A vendor that knows less is asked less, or nothing; whatever it is asked is a request of this format."""
    try:
        sent = codec(quirks).write(request, TO).call.json
    except InvalidRequest:
        return
    assert not quirks.lacks & sent.keys()
    CHAT.decode(Inbound("POST", {}, {}, {}, json.dumps(sent).encode()))
