"""The official client against our words of the Responses API, over a real socket."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import openai
import pytest
from pydantic import BaseModel

from philae.core.chat import Answer, ChatRequest, Choice, Message, Part, Text, Thinking, ToolCall, ToolResult
from philae.core.dialect import Inbound
from philae.core.errors import GatewayError, RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import RESPONSES, thread

pytestmark = pytest.mark.sdk

USED = Tokens(12, 5, reasoning=2)
SHELL: Any = {"type": "function", "name": "shell", "parameters": {"type": "object"}, "strict": False}
PATCH: Any = {"type": "custom", "name": "apply_patch"}
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
    calls = tuple(ToolCall(f"call_{tool.name}", tool.name, '{"input":"***"}') for tool in request.tools)
    return (Thinking("Let me see.", "proof", origin="anthropic"), *(calls or (Text("Hello"), Text(" there"))))


def streamed(request: ChatRequest) -> Iterator[Event | None]:
    """The same answer in pieces; an error at its end if that is asked for."""
    yield Begin("chatcmpl-1", "model-1", 1_800_000_000)
    for i, part in enumerate(answered(request)):
        name = "arguments" if isinstance(part, ToolCall) else "text"
        yield Open(i, msgspec.structs.replace(part, **{name: ""}))
        yield from (Delta(i, letter) for letter in getattr(part, name))
        yield Close(i)
    if request.messages[-1] == Message("user", (Text(LATE),)):
        yield Fault(RateLimited("the vendor is busy"))
    yield Spent(USED)
    yield End("stop")
    yield None


class Handler(BaseHTTPRequestHandler):
    """One model behind `/v1/responses`, and one stored conversation."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            request = RESPONSES.decode(Inbound("POST", {}, {}, {}, body))
        except GatewayError as problem:
            reply = RESPONSES.error(problem, "req-1")
            self.say(reply.status, msgspec.json.encode(reply.body))
            return
        if request.stream:
            writer = RESPONSES.writer(request)
            self.say(200, b"".join(writer(event) for event in streamed(request)), RESPONSES.media)
            return
        answer = Answer("chatcmpl-1", "model-1", (Choice(answered(request)),), USED, 1_800_000_000)
        self.say(200, msgspec.json.encode(RESPONSES.encode(answer, request).body))

    def do_GET(self) -> None:
        self.say(200, msgspec.json.encode(thread.page(thread.items({"input": "hi"}), {})))

    def do_DELETE(self) -> None:
        self.say(200, msgspec.json.encode(thread.deleted("resp_1")))

    def say(self, status: int, body: bytes, media: str = "application/json") -> None:
        """An answer."""
        self.send_response(status)
        self.send_header("content-type", media)
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
    """Words and usage, as the client shows them."""
    response = client.responses.create(model="m", input="hi", reasoning={"summary": "auto"})
    assert response.output_text == "Hello there"
    assert response.status == "completed"
    assert response.usage
    assert response.usage.total_tokens == 17


def test_a_form(client: openai.OpenAI) -> None:
    """A model of pydantic's is asked for and read."""
    assert client.responses.parse(model="m", input="hi", text_format=Weather).output_parsed == Weather(sun=True)
    with client.responses.stream(model="m", input="hi", text_format=Weather) as stream:
        assert stream.get_final_response().output_parsed == Weather(sun=True)


def test_a_stream(client: openai.OpenAI) -> None:
    """The client puts the pieces together to what the last event has."""
    with client.responses.stream(model="m", input="hi", reasoning={"summary": "auto"}) as stream:
        told = list(stream)
        final = stream.get_final_response()
    assert "".join(event.delta for event in told if event.type == "response.output_text.delta") == "Hello there"
    thoughts = [event.delta for event in told if event.type == "response.reasoning_summary_text.delta"]
    assert "".join(thoughts) == "Let me see."
    assert [item.type for item in final.output] == ["reasoning", "message"]
    assert final.output_text == "Hello there"


@pytest.mark.parametrize("stream", [False, True])
def test_tools_go_round(client: openai.OpenAI, stream: bool) -> None:  # noqa: FBT001 - both ways
    """A function and a custom tool are called; their results, with all that was said, are understood."""
    tools = [SHELL, PATCH]
    if stream:
        with client.responses.stream(model="m", input="go", tools=tools) as events:
            output: list[Any] = [*events.get_final_response().output]
    else:
        output = [*client.responses.create(model="m", input="go", tools=tools).output]
    assert [item.type for item in output] == ["reasoning", "function_call", "custom_tool_call"]
    assert output[2].type == "custom_tool_call"
    assert output[2].input == "***"
    said: list[Any] = [{"role": "user", "content": "go"}, *(item.model_dump(exclude_none=True) for item in output)]
    said.append({"type": "function_call_output", "call_id": "call_shell", "output": "a"})
    said.append({"type": "custom_tool_call_output", "call_id": "call_apply_patch", "output": "b"})
    assert client.responses.create(model="m", input=said, tools=tools).output_text == "Done: b"


def test_errors(client: openai.OpenAI) -> None:
    """A wrong request names its field; an error amid a stream is raised by the client."""
    with pytest.raises(openai.BadRequestError) as caught:
        client.responses.create(model="m", input="hi", temperature=9)
    assert caught.value.param == "temperature"
    with pytest.raises(openai.APIError, match="the vendor is busy"):
        list(client.responses.create(model="m", input=LATE, stream=True))


def test_stored_conversations(client: openai.OpenAI) -> None:
    """Items are listed, a response is erased."""
    item = next(iter(client.responses.input_items.list("resp_1")))
    assert item.type == "message"
    client.responses.delete("resp_1")
