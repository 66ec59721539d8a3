"""Takes in the pictures of a request: decoded or fetched, looked at, kept once per account, named by a handle."""

import asyncio
import hashlib
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from philae.core.blob import HANDLE, Blob
from philae.core.errors import GatewayError, TooLarge, UnprocessableInput, UpstreamError
from philae.core.image import Wish
from philae.core.params import Params
from philae.engine.keep import Seen, look
from philae.net.client import Client
from philae.net.mask import white
from philae.store.assets import Assets

LIMIT = 20 << 20
PIXELS = 20_000_000
SMALLEST = 16


class Input(Struct, frozen=True):
    """A kept input, as its row has it."""

    account: UUID
    sha256: bytes
    blob: Blob


class Inputs(Struct, frozen=True):
    """Where they are kept, and how they are fetched."""

    client: Client
    assets: Assets

    async def receive(self, account: UUID, wish: Wish, *, alpha_mask: bool) -> tuple[Wish, list[Input]]:
        """The wish with its uploaded files kept; `alpha_mask`: the mask is transparent where it means "here"."""
        media: list[tuple[str, str | Blob]] = []
        kept: list[Input] = []
        for name, blob in wish.media:
            if isinstance(blob, Blob) and blob.data is not None:
                kept.append(await self._keep(account, name, blob.data, alpha=alpha_mask and name == "mask"))
                media.append((name, kept[-1].blob))
            elif isinstance(blob, str) and blob.startswith(HANDLE):
                message = f"{name} is neither an http(s) URL nor valid base64"
                raise UnprocessableInput(message, param=name)
            else:
                media.append((name, blob))
        return msgspec.structs.replace(wish, media=tuple(media)), kept

    async def take(
        self, account: UUID, kind: type[Params], values: dict[str, Any], kept: list[Input], *, alpha_mask: bool
    ) -> tuple[dict[str, Any], list[Input]]:
        """The values with handles in place of pictures, and the rows that the admission has to write.

        Raises `UnprocessableInput` or `TooLarge`, naming the field.
        """
        known = {k.blob.handle(): k for k in kept}
        changed = dict(values)
        for field, role in kind.media().items():
            value = values.get(field)
            texts = value if isinstance(value, list | tuple) else [value] if value else []
            inputs = [
                known.get(t) or await self._named(account, field, t, alpha_mask and role == "mask") for t in texts
            ]
            known |= {i.blob.handle(): i for i in inputs}
            handles = [i.blob.handle() for i in inputs]
            if handles:
                changed[field] = handles if isinstance(value, list | tuple) else handles[0]
        return changed, list(known.values())

    async def _named(self, account: UUID, field: str, text: str, alpha: bool) -> Input:  # noqa: FBT001
        """A picture given as text: a URL or base64."""
        if text.startswith(HANDLE):
            message = f"{field} is neither an http(s) URL nor valid base64"
            raise UnprocessableInput(message, param=field)
        return await self._keep(account, field, await self._bytes(field, text), alpha=alpha)

    async def _keep(self, account: UUID, field: str, data: bytes, *, alpha: bool) -> Input:
        if len(data) > LIMIT:
            message = f"{field} is larger than {LIMIT >> 20} MB"
            raise TooLarge(message, param=field)
        seen = await asyncio.to_thread(_see, field, data)
        if alpha:
            data = await asyncio.to_thread(white, data)
            seen = seen._replace(mime="image/png")
        digest = hashlib.sha256(data).digest()
        key = f"in/{account}/{digest.hex()}"
        await self.assets.put(key, data)
        blob = Blob(key=key, mime=seen.mime, size=len(data), width=seen.width, height=seen.height)
        return Input(account, digest, blob)

    async def _bytes(self, field: str, text: str) -> bytes:
        blob = await asyncio.to_thread(Blob.parse, text, field)
        if blob.data is not None:
            return blob.data
        try:
            return (await self.client.fetch(blob.url or "", None, limit=LIMIT, timeout=20)).data
        except UpstreamError as error:
            message = f"{field} cannot be fetched: {error.public}"
            raise UnprocessableInput(message, param=field, detail=error.detail) from error
        except GatewayError as error:
            error.param = field
            raise


def _see(field: str, data: bytes) -> Seen:
    try:
        seen = look(data)
    except UpstreamError as error:
        message = f"{field} is not a JPEG, PNG, WebP or GIF picture that can be read"
        raise UnprocessableInput(message, param=field, detail=error.detail) from error
    if seen.width * seen.height > PIXELS or min(seen.width, seen.height) < SMALLEST:
        message = f"{field} must have at least {SMALLEST} pixels a side and at most {PIXELS // 1_000_000} megapixels"
        raise UnprocessableInput(message, param=field)
    return seen
