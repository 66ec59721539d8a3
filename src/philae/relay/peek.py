"""What the relay must know of a request whose bytes it passes on, and the few fields that it changes in them."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct

from philae.core.errors import InvalidRequest


class StreamOptions(Struct, frozen=True):
    """OpenAI's `stream_options`."""

    include_usage: bool | None = None


class Generation(Struct, frozen=True):
    """Gemini's `generationConfig`, of which two fields count here, in both of Google's spellings."""

    maxOutputTokens: int | None = None  # noqa: N815  the wire's name
    max_output_tokens: int | None = None
    candidateCount: int | None = None  # noqa: N815  the wire's name
    candidate_count: int | None = None


class Peek(Struct, frozen=True):
    """The fields that routing, price and durability depend on, of every format; others are skipped unread."""

    model: Any = None
    stream: Any = None
    n: Any = None
    max_tokens: Any = None
    max_completion_tokens: Any = None
    max_output_tokens: Any = None
    stream_options: StreamOptions | None = None
    generationConfig: Generation | None = None  # noqa: N815  the wire's name
    generation_config: Generation | None = None
    prompt_cache_key: Any = None
    store: Any = None
    background: Any = None
    previous_response_id: Any = None
    conversation: Any = None

    @property
    def cap(self) -> int | None:
        """The most tokens that the client wants in each answer."""
        found = [self.max_completion_tokens, self.max_tokens, self.max_output_tokens]
        if googles := self.generationConfig or self.generation_config:
            found += [googles.maxOutputTokens, googles.max_output_tokens]
        for cap in found:
            if isinstance(cap, int) and cap > 0:
                return cap
        return None

    @property
    def choices(self) -> int:
        """How many answers are asked for."""
        googles = self.generationConfig or self.generation_config
        n = (googles.candidateCount or googles.candidate_count) if googles else self.n
        return n if isinstance(n, int) and n > 1 else 1

    @property
    def wants_usage(self) -> bool:
        """Whether an OpenAI client wants to be told the usage of its stream."""
        return bool(self.stream_options and self.stream_options.include_usage)


_peek = msgspec.json.Decoder(Peek)
_fields = msgspec.json.Decoder(dict[str, Raw])


def peek(body: bytes) -> Peek:
    """Look into a request. Raises `InvalidRequest`."""
    try:
        return _peek.decode(body)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        at = str(error)
        message = "the body is not valid JSON" if isinstance(error, msgspec.DecodeError) and "malformed" in at else at
        raise InvalidRequest(f"the request cannot be read: {message[:200]}") from error


def spliced(body: bytes, changes: Mapping[str, Any]) -> bytes:
    """The same object with some top-level fields set, None: left out; the bytes of all others as they were."""
    if not changes:
        return body
    fields: dict[str, Any] = dict(_fields.decode(body))
    for name, value in changes.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = value
    return msgspec.json.encode(fields)
