"""Custom tools take free text. Other formats know only JSON, so the text travels there as `{"input": "…"}`."""

import json
import re
from typing import Any

import msgspec

HEAD, TAIL = '{"input":"', '"}'
"""Around an escaped text."""
START = re.compile(r'\s*\{\s*"input"\s*:\s*"')
# As far as a JSON string's inside can be read: plain characters and whole escapes, surrogates as pairs only.
PLAIN = r'[^"\\]+|\\["\\/bfnrt]'
HEX = "[0-9a-fA-F]"
PAIR = rf"\\u[dD][89abAB]{HEX}{{2}}\\u[dD][c-fC-F]{HEX}{{2}}"
INSIDE = re.compile(rf"(?:{PLAIN}|{PAIR}|\\u(?![dD][89a-fA-F]){HEX}{{4}})*")


def parameters(form: dict[str, Any] | None) -> dict[str, Any]:
    """The JSON Schema in whose words other formats are offered a custom tool; a grammar is told to the model."""
    told = "The whole text for the tool, as it is."
    if form and form.get("type") == "grammar":
        told += f" It must fit this {form.get('syntax', '')} grammar:\n{form.get('definition', '')}"
    text = {"type": "string", "description": told}
    return {"type": "object", "properties": {"input": text}, "required": ["input"], "additionalProperties": False}


def wrap(text: str) -> str:
    """Free text as a JSON text of arguments."""
    return msgspec.json.encode({"input": text}).decode()


def escaped(text: str) -> str:
    """Free text as the inside of a JSON string, so that pieces of it can be told one after the other."""
    return msgspec.json.encode(text).decode()[1:-1]


class Unwrap:
    """Takes arguments in pieces, gives the free text in them in pieces.

    A model that answers otherwise (another name, no JSON at all) is understood when the call is whole.
    """

    def __init__(self) -> None:
        self._all: list[str] = []
        self._rest = ""
        self._told: list[str] = []
        self._inside = False

    def feed(self, text: str) -> str:
        """What can be told of the free text now."""
        self._all.append(text)
        self._rest += text
        if not self._inside:
            head = START.match(self._rest)
            if not head:
                return ""
            self._inside, self._rest = True, self._rest[head.end() :]
        piece = INSIDE.match(self._rest)
        end = piece.end() if piece else 0
        told = str(_lenient(f'"{self._rest[:end]}"'))
        self._rest = self._rest[end:]
        self._told.append(told)
        return told

    def whole(self) -> tuple[str, str]:
        """The free text, and what of it is not told yet."""
        told = "".join(self._told)
        arguments = "".join(self._all)
        text = _text(arguments)
        if text is None:
            text = told if self._inside else arguments
        return text, text.removeprefix(told) if text.startswith(told) else ""


def unwrap(arguments: str) -> str:
    """The free text in arguments."""
    taken = Unwrap()
    taken.feed(arguments)
    return taken.whole()[0]


def _text(arguments: str) -> str | None:
    """The text of `input`, of the only field, or of a bare JSON string."""
    try:
        value = _lenient(arguments)
    except ValueError:
        return None
    if isinstance(value, dict):
        value = value.get("input", next(iter(value.values())) if len(value) == 1 else None)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _lenient(text: str) -> Any:
    """JSON with the line breaks that models forget to escape. Raises `ValueError`."""
    return json.loads(text, strict=False)
