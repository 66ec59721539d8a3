"""How a model of text is found: by every name that clients use, and whom a name pins it to."""

import pytest

from philae.catalog.text import Names, find, pinned
from philae.core.errors import ModelNotFound
from philae.core.model import Route
from philae.core.text import TextModel


@pytest.mark.parametrize(
    ("name", "model", "provider"),
    [
        ("gpt-5.4", "gpt-5.4", None),
        ("GPT-5.4", "gpt-5.4", None),
        ("claude-haiku-4-5", "claude-haiku-4-5-20251001", None),
        ("openai/gpt-5.4", "gpt-5.4", "openai"),
        ("openai:gpt-5.4", "gpt-5.4", "openai"),
        ("anthropic/claude-haiku-4-5", "claude-haiku-4-5-20251001", "anthropic"),
        ("bedrock:claude-opus-5", "claude-opus-5", "bedrock"),
        ("bedrock/global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5-20251001", "bedrock"),
        ("openrouter/openai/gpt-5.4", "gpt-5.4", "openrouter"),
        ("together/zai-org/GLM-5.3", "glm-5.3", "together"),
        ("groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-120b", None),
        ("groq:openai/gpt-oss-120b", "groq/openai/gpt-oss-120b", "groq"),
        ("fireworks/gpt-oss-20b", "fireworks/accounts/fireworks/models/gpt-oss-20b", None),
        ("google/gemini-2.5-pro", "gemini-2.5-pro", None),
        ("anthropic/claude-opus-4.8", "claude-opus-4-8", None),
        ("openai/gpt-oss-120b", "gpt-oss-120b", None),
        ("studio/chat", "studio/chat", None),
        ("studio/gpt-5.4", "gpt-5.4", "studio"),
    ],
)
def test_a_name_leads_to_a_model_and_perhaps_a_provider(name: str, model: str, provider: str | None) -> None:
    """A provider before the name pins; the names of owners and gateways do not."""
    row, whose = pinned(name)
    assert (row.id, whose) == (model, provider)
    assert find(name) is row


@pytest.mark.parametrize("name", ["gemini/gpt-5.4", "nobody/gpt-5.4", "openai/", "/gpt-5.4", ":", ""])
def test_a_provider_that_does_not_serve_it_is_no_name(name: str) -> None:
    """It is said, rather than asked of somebody else."""
    with pytest.raises(ModelNotFound):
        pinned(name)


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    """A typing mistake is the usual reason."""
    with pytest.raises(ModelNotFound) as caught:
        find("claude-opus5")
    assert "claude-opus-5" in caught.value.public
    assert caught.value.param == "model"


def test_a_very_long_name_is_cut() -> None:
    """It is the client's text."""
    with pytest.raises(ModelNotFound) as caught:
        find("z" * 5000)
    assert len(caught.value.public) < 200


def test_an_id_wins_over_an_alias() -> None:
    """An operator's own model may have the name that another has as an alias."""
    first = TextModel("a", "chat", "s", "n", aliases=("b",), routes=(Route("openai", "a"),))
    second = TextModel("b", "chat", "s", "n", routes=(Route("openai", "b"),))
    assert Names({"a": first, "b": second}).find("B") is second
