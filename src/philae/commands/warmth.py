"""How warm the studio's engines are, as it tells on its socket: after an installation they compile once."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

EVERY = 2.0
SOON = 3.0
"""Seconds in which engines that were compiled before are ready; shorter than that is not worth a line."""


async def warmth(socket: Path) -> float | None:
    """0..1, None while the studio does not answer."""
    try:
        async with asyncio.timeout(1):
            reader, writer = await asyncio.open_unix_connection(str(socket))
            writer.write(b"GET /healthz HTTP/1.0\r\nhost: studio\r\n\r\n")
            answer = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return None
    found = re.search(rb'"warm":\s*([\d.]+)', answer)
    return float(found[1]) if found else None


async def tell_until_warm(socket: Path, tell: Callable[[str], None]) -> None:
    """A line every two seconds while the engines compile, and one when they are ready."""
    await asyncio.sleep(SOON)
    share, told = await warmth(socket), False
    while share is None or share < 1:
        if share is not None:
            tell(f"the offline twin prepares its engines, {share:.0%} (requests are taken meanwhile)")
            told = True
        await asyncio.sleep(EVERY)
        share = await warmth(socket)
    if told:
        tell("the offline twin is ready")
