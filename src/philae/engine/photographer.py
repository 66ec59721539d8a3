"""Has pictures of films taken by a process of its own, `stills`: FFmpeg stays out of the worker."""

import msgspec
from msgspec import Struct

from philae.core.errors import UpstreamError
from philae.engine.aide import IDLE, Aide


class Stills(Struct, frozen=True):
    """A picture as WebP, a sheet of pictures as JPEG; or what is wrong with the film."""

    thumbnail: bytes = b""
    spritesheet: bytes = b""
    fault: str = ""


class Photographer(Aide):
    """Takes pictures of films."""

    def __init__(self, idle: float = IDLE) -> None:
        """No process yet."""
        super().__init__("philae.engine.stills", idle)

    async def take(self, file: int) -> Stills:
        """Both pictures of the open film. Raises `UpstreamError` for what is none."""
        try:
            taken = msgspec.msgpack.decode(await self.ask(file), type=Stills)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            taken = Stills(fault=repr(error))
        if taken.fault:
            message = "no picture could be taken of this film"
            raise UpstreamError(message, detail=taken.fault)
        return taken
