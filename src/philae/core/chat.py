"""Chat in canonical terms: what is asked, what is answered, whichever vendor's words either side uses.

A request is messages of parts; an answer is choices of parts. Roles keep their order; `system` and `developer` stand
where the client put them. Tool results are parts of a message of the role `tool`. Text and JSON are kept as they came:
tool arguments are a JSON text, never parsed and written anew.
"""

from typing import Any, Literal

from msgspec import Struct

from philae.core.tokens import Tokens

Role = Literal["system", "developer", "user", "assistant", "tool"]
Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
Reason = Literal["stop", "length", "tool_calls", "content_filter", "refusal", "pause"]
"""Why a choice ended. `stop` is also the word where one of the client's own stop texts was met."""


class Cache(Struct, frozen=True):
    """The client's wish that everything up to here is cached at the vendor, for `ttl` (`5m`, `1h`), None: its usual time."""

    ttl: str | None = None


class Source(Struct, frozen=True):
    """Where media is: a `url`, base64 `data`, or a `file` that the vendor keeps. `mime` is "" if unknown."""

    url: str = ""
    data: str = ""
    file: str = ""
    mime: str = ""


class Text(Struct, frozen=True, tag="text"):
    """Words. `annotations` are citations in the vendor's own form, for the same vendor's clients."""

    text: str
    cache: Cache | None = None
    annotations: tuple[Any, ...] = ()


class Image(Struct, frozen=True, tag="image"):
    """A picture; `detail` is `low`, `high`, `auto` or "" (not said)."""

    source: Source
    detail: str = ""
    cache: Cache | None = None


class Document(Struct, frozen=True, tag="document"):
    """A PDF or text file."""

    source: Source
    name: str = ""
    cache: Cache | None = None


class Audio(Struct, frozen=True, tag="audio"):
    """Sound; `format` is `wav`, `mp3`, …; `id` names an earlier answer's sound at its vendor."""

    source: Source
    format: str = ""
    id: str = ""


class Thinking(Struct, frozen=True, tag="thinking"):
    """The model's reasoning. `signature` proves it to the vendor that wrote it; `redacted`: the vendor's cipher alone.

    `origin` is the wire format whose vendor signed it (`anthropic`, `gemini`, `responses`): to others it means nothing.
    """

    text: str = ""
    signature: str = ""
    redacted: str = ""
    id: str = ""
    origin: str = ""


class ToolCall(Struct, frozen=True, tag="tool_call"):
    """The model wants a tool used; `arguments` is a JSON text. `signature`: as in `Thinking` (Gemini signs calls)."""

    id: str
    name: str
    arguments: str = ""
    signature: str = ""
    cache: Cache | None = None


class ToolResult(Struct, frozen=True, tag="tool_result"):
    """What the tool said to the call of that id. `name` is the tool's, "" if the client did not say."""

    id: str
    parts: tuple["Text | Image | Document", ...] = ()
    error: bool = False
    name: str = ""
    cache: Cache | None = None


class Refusal(Struct, frozen=True, tag="refusal"):
    """The model's words for no."""

    text: str


Part = Text | Image | Document | Audio | Thinking | ToolCall | ToolResult | Refusal


class Message(Struct, frozen=True):
    """One turn. `name` is the speaker's, where the client gave one."""

    role: Role
    parts: tuple[Part, ...]
    name: str = ""


class Tool(Struct, frozen=True):
    """A function that the client offers: `parameters` is a JSON Schema."""

    name: str
    description: str = ""
    parameters: dict[str, Any] | None = None
    strict: bool | None = None
    cache: Cache | None = None


class Choose(Struct, frozen=True):
    """Which tool: `auto`, `none`, `required` (any of them), or `named`, one by `name`. `parallel`: several at once."""

    mode: Literal["auto", "none", "required", "named"] = "auto"
    name: str = ""
    parallel: bool | None = None


class Format(Struct, frozen=True):
    """The answer's form: any JSON object, or one that fits `schema`."""

    kind: Literal["text", "json", "schema"] = "text"
    schema: dict[str, Any] | None = None
    name: str = ""
    strict: bool | None = None
    description: str = ""


class Reasoning(Struct, frozen=True):
    """How much the model may think: an effort, a budget of tokens, or what the vendor finds right (`adaptive`).

    `show`: whether the client wants to see it (a summary or the thoughts), None: not said.
    """

    effort: Effort | None = None
    budget: int | None = None
    adaptive: bool = False
    show: bool | None = None


class Sampling(Struct, frozen=True):
    """How words are chosen; None: the model's own default."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    seed: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    logit_bias: dict[str, float] | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None


class ChatRequest(Struct, frozen=True):
    """What a client asks of a chat model.

    `cap` bounds the output tokens, thoughts included. `usage`: whether a stream's client wants its usage told.
    `extra` holds what only one wire format understands, under that format's name: `{"anthropic": {"container": …}}`;
    server tools (web search, code execution) are there too, as the format wrote them.
    """

    model: str
    messages: tuple[Message, ...]
    tools: tuple[Tool, ...] = ()
    choose: Choose | None = None
    format: Format | None = None
    reasoning: Reasoning | None = None
    sampling: Sampling = Sampling()
    cap: int | None = None
    stop: tuple[str, ...] = ()
    n: int = 1
    stream: bool = False
    usage: bool = False
    user: str = ""
    cache_key: str = ""
    service_tier: str = ""
    verbosity: str = ""
    metadata: dict[str, Any] | None = None
    extra: dict[str, dict[str, Any]] = {}


class Choice(Struct, frozen=True):
    """One answer. `matched` is the stop text that ended it; `logprobs` are in OpenAI's form."""

    parts: tuple[Part, ...]
    reason: Reason = "stop"
    matched: str = ""
    logprobs: Any = None


class Answer(Struct, frozen=True):
    """What the model said. `model` is the name that the vendor gave; `created` in Unix seconds."""

    id: str
    model: str
    choices: tuple[Choice, ...]
    tokens: Tokens | None = None
    created: int = 0
    service_tier: str = ""
    extra: dict[str, dict[str, Any]] = {}
