"""A recorder: a call's answer as it is made, for those who listen meanwhile."""

import asyncio


class Recorder:
    """`body` is what was said so far, and the first `told` bytes of it may be passed on.

    What comes behind the call's record may not: it waits until the end of the task is durable.
    """

    def __init__(self) -> None:
        """Nothing was said."""
        self.body = bytearray()
        self.mime = ""
        self.told = 0
        self.ending = False
        self._changed = asyncio.Event()

    def write(self, data: bytes, mime: str) -> None:
        """More of the answer."""
        self.mime = mime
        self.body += data
        if not self.ending:
            self.told = len(self.body)
            self._wake()

    def settle(self) -> None:
        """The call is accounted for, or comes to nothing: what comes now is its end."""
        self.ending = True
        self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def changed(self, seconds: float) -> bool:
        """Whether something happened within that time."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True
