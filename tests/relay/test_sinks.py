"""What a client gets of a stream, however the network cut it."""

import pytest

from philae.core.chat import ChatRequest
from philae.relay.sinks import Translated
from philae.vendors import FACES, SPEAKERS

SAID = b'data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"word"}}]}\n\n'
BROKEN = b'data: {"error":{"message":"no more","type":"server_error","code":null}}\n\n'


@pytest.mark.parametrize("pieces", [(SAID + BROKEN,), (SAID, BROKEN)], ids=["one read", "two reads"])
def test_what_was_said_before_a_fault_is_told(pieces: tuple[bytes, ...]) -> None:
    """Also where one read has the words and the fault."""
    sink = Translated(SPEAKERS["openai"].codecs["chat"], FACES["messages"], ChatRequest("m", (), stream=True))
    out = b"".join(sink.feed(piece)[0] for piece in pieces)

    assert b'"word"' in out
    assert sink.failed is not None
