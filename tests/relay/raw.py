"""A connection on which a test says every byte itself, and reads the answers one after the other."""

import contextlib
import json
import socket
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Got:
    """An answer; header names in lower case. `chunks`: the pieces in which the body came."""

    status: int
    headers: dict[str, str]
    body: bytes
    chunks: int = 0
    trailers: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


class Raw:
    """Closed by the server: reading gives b"" and `answer` raises `EOFError`."""

    def __init__(self, url: str, patience: float = 20.0, buffer: int = 0) -> None:
        """Connect; `buffer`: bytes that the kernel keeps for a reader that does not read."""
        parts = urlsplit(url)
        self._socket = socket.socket()
        if buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._socket.settimeout(patience)
        self._socket.connect((parts.hostname or "", parts.port or 80))
        self._kept = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Say it."""
        self._socket.sendall(data)

    def finish(self) -> None:
        """Say that nothing more will come; what was not read yet may still be read."""
        with contextlib.suppress(OSError):  # the server hung up before
            self._socket.shutdown(socket.SHUT_WR)

    def more(self) -> bytes:
        """What comes next, b"" at the end."""
        try:
            return self._socket.recv(65536)
        except ConnectionResetError:
            return b""

    def some(self, most: int) -> None:
        """Take so many bytes at most off the line, for an answer that is read later."""
        self._kept += self._socket.recv(most)

    def quiet(self, seconds: float) -> bool:
        """Whether nothing comes for so long, and nobody hangs up."""
        before = self._socket.gettimeout()
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(65536)
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(before)
        self._kept += data
        return False

    def closed(self) -> bool:
        """Whether the server hung up behind all that was read."""
        return not self._kept and not self.more()

    def line(self) -> bytes:
        """A line without its end."""
        while b"\r\n" not in self._kept:
            self._fill()
        line, _, self._kept = self._kept.partition(b"\r\n")
        return line

    def exactly(self, count: int) -> bytes:
        """So many bytes."""
        while len(self._kept) < count:
            self._fill()
        data, self._kept = self._kept[:count], self._kept[count:]
        return data

    def _fill(self) -> None:
        data = self.more()
        if not data:
            raise EOFError(self._kept[:200])
        self._kept += data

    def answer(self) -> Got:
        """The next answer, informational ones included."""
        status = int(self.line().split(b" ")[1])
        headers: dict[str, str] = {}
        while line := self.line():
            name, _, value = line.partition(b":")
            headers[name.decode().lower()] = value.strip().decode()
        if "chunked" in headers.get("transfer-encoding", ""):
            pieces = []
            trailers: dict[str, str] = {}
            while size := int(self.line(), 16):
                pieces.append(self.exactly(size))
                assert self.line() == b""
            while line := self.line():
                name, _, value = line.partition(b":")
                trailers[name.decode().lower()] = value.strip().decode()
            return Got(status, headers, b"".join(pieces), len(pieces), trailers)
        return Got(status, headers, self.exactly(int(headers.get("content-length", "0"))))


def request(path: str, key: str, body: bytes = b"", *lines: str, method: str = "POST", version: str = "1.1") -> bytes:
    """A request with its length, and more header lines."""
    head = [f"{method} {path} HTTP/{version}", "host: gateway.example", f"authorization: Bearer {key}", *lines]
    if body:
        head += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


def headed(path: str, key: str, *lines: str) -> bytes:
    """The head of a POST alone; its framing is what the test says."""
    return "\r\n".join(
        [f"POST {path} HTTP/1.1", "host: gateway.example", f"authorization: Bearer {key}", *lines, "", ""]
    ).encode()
