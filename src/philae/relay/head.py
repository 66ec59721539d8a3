"""The heads of what is sent: replies to clients, requests to vendors."""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import msgspec

from philae.core.auth import Headers as Shown
from philae.gate.cors import EXPOSED
from philae.gate.credential import HEADERS, QUERY, bare
from philae.net.client import HOP
from philae.net.direct import opening

LINES = {s.value: f"HTTP/1.1 {s.value} {s.phrase}\r\n".encode() for s in HTTPStatus}
OPEN = b"access-control-allow-origin: *\r\naccess-control-expose-headers: %b\r\n" % EXPOSED
PASSED = frozenset({b"anthropic-beta", b"anthropic-version", b"openai-beta", b"x-goog-api-client"})
"""A client's headers that go to a vendor of the same format."""
KEYS = tuple(name.encode() for name in HEADERS)
Headers = dict[bytes, bytes]


def reply(status: int, kind: bytes, identity: str, *, framing: bytes, keep: bool, more: bytes = b"") -> bytes:
    """The head of an answer. `framing` and `more` are whole header lines."""
    end = b"\r\n" if keep else b"connection: close\r\n\r\n"
    line = LINES.get(status) or b"HTTP/1.1 %d \r\n" % status
    return b"%bcontent-type: %b\r\n%bx-philae-request-id: %b\r\n%b%b%b" % (
        line, kind, framing, identity.encode(), OPEN, more, end,
    )  # fmt: skip


CHUNKED, UNFRAMED = b"transfer-encoding: chunked\r\n", b""


def sized(length: int) -> bytes:
    """The framing of a body of that length."""
    return b"content-length: %d\r\n" % length


def trailer(lines: bytes) -> bytes:
    """The end of such a body, with header lines behind it."""
    return b"0\r\n%b\r\n" % lines


LAST = trailer(b"")
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def credential(headers: Headers, url: bytes) -> str:
    """The key in any of the places where clients put it, "" if there is none."""
    for name in KEYS:
        if value := headers.get(name):
            return bare(value.decode("latin-1"))
    text = url.decode("latin-1")
    return parse_qs(urlsplit(text).query).get("key", [""])[0] if text.startswith(QUERY) else ""


JSON = ("content-type", "application/json")


def asked(url: str, gateway: str, shown: Shown) -> bytes:
    """The head of a request to a channel, up to what is known of its body alone; `shown` says who pays."""
    return opening("POST", url, (JSON, (HOP, gateway), *shown))


def lines(headers: Shown) -> bytes:
    """Header lines."""
    return b"".join(f"{n}: {v}\r\n".encode("latin-1") for n, v in headers)


def passed(headers: Headers) -> bytes:
    """The client's own headers that mean something to a vendor of its format."""
    if PASSED.isdisjoint(headers):
        return b""
    return b"".join(b"%b: %b\r\n" % (n, v) for n, v in headers.items() if n in PASSED)


def broken(words: str, status: int = 400, code: str = "bad_request") -> bytes:
    """The whole answer to what is no request, or none that can be taken; the connection ends with it."""
    problem = {"message": words, "type": "invalid_request_error", "param": None, "code": code}
    body = msgspec.json.encode({"error": problem})
    return reply(status, b"application/json", "-", framing=sized(len(body)), keep=False) + body
