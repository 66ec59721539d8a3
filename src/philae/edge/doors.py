"""The outermost layer: request ids, CORS, and requests that went through this gateway before."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from philae.core.ids import uuid7
from philae.edge import meters
from philae.gate.cors import EXPOSED

HOP = b"x-philae-hop"
ALLOWED = (
    b"Authorization, Content-Type, x-key, x-api-key, x-goog-api-key, mj-api-secret, api_token, anthropic-version, anthropic-beta, "
    b"Idempotency-Key, Prefer, x-philae-cache, Last-Event-ID, Range, x-stainless-arch, x-stainless-async, x-stainless-lang, x-stainless-os, "
    b"x-stainless-package-version, x-stainless-retry-count, x-stainless-runtime, x-stainless-runtime-version, "
    b"x-stainless-timeout, x-stainless-helper-method, openai-organization, openai-project, openai-beta, x-goog-api-client, "
    b"anthropic-dangerous-direct-browser-access"
)
OPEN = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", EXPOSED)]
PREFLIGHT = [
    *OPEN,
    (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE, OPTIONS"),
    (b"access-control-allow-headers", ALLOWED),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]


class Doors:
    """Wraps the app. `gateway` is the id that our own calls carry; who brings it back is marked as a loop."""

    def __init__(self, app: ASGIApp, gateway: str) -> None:
        """The app inside."""
        self._app = app
        self._gateway = gateway.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights; mark everything else."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = new_id()
        scope["philae.request_id"] = identity
        marks = [(b"x-philae-request-id", identity.encode()), *OPEN]
        if scope["method"] == "OPTIONS":
            await _short(send, 204, [*marks[:1], *PREFLIGHT], b"")
        else:
            scope["philae.loop"] = (HOP, self._gateway) in scope["headers"]
            began = time.perf_counter()

            async def marked(message: Message) -> None:
                if message["type"] == "http.response.start":
                    route = scope.get("philae.route")
                    method = scope["method"] if route else "-"  # a stranger's may be any word
                    meters.asked(route or "-", method, message["status"]).observe(time.perf_counter() - began)
                    message["headers"] = [*message.get("headers", ()), *marks]
                await send(message)

            await self._app(scope, receive, marked)


def new_id() -> str:
    """Time in milliseconds and random bits, in digits that sort by time.

    Not asked of the kernel for each: that lets other threads have the interpreter, and waits for them to give it back.
    """
    return f"req_{uuid7().hex}"


async def _short(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
