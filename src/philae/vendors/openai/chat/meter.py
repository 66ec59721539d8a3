"""Tokens of chat completions: found in whole answers and in frames of streams, and told to clients."""

import re
from typing import Any

import msgspec

from philae.core.tokens import Tokens
from philae.vendors.openai.chat.wire import Completion, InputDetails, Metered, OutputDetails, Usage

# A usage that is not null; inside of a text the quotes would be escaped.
_TOLD = re.compile(rb'"usage"\s*:\s*\{')
_READ = msgspec.json.Decoder(Metered, strict=False)


def tokens(body: bytes) -> Tokens | None:
    """The usage in a whole answer."""
    if not _TOLD.search(body):
        return None
    try:
        return found(_READ.decode(body))
    except msgspec.MsgspecError:
        return None


spent = tokens
"""The usage in the data of a stream's frame; other frames are told apart by a search alone."""


def found(answer: Metered | Completion) -> Tokens | None:
    """The usage wherever the vendor put it: at the top, at `x_groq`, or in a choice."""
    usage = answer.usage or (answer.x_groq.usage if answer.x_groq else None)
    if usage is None:
        usage = next((choice.usage for choice in answer.choices or () if choice.usage), None)
    return counted(usage) if usage else None


def counted(usage: Usage) -> Tokens:
    """The vendor's count as ours.

    Where the total is more than input and output, reasoning was left out of the output (xAI, Gemini's compatible API).
    """
    given, made = usage.prompt_tokens, usage.completion_tokens or 0
    read, wrote = usage.prompt_tokens_details or InputDetails(), usage.completion_tokens_details or OutputDetails()
    elsewhere = usage.prompt_cache_hit_tokens or usage.num_cached_tokens or usage.cached_tokens
    return Tokens(
        input=given,
        output=made + max(0, (usage.total_tokens or 0) - given - made),
        cached=read.cached_tokens or elsewhere or 0,
        written=read.cache_write_tokens or 0,
        reasoning=wrote.reasoning_tokens or 0,
        audio_in=read.audio_tokens or 0,
        audio_out=wrote.audio_tokens or 0,
        image_in=read.image_tokens or 0,
        image_out=wrote.image_tokens or 0,
    )


def worded(count: Tokens) -> dict[str, Any]:
    """Our count in OpenAI's words."""
    given = {"cached_tokens": count.cached, "audio_tokens": count.audio_in}
    given |= {"cache_write_tokens": count.written} if count.written else {}
    given |= {"image_tokens": count.image_in} if count.image_in else {}
    return {
        "prompt_tokens": count.input,
        "completion_tokens": count.output,
        "total_tokens": count.input + count.output,
        "prompt_tokens_details": given,
        "completion_tokens_details": {"reasoning_tokens": count.reasoning, "audio_tokens": count.audio_out},
    }
