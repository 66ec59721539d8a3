"""Other vendors' signatures, carried by clients of the Responses API."""

import pytest

from philae.core.chat import Thinking
from philae.vendors.openai.responses.foreign import MARK, Carried, pack, unpack


@pytest.mark.parametrize(
    "carried",
    [
        Carried(Thinking("thought", "sig", id="t", origin="anthropic")),
        Carried(Thinking(redacted="cipher", origin="anthropic")),
        Carried(call="call_1", signature="sig"),
    ],
)
def test_what_is_packed_comes_back(carried: Carried) -> None:
    """A thought, a cipher and a call's signature."""
    assert unpack(pack(carried)) == carried


@pytest.mark.parametrize("content", ["", "gAAAAAB", MARK + "!", MARK + "aGk="])
def test_others_are_left_alone(content: str) -> None:
    """The vendor's own cipher, and what only looks like ours."""
    assert unpack(content) is None
