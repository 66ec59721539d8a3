"""OpenAI's Images API on the wire: the fields of its answers that we read."""

from msgspec import Struct


class Picture(Struct, frozen=True):
    """One result: base64 or a link that dies soon; some models tell the prompt they made of the client's."""

    b64_json: str | None = None
    url: str | None = None
    revised_prompt: str | None = None


class InputDetails(Struct, frozen=True):
    """What the input tokens were; their prices differ."""

    image_tokens: int = 0
    text_tokens: int = 0


class Tokens(Struct, frozen=True):
    """What the GPT image models charge for."""

    input_tokens: int = 0
    output_tokens: int = 0
    input_tokens_details: InputDetails | None = None


class Images(Struct, frozen=True):
    """The answer to a generation or an edit."""

    data: list[Picture] | None = None
    usage: Tokens | None = None
    output_format: str | None = None
    quality: str | None = None
    background: str | None = None


class Problem(Struct, frozen=True):
    """Why it failed. Some servers put the status into `code`."""

    message: str = ""
    type: str | None = None
    code: str | int | None = None
    param: str | None = None


class Failed(Struct, frozen=True):
    """An error's body."""

    error: Problem
