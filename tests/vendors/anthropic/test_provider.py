"""What is known of Anthropic as a provider."""

from philae.core.auth import Static
from philae.vendors.anthropic import CODEC, FORWARDED, MESSAGES, PROVIDER_FACTS


def test_facts() -> None:
    """Its name, address, key and headers."""
    assert (PROVIDER_FACTS.name, PROVIDER_FACTS.base_url) == ("anthropic", "https://api.anthropic.com")
    assert PROVIDER_FACTS.secret == "ANTHROPIC_API_KEY"
    assert PROVIDER_FACTS.auth("sk-1") == Static((("x-api-key", "sk-1"), ("anthropic-version", "2023-06-01")))
    assert FORWARDED == ("anthropic-beta",)


def test_both_sides_speak_one_format() -> None:
    """So a Messages client's bytes may pass to Anthropic untouched."""
    assert MESSAGES.wire == CODEC.wire == "messages"
    assert CODEC.framing == "sse"
