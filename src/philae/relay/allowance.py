"""What a key's limits leave it, in the headers that clients of each format read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from philae.gate.limits import Standing

SILENT = frozenset({"gemini", "embedContent", "batchEmbedContents"})
"""Formats whose vendor tells of no limits before they are met."""
OPENAI = b"x-ratelimit-limit-%b: %d\r\nx-ratelimit-remaining-%b: %d\r\nx-ratelimit-reset-%b: %b\r\n"


def lines(wire: str, standings: Mapping[str, Standing]) -> bytes:
    """Header lines for limits of `requests` and `tokens`."""
    if wire in SILENT:
        return b""
    told, found = _anthropics if wire == "messages" else _openais, b""
    for what, standing in standings.items():
        found += told(what, standing)
    return found


def _anthropics(what: str, standing: Standing) -> bytes:
    full = datetime.now(UTC) + timedelta(seconds=standing.reset)
    reset = full.isoformat(timespec="seconds").replace("+00:00", "Z")
    name = f"anthropic-ratelimit-{what}"
    told = f"{name}-limit: {standing.limit}\r\n{name}-remaining: {standing.left}\r\n{name}-reset: {reset}\r\n"
    return told.encode()


@lru_cache(1024)
def _openais(what: str, standing: Standing) -> bytes:
    name = what.encode()
    return OPENAI % (name, standing.limit, name, standing.left, name, span(standing.reset).encode())


def span(seconds: float) -> str:
    """As OpenAI writes a span of time: `1s`, `6m0s`, `120ms`."""
    if seconds < 1:
        return f"{int(seconds * 1000)}ms"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"
