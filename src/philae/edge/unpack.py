"""`python -m philae.edge.unpack FD`: takes the files out of big JSON bodies, in a process whose work stops no loop.

Over the socket FD come pairs of open files: a body, and an empty file for what is taken out of it. Each pair is
answered with four bytes of length and an `Unpacked` in JSON.
"""

import hashlib
import mmap
import os
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.blob import HANDLE, Blob
from philae.core.errors import GatewayError, InvalidRequest, TooLarge
from philae.core.task import Failure
from philae.engine.aide import serve
from philae.engine.inputs import FIELD, LIMIT, see
from philae.engine.look import Seen

BIG = 64 << 10
"""Characters from which a text is taken for a file."""
MOST = 1 << 20
"""Bytes that a body may have without its files."""
SHOWN = 64
"""Characters of a file's text that stay, since some vendors show their clients the beginning of what they sent."""


class Taken(Struct, frozen=True):
    """A file that was taken out: what stands for it, where its bytes are now, and what it is, or why it is none."""

    token: str
    start: int = 0
    size: int = 0
    digest: str = ""
    seen: Seen | None = None
    fault: Failure | None = None


class Unpacked(Struct, frozen=True):
    """The body without its files, or why there is none."""

    rest: str = ""
    taken: tuple[Taken, ...] = ()
    fault: Failure | None = None


class Table:
    """Where a body is taken apart; `out` is the file for what is taken out."""

    def __init__(self, out: int) -> None:
        """Nothing is taken out yet."""
        self._out = out
        self._end = 0
        self.taken: dict[str, Taken] = {}

    def relieved(self, value: Any, name: str = "") -> Any:
        """The value with a token in place of each file; `name` is the nearest key above it."""
        if isinstance(value, dict):
            return {k: self.relieved(v, str(k)) for k, v in value.items()}
        if isinstance(value, list):
            return [self.relieved(v, name) for v in value]
        if isinstance(value, str) and len(value) >= BIG and _is_file(value, name):
            found = self._take(value)
            self.taken[found.token] = found
            return found.token
        return value

    def _take(self, text: str) -> Taken:
        """A token is the same whenever the file is, so that a request sent twice is known again."""
        try:
            data = Blob.parse(text, FIELD).data or b""
            if len(data) > LIMIT:
                message = f"{FIELD} is larger than {LIMIT >> 20} MB"
                raise TooLarge(message)
        except GatewayError as error:
            return Taken(_token(text, hashlib.sha256(text.encode()).hexdigest()), fault=Failure.of(error))
        seen, fault = _seen(data)
        digest = hashlib.sha256(data).hexdigest()
        token = _token(text, digest)
        if token in self.taken:
            return self.taken[token]
        start, self._end = self._end, self._end + len(data)
        left = memoryview(data)
        while left:
            left = left[os.write(self._out, left) :]
        return Taken(token, start, len(data), digest, seen, fault)


def unpack(body: int, out: int) -> Unpacked:
    """The body that is in the file `body`, without its files, which are written to `out`."""
    try:
        with mmap.mmap(body, 0, access=mmap.ACCESS_READ) as text:
            tree = msgspec.json.decode(text)
        table = Table(out)
        rest = msgspec.json.encode(table.relieved(tree)).decode()
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return Unpacked(fault=Failure.of(InvalidRequest("the body is not valid JSON")))
    if len(rest) > MOST:
        return Unpacked(fault=Failure.of(TooLarge(f"the request without its files is larger than {MOST >> 20} MB")))
    return Unpacked(rest, tuple(table.taken.values()))


def _seen(data: bytes) -> tuple[Seen | None, Failure | None]:
    """What the picture is, or why it is none: it may be a film."""
    try:
        return see(FIELD, data), None
    except GatewayError as error:
        return None, Failure.of(error)


def _is_file(text: str, name: str) -> bool:
    """Whether a long text is a file's: no prompt, no link, nothing that might pass for a handle of ours."""
    return not name.endswith("prompt") and not text.startswith(("http://", "https://", HANDLE))


def _token(text: str, digest: str) -> str:
    return f"{text[:SHOWN]}…{digest}"


if __name__ == "__main__":
    serve(lambda *files: msgspec.json.encode(unpack(*files)))
