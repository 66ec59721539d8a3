"""Anthropic's Messages API: as we serve it, and as we call it wherever a server speaks it."""

from philae.vendors.anthropic.answer import encode_count
from philae.vendors.anthropic.decode import decode_count
from philae.vendors.anthropic.dialect import MESSAGES
from philae.vendors.anthropic.models import Listed, entry, listing
from philae.vendors.anthropic.provider import CODEC, FORWARDED, PROVIDER_FACTS, codec, count, counted
from philae.vendors.anthropic.writer import PING

__all__ = [
    "CODEC",
    "FORWARDED",
    "MESSAGES",
    "PING",
    "PROVIDER_FACTS",
    "Listed",
    "codec",
    "count",
    "counted",
    "decode_count",
    "encode_count",
    "entry",
    "listing",
]
