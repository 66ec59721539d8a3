"""A request's body, bounded."""

from starlette.requests import Request

from philae.studio.request import Refused

LARGEST = 256 * 2**20


async def body(call: Request) -> bytes:
    """All of it. Raises Refused("too_large")."""
    parts, size = [], 0
    async for part in call.stream():
        size += len(part)
        if size > LARGEST:
            raise Refused("too_large", f"the body is larger than {LARGEST >> 20} MB")
        parts.append(part)
    return b"".join(parts)
