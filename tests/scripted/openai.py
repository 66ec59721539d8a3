"""A scripted OpenAI: generations and edits, answered at once with base64, as its API reference (Images) has it.

And one that draws in a chat, as PiAPI streams it (piapi.ai/docs/llm-api/gpt-4o-image-generation-api) with a link in Markdown
(blog.laozhang.ai/es/posts/gpt-image-2-api); `vendor:parts` answers whole with base64 (Crazyrouter, image creation in a chat),
`vendor:words` without a picture, `vendor:broken` with an error in the stream.

Prompts may ask for faults: `vendor:500`, `vendor:503`, `vendor:429`, `vendor:401`, `vendor:402`, `vendor:400`,
`vendor:moderated`, `vendor:silent`, `vendor:reset`, `vendor:notimage`.
"""

import argparse
import base64
import re
from email.message import Message
from email.parser import BytesParser
from typing import Any

import msgspec

from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

FAULT = re.compile(r"vendor:(\w+)")
ERRORS: dict[str, tuple[int, str, str]] = {
    "400": (400, "invalid_request_error", "invalid_value"),
    "401": (401, "invalid_request_error", "invalid_api_key"),
    "402": (429, "insufficient_quota", "insufficient_quota"),
    "429": (429, "requests", "rate_limit_exceeded"),
    "500": (500, "server_error", "internal_error"),
    "503": (503, "server_error", "overloaded"),
    "moderated": (400, "image_generation_user_error", "moderation_blocked"),
}


class OpenAI:
    """The vendor's state."""

    def __init__(self, delay: float) -> None:
        """Nothing was asked yet."""
        self.delay = delay
        self.asked: list[dict[str, Any]] = []

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.path == "/stats":
            return Said(200, {"jobs": len(self.asked), "asked": self.asked[-20:]})
        if asked.path.startswith("/drawn/"):
            return Said(200, picture(256, 256, "png"), (("content-type", "image/png"),))
        if asked.path == "/v1/chat/completions":
            return self._chat(asked, msgspec.json.decode(asked.body))
        if asked.path not in ("/v1/images/generations", "/v1/images/edits"):
            return Said(404, _problem("there is nothing here", "invalid_request_error", "not_found"))
        fields = _fields(asked)
        found = FAULT.search(str(fields.get("prompt", "")))
        fault = found[1] if found else ""
        if fault in ERRORS:
            status, kind, code = ERRORS[fault]
            return Said(status, _problem(f"it said {fault} to key sk-secret", kind, code))
        self.asked.append(fields)
        if fault in ("silent", "reset"):
            return Said(-1 if fault == "silent" else 0)
        return Said(200, self._images(fields, fault), after=self.delay)

    def _chat(self, asked: Asked, body: dict[str, Any]) -> Said:
        parts = body["messages"][-1]["content"]
        found = FAULT.search(parts[-1]["text"])
        fault = found[1] if found else ""
        if fault in ERRORS:
            status, kind, code = ERRORS[fault]
            return Said(status, _problem(f"it said {fault} to key sk-secret", kind, code))
        self.asked.append({"stream": body["stream"], "parts": [part["type"] for part in parts], "model": body["model"]})
        if fault == "parts":
            inline = "data:image/png;base64," + base64.b64encode(picture(256, 256, "png")).decode()
            shown = [{"type": "text", "text": "Here it is:"}, {"type": "image_url", "image_url": {"url": inline}}]
            return Said(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": shown}}]})
        link = f"![image](http://{asked.headers.get('host', '')}/drawn/{len(self.asked)}.png)"
        words = ["> drawing\n", "> 50 %\n", "\nI cannot." if fault == "words" else f"\n{link[:9]}", link[9:]]
        chunks = [{"choices": [{"index": 0, "delta": {"content": word}}]} for word in words[: 3 if fault else 4]]
        chunks += [_problem("it broke", "server_error", "internal_error")] if fault == "broken" else []
        told = b"".join(b"data: %b\n\n" % msgspec.json.encode(chunk) for chunk in chunks) + b"data: [DONE]\n\n"
        return Said(200, told, (("content-type", "text/event-stream"),), after=self.delay)

    def _images(self, fields: dict[str, Any], fault: str) -> dict[str, Any]:
        size = str(fields.get("size") or "auto")
        width, height = (int(s) for s in ("1024x1024" if size == "auto" else size).split("x"))
        kind = str(fields.get("output_format") or "png")
        data = b"<html>sorry</html>" if fault == "notimage" else picture(width, height, kind)
        return {
            "created": 1713833628,
            "background": "opaque",
            "data": [{"b64_json": base64.b64encode(data).decode()}],
            "output_format": kind,
            "quality": "high",
            "size": f"{width}x{height}",
        }


def _fields(asked: Asked) -> dict[str, Any]:
    """The request's fields; of files, their sizes."""
    kind = asked.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return dict(msgspec.json.decode(asked.body))
    whole = BytesParser().parsebytes(f"content-type: {kind}\r\n\r\n".encode() + asked.body)
    parts = [p for p in whole.get_payload() if isinstance(p, Message)]
    return {_name(p): _value(p) for p in parts}


def _name(part: Message) -> str:
    return str(part.get_param("name", header="content-disposition"))


def _value(part: Message) -> Any:
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    return {"bytes": len(raw)} if part.get_filename() else raw.decode()


def _problem(message: str, kind: str, code: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.1)
    args = parser.parse_args()
    run(OpenAI(args.delay), args.port)


if __name__ == "__main__":
    main()
