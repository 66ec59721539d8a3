"""Another vendor's proof of its reasoning, sealed into the one opaque field that Gemini's clients give back.

Gemini's clients return each `thoughtSignature` with its part, untouched. What Anthropic or OpenAI sign goes through
that field too, marked as ours, so that the vendor that signed it gets it back with the next turn.
"""

import base64
import binascii

import msgspec

from philae.core.chat import Thinking

MARK = b"philae\x00"


def seal(thinking: Thinking) -> str:
    """The thinking as one text, in base64 as Google's are; "" where there is nothing to prove."""
    if not (thinking.signature or thinking.redacted or thinking.id):
        return ""
    return base64.b64encode(MARK + msgspec.json.encode(thinking)).decode()


def unseal(signature: str) -> Thinking | None:
    """What was sealed, None for a signature of Google's own. Clients may have turned it into URL-safe base64."""
    try:
        data = base64.b64decode(signature, altchars=b"-_" if {"-", "_"} & set(signature) else None, validate=True)
        return msgspec.json.decode(data[len(MARK) :], type=Thinking) if data.startswith(MARK) else None
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
