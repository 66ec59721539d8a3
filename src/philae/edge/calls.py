"""Calls of text as their account finds them again: what each took and cost, and what was said, where that is kept."""

import re
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Raw
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core import ids
from philae.core.dialect import Dialect, Reply
from philae.core.errors import InvalidRequest, NotFound
from philae.core.money import dollars
from philae.edge.answer import guarded, respond
from philae.edge.dialects import Edge
from philae.store import calls
from philae.store.db import Database
from philae.store.exchanges import Exchanges

LIMIT = re.compile("[0-9]{1,3}")
MOST = 100
PREFIX = "req_"


class Calls:
    """What is there beside making them, which is the relay's."""

    def __init__(self, edge: Edge, dialect: Dialect, database: Database, exchanges: Exchanges) -> None:
        """The edge knows who asks."""
        self._edge, self._dialect = edge, dialect
        self._database, self._exchanges = database, exchanges

    def routes(self) -> list[Route]:
        """Every endpoint."""
        table = (
            ("GET", "/v1/calls", self.page),
            ("GET", "/v1/calls/{id}", self.get),
            ("DELETE", "/v1/calls/{id}", self.erase),
        )
        return [Route(path, guarded(self._dialect, deed), methods=[method]) for method, path, deed in table]

    async def page(self, request: Request) -> Response:
        """The account's calls, newest first."""
        policy = await self._edge.policy(request)
        query = request.query_params
        limit = query.get("limit", "20")
        if not LIMIT.fullmatch(limit) or not 1 <= int(limit) <= MOST:
            message = f"limit must be a whole number from 1 to {MOST}"
            raise InvalidRequest(message, param="limit")
        after, key = (_named(name, query.get(name)) for name in ("after", "key"))
        count = int(limit)
        found = await calls.page(
            self._database, policy.account, limit=count, after=after, model=query.get("model") or None, key=key
        )
        more = len(found) > count
        body = {"data": [document(dict(row)) for row in found[:count]], "has_more": more}
        return respond(Reply(200, body | ({"next": PREFIX + found[count - 1]["id"].hex} if more else {})))

    async def get(self, request: Request) -> Response:
        """One of them, with its bodies."""
        policy, identity = await self._edge.policy(request), _id(request)
        row = await calls.find(self._database, policy.account, identity)
        if row is None:
            raise _absent()
        told = document(dict(row))
        if row["until"] and (said := await self._exchanges.find(policy.account, identity)):
            told |= {name: _shown(body) for name, body in said._asdict().items() if body is not None}
        return respond(Reply(200, told))

    async def erase(self, request: Request) -> Response:
        """Remove its bodies; the record of what it cost stays."""
        policy = await self._edge.policy(request)
        if not await self._exchanges.erase(policy.account, _id(request)):
            raise _absent()
        return Response(status_code=204)


def document(row: dict[str, Any]) -> dict[str, Any]:
    """A call as it is told; what is not known is left out."""
    told = {
        "id": PREFIX + row["id"].hex, "object": "call", "model": row["model"], "format": row["wire"], "book": row["book"],
        "served_by": row["provider"] or None, "key": str(row["key"]), "key_name": row["key_name"] or row["hint"],
        "status": row["status"], "usage": msgspec.json.decode(row["meters"]), "cost": dollars(row["amount"]),
        "saved": dollars(row["saved"]) if row["saved"] else None, "stream": row["stream"], "estimated": row["estimated"],
        "error": row["error"], "started_at": row["started_at"], "first": round(row["first"], 3) or None,
        "took": round(row["took"], 3), "kept_until": row["until"],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def _shown(body: bytes) -> Any:
    """JSON as it is, anything else, such as a stream, as text."""
    try:
        msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return body.decode("utf-8", "replace")
    return Raw(body)


def _named(name: str, text: str | None) -> UUID | None:
    found = ids.parse(text.removeprefix(PREFIX)) if text else None
    if text and found is None:
        message = f"{name} must be an id"
        raise InvalidRequest(message, param=name)
    return found


def _id(request: Request) -> UUID:
    identity = ids.parse(request.path_params["id"].removeprefix(PREFIX))
    if identity is None:
        raise _absent()
    return identity


def _absent() -> NotFound:
    return NotFound("no such call")
