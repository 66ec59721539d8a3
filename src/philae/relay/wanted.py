"""What a request's headers want beyond an answer: that it lasts under a key, that nobody waits for it."""

import re
from typing import NamedTuple

from philae.core.errors import InvalidRequest
from philae.relay.head import PASSED, Headers

KEY, PREFER = b"idempotency-key", b"prefer"
MOST = 255
"""Characters of a key."""
GENERATED = re.compile(r"stainless-\w+-retry-")
"""How the keys begin that vendors' SDKs make up for every request, so that nobody asked for them."""
WAIT = re.compile(rb"\bwait\s*=\s*(\d{1,4})")
ASYNC = b"respond-async"
KEPT = PASSED | {b"traceparent", b"tracestate"}
DIALECTS = {"messages": "anthropic", "gemini": "gemini", "embedContent": "gemini", "batchEmbedContents": "gemini"}
"""Format → whose words it is in; OpenAI's otherwise."""


class Wanted(NamedTuple):
    """`idem` is the client's key, "" for none. `deferred`: it does not want to wait, or at most `wait` seconds."""

    idem: str
    deferred: bool
    wait: float


NOTHING = Wanted("", deferred=False, wait=0)


def wanted(headers: Headers) -> Wanted:
    """Read the headers. Raises `InvalidRequest`."""
    if KEY not in headers and PREFER not in headers:
        return NOTHING
    idem, prefer = headers.get(KEY, b"").decode("latin-1"), headers.get(PREFER, b"").lower()
    if len(idem) > MOST:
        raise InvalidRequest(f"an Idempotency-Key has at most {MOST} characters", param="Idempotency-Key")
    wait = WAIT.search(prefer)
    return Wanted("" if GENERATED.match(idem) else idem, ASYNC in prefer, float(wait[1]) if wait else 0.0)


def address(url: bytes) -> str:
    """The path with what of its query says how the answer is written: a key in it is left out."""
    path, _, query = url.partition(b"?")
    return path.decode("latin-1") + ("?alt=sse" if b"alt=sse" in query else "")


def shown(headers: Headers) -> dict[str, str]:
    """The headers that vendors see, and those that say which trace the call is a part of."""
    return {n.decode("latin-1"): v.decode("latin-1") for n, v in headers.items() if n in KEPT}
