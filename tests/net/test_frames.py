"""Server-sent events are the same however the network cuts them, and whichever way their lines end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.errors import UpstreamError
from philae.core.stream import Frame
from philae.net import frames
from philae.net.frames import Blocks, events

NAMES = st.text("abcxyz.", max_size=8)
LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12)
TOLD = st.lists(st.tuples(NAMES, st.lists(LINES, min_size=1, max_size=3)), max_size=5)


@given(TOLD, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_any_cut_reads_the_same(told: list[tuple[str, list[str]]], end: str, data: st.DataObject) -> None:
    """Each event comes out whole, comments left out, the last one also without its blank line."""
    texts = [
        "".join(line + end for line in (f"event: {name}", ": ping", *(f"data: {text}" for text in lines)))
        for name, lines in told
    ]
    closed = data.draw(st.booleans()) and bool(texts)
    raw = end.join(texts).encode() + (end.encode() if closed else b"")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    blocks = Blocks()

    found = [f for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True) for f in events(blocks.feed(raw[a:b]))]
    found += events(blocks.rest())

    assert found == [Frame("\n".join(lines).encode(), name) for name, lines in told]


def test_nothing_that_is_whole_waits() -> None:
    """An event is given back with the bytes that end it, byte by byte."""
    blocks = Blocks()
    out = [blocks.feed(bytes([byte])) for byte in b"data: a\n\ndata: b\r\n\r\ndata: c"]
    assert [block for block in out if block] == [b"data: a\n\n", b"data: b\r\n\r\n"]
    assert blocks.rest() == b"data: c"


def test_an_event_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before memory is full."""
    monkeypatch.setattr(frames, "MOST", 1000)
    blocks = Blocks()
    for _ in range(20):
        assert blocks.feed(b"x" * 50) == b""
    with pytest.raises(UpstreamError, match="too large"):
        blocks.feed(b"x")
