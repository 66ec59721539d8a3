"""The official client against our words of chat and the simple text endpoints, over a real socket."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import openai
import pytest
from pydantic import BaseModel

from philae.core.chat import Answer, ChatRequest, Choice, Part, Text, Thinking, ToolCall, ToolResult
from philae.core.dialect import Inbound, Reply
from philae.core.embed import Embedded
from philae.core.errors import GatewayError, RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Open, Spent, Writer
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import CHAT
from philae.vendors.openai.text import completions, embeddings
from philae.vendors.openai.text.models import Listed, listing

pytestmark = pytest.mark.sdk

USED = Tokens(12, 5, reasoning=2)
WEATHER: Any = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
LATE = "and then an error"


class Weather(BaseModel):
    """A form for answers."""

    sun: bool


def answered(request: ChatRequest) -> tuple[Part, ...]:
    """What a model says to the last message: a call of each tool that is offered, or words."""
    last = request.messages[-1].parts[-1]
    if isinstance(last, ToolResult):
        return (Text("Done: " + "".join(part.text for part in last.parts if isinstance(part, Text))),)
    if request.format:
        return (Text('{"sun":true}'),)
    called = tuple(ToolCall(f"call_{tool.name}", tool.name, '{"city":"***"}') for tool in request.tools)
    return (Thinking("Let me see."), *(called or (Text("Hello there"),)))


def streamed(request: ChatRequest) -> Iterator[Event | None]:
    """The same answer in pieces; an error at its end if that is asked for."""
    yield Begin("chatcmpl-1", "model-1", 1_800_000_000)
    for i, part in enumerate(answered(request)):
        name = "arguments" if isinstance(part, ToolCall) else "text"
        yield Open(i, msgspec.structs.replace(part, **{name: ""}))
        yield from (Delta(i, letter) for letter in getattr(part, name))
        yield Close(i)
    if request.messages[-1].parts == (Text(LATE),):
        yield Fault(RateLimited("the vendor is busy"))
    yield End("tool_calls" if request.tools else "stop")
    yield Spent(USED)
    yield None


def whole(request: ChatRequest) -> Answer:
    """The answer in one."""
    reason: Any = "tool_calls" if request.tools else "stop"
    return Answer("chatcmpl-1", "model-1", (Choice(answered(request), reason),), USED, 1_800_000_000)


def drained(request: ChatRequest, write: Writer) -> Reply:
    """A stream's bytes."""
    return Reply(200, b"".join(write(event) for event in streamed(request)), (("content-type", CHAT.media),))


def chat(inbound: Inbound) -> Reply:
    """One chat model."""
    request = CHAT.decode(inbound)
    return drained(request, CHAT.writer(request)) if request.stream else CHAT.encode(whole(request), request)


def complete(inbound: Inbound) -> Reply:
    """The same model, asked in the old way."""
    prompts = completions.decode(inbound)
    if prompts[0].request.stream:
        return drained(prompts[0].request, completions.writer(prompts[0]))
    return completions.encode(tuple(whole(prompt.request) for prompt in prompts), prompts)


def embed(inbound: Inbound) -> Reply:
    """A model of two dimensions."""
    request = embeddings.decode(inbound)
    return embeddings.encode(Embedded("e", tuple((float(i), 0.5) for i in range(len(request.inputs))), USED), request)


ROUTES: dict[str, Callable[[Inbound], Reply]] = {
    "/v1/chat/completions": chat,
    "/v1/completions": complete,
    "/v1/embeddings": embed,
}


class Handler(BaseHTTPRequestHandler):
    """The endpoints."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            self.say(ROUTES[self.path](Inbound("POST", {}, {}, {}, body)))
        except GatewayError as problem:
            self.say(CHAT.error(problem, "req-1"))

    def do_GET(self) -> None:
        self.say(listing([Listed("model-1"), Listed("e")]))

    def say(self, reply: Reply) -> None:
        """An answer."""
        body = reply.body if isinstance(reply.body, bytes) else msgspec.json.encode(reply.body)
        self.send_response(reply.status)
        for name, value in reply.headers or (("content-type", "application/json"),):
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing to standard error."""


@pytest.fixture
def client() -> Iterator[openai.OpenAI]:
    """The official client of a server of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with openai.OpenAI(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="sk-1", max_retries=0) as made:
        yield made
    server.shutdown()
    server.server_close()


def test_an_answer(client: openai.OpenAI) -> None:
    """Words, thoughts and usage, as the client shows them."""
    told = client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])
    message = told.choices[0].message
    assert (message.content, told.choices[0].finish_reason) == ("Hello there", "stop")
    assert message.reasoning_content == "Let me see."  # type: ignore[attr-defined]
    assert told.usage is not None
    assert told.usage.completion_tokens_details is not None
    assert (told.usage.total_tokens, told.usage.completion_tokens_details.reasoning_tokens) == (17, 2)


def test_tools_and_back(client: openai.OpenAI) -> None:
    """The message that the client was given is one that it can send back, with the tool's answer."""
    asked: list[Any] = [{"role": "user", "content": "hi"}]
    message: Any = client.chat.completions.create(model="m", messages=asked, tools=[WEATHER]).choices[0].message
    answer: Any = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "12 °C"}
    last = client.chat.completions.create(model="m", messages=[*asked, message, answer], tools=[WEATHER])
    assert last.choices[0].message.content == "Done: 12 °C"


def test_a_stream(client: openai.OpenAI) -> None:
    """The client's own helper puts the pieces together."""
    with client.chat.completions.stream(
        model="m",
        messages=[{"role": "user", "content": "hi"}],
        tools=[WEATHER],
        stream_options={"include_usage": True},
    ) as stream:
        told = stream.get_final_completion()
    assert told.choices[0].finish_reason == "tool_calls"
    calls: Any = told.choices[0].message.tool_calls
    (called,) = calls
    assert (called.id, called.function.name, called.function.arguments) == ("call_weather", "weather", '{"city":"***"}')
    assert told.usage is not None
    assert told.usage.prompt_tokens == 12


def test_a_form(client: openai.OpenAI) -> None:
    """An answer that is parsed."""
    asked: Any = [{"role": "user", "content": "hi"}]
    told = client.chat.completions.parse(model="m", messages=asked, response_format=Weather)
    assert told.choices[0].message.parsed == Weather(sun=True)


def test_errors(client: openai.OpenAI) -> None:
    """Errors are of the client's own classes, in the middle of a stream as well."""
    with pytest.raises(openai.BadRequestError) as raised:
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}], temperature=7)
    assert raised.value.param == "temperature"
    asked: Any = [{"role": "user", "content": LATE}]
    with pytest.raises(openai.APIError, match="the vendor is busy"):
        list(client.chat.completions.create(model="m", messages=asked, stream=True))


def test_old_completions(client: openai.OpenAI) -> None:
    """A text for each prompt, and a stream."""
    told = client.completions.create(model="m", prompt=["a", "b"], echo=True)
    assert [choice.text for choice in told.choices] == ["aHello there", "bHello there"]
    pieces = list(client.completions.create(model="m", prompt="a", stream=True))
    assert "".join(piece.choices[0].text for piece in pieces) == "Hello there"


def test_embeddings(client: openai.OpenAI) -> None:
    """The client asks for base64 unless told otherwise, and unpacks it."""
    assert [row.embedding for row in client.embeddings.create(model="e", input=["a", "b"]).data] == [[0, 0.5], [1, 0.5]]
    told = client.embeddings.create(model="e", input="a", encoding_format="float")
    assert (told.data[0].embedding, told.usage.prompt_tokens) == ([0, 0.5], 12)


def test_models(client: openai.OpenAI) -> None:
    """The list."""
    assert [model.id for model in client.models.list()] == ["model-1", "e"]
