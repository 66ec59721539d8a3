"""What is told beside an answer: who served it, how long it took, what it cost, what was left out, what limits leave."""

from collections.abc import Mapping
from functools import cache

from philae.core.money import dollars
from philae.gate.limits import Standing
from philae.relay import allowance
from philae.relay.ways import Way

TWIN = b"x-philae-engine: studio\r\n"
FRESH = b"cache-control: no-store\r\n"
TRAILER = b"trailer: x-philae-cost, x-philae-took\r\n"


def known(
    wire: str,
    way: Way | None,
    first: float,
    dropped: tuple[str, ...],
    standings: Mapping[str, Standing],
    *,
    twin: bool,
) -> bytes:
    """Header lines of what is known when the answer begins.

    `first`: seconds until the vendor's did; `twin`: the offline twin is asked, also where it refused and there is no way.
    """
    lines = FRESH + repeated(way, dropped) + (TWIN if twin and not way else b"")
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
    return b"x-philae-served-by: %b\r\n%b" % (provider.encode(), TWIN if provider == "studio" else b"")


def over(cost: int | None, took: float) -> bytes:
    """Lines of what is known at the end: nano-USD, where any were set aside, and seconds."""
    if cost is None:
        return b"x-philae-took: %.3f\r\n" % took
    return b"x-philae-cost: %b\r\nx-philae-took: %.3f\r\n" % (dollars(cost).encode(), took)


def trailed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the client wants to be told at the end of a stream what is only known there."""
    return b"trailers" in headers.get(b"te", b"").lower()
