"""OpenAI chat completions: served to clients, and called at OpenAI and at every vendor that speaks them."""

from philae.vendors.openai.chat.dialect import CHAT
from philae.vendors.openai.chat.provider import codec
from philae.vendors.openai.chat.quirks import OPENAI, Quirks

__all__ = ["CHAT", "OPENAI", "Quirks", "codec"]
