"""A gateway over HTTP, as any client has it: found where it runs, or started for one command."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import msgspec

from philae import logs
from philae.commands.database import owner_key
from philae.commands.faults import Fault
from philae.settings import Settings
from philae.supervisor import ADDRESS, gateway

USUAL = "http://127.0.0.1:8080"
OURS = "x-philae-request-id"
REFUSED = 400


class Remote:
    """Talks to the gateway at `url`. `public` is the origin that links shall have, if it is another one."""

    def __init__(self, url: str, key: str, public: str | None = None, studio: Path | None = None) -> None:
        """Nothing is opened yet. `studio` is the socket of the gateway's studio, where we know it."""
        self.url, self.key, self.studio = url.rstrip("/"), key, studio
        self.public = public or self.url
        self._headers = {"Authorization": f"Bearer {key}", "Host": urlsplit(self.public).netloc}

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60))
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        await self._session.close()

    async def json(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The answer to a request. Raises `Fault` with the gateway's own words."""
        data = msgspec.json.encode(body) if body is not None else None
        kind = {"Content-Type": "application/json"} if data is not None else {}
        status, answer = await self._send(method, path, data, {**self._headers, **kind, **headers})
        try:
            document = msgspec.json.decode(answer) if answer else {}
        except msgspec.DecodeError:
            document = {}
        if status >= REFUSED:
            raise Fault(_words(document) or f"the gateway answered {status}")
        return document

    async def file(self, link: str) -> bytes:
        """The file behind a link of the gateway's, wherever that link says it lives. Raises `Fault`."""
        parts = urlsplit(link)
        status, data = await self._send("GET", f"{parts.path}?{parts.query}", None, {})
        if status >= REFUSED:
            message = f"the picture cannot be fetched ({status}): {link}"
            raise Fault(message)
        return data

    async def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            async with self._session.request(method, self.url + path, data=data, headers=headers) as reply:
                return reply.status, await reply.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            message = f"the gateway at {self.url} does not answer ({str(error) or type(error).__name__})"
            raise Fault(message) from error


@asynccontextmanager
async def reached(settings: Settings, tell: Callable[[str], None], *, own: bool = False) -> AsyncIterator[Remote]:
    """The gateway of PHILAE_URL, the one that runs over the data folder, or one of our own for the moment.

    `own`: only one over the data folder will do. Raises `Fault`, `Refusal`.
    """
    found = await _found(settings, own=own)
    if found is None:
        async with _private(settings, tell) as remote:
            yield remote
        return
    async with found:
        yield found


@asynccontextmanager
async def _private(settings: Settings, tell: Callable[[str], None]) -> AsyncIterator[Remote]:
    """On a free port of this machine; links are made for the port that `philae serve` will have."""
    logs.configure("error")
    tell(f"starting a gateway over {settings.data}")
    usual = f"http://127.0.0.1:{settings.port}"
    alone = settings.model_copy(update={"host": "127.0.0.1", "port": 0, "workers": 1, "log_level": "error"})
    async with gateway(alone, tell) as running:
        key = running.ready.owner_key or ""
        async with Remote(running.url, key, settings.public_url or usual, running.studio) as remote:
            yield remote


async def _found(settings: Settings, *, own: bool) -> Remote | None:
    given = None if own else os.environ.get("PHILAE_KEY")
    key = given or owner_key(settings.data)
    if (url := os.environ.get("PHILAE_URL")) and not own:
        if not key:
            message = f"PHILAE_URL is {url}, but no key is known: set PHILAE_KEY"
            raise Fault(message)
        return Remote(url, key)
    address = settings.data / ADDRESS
    if key and address.exists() and await _ours(at := address.read_text().strip()):
        return Remote(at, key, studio=settings.data.absolute() / "studio.sock")
    # The owner's key goes to its own gateway only; a key that was handed to us may go to the usual place.
    if given and await _ours(USUAL):
        return Remote(USUAL, given)
    return None


async def _ours(url: str) -> bool:
    """Whether a Philae listens there."""
    try:
        async with aiohttp.request("GET", f"{url}/healthz", timeout=aiohttp.ClientTimeout(3)) as reply:
            return OURS in reply.headers
    except (aiohttp.ClientError, TimeoutError):
        return False


def _words(document: Any) -> str:
    """What a refusal says, whichever dialect worded it."""
    match document:
        case {"error": {"message": str(said), "param": str(where)}} if where not in said:
            return f"{where}: {said}"
        case {"error": {"message": str(said)}} | {"detail": str(said)}:
            return said
        case {"detail": [{"msg": str(said), "loc": [*_, where]}, *_]}:
            return f"{where}: {said}"
    return ""
