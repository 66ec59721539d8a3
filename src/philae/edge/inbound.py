"""A client's request as a value: its origin, its credential, its body within limits."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec import Struct, field
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message, Receive

from philae.core.blob import Blob
from philae.core.dialect import Inbound, Submission
from philae.core.errors import GatewayError, InvalidRequest, TooLarge
from philae.core.request import Wish
from philae.edge.porter import Porter
from philae.edge.scales import HEAVY
from philae.edge.spill import Spill
from philae.engine.inputs import Arrived
from philae.gate.credential import HEADERS, QUERY, bare
from philae.gate.proxies import Proxies

FILES = 20
FILE_LIMIT = 25 << 20


class Relieved(Inbound, frozen=True):
    """A request that was big: `files` are what was taken out of its body, by the texts that stand for them there."""

    files: dict[str, Arrived] = field(default_factory=dict)


class Doorway(Struct, frozen=True):
    """What the operator set about how requests arrive."""

    body_limit: int
    public_url: str = ""
    proxies: Proxies = field(default_factory=Proxies)
    porter: Porter = field(default_factory=Porter)

    def origin(self, request: Request) -> str:
        """The base URL that the caller used, without a trailing slash."""
        if self.public_url:
            return self.public_url
        peer = request.client.host if request.client else ""
        return self.proxies.origin(peer, request.headers, request.scope.get("scheme", "http"))

    def ip(self, request: Request) -> str | None:
        """The caller's address; behind trusted proxies, the last one that is not a proxy's."""
        if request.client is None:
            return None
        return self.proxies.caller(request.client.host, request.headers.get("x-forwarded-for", ""))

    async def read(self, request: Request) -> Inbound:
        """The whole request; a big body without its files, which are beside it. Raises `TooLarge`, `InvalidRequest`."""
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return self._inbound(request, form=await self._form(request))
        if request.method == "GET":
            return self._inbound(request)
        body = await self._body(request)
        if isinstance(body, bytes):
            return self._inbound(request, body)
        rest, files = await self.porter.unpack(body)
        return Relieved(**msgspec.structs.asdict(self._inbound(request, rest)), files=files)

    def _inbound(
        self, request: Request, body: bytes = b"", form: tuple[tuple[str, str | Blob], ...] | None = None
    ) -> Inbound:
        return Inbound(
            request.method, request.path_params, request.query_params, request.headers, body, form, self.origin(request),
            tuple(request.query_params.multi_items()),
        )  # fmt: skip

    async def _body(self, request: Request) -> bytes | Spill:
        """What was sent: itself, or from `HEAVY` bytes on the file that it was written to as it came."""
        announced = request.headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > self.body_limit:
            raise _too_large(self.body_limit)
        chunks: list[bytes] = []
        held, size, spill, more = 0, 0, None, True
        while more:
            chunk, more = await _piece(request)
            chunks.append(chunk)
            held, size = held + len(chunk), size + len(chunk)
            if size > self.body_limit:
                raise _too_large(self.body_limit)
            if held >= HEAVY:
                spill = spill or Spill()
                await spill.add(chunks)
                chunks, held = [], 0
        if spill is None:
            return b"".join(chunks)
        await spill.add(chunks)
        return spill

    async def _form(self, request: Request) -> tuple[tuple[str, str | Blob], ...]:
        announced = request.headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > self.body_limit:
            raise _too_large(self.body_limit)
        counted = Request(request.scope, _counted(request.receive, self.body_limit))
        try:
            async with counted.form(max_files=FILES, max_part_size=self.body_limit) as form:
                return tuple([(name, await _field(value)) for name, value in form.multi_items()])
        except GatewayError:
            raise
        except Exception as error:
            message = "the multipart body cannot be read"
            raise InvalidRequest(message, detail=repr(error)) from error


async def _piece(request: Request) -> tuple[bytes, bool]:
    """Some of the body, and whether there is more. Raises `InvalidRequest` when the client is gone."""
    message = await request.receive()
    if message["type"] == "http.disconnect":
        gone = "the client went away"
        raise InvalidRequest(gone)
    return message.get("body", b""), message.get("more_body", False)


def _counted(receive: Receive, limit: int) -> Receive:
    """The same body, refused from `limit` bytes on: one without a length would fill the disk."""
    left = limit

    async def count() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(limit)
        return message

    return count


async def _field(value: UploadFile | str) -> str | Blob:
    if isinstance(value, str):
        return value
    data = await value.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise _too_large(FILE_LIMIT)
    return Blob(data=data, mime=value.content_type or "")


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"the request is larger than {limit >> 20} MB")


def understood(decode: Callable[[Inbound], Submission], inbound: Inbound) -> Submission:
    """What the client asks. Decoding is pure, so what it cannot get through is the client's: raises `InvalidRequest`."""
    try:
        submission = decode(inbound)
    except (ValueError, RecursionError) as error:
        message = "the request cannot be read: a text, a number or the nesting in it is out of all bounds"
        raise InvalidRequest(message, detail=repr(error)[:200]) from error
    if not isinstance(inbound, Relieved):
        return submission
    return msgspec.structs.replace(submission, wish=_with_files(submission.wish, inbound.files))


def _with_files(wish: Wish, files: dict[str, Arrived]) -> Wish:
    """The wish with files in the place of what stood for them."""

    def back(value: Any) -> Any:
        if isinstance(value, list):
            return [back(v) for v in value]
        if isinstance(value, dict):
            return {k: back(v) for k, v in value.items()}
        return files.get(value, value) if isinstance(value, str) else value

    media = tuple((name, back(value)) for name, value in wish.media)
    return msgspec.structs.replace(wish, media=media, own={k: back(v) for k, v in wish.own.items()})


def credential(inbound: Request) -> str | None:
    """The key in any of the places where clients put it; None if there is none."""
    headers = inbound.headers
    for name in HEADERS:
        if value := headers.get(name):
            return bare(value)
    for part in headers.get("sec-websocket-protocol", "").split(","):
        if part.strip().startswith("openai-insecure-api-key."):
            return part.strip().removeprefix("openai-insecure-api-key.")
    return inbound.query_params.get("key") if inbound.url.path.startswith(QUERY) else None


def fingerprint(path: str, inbound: Inbound) -> bytes:
    """The hash of what was asked: path and decoded request, whatever order its keys stand in."""
    if inbound.form is None:
        try:
            body = msgspec.json.encode(msgspec.json.decode(inbound.body or b"null"), order="sorted")
        except msgspec.MsgspecError:
            body = inbound.body
    else:
        body = msgspec.json.encode([[n, *_mark(v)] for n, v in inbound.form])
    return hashlib.sha256(path.encode() + b"\0" + body).digest()


def _mark(value: str | Blob) -> Iterable[Any]:
    if isinstance(value, str):
        return ("text", value)
    return (value.mime, hashlib.sha256(value.data or b"").hexdigest())
