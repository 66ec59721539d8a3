"""How a channel's calls show who pays: headers that stay, a signature of each call, or a token that is asked for.

A provider's `auth` makes one of the three of a channel's secret, so that a vendor may take several kinds of secrets.
"""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from philae.core.errors import Internal
from philae.core.http import HttpCall, HttpReply

Headers = tuple[tuple[str, str], ...]


class Outgoing(Struct, frozen=True):
    """A call as it is about to leave. `body` is None where it is made while it is sent."""

    method: str
    url: str
    headers: Headers
    body: bytes | None

    @property
    def whole(self) -> bytes:
        """The body, for who signs it. Raises `Internal` where there are no bytes yet."""
        if self.body is None:
            raise Internal("a body that is made while it is sent cannot be signed")
        return self.body


class Static(Struct, frozen=True):
    """The same headers for all calls."""

    headers: Headers


class Sign(Struct, frozen=True):
    """Headers of their own for each call, made of what is sent and when: signatures, and tokens that we sign ourselves."""

    headers: Callable[[Outgoing, datetime], Headers]


class Granted(Struct, frozen=True):
    """An access token, good for `ttl` seconds from its answer on."""

    value: str
    ttl: float

    def __repr__(self) -> str:
        """Without the token, since values are logged."""
        return f"Granted(ttl={self.ttl})"


class Token(Struct, frozen=True):
    """A token that a service gives for the secret, shown as `Authorization: Bearer`.

    `ask(now)` writes the call, `now` in Unix seconds; it may take its time. `read` raises `UpstreamRefused`: without a
    token nothing is bought. The call goes to one of `hosts`, over https, or to the channel's own origin, nowhere else.
    """

    ask: Callable[[int], HttpCall]
    read: Callable[[HttpReply], Granted]
    hosts: tuple[str, ...]


Auth = Static | Sign | Token


def bearer(secret: str) -> Static:
    """`Authorization: Bearer …`."""
    return Static((("authorization", f"Bearer {secret}"),))
