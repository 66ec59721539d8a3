"""What is told beside an answer: who served it, how long it took, what it cost, what was left out, what limits leave."""

from collections.abc import Mapping
from functools import cache

from philae.core.money import dollars
from philae.gate.limits import Standing
from philae.relay import allowance
from philae.relay.ways import Way

FRESH = b"cache-control: no-store\r\n"
TRAILER = b"trailer: x-philae-cost, x-philae-took\r\n"


def known(
    wire: str, way: Way | None, first: float, dropped: tuple[str, ...], standings: Mapping[str, Standing]
) -> bytes:
    """Header lines of what is known when the answer begins; `first`: seconds until the vendor's did."""
    lines = FRESH + repeated(way, dropped)
    if first:
        lines += b"x-philae-first: %.3f\r\n" % first
    return lines + allowance.lines(wire, standings) if standings else lines


def repeated(way: Way | None, dropped: tuple[str, ...]) -> bytes:
    """Those of them that are as true when the same answer is given again."""
    lines = _served(way.channel.provider.name) if way else b""
    if dropped:
        lines += f"x-philae-dropped: {', '.join(dropped)}\r\n".encode("latin-1", "replace")
    return lines


@cache
def _served(provider: str) -> bytes:
    engine = "x-philae-engine: studio\r\n" if provider == "studio" else ""
    return f"x-philae-served-by: {provider}\r\n{engine}".encode()


def over(cost: int | None, took: float) -> bytes:
    """Lines of what is known at the end: nano-USD, where any were set aside, and seconds."""
    if cost is None:
        return b"x-philae-took: %.3f\r\n" % took
    return b"x-philae-cost: %b\r\nx-philae-took: %.3f\r\n" % (dollars(cost).encode(), took)


def trailed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the client wants to be told at the end of a stream what is only known there."""
    return b"trailers" in headers.get(b"te", b"").lower()
