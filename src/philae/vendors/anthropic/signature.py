"""Other vendors' signatures carried through a Messages client and back to the vendor that signed.

A client sends each thinking block back as it was. What Anthropic signed passes untouched. What others signed goes out
in the same opaque fields, marked as ours: a thought's in its `signature`, a tool call's, which has no field of its own
for one, in the `data` of a redacted_thinking block behind the call.
"""

import base64
import binascii
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import Thinking
from philae.vendors.anthropic.wire import ORIGIN

MARK = "philae:"


class Sealed(Struct, frozen=True, omit_defaults=True):
    """A thought's proof, or, where `call` is set, the signature of the tool call with that id."""

    origin: str = ""
    id: str = ""
    signature: str = ""
    redacted: str = ""
    call: str = ""


def sealed(part: Thinking) -> str:
    """What stands for a thought's proof in the client's block: Anthropic's own as it is, "" for none."""
    if part.origin in {"", ORIGIN} or not (part.signature or part.redacted or part.id):
        return part.signature
    return _pack(Sealed(part.origin, part.id, part.signature, part.redacted))


def sealed_call(call: str, signature: str) -> str:
    """What stands for a tool call's signature."""
    return _pack(Sealed(call=call, signature=signature))


def thought(text: str, signature: str) -> Thinking:
    """The thinking block that a client sends back."""
    found = _unpack(signature)
    if found:
        return Thinking(text, found.signature, found.redacted, found.id, found.origin)
    return Thinking(text, signature, origin=ORIGIN if signature else "")


def signed_call(block: Any) -> tuple[str, str] | None:
    """The call's id and its signature, where a block that a client sends back carries one."""
    if (
        not isinstance(block, dict)
        or block.get("type") != "redacted_thinking"
        or not isinstance(block.get("data"), str)
    ):
        return None
    found = _unpack(block["data"])
    return (found.call, found.signature) if found and found.call else None


def _pack(value: Sealed) -> str:
    return MARK + base64.b64encode(msgspec.json.encode(value)).decode()


def _unpack(text: str) -> Sealed | None:
    if not text.startswith(MARK):
        return None
    try:
        return msgspec.json.decode(base64.b64decode(text.removeprefix(MARK), validate=True), type=Sealed)
    except (binascii.Error, msgspec.MsgspecError):
        return None
