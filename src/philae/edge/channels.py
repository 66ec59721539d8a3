"""`GET /v1/channels`: how the accounts at vendors fare, for operators."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.dialect import Dialect, Reply
from philae.core.errors import Forbidden
from philae.edge.answer import guarded, respond
from philae.edge.dialects import Edge
from philae.net.channel import Channel


class Standing(Struct, frozen=True):
    """How a channel fares with one kind of work: failures in a row, for how many seconds more it rests.

    `running` is how many are under way and `first` the usual seconds to a first byte; None where it is not known. `full`:
    its limits let no more in, however many of those under way are other workers'.
    """

    faults: int
    rests: float
    running: int | None = None
    first: float | None = None
    full: bool = False

    def document(self) -> dict[str, Any]:
        """As it is told; what is not known is left out."""
        told: dict[str, Any] = {"running": self.running, "faults": self.faults, "rests_for": round(self.rests, 1)}
        told["first_byte"] = round(self.first, 3) if self.first else None
        return {name: value for name, value in told.items() if value is not None}


class Shown(Struct, frozen=True):
    """A channel, with what it is for: calls of text, jobs of pictures."""

    channel: Channel
    calls: Standing | None = None
    jobs: Standing | None = None


class Channels(Struct, frozen=True):
    """`worker` is the process that answers: the health is as it sees it, the others learn by their own calls."""

    edge: Edge
    dialect: Dialect
    worker: str
    all: Callable[[], Iterable[Shown]]

    def routes(self) -> list[Route]:
        """The one endpoint."""
        return [Route("/v1/channels", guarded(self.dialect, self.listed), methods=["GET"])]

    async def listed(self, request: Request) -> Response:
        """Every channel. Raises `Forbidden` for any key but the owner's."""
        if not (await self.edge.policy(request)).owner:
            raise Forbidden("only the owner's key may see the channels")
        return respond(Reply(200, {"object": "list", "worker": self.worker, "data": [document(s) for s in self.all()]}))


def document(shown: Shown) -> dict[str, Any]:
    """Without its secret, also where an address holds one."""
    channel, kinds = shown.channel, {"calls": shown.calls, "jobs": shown.jobs}
    parts = urlsplit(channel.base_url)
    told: dict[str, Any] = {
        "name": channel.name, "object": "channel", "provider": channel.provider.name, "weight": channel.weight,
        "base_url": parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl(), "state": state(shown),
        "concurrency": channel.concurrency, "rpm": channel.rpm, "tpm": channel.tpm,
        "models": sorted(channel.models) if channel.models is not None else None,
        **{kind: standing.document() for kind, standing in kinds.items() if standing},
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def state(shown: Shown) -> str:
    """`resting` after failures, `busy` when full, else `ready`."""
    kinds = [k for k in (shown.calls, shown.jobs) if k]
    if any(k.rests > 0 for k in kinds):
        return "resting"
    most = shown.channel.concurrency
    full = any(k.full or (most is not None and (k.running or 0) >= most) for k in kinds)
    return "busy" if full else "ready"
