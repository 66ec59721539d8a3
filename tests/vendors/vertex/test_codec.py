"""Gemini at Vertex AI: the same bodies at another address."""

import pytest

from philae.core.chat import ChatRequest, Message, Text
from philae.core.provider import Target
from philae.vendors.gemini.provider import CODEC
from philae.vendors.vertex.codec import host, vertex

HERE = vertex(CODEC, "my-project", "europe-west4")
TO = Target("https://europe-west4-aiplatform.googleapis.com", "gemini-2.5-flash", "attempt-1")
PLACE = "/v1/projects/my-project/locations/europe-west4/publishers/google/models/gemini-2.5-flash"


def test_paths() -> None:
    """They name the project and the place; nothing in them can lead elsewhere."""
    assert HERE.path("gemini-2.5-flash", False) == f"{PLACE}:generateContent"
    assert HERE.path("models/gemini-2.5-flash", True) == f"{PLACE}:streamGenerateContent?alt=sse"
    assert (
        vertex(CODEC, "p").path("../x", False)
        == "/v1/projects/p/locations/global/publishers/google/models/..%2Fx:generateContent"
    )


def test_calls_have_the_formats_body() -> None:
    """Only the address is another; all else is the codec's that was handed in."""
    request = ChatRequest("m", (Message("user", (Text("hi"),)),), stream=True, user="ann")
    here, there = HERE.write(request, TO), CODEC.write(request, TO)
    assert here.call.url == f"{TO.base_url}{PLACE}:streamGenerateContent?alt=sse"
    assert (here.call.json, here.dropped) == (there.call.json, there.dropped)
    assert (HERE.wire, HERE.read, HERE.tokens) == (CODEC.wire, CODEC.read, CODEC.tokens)


@pytest.mark.parametrize(
    ("location", "name"),
    [("global", "aiplatform"), ("us", "aiplatform.us.rep"), ("us-central1", "us-central1-aiplatform")],
)
def test_hosts(location: str, name: str) -> None:
    """Each place has its host."""
    assert host(location) == f"https://{name}.googleapis.com"
