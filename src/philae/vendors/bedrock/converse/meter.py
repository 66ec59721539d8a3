"""Converse's usage as our tokens: its input leaves the cache out, ours has it in."""

import msgspec

from philae.core.tokens import Tokens
from philae.vendors.bedrock.converse.wire import Event, Usage, Whole

_USAGE = b'"usage"'
HOUR = "1h"
_whole = msgspec.json.Decoder(Whole, strict=False)
_event = msgspec.json.Decoder(Event, strict=False)


def counted(usage: Usage) -> Tokens:
    """The tokens of a usage."""
    cached, written = usage.cache_read_input_tokens, usage.cache_write_input_tokens
    hour = sum(detail.input_tokens for detail in usage.cache_details if detail.ttl == HOUR)
    return Tokens(
        input=usage.input_tokens + cached + written,
        output=usage.output_tokens,
        cached=cached,
        written=written,
        written_1h=min(hour, written),
    )


def tokens(body: bytes) -> Tokens | None:
    """The usage in a whole answer."""
    return _found(_whole, body)


def spent(data: bytes) -> Tokens | None:
    """The usage in one frame: the last one's."""
    return _found(_event, data)


def _found(decoder: msgspec.json.Decoder[Whole] | msgspec.json.Decoder[Event], data: bytes) -> Tokens | None:
    if _USAGE not in data:
        return None
    try:
        usage = decoder.decode(data).usage
    except msgspec.MsgspecError:
        return None
    return counted(usage) if usage else None
