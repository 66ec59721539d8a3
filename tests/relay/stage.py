"""The shipped program between scripted vendors, and what its clients of each format send and get."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.cloud import signature
from tests.scripted.process import Vendor, vendor

Wire = Literal["chat", "responses", "messages", "gemini"]
WIRES: tuple[Wire, ...] = ("chat", "responses", "messages", "gemini")
OPENAI, ANTHROPIC, GEMINI, COMPATIBLE = "gpt-5.4", "claude-opus-5", "gemini-2.5-flash", "grok-4.7"
AZURE, BEDROCK, VERTEX, VERTEX_CLAUDE = "gpt-5.6-luna", "claude-sonnet-5", "gemini-2.5-pro", "claude-opus-4-8"
NOVA, LLAMA = "bedrock/amazon.nova-pro-v1:0", "bedrock/us.meta.llama3-3-70b-instruct-v1:0"
MODELS = (OPENAI, ANTHROPIC, GEMINI, COMPATIBLE)
CLOUDS = (AZURE, BEDROCK, NOVA, VERTEX, VERTEX_CLAUDE)
ROUTES = {
    AZURE: "azure/gpt-5.6-luna", BEDROCK: "bedrock/global.anthropic.claude-sonnet-5", VERTEX: "vertex/gemini-2.5-pro",
    VERTEX_CLAUDE: "vertex/claude-opus-4-8",
}  # fmt: skip
"""Models that only a cloud serves here."""
AT_BEDROCK = [
    "global.anthropic.claude-sonnet-5", "amazon.nova-pro-v1:0", "us.meta.llama3-3-70b-instruct-v1:0",
    "amazon.titan-embed-text-v2:0", "cohere.embed-v4:0",
]  # fmt: skip
AT_VERTEX = ["gemini-2.5-pro", "claude-opus-4-8", "zai-org/glm-5.2-maas", "text-embedding-005", "gemini-embedding-2"]
HELLO = "Hello! How can I help you today?"
Json = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """`a` and `b` are two accounts at OpenAI, `a` the likelier by far; `d` are the clouds, `c` is every other vendor."""

    gateway: Gateway
    a: Vendor
    b: Vendor
    c: Vendor
    d: Vendor

    @property
    def client(self) -> Client:
        """The owner."""
        return self.gateway.owner

    def forget(self) -> None:
        """Nobody was asked anything; both accounts of OpenAI answer again."""
        until, before = time.monotonic() + 40, self.a.stats()["asked"]
        while self.a.stats()["asked"] == before:
            assert time.monotonic() < until, "the first channel never came back"
            ask(self.client, "chat", OPENAI, "are you there?")
            time.sleep(0.02)
        for one in (self.a, self.b, self.c, self.d):
            Client(one.url).post("/forget", {})

    def asked(self) -> tuple[int, int, int]:
        """How many requests each vendor got."""
        return (int(self.a.stats()["asked"]), int(self.b.stats()["asked"]), int(self.c.stats()["asked"]))


@contextmanager
def stage(dsn: str, **settings: str) -> Iterator[Stage]:
    """Start everything."""
    with (
        vendor("text", name="a") as a,
        vendor("text", name="b") as b,
        vendor("text", name="c") as c,
        vendor("cloud", name="d") as d,
    ):
        channels = [
            *clouds(d),
            channel("openai", a.url, "a", weight=100_000),
            channel("openai", b.url, "b"),
            channel("anthropic", c.url),
            channel("gemini", c.url),
            channel("xai", c.url),
            channel("cohere", c.url),
        ]
        routes = json.dumps({model: {"routes": [route]} for model, route in ROUTES.items()})
        given = {"workers": "1", "allow_private_urls": "1", "PHILAE_MODELS": routes} | settings
        with postgres.database(dsn) as database, gateway(database, channels, **given) as made:
            yield Stage(made, a, b, c, d)


def clouds(d: Vendor) -> list[Json]:
    """A channel at each cloud, for the models that only it serves here: for others it would stand in."""
    keys = {
        "access_key_id": signature.KEY, "secret_access_key": signature.SECRET, "session_token": signature.SESSION,
    }  # fmt: skip
    account = Client(d.url).get("/account").body.decode()
    return [
        channel("azure", d.url, models={"gpt-5.6-luna": "my-luna"}),
        channel("bedrock", d.url, region=signature.REGION, models=AT_BEDROCK) | {"secret": keys},
        channel("vertex", d.url, models=AT_VERTEX) | {"secret": account},
    ]


def path(wire: Wire, model: str, *, stream: bool) -> str:
    """Where the format is taken."""
    if wire == "gemini":
        return f"/v1beta/models/{model}:{'streamGenerateContent?alt=sse' if stream else 'generateContent'}"
    return {"chat": "/v1/chat/completions", "responses": "/v1/responses", "messages": "/v1/messages"}[wire]


def body(wire: Wire, model: str, words: str, *, stream: bool = False, **more: Any) -> Json:
    """A request of one message."""
    said = [{"role": "user", "content": words}]
    if wire == "gemini":
        return {"contents": [{"role": "user", "parts": [{"text": words}]}]} | more
    told: Json = {"model": model} | ({"stream": True} if stream else {}) | more
    if wire == "responses":
        return told | {"input": words}
    return told | {"messages": said} | ({"max_tokens": 64} if wire == "messages" else {})


def ask(client: Client, wire: Wire, model: str, words: str, *, stream: bool = False, **more: Any) -> Answer:
    """One call."""
    return client.post(path(wire, model, stream=stream), body(wire, model, words, stream=stream, **more))


@dataclass(frozen=True)
class Ending:
    """How a client reads an answer: its text, its error in the format's own words, and whether its end was told."""

    text: str
    error: Json | None
    over: bool


def ending(wire: Wire, answer: Answer) -> Ending:
    """What a client of the format makes of it."""
    if not answer.headers.get("content-type", "").startswith("text/event-stream"):
        whole = answer.json()
        return Ending(
            "" if answer.status >= 400 else _text(wire, whole), whole if answer.status >= 400 else None, over=True
        )
    events = [_data(block) for block in answer.body.replace(b"\r\n", b"\n").split(b"\n\n") if block.strip()]
    told = [json.loads(data) for data in events if data not in (b"", b"[DONE]")]
    error = next((event for event in told if _failed(event)), None)
    return Ending("".join(_piece(wire, event) for event in told), error, b"[DONE]" in events or any(map(_last, told)))


def _data(block: bytes) -> bytes:
    return b"\n".join(line[5:].strip() for line in block.split(b"\n") if line.startswith(b"data:"))


def _failed(event: Json) -> bool:
    return event.get("type") in ("error", "response.failed") or bool(event.get("error"))


def _last(event: Json) -> bool:
    named = event.get("type") in ("message_stop", "response.completed", "response.incomplete")
    return named or any("finishReason" in c for c in event.get("candidates", ()))


def _text(wire: Wire, whole: Json) -> str:
    match wire:
        case "chat":
            return str(whole["choices"][0]["message"]["content"])
        case "responses":
            items = [part for item in whole["output"] for part in item.get("content") or ()]
            return "".join(part.get("text", "") for part in items)
        case "messages":
            return "".join(block.get("text", "") for block in whole["content"])
        case "gemini":
            return _gemini(whole)


def _piece(wire: Wire, event: Json) -> str:
    match wire:
        case "chat":
            return "".join(choice["delta"].get("content") or "" for choice in event.get("choices") or ())
        case "responses":
            return str(event["delta"]) if event["type"] == "response.output_text.delta" else ""
        case "messages":
            return str(event["delta"].get("text", "")) if event["type"] == "content_block_delta" else ""
        case "gemini":
            return _gemini(event) if "candidates" in event else ""


def _gemini(response: Json) -> str:
    parts = response["candidates"][0].get("content", {}).get("parts", [])
    return "".join(part.get("text", "") for part in parts if not part.get("thought"))
