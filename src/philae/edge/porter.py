"""Has big bodies taken apart by a process of its own, which is there from the first one until there has been none for a while."""

from collections.abc import Callable
from functools import partial

import msgspec

from philae.core.errors import Unavailable
from philae.edge.spill import Spill
from philae.edge.unpack import Taken, Unpacked
from philae.engine.aide import IDLE, Aide
from philae.engine.inputs import Arrived


class Porter(Aide):
    """One body after the other."""

    def __init__(self, idle: float = IDLE) -> None:
        """No process yet."""
        super().__init__("philae.edge.unpack", idle)

    async def unpack(self, body: Spill) -> tuple[bytes, dict[str, Arrived]]:
        """The JSON without its files, and the files by what stands for them in it.

        Raises what is wrong with the body, or `Unavailable` if it cannot be taken apart.
        """
        out = Spill()
        try:
            answer = msgspec.json.decode(await self.ask(body.fd, out.fd), type=Unpacked)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            message = "the request could not be taken in"
            raise Unavailable(message, detail=repr(error)) from error
        if answer.fault:
            raise answer.fault.error()
        return answer.rest.encode(), {t.token: _arrived(t, out) for t in answer.taken}


def _arrived(taken: Taken, out: Spill) -> Arrived:
    read: Callable[[], bytes] = partial(out.read, taken.start, taken.size)
    return Arrived(taken.token, read, taken.seen, bytes.fromhex(taken.digest), taken.fault)
