"""Where vendors tell us: the address names the attempt, unguessably; what they say is a reason to look, not a truth."""

from collections.abc import Callable, Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from philae.catalog import MODELS
from philae.core.errors import GatewayError, NotFound
from philae.core.http import HttpReply
from philae.core.outcome import Ref
from philae.core.provider import Provider
from philae.edge.inbound import Doorway
from philae.store.db import Database

LIMIT = 1 << 20


class Callbacks:
    """`POST /callbacks/{key}`."""

    def __init__(
        self, database: Database, doorway: Doorway, providers: Mapping[str, Provider], channels: Mapping[str, str]
    ) -> None:
        """`channels`: channel → provider."""
        self._database = database
        self._doorway = doorway
        self._providers = providers
        self._channels = channels

    async def receive(self, request: Request) -> Response:
        """Note it and wake the task's worker, in whatever process it is. Raises `NotFound` for an unknown address."""
        sql = (
            "select a.task, a.part, a.channel, t.model, t.finished_at is not null as over from attempt a "
            "join task t on t.id = a.task where a.key = $1"
        )
        row = await self._database.row(sql, request.path_params["key"])
        if row is None:
            message = "no such address"
            raise NotFound(message)
        inbound = await self._doorway.read(request)
        reply = HttpReply(200, dict(inbound.headers), inbound.body[:LIMIT])
        if word := self._challenge(row["channel"], reply):
            return JSONResponse(word)
        ref = self._ref(row["channel"], row["model"], reply)
        if row["over"]:
            note = "update attempt set note = 'a late result arrived; it was not charged' where key = $1"
            await self._database.fetch(note, request.path_params["key"])
        else:
            news = msgspec.json.encode({"task": str(row["task"]), "part": row["part"], "ref": ref}).decode()
            await self._database.fetch("select pg_notify('philae_hook', $1)", news)
        return Response(status_code=204)

    def _challenge(self, channel: str, reply: HttpReply) -> dict[str, str]:
        """The word that the vendor wants back before it tells anything; nothing if this is no such question."""
        provider = self._providers.get(self._channels.get(channel, ""))
        if provider is None or not provider.challenge:
            return {}
        try:
            word = reply.parse(dict).get(provider.challenge)
        except GatewayError:
            return {}
        return {provider.challenge: word} if isinstance(word, str) else {}

    def _ref(self, channel: str, model: str, reply: HttpReply) -> Ref | None:
        """What the vendor's own words say where the job is, if they can be read."""
        provider = self._providers.get(self._channels.get(channel, ""))
        known = MODELS.get(model)
        for route in known.routes if provider and known else ():
            if provider and known and route.provider == provider.name:
                codec = provider.serves.get(route.wire or known.operation)
                if codec and codec.hook and (ref := _understood(codec.hook, reply)):
                    return ref
        return None


def _understood(hook: Callable[[HttpReply], Ref | None], reply: HttpReply) -> Ref | None:
    try:
        return hook(reply)
    except GatewayError:
        return None
