"""A client's request as a value: its origin, its credential, its body within limits."""

import hashlib
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from philae.core.blob import Blob
from philae.core.dialect import Inbound
from philae.core.errors import GatewayError, InvalidRequest, TooLarge

T = TypeVar("T")
FILES = 20
FILE_LIMIT = 25 << 20


class Doorway(Struct, frozen=True):
    """What the operator set about how requests arrive."""

    body_limit: int
    public_url: str = ""
    proxies: tuple[str, ...] = ()

    def trusted(self, request: Request) -> bool:
        """Whether the peer is a proxy whose X-Forwarded-* count."""
        peer = request.client.host if request.client else ""
        return any(_within(peer, net) for net in self.proxies)

    def origin(self, request: Request) -> str:
        """The base URL that the caller used, without a trailing slash."""
        if self.public_url:
            return self.public_url
        headers, scheme = request.headers, request.url.scheme
        host = headers.get("host", "")
        if self.trusted(request):
            scheme = headers.get("x-forwarded-proto", scheme).partition(",")[0].strip()
            host = headers.get("x-forwarded-host", host).partition(",")[0].strip()
        return f"{scheme}://{host}"

    def ip(self, request: Request) -> str | None:
        """The caller's address; behind trusted proxies, the last one that is not a proxy's."""
        peer = request.client.host if request.client else None
        if not self.trusted(request):
            return peer
        hops = [h.strip() for h in request.headers.get("x-forwarded-for", "").split(",") if h.strip()]
        return next((h for h in reversed(hops) if not any(_within(h, n) for n in self.proxies)), peer)

    async def read(self, request: Request) -> Inbound:
        """The whole request. Raises `TooLarge`, `InvalidRequest`."""
        kind = request.headers.get("content-type", "")
        form = None
        body = b""
        if kind.startswith("multipart/form-data"):
            form = await self._form(request)
        elif request.method != "GET":
            body = await self._body(request)
        return Inbound(
            request.method, request.path_params, request.query_params, request.headers, body, form, self.origin(request)
        )

    async def _body(self, request: Request) -> bytes:
        announced = request.headers.get("content-length", "0")
        chunks, size = [], int(announced) if announced.isdigit() else 0
        if size > self.body_limit:
            raise _too_large(self.body_limit)
        size = 0
        try:
            async for chunk in request.stream():
                chunks.append(chunk)
                size += len(chunk)
                if size > self.body_limit:
                    raise _too_large(self.body_limit)
        except ClientDisconnect as error:
            message = "the client went away"
            raise InvalidRequest(message) from error
        return b"".join(chunks)

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


def _within(ip: str, net: str) -> bool:
    try:
        return ip_address(ip) in ip_network(net, strict=False)
    except ValueError:
        return False


def understood(decode: Callable[[Inbound], T], inbound: Inbound) -> T:
    """What the client asks. Decoding is pure, so what it cannot get through is the client's: raises `InvalidRequest`."""
    try:
        return decode(inbound)
    except (ValueError, RecursionError) as error:
        message = "the request cannot be read: a text, a number or the nesting in it is out of all bounds"
        raise InvalidRequest(message, detail=repr(error)[:200]) from error


def credential(inbound: Request) -> str | None:
    """The key in any of the places where clients put it; None if there is none."""
    headers = inbound.headers
    for name in ("authorization", "x-key", "x-api-key", "x-goog-api-key", "mj-api-secret"):
        if value := headers.get(name):
            return _bare(value)
    for part in headers.get("sec-websocket-protocol", "").split(","):
        if part.strip().startswith("openai-insecure-api-key."):
            return part.strip().removeprefix("openai-insecure-api-key.")
    return inbound.query_params.get("key") if inbound.url.path.startswith("/v1beta/") else None


def _bare(value: str) -> str:
    return value[7:].strip() if value[:7].lower() == "bearer " else value.strip()


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
