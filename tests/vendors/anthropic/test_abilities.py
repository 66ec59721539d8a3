"""What each Claude model takes."""

import pytest

from philae.vendors.anthropic.abilities import MODELS, NEWEST, PLAIN, SCHEMA, abilities


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("claude-opus-4-5-20251101", "opus-4-5"),
        ("us.anthropic.claude-opus-4-6-v1", "opus-4-6"),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "sonnet-4-5"),
        ("claude-opus-4@20250514", "opus-4"),
        ("claude-sonnet-4-20250514", "sonnet-4"),
        ("anthropic/claude-haiku-4.5", "haiku-4-5"),
        ("claude-mythos-preview", "mythos-preview"),
        ("claude-sonnet-5", "sonnet-5"),
        ("arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-5-5", "sonnet-5-5"),
    ],
)
def test_names_of_every_platform(name: str, row: str) -> None:
    """A model is known by any platform's name for it."""
    assert abilities(name) is MODELS[row]


def test_what_is_not_in_the_table() -> None:
    """Newer models count as the newest, old ones take no thinking, other vendors' are as the format was before 4.6."""
    assert abilities("claude-opus-7") is NEWEST
    assert abilities("claude-fable-5-2") is NEWEST
    assert abilities("claude") is NEWEST
    assert abilities("claude-3-5-sonnet-20241022") is PLAIN
    assert abilities("claude-2.1") is PLAIN
    assert abilities("claude-3-7-sonnet-20250219").thinking == ("enabled", "disabled")
    assert abilities("kimi-k3") is SCHEMA


def test_a_name_that_tells_nothing() -> None:
    """A profile of the operator's own is known by the name that the client asked for."""
    profile = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc123"
    assert abilities(profile, "claude-opus-5") is MODELS["opus-5"]
