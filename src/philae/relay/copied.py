"""A copy of what a client is sent, for whoever wants it behind the answer's end."""

from uuid import UUID

from philae.core.errors import GatewayError
from philae.core.exchange import MOST, Exchange
from philae.core.tokens import Tokens
from philae.gate.policy import Policy
from philae.relay.sinks import Sink, Translated


class Copy:
    """`whole` once the end of the answer was seen; `body` is None for an answer of more than `MOST` bytes."""

    def __init__(self) -> None:
        """Nothing was sent."""
        self.whole = False
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, data: bytes) -> None:
        """Some of it."""
        self._size += len(data)
        if self._size <= MOST:
            self._pieces.append(data)
        else:
            self._pieces.clear()

    @property
    def body(self) -> bytes | None:
        """All of it."""
        return b"".join(self._pieces) if self._size <= MOST else None


def exchange(identity: UUID, key: Policy, asked: bytes, answer: bytes | None) -> Exchange:
    """What of a call is kept as long as its key says."""
    return Exchange(identity, key.account, key.keep_bodies or 0, asked if len(asked) <= MOST else None, answer)


class Copied:
    """A stream of which a copy is made."""

    def __init__(self, inner: Sink, copy: Copy) -> None:
        """`inner` is the stream as it would be without."""
        self._inner, self._copy = inner, copy

    @property
    def source(self) -> Sink:
        """The stream itself."""
        return self._inner

    @property
    def tokens(self) -> Tokens | None:
        """What the vendor told of usage."""
        return self._inner.tokens

    @property
    def made(self) -> int:
        """About how many tokens of answer came."""
        return self._inner.made

    @property
    def failed(self) -> GatewayError | None:
        """The error that the vendor broke off with."""
        return self._inner.failed

    def feed(self, data: bytes) -> tuple[bytes, bool]:
        """What the client is sent, and the copy gets."""
        out, end = self._inner.feed(data)
        self._copy.add(out)
        self._copy.whole = self._copy.whole or end
        return out, end

    def close(self) -> bytes:
        """The rest. One that was written anew is whole if the vendor told what it took, which it does at the end."""
        out = self._inner.close()
        self._copy.add(out)
        self._copy.whole = self._copy.whole or (isinstance(self._inner, Translated) and bool(self._inner.tokens))
        return out

    def fault(self, error: GatewayError) -> bytes:
        """The stream breaks off."""
        out = self._inner.fault(error)
        self._copy.add(out)
        self._copy.whole = False
        return out
