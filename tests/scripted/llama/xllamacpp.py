"""A scripted engine in the place of llama.cpp: found as `xllamacpp` by a studio whose path begins with this folder.

It answers in the shape of llama.cpp's server (github.com/ggml-org/llama.cpp, tools/server/README.md), one call after the
other as the real one does with one slot. `vendor:slow` in a message makes it say a word a second, without end.
"""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from zlib import crc32

Json = dict[str, Any]
DIMENSIONS = 384
CLS, SEP = 101, 102
CONTEXT = 8000
ONE = threading.Lock()


class CommonParams:
    """Takes whatever it is given."""

    def __init__(self) -> None:
        """The groups that are there before anything is set."""
        self.model, self.cpuparams, self.cpuparams_batch = _Group(), _Group(), _Group()
        self.hostnames: list[str] = []


class _Group:
    """A few parameters."""


class Server:
    """Listens on the Unix socket that it was given."""

    def __init__(self, params: CommonParams) -> None:
        """It is there when this returns."""
        server = _Unix(params.hostnames[0], _Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


class _Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    """One call."""

    def do_POST(self) -> None:
        """Answer in the shape of the path."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        match self.path:
            case "/tokenize":
                self._whole(
                    {"tokens": [CLS, *(crc32(word.encode()) % 30000 for word in asked["content"].split()), SEP]}
                )
            case "/v1/embeddings":
                rows = [{"index": i, "embedding": vector(tokens)} for i, tokens in enumerate(asked["input"])]
                self._whole({"object": "list", "data": rows})
            case _:
                with ONE:
                    self._chat(asked)

    def _chat(self, asked: Json) -> None:
        read = sum(len(message["content"].split()) for message in asked["messages"])
        if read > CONTEXT:
            error = {"code": 400, "message": "too long", "type": "exceed_context_size_error"}
            self._whole({"error": error}, 400)
            return
        self._head("text/event-stream")
        made = 0
        for word in said(asked):
            if made == asked["max_tokens"]:
                break
            made += 1
            self._event({"choices": [{"index": 0, "finish_reason": None, "delta": {"content": word}}]})
        reason = "length" if made == asked["max_tokens"] else "stop"
        self._event({"choices": [{"index": 0, "finish_reason": reason, "delta": {}}]})
        usage = {"prompt_tokens": read, "completion_tokens": made, "total_tokens": read + made}
        self._event({"choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _whole(self, body: Json, status: int = 200) -> None:
        self._head("application/json", status)
        self.wfile.write(json.dumps(body).encode())

    def _event(self, body: Json) -> None:
        self.wfile.write(b"data: " + json.dumps(body).encode() + b"\n\n")
        self.wfile.flush()

    def _head(self, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.end_headers()

    def address_string(self) -> str:
        """A Unix socket has none."""
        return "studio"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def said(asked: Json) -> Iterator[str]:
    """What it answers, a piece at a time: JSON where a schema asks for it, else the last message once more."""
    words = asked["messages"][-1]["content"]
    held = asked.get("response_format", {}).get("json_schema", {}).get("schema")
    if held is not None:
        yield from json.dumps(sample(held, words)).replace(" ", " \0").split("\0")
        return
    while "vendor:slow" in words:
        yield "slow "
        time.sleep(1)
    yield from (f"{word} " for word in f"you said {words}".split())


def sample(schema: Json, words: str) -> Any:
    """Something that fits: of an enumeration what the words name, else its last."""
    if names := schema.get("enum"):
        return next((name for name in names if name in words), names[-1])
    if schema.get("type") == "object":
        return {name: sample(inner, words) for name, inner in schema.get("properties", {}).items()}
    return {"integer": 7, "number": 1.5, "boolean": True, "array": []}.get(schema.get("type", ""), words)


def vector(tokens: list[int]) -> list[float]:
    """A bag of words, at unit length."""
    counts = [0.0] * DIMENSIONS
    for token in tokens:
        if token not in (CLS, SEP):
            counts[token % DIMENSIONS] += 1.0
    size = sum(x * x for x in counts) ** 0.5 or 1.0
    return [x / size for x in counts]
