"""What goes wrong on purpose, whatever the format.

A status (`500`, `529`, `400` …, `429=2` with that `Retry-After`) · `silent` never answers · `drop` closes without a word ·
`reset` breaks off in the middle, `half` closes its side there, `truncated` ends properly in the middle of an event ·
`short` promises more bytes than come · `long` sends more than promised · `garbage` is not HTTP · `html` is a page ·
`slow=S` sends a byte every S seconds, 1 unless told · `error` in the middle of a stream · `hints` before the answer.
"""

from collections.abc import Callable
from http import HTTPStatus

from tests.scripted.text.script import Wishes
from tests.scripted.text.wire import End, Play

GARBAGE = b"\x16\x03\x01\x02\x00this is no HTTP\r\n\r\n"
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
HINTS = b"HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n"
ENDS: dict[str, End] = {"reset": "reset", "half": "half"}
REASONS = {s.value: s.phrase for s in HTTPStatus} | {529: "Overloaded"}


def answer(status: int, body: bytes, kind: str = "application/json", more: str = "") -> bytes:
    """A whole answer. `more` are header lines."""
    head = f"HTTP/1.1 {status} {REASONS[status]}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def stream(events: list[bytes], kind: str = "text/event-stream") -> tuple[bytes, ...]:
    """A stream's pieces: its head with the first event, its end with the last."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n".encode()
    pieces = [b"%x\r\n%b\r\n" % (len(event), event) for event in events]
    pieces[0] = head + pieces[0]
    pieces[-1] += b"0\r\n\r\n"
    return tuple(pieces)


def refusal(wish: Wishes, problem: Callable[[int], bytes]) -> Play | None:
    """The answer that has nothing of what was asked for."""
    status = next((int(word) for word in wish if word.isdigit()), 0)
    if status:
        after = wish[str(status)]
        return Play((answer(status, problem(status), more=f"retry-after: {after}\r\n" if after else ""),))
    if "silent" in wish:
        return Play((), end="hang")
    if "drop" in wish:
        return Play((), end="close")
    if "garbage" in wish:
        return Play((GARBAGE,), end="close")
    return Play((answer(200, HTML, "text/html"),)) if "html" in wish else None


def spoilt(play: Play, wish: Wishes) -> Play:
    """The answer with what goes wrong in it."""
    if "hints" in wish:
        play = play._replace(pieces=(HINTS + play.pieces[0], *play.pieces[1:]))
    if "slow" in wish:
        whole = b"".join(play.pieces)
        return play._replace(pieces=tuple(whole[i : i + 1] for i in range(len(whole))), pause=float(wish["slow"] or 1))
    for word in ("reset", "half", "truncated", "short", "long"):
        if word in wish:
            return _broken(play, word)
    return play


def _broken(play: Play, word: str) -> Play:
    if word == "long":
        return play._replace(
            pieces=(*play.pieces[:-1], play.pieces[-1] + b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nextra")
        )
    if word == "truncated" and len(play.pieces) > 1:
        event = b'data: {"id":"cut'
        kept = play.pieces[: len(play.pieces) // 2]
        return play._replace(pieces=(*kept, b"%x\r\n%b\r\n0\r\n\r\n" % (len(event), event)))
    return play._replace(pieces=_first(play.pieces), end=ENDS.get(word, "close"))


def _first(pieces: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The first half."""
    if len(pieces) > 1:
        return pieces[: len(pieces) // 2]
    return (pieces[0][: pieces[0].index(b"\r\n\r\n") + 24],)
