"""Anthropic's usage as our tokens and back: its input leaves the cache out, ours has it in."""

from typing import Any

import msgspec

from philae.core.tokens import Tokens
from philae.vendors.anthropic.wire import Event, Usage, Whole

NOTHING = Tokens()
_USAGE = b'"usage"'
_whole = msgspec.json.Decoder(Whole, strict=False)
_event = msgspec.json.Decoder(Event, strict=False)


def counted(usage: Usage, before: Tokens = NOTHING) -> Tokens:
    """The tokens of a usage; counts of a stream only grow, so what `before` told and this one leaves out stays."""
    cached, written = usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0
    hour = usage.cache_creation.ephemeral_1h_input_tokens if usage.cache_creation else 0
    thought = usage.output_tokens_details.thinking_tokens if usage.output_tokens_details else 0
    return Tokens(
        input=max(before.input, (usage.input_tokens or 0) + cached + written),
        output=max(before.output, usage.output_tokens or 0),
        cached=max(before.cached, cached),
        written=max(before.written, written),
        written_1h=max(before.written_1h, hour),
        reasoning=max(before.reasoning, thought),
    )


def tokens(body: bytes) -> Tokens | None:
    """The usage in a whole answer."""
    if _USAGE not in body:
        return None
    try:
        usage = _whole.decode(body).usage
    except msgspec.MsgspecError:
        return None
    return counted(usage) if usage else None


def spent(data: bytes) -> Tokens | None:
    """The usage in one frame: the first tells the input, the last the output; neither needs to tell both."""
    if _USAGE not in data:
        return None
    try:
        event = _event.decode(data)
    except msgspec.MsgspecError:
        return None
    usage = event.message.usage if event.message else event.usage
    return counted(usage) if usage else None


def usage_of(used: Tokens) -> dict[str, Any]:
    """Tokens as Anthropic's clients read them."""
    hour = {"ephemeral_5m_input_tokens": used.written - used.written_1h, "ephemeral_1h_input_tokens": used.written_1h}
    return {
        "input_tokens": max(0, used.input - used.cached - used.written),
        "cache_creation_input_tokens": used.written,
        "cache_read_input_tokens": used.cached,
        **({"cache_creation": hour} if used.written else {}),
        "output_tokens": used.output,
        **({"output_tokens_details": {"thinking_tokens": used.reasoning}} if used.reasoning else {}),
    }
