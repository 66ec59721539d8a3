"""What a key's limits leave it, in the headers that clients of each format read."""

from datetime import UTC, datetime, timedelta

from philae.gate.limits import Standing

SILENT = frozenset({"gemini", "embedContent", "batchEmbedContents"})
"""Formats whose vendor tells of no limits before they are met."""


def lines(wire: str, standing: Standing | None) -> bytes:
    """Header lines; b"" for a key without limits."""
    if standing is None or wire in SILENT:
        return b""
    if wire == "messages":
        full = datetime.now(UTC) + timedelta(seconds=standing.reset)
        reset = full.isoformat(timespec="seconds").replace("+00:00", "Z")
        name = "anthropic-ratelimit-requests"
        return (
            f"{name}-limit: {standing.limit}\r\n{name}-remaining: {standing.left}\r\n{name}-reset: {reset}\r\n".encode()
        )
    told = {"limit": standing.limit, "remaining": standing.left, "reset": span(standing.reset)}
    return "".join(f"x-ratelimit-{name}-requests: {value}\r\n" for name, value in told.items()).encode()


def span(seconds: float) -> str:
    """As OpenAI writes a span of time: `1s`, `6m0s`, `120ms`."""
    if seconds < 1:
        return f"{int(seconds * 1000)}ms"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"
