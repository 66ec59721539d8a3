"""What is told beside an answer: who served it, how long it took, what it cost, what was left out, what limits leave."""

from collections.abc import Mapping

from philae.core.money import dollars
from philae.gate.limits import Standing
from philae.relay import allowance
from philae.relay.ways import Way

TRAILER = b"trailer: x-philae-cost, x-philae-took\r\n"


def known(
    wire: str, way: Way | None, first: float, dropped: tuple[str, ...], standings: Mapping[str, Standing]
) -> bytes:
    """Header lines of what is known when the answer begins; `first`: seconds until the vendor's did."""
    lines = b"cache-control: no-store\r\n" + repeated(way, dropped)
    if first:
        lines += b"x-philae-first: %.3f\r\n" % first
    if standings:
        lines += allowance.lines(wire, standings)
    return lines


def repeated(way: Way | None, dropped: tuple[str, ...]) -> bytes:
    """Those of them that are as true when the same answer is given again."""
    lines = b""
    if way:
        provider = way.channel.provider.name
        lines += b"x-philae-served-by: %b\r\n" % provider.encode()
        lines += b"x-philae-engine: studio\r\n" if provider == "studio" else b""
    if dropped:
        lines += f"x-philae-dropped: {', '.join(dropped)}\r\n".encode("latin-1", "replace")
    return lines


def over(cost: int | None, took: float) -> bytes:
    """Lines of what is known at the end: nano-USD, where any were set aside, and seconds."""
    told = b"x-philae-cost: %b\r\n" % dollars(cost).encode() if cost is not None else b""
    return b"%bx-philae-took: %.3f\r\n" % (told, took)


def trailed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the client wants to be told at the end of a stream what is only known there."""
    return b"trailers" in headers.get(b"te", b"").lower()
