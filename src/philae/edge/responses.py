"""Responses that were kept: read, listed by what went into them, cancelled, erased, each for its own account alone."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.dialect import Dialect, Reply
from philae.core.errors import InvalidRequest, NotFound
from philae.core.kept import identity
from philae.edge.answer import guarded, respond
from philae.edge.dialects import Edge
from philae.edge.replay import replay
from philae.store import responses as kept
from philae.store.db import Database
from philae.store.responses import Found
from philae.vendors import FACES
from philae.vendors.openai.responses import thread

WORDS = Dialect("openai", endpoints=(), error=FACES["responses"].error)
JSON = (("content-type", "application/json"),)
_items = msgspec.json.Decoder(list[dict[str, Any]])


class Responses:
    """What is there beside making them, which is the relay's."""

    def __init__(self, edge: Edge, database: Database) -> None:
        """The edge knows who asks."""
        self._edge = edge
        self._database = database

    def routes(self) -> list[Route]:
        """Every endpoint, with and without `/v1`."""
        table = (
            ("GET", "/responses/{id}", self.get),
            ("DELETE", "/responses/{id}", self.erase),
            ("GET", "/responses/{id}/input_items", self.items),
            ("POST", "/responses/{id}/cancel", self.cancel),
        )
        return [
            Route(prefix + path, guarded(WORDS, deed), methods=[method])
            for method, path, deed in table
            for prefix in ("/v1", "")
        ]

    async def get(self, request: Request) -> Response:
        """The response object, as it ended or stands; or its events again."""
        account, name = await self._asked(request)
        found = await self._find(request, account, name)
        if request.query_params.get("stream", "").lower() == "true":
            return await replay(self._edge, request, account, name)
        return respond(Reply(200, found.told, JSON))

    async def erase(self, request: Request) -> Response:
        """Remove it; what went on from it stays, but cannot be gone on with."""
        account, name = await self._asked(request)
        if not await kept.erase(self._database, account, name):
            raise _absent(request)
        await self._stop(account, name)
        return respond(Reply(200, thread.deleted(request.path_params["id"])))

    async def items(self, request: Request) -> Response:
        """What went into it, the conversation before it included; pages of it, the newest first unless asked otherwise."""
        account, name = await self._asked(request)
        turns = await kept.thread(self._database, account, name)
        if not turns:
            raise _absent(request)
        given = [_items.decode(turn.input) for turn in turns]
        made = [_items.decode(turn.output) for turn in turns[:-1]]
        whole = [item for i, items in enumerate(given) for item in items + (made[i] if i < len(made) else [])]
        named = [item if item.get("id") else item | {"id": f"item_{i}"} for i, item in enumerate(whole)]
        return respond(Reply(200, thread.page(named, request.query_params)))

    async def cancel(self, request: Request) -> Response:
        """End one that is made in the background; one that is over already is told as it is."""
        account, name = await self._asked(request)
        if not (await self._find(request, account, name)).background:
            raise InvalidRequest("Cannot cancel a synchronous response.")
        await kept.cancel(self._database, account, name)
        await self._stop(account, name)
        return respond(Reply(200, (await self._find(request, account, name)).told, JSON))

    async def _stop(self, account: UUID, name: UUID) -> None:
        """End its task, if it has one that still runs."""
        with suppress(NotFound):
            await self._edge.tasks.cancel(name, account)

    async def _asked(self, request: Request) -> tuple[UUID, UUID]:
        """Whose, and which. Raises `NotFound` for what cannot be one of ours."""
        policy = await self._edge.policy(request)
        found = identity(request.path_params["id"])
        if found is None:
            raise _absent(request)
        return policy.account, found

    async def _find(self, request: Request, account: UUID, name: UUID) -> Found:
        found = await kept.find(self._database, account, name)
        if found is None:
            raise _absent(request)
        return found


def _absent(request: Request) -> NotFound:
    return NotFound(f"Response with id '{request.path_params['id'][:100]}' not found.")
