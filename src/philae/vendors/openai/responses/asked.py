"""A request on the wire: the fields that have a canonical place."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from philae.core.chat import Effort
from philae.vendors.openai.responses.wire import Raw


class TextFormat(Struct, frozen=True):
    """`text.format`: the answer's form."""

    type: Literal["text", "json_object", "json_schema"] = "text"
    name: str = ""
    schema: Raw | None = None
    strict: bool | None = None
    description: str | None = None


class TextConfig(Struct, frozen=True):
    """`text`."""

    format: TextFormat | None = None
    verbosity: Literal["low", "medium", "high"] | None = None


class ReasoningConfig(Struct, frozen=True):
    """`reasoning`; `generate_summary` is the old name of `summary`."""

    effort: Effort | None = None
    summary: str | None = None
    generate_summary: str | None = None


class Body(Struct, frozen=True):
    """The fields of a request that have a canonical place."""

    model: str
    input: str | list[Raw] | None = None
    instructions: str | None = None
    tools: list[Raw] | None = None
    tool_choice: str | Raw | None = None
    parallel_tool_calls: bool | None = None
    text: TextConfig | None = None
    reasoning: ReasoningConfig | None = None
    include: list[str] | None = None
    max_output_tokens: Annotated[int, Meta(ge=1)] | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, Meta(ge=0, le=1)] | None = None
    top_logprobs: Annotated[int, Meta(ge=0, le=20)] | None = None
    stream: bool | None = None
    metadata: Raw | None = None
    service_tier: str | None = None
    prompt_cache_key: str | None = None
    safety_identifier: str | None = None
    user: str | None = None
