"""Whether a call may be answered as one before it: the very same request of the same account, while its client says so."""

import hashlib
from typing import Any

import msgspec

from philae.core.errors import InvalidRequest
from philae.core.money import Book, dollars
from philae.gate.policy import Policy
from philae.relay.asking import Asking
from philae.relay.cache import Answer, Wish
from philae.relay.head import Headers, passed

HEADER = b"x-philae-cache"
OFF, ANEW = ("no-store", "0"), "refresh"
LONGEST = 30 * 86_400
MISS = b"x-philae-cache: miss\r\n"
_canonical = msgspec.json.Encoder(order="sorted")


def wished(policy: Policy, headers: Headers, book: Book, asking: Asking) -> Wish | None:
    """What the request's header says, else its key; None: nothing is kept or given again. Raises `InvalidRequest`.

    What is part of a conversation is only understood with what is kept of that, so it is never given again.
    """
    told = headers.get(HEADER, b"").decode("latin-1").strip().lower()
    if told in OFF or asking.thread:
        return None
    life = int(told) if told.isascii() and told.isdigit() else policy.cache
    if told and told != ANEW and not told.isdigit():
        message = "x-philae-cache must be a number of seconds, refresh, or no-store"
        raise InvalidRequest(message, param="x-philae-cache")
    if not life:
        return None
    return Wish(_question(policy, headers, book, asking), min(life, LONGEST), told == ANEW)


def hit(answer: Answer) -> bytes:
    """Header lines of an answer that is given again: what it would have cost, in US dollars."""
    return b"x-philae-cache: hit\r\nx-philae-saved: %b\r\n" % dollars(answer.cost).encode()


def _question(policy: Policy, headers: Headers, book: Book, asking: Asking) -> bytes:
    """Everything that the answer depends on: who asks, in which form, with what."""
    body: Any = msgspec.json.decode(asking.body)
    lane = asking.lane
    form = f"{book} {lane.wire} {lane.anew:d} {asking.streamed:d} {asking.named}".encode("utf-8", "surrogatepass")
    parts = (policy.account.bytes, form, passed(headers), _canonical.encode(body))
    return hashlib.sha256(b"".join(b"%d %b" % (len(part), part) for part in parts)).digest()
