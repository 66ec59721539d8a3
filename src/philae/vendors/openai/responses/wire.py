"""The Responses API on the wire: what we read of items and their content, and of a vendor's answer.

Shapes: OpenAI's API reference, Responses, and the types of its Python client 3.54 (read 2026-11). A client's request is
checked; a vendor's answer is read for the fields that are used.
"""

from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from philae.core.errors import InvalidRequest

Raw = dict[str, Any]
T = TypeVar("T")


class MessageItem(Struct, frozen=True):
    """An input item of the type `message`; the type may be left out."""

    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[Raw]


class TextPart(Struct, frozen=True):
    """`input_text`, `output_text`, `summary_text`, `reasoning_text`."""

    text: str
    annotations: list[Any] = []
    prompt_cache_breakpoint: Raw | None = None


class RefusalPart(Struct, frozen=True):
    """`refusal`."""

    refusal: str


class ImagePart(Struct, frozen=True):
    """`input_image`: a URL, also a `data:` one, or a file that the vendor keeps."""

    image_url: str | None = None
    file_id: str | None = None
    detail: str | None = None
    prompt_cache_breakpoint: Raw | None = None


class FilePart(Struct, frozen=True):
    """`input_file`."""

    file_data: str | None = None
    file_url: str | None = None
    file_id: str | None = None
    filename: str | None = None
    prompt_cache_breakpoint: Raw | None = None


class Sound(Struct, frozen=True):
    """Base64 and its format."""

    data: str
    format: str


class AudioPart(Struct, frozen=True):
    """`input_audio`."""

    input_audio: Sound


class ReasoningItem(Struct, frozen=True):
    """`reasoning`, of a client or of a vendor; Codex sends no id back."""

    summary: list[TextPart] = []
    content: list[TextPart] | None = None
    encrypted_content: str | None = None
    id: str | None = None

    @property
    def text(self) -> str:
        """The summary, or the thoughts themselves where a server tells them."""
        return "\n\n".join(part.text for part in self.summary or self.content or ())


class CallItem(Struct, frozen=True):
    """`function_call` (`arguments`) or `custom_tool_call` (`input`)."""

    call_id: str
    name: str
    arguments: str = ""
    input: str = ""
    namespace: str | None = None
    id: str | None = None


class ResultItem(Struct, frozen=True):
    """`function_call_output` or `custom_tool_call_output`."""

    call_id: str
    output: str | list[Raw]
    name: str | None = None


class InputDetails(Struct, frozen=True):
    """What the input tokens were."""

    cached_tokens: int | None = None
    cache_write_tokens: int | None = None


class OutputDetails(Struct, frozen=True):
    """What the output tokens were."""

    reasoning_tokens: int | None = None


class Usage(Struct, frozen=True):
    """`usage`."""

    input_tokens: int = 0
    output_tokens: int = 0
    input_tokens_details: InputDetails | None = None
    output_tokens_details: OutputDetails | None = None


class OpenedItem(Struct, frozen=True):
    """What an item of an output begins with."""

    type: str | None = None
    id: str | None = None
    call_id: str | None = None
    namespace: str | None = None
    name: str | None = None


class SaidItem(Struct, frozen=True):
    """A message of an output: its texts and refusals."""

    content: list[Raw] | None = None


class DrawnItem(Struct, frozen=True):
    """A picture of an output, in base64."""

    result: str | None = None


class Problem(Struct, frozen=True):
    """Why it failed: the body of an HTTP error, `response.error`, or the `error` event, which has it at its own level."""

    message: str | None = None
    type: str | None = None
    code: str | int | None = None
    param: str | None = None


class Incomplete(Struct, frozen=True):
    """`incomplete_details`."""

    reason: str | None = None


class Told(Struct, frozen=True):
    """A vendor's response object, whole or as the first and the last frame of a stream have it."""

    id: str = ""
    model: str = ""
    created_at: float | None = None
    status: str | None = None
    output: list[Raw] | None = None
    usage: Usage | None = None
    error: Problem | None = None
    incomplete_details: Incomplete | None = None
    service_tier: str | None = None


def shaped(value: Any, shape: type[T], where: str = "") -> T:
    """`value` as `shape`. Raises `InvalidRequest` with the path in the client's words, `where` before it."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        # A field that is missing is named in backticks, the path is then its parent's.
        missing = what.partition("missing required field `")[2].rstrip("`")
        parts = (where, path.rstrip("`").lstrip("."), missing)
        param = ".".join(part for part in parts if part).replace(".[", "[")
        message = f"{param} is required" if missing else f"{param}: {what[:1].lower()}{what[1:]}"
        raise InvalidRequest(message, param=param) from error
