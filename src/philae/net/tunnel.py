"""A way through an HTTP proxy, by CONNECT."""

import asyncio
import base64
from urllib.parse import unquote, urlsplit

MOST = 16 << 10
END = b"\r\n\r\n"


class _Greeting(asyncio.Protocol):
    """What the proxy answers, until the tunnel begins."""

    def __init__(self) -> None:
        self.answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._said = b""

    def data_received(self, data: bytes) -> None:
        self._said += data
        if self.answered.done():
            return
        if END in self._said:
            self._heard()
        elif len(self._said) > MOST:
            self.answered.set_exception(OSError("the proxy's answer does not end"))

    def _heard(self) -> None:
        if self._said.split(b" ", 2)[1:2] == [b"200"]:
            self.answered.set_result(None)
        else:
            self.answered.set_exception(OSError(f"the proxy refused: {self._said[:80]!r}"))

    def connection_lost(self, _: Exception | None) -> None:
        if not self.answered.done():
            self.answered.set_exception(OSError("the proxy hung up"))


async def tunnel(loop: asyncio.AbstractEventLoop, proxy: str, where: str) -> asyncio.Transport:
    """A connection to `where`, host and port, through the proxy of that URL; its protocol is to be set. Raises `OSError`."""
    parts = urlsplit(proxy)
    transport, greeting = await loop.create_connection(_Greeting, parts.hostname or "", parts.port or 8080)
    named = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    auth = f"Proxy-Authorization: Basic {base64.b64encode(named.encode()).decode()}\r\n" if named else ""
    transport.write(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{auth}\r\n".encode())
    try:
        await greeting.answered
    except BaseException:
        transport.abort()
        raise
    return transport
