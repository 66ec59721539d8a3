"""OpenAI chat completions on the wire: what clients ask, checked exactly, and what vendors answer, read leniently."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from philae.core.chat import Effort

Share = Annotated[float, Meta(ge=0, le=1)]
Penalty = Annotated[float, Meta(ge=-2, le=2)]
Heat = Annotated[float, Meta(ge=0, le=2)]
Count = Annotated[int, Meta(ge=1)]


# ── what a client asks ──────────────────────────────────────────────────────────────────────────────


class Breakpoint(Struct, frozen=True):
    """OpenAI's mark: what comes before is to be cached. `mode` says nothing else."""

    ttl: str | None = None


class Control(Struct, frozen=True):
    """The same wish in the words of OpenRouter and Alibaba Cloud, which are Anthropic's."""

    ttl: str | None = None


class Marked(Struct, frozen=True, kw_only=True, tag_field="type"):
    """A part of a message's content, perhaps marked for the cache."""

    prompt_cache_breakpoint: Breakpoint | None = None
    cache_control: Control | None = None


class TextPart(Marked, frozen=True, kw_only=True, tag="text"):
    """Words."""

    text: str


class ImageUrl(Struct, frozen=True):
    """A link or a `data:` URI."""

    url: str
    detail: str | None = None


class ImagePart(Marked, frozen=True, kw_only=True, tag="image_url"):
    """A picture; some clients put the link itself where OpenAI has an object."""

    image_url: ImageUrl | str


class InputAudio(Struct, frozen=True):
    """Base64, and its format."""

    data: str
    format: str


class AudioPart(Marked, frozen=True, kw_only=True, tag="input_audio"):
    """Sound."""

    input_audio: InputAudio


class FileData(Struct, frozen=True):
    """A file inline, or one that the vendor keeps."""

    file_data: str | None = None
    file_id: str | None = None
    filename: str | None = None


class FilePart(Marked, frozen=True, kw_only=True, tag="file"):
    """A document."""

    file: FileData


class RefusalPart(Marked, frozen=True, kw_only=True, tag="refusal"):
    """The model's earlier no."""

    refusal: str


ContentPart = TextPart | ImagePart | AudioPart | FilePart | RefusalPart


class CalledFunction(Struct, frozen=True):
    """What the model called; `arguments` is a JSON text."""

    name: str
    arguments: str = ""


class Call(Struct, frozen=True):
    """An earlier tool call. `extra_content` holds Google's signature of it."""

    id: str
    function: CalledFunction
    type: Literal["function"] = "function"
    extra_content: Any = None


class Detail(Struct, frozen=True):
    """OpenRouter's block of reasoning: `reasoning.text`, `reasoning.summary` or `reasoning.encrypted`."""

    type: str = "reasoning.text"
    text: str | None = None
    summary: str | None = None
    signature: str | None = None
    data: str | None = None
    id: str | None = None
    format: str | None = None


class AudioRef(Struct, frozen=True):
    """An earlier answer's sound."""

    id: str


class Turn(Struct, frozen=True, kw_only=True):
    """A message. What a role must have is checked where it is read."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | tuple[ContentPart, ...] | None = None
    name: str | None = None
    tool_calls: tuple[Call, ...] | None = None
    tool_call_id: str | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    reasoning_details: tuple[Detail, ...] | None = None
    images: tuple[dict[str, Any], ...] | None = None
    audio: AudioRef | None = None


class Function(Struct, frozen=True):
    """A function that the client offers."""

    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None
    strict: bool | None = None


class JsonSchema(Struct, frozen=True):
    """A schema for the answer."""

    name: str = ""
    schema: dict[str, Any] | None = None
    strict: bool | None = None
    description: str | None = None


class ResponseFormat(Struct, frozen=True):
    """The answer's form."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None


class StreamOptions(Struct, frozen=True):
    """What a stream tells besides."""

    include_usage: bool = False


class Asked(Struct, frozen=True, kw_only=True):
    """A request's body, but for fields of one vendor alone. Tools and their choice are read by hand: many kinds."""

    model: str
    messages: Annotated[tuple[Turn, ...], Meta(min_length=1)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    tools: tuple[dict[str, Any], ...] = ()
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    response_format: ResponseFormat | None = None
    reasoning_effort: Effort | None = None
    temperature: Heat | None = None
    top_p: Share | None = None
    top_k: int | None = None
    seed: int | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    logit_bias: dict[str, float] | None = None
    logprobs: bool | None = None
    top_logprobs: Annotated[int, Meta(ge=0, le=20)] | None = None
    max_tokens: Count | None = None
    max_completion_tokens: Count | None = None
    stop: str | tuple[str, ...] = ()
    n: Annotated[int, Meta(ge=1, le=128)] = 1
    user: str = ""
    prompt_cache_key: str = ""
    service_tier: str = ""
    verbosity: str = ""
    metadata: dict[str, Any] | None = None


# ── what a vendor answers ───────────────────────────────────────────────────────────────────────────


class InputDetails(Struct, frozen=True):
    """What the input was."""

    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    audio_tokens: int | None = None
    image_tokens: int | None = None


class OutputDetails(Struct, frozen=True):
    """What the output was."""

    reasoning_tokens: int | None = None
    audio_tokens: int | None = None
    image_tokens: int | None = None


class Usage(Struct, frozen=True):
    """Tokens used. Cached input stands elsewhere at DeepSeek (`prompt_cache_…`), Mistral (`num_…`) and Moonshot."""

    prompt_tokens: int = 0
    completion_tokens: int | None = None
    total_tokens: int | None = None
    prompt_tokens_details: InputDetails | None = None
    completion_tokens_details: OutputDetails | None = None
    prompt_cache_hit_tokens: int | None = None
    num_cached_tokens: int | None = None
    cached_tokens: int | None = None


class Fragment(Struct, frozen=True):
    """A tool call or a piece of one. `function` has `name` and `arguments`; some vendors leave `index` or `id` out."""

    index: int | None = None
    id: str | None = None
    function: dict[str, Any] | None = None
    extra_content: Any = None


class Sound(Struct, frozen=True):
    """A spoken answer: base64 and its words."""

    id: str = ""
    data: str = ""
    transcript: str = ""


class Said(Struct, frozen=True):
    """The model's message or a piece of it. `content` is text, or Mistral's list of text and thinking."""

    content: Any = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    tool_calls: tuple[Fragment, ...] | None = None
    annotations: tuple[Any, ...] | None = None
    images: tuple[dict[str, Any], ...] | None = None
    audio: Sound | None = None


class Outcome(Struct, frozen=True):
    """A choice: whole, or a piece. Open servers tell the stop text that was met; Moonshot puts the usage here."""

    index: int = 0
    message: Said | None = None
    delta: Said | None = None
    finish_reason: str | None = None
    stop_reason: Any = None
    matched_stop: Any = None
    logprobs: Any = None
    usage: Usage | None = None


class GroqExtra(Struct, frozen=True):
    """Where Groq tells a stream's usage."""

    usage: Usage | None = None


class Completion(Struct, frozen=True):
    """An answer, whole or a chunk of it. An `error` comes in the middle of a stream."""

    id: str | None = None
    model: str | None = None
    created: float | None = None
    choices: tuple[Outcome, ...] | None = None
    usage: Usage | None = None
    x_groq: GroqExtra | None = None
    service_tier: str | None = None
    error: Any = None


class Metered(Struct, frozen=True):
    """An answer, read for its usage alone."""

    usage: Usage | None = None
    x_groq: GroqExtra | None = None
    choices: "tuple[MeteredChoice, ...] | None" = None


class MeteredChoice(Struct, frozen=True):
    """A choice, read for its usage alone."""

    usage: Usage | None = None
