"""Gemini and Claude at Vertex AI: their own bodies at another address."""

import json
from typing import Any

import pytest

from philae.core.chat import ChatRequest, Message, Text
from philae.core.errors import InvalidRequest
from philae.core.provider import Account, Target
from philae.vendors import anthropic
from philae.vendors.gemini.provider import CODEC
from philae.vendors.vertex import claude, count_claude, count_gemini, gemini, home, only
from tests.vendors.vertex.test_token import SECRET

GEMINI, CLAUDE = gemini(CODEC), claude(anthropic.CODEC)
BASE = "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4"
TO = Target(BASE, "gemini-2.5-flash", "attempt-1")
AT = f"{BASE}/publishers/google/models/gemini-2.5-flash"
OPUS = Target(BASE, "claude-opus-4-5@20251101", "attempt-1")
THERE = f"{BASE}/publishers/anthropic/models"


def hi(**more: Any) -> ChatRequest:
    """A request of one message."""
    return ChatRequest("m", (Message("user", (Text("hi"),)),), **more)


def test_paths() -> None:
    """They name the publisher and the model; nothing in them can lead elsewhere."""
    assert TO.url(GEMINI.path("gemini-2.5-flash", False)) == f"{AT}:generateContent"
    assert TO.url(GEMINI.path("models/gemini-2.5-flash", True)) == f"{AT}:streamGenerateContent?alt=sse"
    assert GEMINI.path("../x", False) == "/publishers/google/models/..%2Fx:generateContent"
    assert CLAUDE.path("claude-opus-5", True) == "/publishers/anthropic/models/claude-opus-5:streamRawPredict"


def test_gemini() -> None:
    """Only the address is another; but bytes do not pass, since a role may be missing in them."""
    request = hi(stream=True, user="ann")
    here, there = GEMINI.write(request, TO), CODEC.write(request, TO)
    assert here.call.url == f"{AT}:streamGenerateContent?alt=sse"
    assert (here.call.json, here.dropped) == (there.call.json, there.dropped)
    assert here.call.json["contents"][0]["role"] == "user"
    assert (GEMINI.wire, GEMINI.read, GEMINI.bare) == ("gemini", CODEC.read, False)


def test_claude() -> None:
    """The path has the model, the body the format's version."""
    call = CLAUDE.write(hi(stream=True), OPUS).call
    assert call.url == f"{THERE}/claude-opus-4-5@20251101:streamRawPredict"
    assert (call.json["anthropic_version"], call.json["stream"]) == ("vertex-2023-10-16", True)
    assert "model" not in call.json
    assert CLAUDE.write(hi(), OPUS).call.url.endswith(":rawPredict")


def test_counts() -> None:
    """Each publisher's own: Gemini's of the fields that count, Claude's by the model's name without a version."""
    asked = count_gemini(CODEC, hi(), TO)
    assert (asked.url, asked.effect) == (f"{AT}:countTokens", "none")
    assert list(asked.json) == ["contents"]
    asked = count_claude(anthropic.count(hi(), OPUS).call, OPUS)
    assert (asked.url, asked.effect) == (f"{THERE}/count-tokens:rawPredict", "none")
    assert (asked.json["model"], asked.json["anthropic_version"]) == ("claude-opus-4-5", "vertex-2023-10-16")


def test_each_publishers_format() -> None:
    """A model is served in one."""
    assert (only("claude-opus-5"), only("gemini-2.5-pro"), only("zai-org/glm-5.2-maas")) == (
        "messages",
        "gemini",
        "chat",
    )


@pytest.mark.parametrize(
    ("region", "name"),
    [("global", "aiplatform"), ("us", "aiplatform.us.rep"), ("us-central1", "us-central1-aiplatform")],
)
def test_places(region: str, name: str) -> None:
    """Each has its host; the project is the service account's."""
    url = home(Account(SECRET, options={"region": region}))
    assert url == f"https://{name}.googleapis.com/v1/projects/p/locations/{region}"


def test_a_project_of_another() -> None:
    """It may be said, and so may an address."""
    assert home(Account(SECRET, "http://proxy/", {"project": "q"})) == "http://proxy/v1/projects/q/locations/global"
    with pytest.raises(InvalidRequest, match="project"):
        home(Account(json.dumps(json.loads(SECRET) | {"project_id": ""})))
