"""Whether we live, whether we are ready, and figures for Prometheus."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from philae.edge import figures

Check = Callable[[], Awaitable[object]]


class Health:
    """`checks`: name → a deed that raises if that part is not ready."""

    def __init__(self, checks: dict[str, Check]) -> None:
        """Database, storage, migrations."""
        self._checks = checks

    async def alive(self, _: Request) -> Response:
        """The process answers."""
        return Response(b'{"status":"ok"}', media_type="application/json")

    async def ready(self, _: Request) -> Response:
        """Every part answers, else 503 and which do not."""
        found = {name: await _outcome(check) for name, check in self._checks.items()}
        ready = all(value == "ok" for value in found.values())
        body = {"status": "ok" if ready else "not ready", **found}
        return Response(msgspec.json.encode(body), 200 if ready else 503, media_type="application/json")

    async def metrics(self, _: Request) -> Response:
        """Prometheus' text format, of all workers together."""
        return Response(await asyncio.to_thread(figures.text), media_type=CONTENT_TYPE_LATEST)


async def _outcome(check: Check) -> str:
    try:
        await check()
    except Exception as error:  # noqa: BLE001  any fault means: not ready
        return type(error).__name__
    return "ok"
