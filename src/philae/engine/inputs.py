"""Takes in the files of a request: decoded or fetched, looked at, kept once per account, named by a handle."""

import asyncio
import hashlib
import io
import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any, NamedTuple, Self
from uuid import UUID

import msgspec
from msgspec import Struct
from PIL import Image, UnidentifiedImageError

from philae.core.blob import HANDLE, Blob
from philae.core.errors import GatewayError, NotFound, TooLarge, UnprocessableInput, UpstreamError
from philae.core.media import Media, exchanged, leaves
from philae.core.params import Params
from philae.core.request import Wish
from philae.core.task import Failure
from philae.engine.keep import measured
from philae.engine.look import Prober, Seen, look
from philae.net.client import Client
from philae.net.mask import white
from philae.store.assets import Assets

LIMIT = 20 << 20
FILM = 200 << 20
"""The most bytes of a film or a sound behind a link (reference video-midjourney, 7.10: 200 MB)."""
PIXELS = 20_000_000
SMALLEST = 16
FIELD = "\0"
"""Stands for the name of a field where it is not yet known."""


class Arrived(str):  # noqa: SLOT000  there are few of them
    """The text that stands for a picture which came inside of a request and was taken out and looked at on its way.

    Being of this class is what makes it good: a client who sends the same letters has named nothing. `read` gives the
    bytes; `fault` says why it is no picture, `FIELD` in it standing for the field's name.
    """

    read: Callable[[], bytes]
    seen: Seen | None
    digest: bytes
    fault: Failure | None

    def __new__(
        cls, text: str, read: Callable[[], bytes], seen: Seen | None, digest: bytes, fault: Failure | None
    ) -> Self:
        """Either `seen` or `fault`."""
        made = super().__new__(cls, text)
        made.read, made.seen, made.digest, made.fault = read, seen, digest, fault
        return made


class Input(Struct, frozen=True):
    """A kept input, as its row has it."""

    account: UUID
    sha256: bytes
    blob: Blob


class Own(NamedTuple):
    """A file that we keep: where, and how large it is."""

    key: str
    size: int


async def _nobodys(_: str) -> Own | None:
    return None


class Inputs(Struct, frozen=True):
    """Where they are kept, and how they are fetched. `own(url)`: the file of ours that a signed link names, None for others."""

    client: Client
    assets: Assets
    own: Callable[[str], Awaitable[Own | None]] = _nobodys
    prober: Prober = msgspec.field(default_factory=Prober)

    async def receive(
        self, account: UUID, wish: Wish, kind: type[Params], *, alpha_mask: bool
    ) -> tuple[Wish, list[Input]]:
        """The wish with its uploaded files kept; `alpha_mask`: the mask is transparent where it means "here"."""
        if not wish.media:
            return wish, []
        films = {path[-1]: media for path, media in kind.places() if media.kind != "image"}
        media: list[tuple[str, str | Blob]] = []
        kept: list[Input] = []
        for name, blob in wish.media:
            if isinstance(blob, Blob) and blob.data is not None and name in films:
                kept.append(await self._film(account, name, blob, films[name]))
                media.append((name, kept[-1].blob))
            elif isinstance(blob, Blob) and blob.data is not None:
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
        for path, media in kind.places():
            handles: dict[str, str] = {}
            for text in leaves(values, path, media.types):
                kept_one = known.get(text) or await self._named(account, path[-1], text, media, alpha=alpha_mask)
                handles[text] = kept_one.blob.handle()
                known[handles[text]] = kept_one
            if handles:
                changed = exchanged(changed, path, handles)
        return changed, list(known.values())

    async def _named(self, account: UUID, field: str, text: str, media: Media, *, alpha: bool) -> Input:
        """A file given as text: a URL or base64."""
        alpha = alpha and media.role == "mask"
        if isinstance(text, Arrived) and media.kind == "image":
            return await self._brought(account, field, text, alpha)
        if text.startswith(HANDLE):
            message = f"{field} is neither an http(s) URL nor valid base64"
            raise UnprocessableInput(message, param=field)
        if media.kind != "image":
            data = await asyncio.to_thread(text.read) if isinstance(text, Arrived) else None
            blob = Blob(data=data) if data is not None else await asyncio.to_thread(Blob.parse, text, field)
            return await self._film(account, field, blob, media)
        return await self._keep(account, field, await self._bytes(field, text), alpha=alpha)

    async def _brought(self, account: UUID, field: str, picture: Arrived, alpha: bool) -> Input:  # noqa: FBT001
        """A picture that was looked at already."""
        if picture.fault or picture.seen is None:
            raise _refusal(picture.fault, field)
        data = await asyncio.to_thread(picture.read)
        if alpha:
            return await self._keep(account, field, data, alpha=True)
        return await self._put(account, data, picture.seen, picture.digest)

    async def _keep(self, account: UUID, field: str, data: bytes, *, alpha: bool) -> Input:
        if len(data) > LIMIT:
            message = f"{field} is larger than {LIMIT >> 20} MB"
            raise TooLarge(message, param=field)
        return await self._put(account, *await asyncio.to_thread(_proved, field, data, alpha))

    async def _put(self, account: UUID, data: bytes, seen: Seen, digest: bytes) -> Input:
        key = f"in/{account}/{digest.hex()}"
        await self.assets.put(key, data)
        return Input(
            account, digest, Blob(key=key, mime=seen.mime, size=len(data), width=seen.width, height=seen.height)
        )

    async def _film(self, account: UUID, field: str, blob: Blob, media: Media) -> Input:
        """A film or a sound, which is never in memory as a whole where it comes from a link."""
        with tempfile.TemporaryFile() as file:
            if blob.data is not None:
                file.write(blob.data)
                file.flush()
            else:
                await self._fetch(field, blob.url or "", FILM, file)
            try:
                seen = await self.prober.look(file.fileno(), media.kind)
            except UpstreamError as error:
                message = f"{field} is no {media.kind} file that can be read"
                raise UnprocessableInput(message, param=field, detail=error.detail) from error
            size, digest = await asyncio.to_thread(measured, file)
            key = f"in/{account}/{digest}"
            await self.assets.put(key, file)
        kept = Blob(key=key, mime=seen.mime, size=size, width=seen.width, height=seen.height, duration=seen.duration)
        return Input(account, bytes.fromhex(digest), kept)

    async def _bytes(self, field: str, text: str) -> bytes:
        blob = await asyncio.to_thread(Blob.parse, text, field)
        if blob.data is not None:
            return blob.data
        return await self._fetch(field, blob.url or "", LIMIT)

    async def _fetch(self, field: str, url: str, limit: int, into: IO[bytes] | None = None) -> bytes:
        """What is behind the link; of ours without the network, which may not lead back to us."""
        try:
            if file := await self.own(url):
                return await self._copied(file, limit, into)
            return (await self.client.fetch(url, None, limit=limit, timeout=60 if into else 20, into=into)).data
        except (NotFound, UpstreamError) as error:
            message = f"{field} cannot be fetched: {error.public}"
            raise UnprocessableInput(message, param=field, detail=error.detail) from error
        except GatewayError as error:
            error.param = field
            raise

    async def _copied(self, file: Own, limit: int, into: IO[bytes] | None) -> bytes:
        if file.size > limit:
            raise TooLarge(f"the file is larger than {limit >> 20} MB")
        if into is None:
            return await self.assets.get(file.key)
        async for piece in self.assets.stream(file.key, 0, file.size):
            into.write(piece)
        into.flush()
        return b""


def _refusal(fault: Failure | None, field: str) -> GatewayError:
    """Why it is no picture, in words for the field that it was sent in."""
    error = fault.error() if fault else UnprocessableInput(f"{FIELD} cannot be read")
    return type(error)(error.public.replace(FIELD, field), param=field)


def _proved(field: str, data: bytes, alpha: bool) -> tuple[bytes, Seen, bytes]:  # noqa: FBT001
    """The picture as it is kept, what it is, and its hash."""
    seen = see(field, data)
    if alpha:
        data, seen = white(data), seen._replace(mime="image/png")
    return data, seen, hashlib.sha256(data).digest()


def see(field: str, data: bytes) -> Seen:
    """What the picture is, every pixel of it looked at. Raises `UnprocessableInput` for what is none, or too large a one."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            _measured(field, *image.size)  # before its pixels fill the memory
        return look(data)
    except (UpstreamError, UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        message = f"{field} is not a JPEG, PNG, WebP or GIF picture that can be read"
        raise UnprocessableInput(message, param=field, detail=getattr(error, "detail", "") or repr(error)) from error


def _measured(field: str, width: int, height: int) -> None:
    if width * height > PIXELS or min(width, height) < SMALLEST:
        message = f"{field} must have at least {SMALLEST} pixels a side and at most {PIXELS // 1_000_000} megapixels"
        raise UnprocessableInput(message, param=field)
