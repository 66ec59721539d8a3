"""Gemini on the wire: the fields of its contents and answers that we read, in Google's camelCase."""

from typing import Any

from msgspec import Raw, Struct

EMPTY = Raw(b"{}")


class Blob(Struct, frozen=True, rename="camel"):
    """Media in the body itself, in base64."""

    mime_type: str = ""
    data: str = ""
    display_name: str = ""


class FileData(Struct, frozen=True, rename="camel"):
    """Media at a URI: Google's file store, a bucket, or the open web."""

    file_uri: str = ""
    mime_type: str = ""
    display_name: str = ""


class FunctionCall(Struct, frozen=True, rename="camel"):
    """The model wants a function called; only newer models give an id."""

    name: str = ""
    args: Raw = EMPTY
    id: str = ""


class FunctionResponse(Struct, frozen=True, rename="camel"):
    """What the function gave; `parts` are its media."""

    name: str = ""
    response: Raw = EMPTY
    id: str = ""
    parts: tuple["Part", ...] = ()


class ExecutableCode(Struct, frozen=True, rename="camel"):
    """Code that the model ran at Google."""

    code: str = ""
    language: str = ""


class CodeExecutionResult(Struct, frozen=True, rename="camel"):
    """What that code printed."""

    outcome: str = ""
    output: str = ""


class Part(Struct, frozen=True, rename="camel"):
    """One of these fields says what it is; `thought` and the signature go with any of them."""

    text: str | None = None
    thought: bool = False
    thought_signature: str = ""
    inline_data: Blob | None = None
    file_data: FileData | None = None
    function_call: FunctionCall | None = None
    function_response: FunctionResponse | None = None
    executable_code: ExecutableCode | None = None
    code_execution_result: CodeExecutionResult | None = None


class Content(Struct, frozen=True, rename="camel"):
    """One turn; no role means the user's."""

    role: str = ""
    parts: tuple[Part, ...] = ()


class Modality(Struct, frozen=True, rename="camel"):
    """How many of some tokens were of one kind: `TEXT`, `IMAGE`, `AUDIO`, `VIDEO`, `DOCUMENT`."""

    modality: str = ""
    token_count: int = 0


class Usage(Struct, frozen=True, rename="camel"):
    """Tokens as Google counts them: the prompt with its cached part; candidates without thoughts and tools' results."""

    prompt_token_count: int = 0
    candidates_token_count: int = 0
    thoughts_token_count: int = 0
    tool_use_prompt_token_count: int = 0
    cached_content_token_count: int = 0
    prompt_tokens_details: tuple[Modality, ...] = ()
    cache_tokens_details: tuple[Modality, ...] = ()
    candidates_tokens_details: tuple[Modality, ...] = ()
    tool_use_prompt_tokens_details: tuple[Modality, ...] = ()


class LogToken(Struct, frozen=True, rename="camel"):
    """A token and how likely it was."""

    token: str = ""
    log_probability: float = 0.0


class TopTokens(Struct, frozen=True, rename="camel"):
    """The likeliest tokens at one step."""

    candidates: tuple[LogToken, ...] = ()


class Logprobs(Struct, frozen=True, rename="camel"):
    """One entry for each token of the answer, in both lists."""

    chosen_candidates: tuple[LogToken, ...] = ()
    top_candidates: tuple[TopTokens, ...] = ()


class Candidate(Struct, frozen=True, rename="camel"):
    """One answer, or a piece of it. The last three are Google's sources, kept as they came."""

    content: Content = Content()
    finish_reason: str = ""
    finish_message: str = ""
    index: int = 0
    logprobs_result: Logprobs | None = None
    grounding_metadata: dict[str, Any] | None = None
    citation_metadata: dict[str, Any] | None = None
    url_context_metadata: dict[str, Any] | None = None


class PromptFeedback(Struct, frozen=True, rename="camel"):
    """Why there is no candidate at all."""

    block_reason: str = ""


class Problem(Struct, frozen=True, rename="camel"):
    """An error; `details` are messages of Google's that name their type in `@type`."""

    code: int = 0
    message: str = ""
    status: str = ""
    details: tuple[dict[str, Any], ...] = ()


class Response(Struct, frozen=True, rename="camel"):
    """A whole answer, and likewise each frame of a stream; in the middle of a stream it may be an error."""

    candidates: tuple[Candidate, ...] = ()
    prompt_feedback: PromptFeedback | None = None
    usage_metadata: Usage | None = None
    model_version: str = ""
    response_id: str = ""
    create_time: str = ""
    error: Problem | None = None


class Metered(Struct, frozen=True, rename="camel"):
    """The usage alone, of a body whose rest is skipped."""

    usage_metadata: Usage | None = None
