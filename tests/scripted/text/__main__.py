"""The vendor's program: which format a path is in, what is remembered, and its control endpoints.

`GET /stats` counts requests, open connections, and plays that the other side broke off, and has the last requests with
their headers and bodies; `POST /forget` clears them; `POST /refuse?seconds=2` lets nobody connect for so long.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from tests.scripted.text import chat, gemini, messages, plain, responses
from tests.scripted.text.faults import answer, refusal, spoilt, stream
from tests.scripted.text.script import Request, Script, Wishes, script, wishes
from tests.scripted.text.wire import Asked, House, Play, Server, run

Json = dict[str, Any]
KEPT = 200
BIG = 100_000
"""Bytes from which a body is not remembered whole, nor its answer."""


class Format(NamedTuple):
    """How a chat format is read and spoken."""

    read: Callable[[Json, str], Request]
    whole: Callable[[Script], Json]
    frames: Callable[[Script, Request], list[bytes]]
    problem: Callable[[int], bytes]
    broken: Callable[[], bytes]


CHAT = Format(chat.read, chat.whole, chat.frames, chat.problem, chat.broken)
RESPONSES = Format(responses.read, responses.whole, responses.frames, responses.problem, responses.broken)
MESSAGES = Format(messages.read, messages.whole, messages.frames, messages.problem, messages.broken)
GEMINI = Format(gemini.read, gemini.whole, gemini.frames, gemini.problem, gemini.broken)
FORMATS = {
    "/chat/completions": CHAT,
    "/responses": RESPONSES,
    "/messages": MESSAGES,
    ":generateContent": GEMINI,
    ":streamGenerateContent": GEMINI,
}
PLAIN = {
    "/embeddings": plain.embeddings,
    "/completions": plain.completions,
    "/rerank": plain.rerank,
    ":batchEmbedContents": plain.batched,
}
FIXED = {"/count_tokens": messages.COUNTED, ":countTokens": gemini.COUNTED, ":embedContent": gemini.EMBEDDED}


class Vendor:
    """One vendor; what it answers to the same bytes is made once."""

    def __init__(self, name: str, make: "Callable[[Asked, str], Play] | None" = None) -> None:
        """Nothing was asked yet. `make` gives the answer to a request."""
        self.name, self._make = name, make or made
        self.house = House(self.answer)
        self.server: Server | None = None
        self._made: dict[tuple[str, bytes], Play] = {}
        self._forget()

    def _forget(self) -> None:
        self.asked = self.house.broken = 0
        self.last: deque[Asked] = deque(maxlen=KEPT)

    def answer(self, asked: Asked) -> Play:
        """What becomes of a request."""
        if asked.method == "GET" or asked.target.startswith(("/forget", "/refuse")):
            return self._control(asked)
        self.asked += 1
        if len(asked.body) > BIG:
            self.last.append(asked._replace(body=asked.body[:BIG]))
            return self._make(asked, self.name)
        self.last.append(asked)
        key = (asked.target, asked.body)
        play = self._made.get(key)
        if play is None:
            if len(self._made) > KEPT:
                self._made.clear()
            play = self._made[key] = self._make(asked, self.name)
        return play

    def _control(self, asked: Asked) -> Play:
        path, _, query = asked.target.partition("?")
        if path == "/forget":
            self._forget()
        if path == "/refuse" and self.server:
            asyncio.get_running_loop().call_soon(self.server.refuse, float(query.removeprefix("seconds=")))
        last = [
            {"path": a.target, "headers": dict(a.headers), "body": a.body.decode(errors="replace")} for a in self.last
        ]
        told = {
            "asked": self.asked,
            "open": len(self.house.open),
            "broken": self.house.broken,
            "last": last if path == "/stats" else [],
        }
        return Play((answer(200, msgspec.json.encode(told)),), end="close" if path == "/refuse" else "keep")


def made(asked: Asked, name: str) -> Play:
    """The answer to a request, with what its words want to go wrong."""
    wish = wishes(asked.body, name)
    path, _, query = asked.target.partition("?")
    format_ = next((f for end, f in FORMATS.items() if path.endswith(end)), CHAT)
    refused = refusal(wish, format_.problem)
    if refused:
        return refused
    try:
        body = msgspec.json.decode(asked.body)
        play = _plain(path, body, wish) or _chat(format_, body, path, wish, sse="alt=sse" in query)
    except (KeyError, TypeError, AttributeError, IndexError, msgspec.DecodeError) as error:
        return Play((answer(400, msgspec.json.encode({"error": {"message": f"not understood: {error!r}"}})),))
    pause, wait = float(wish.get("pause") or 0), float(wish.get("wait") or 0)
    return spoilt(play._replace(pause=pause, wait=wait, stamped="stamps" in wish), wish)


def _plain(path: str, body: Json, wish: Wishes) -> Play | None:
    for end, fixed in FIXED.items():
        if path.endswith(end):
            return Play((answer(200, fixed),))
    if path.endswith("/chat/completions"):
        return None
    if path.endswith("/completions") and body.get("stream"):
        return Play(stream(plain.completed(body)))
    whole = next((make for end, make in PLAIN.items() if path.endswith(end)), None)
    return Play((answer(200, msgspec.json.encode(whole(body, wish))),)) if whole else None


def _chat(format_: Format, body: Json, path: str, wish: Wishes, *, sse: bool) -> Play:
    request = format_.read(body, path)
    said = script(request, wish)
    if not request.stream:
        return Play((answer(200, msgspec.json.encode(format_.whole(said))),))
    events = format_.frames(said, request)
    if "error" in wish:
        events = [*events[: len(events) // 2], format_.broken()]
    if format_ is GEMINI and not sse:
        return Play(stream(gemini.listed(events), "application/json"))
    return Play(stream(events))


def main() -> None:
    """Serve until ended."""
    serve(Vendor)


def serve(kind: Callable[[str], Vendor]) -> None:
    """One of these, at the port and under the name that the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--name", default="vendor")
    args = parser.parse_args()
    vendor = kind(args.name)

    def ready(server: Server) -> None:
        vendor.server = server

    run(vendor.house, args.port, ready)


if __name__ == "__main__":
    main()
