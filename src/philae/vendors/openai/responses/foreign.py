"""Another vendor's signatures, carried through a client of this format and back.

Such a client returns one field unread, `encrypted_content` of a reasoning item. So the proof of a thought by another
vendor goes there, with its text, since clients drop texts on the way (Codex drops `content`), and a vendor refuses a
proof without its text. A signed tool call, as Gemini has them, is followed by a reasoning item of its own that names it.
"""

import base64
import binascii

import msgspec
from msgspec import Struct

from philae.core.chat import Thinking

MARK = "philae-"
"""How `encrypted_content` of ours begins. The vendor of this format cannot read it: such input must be decoded."""


class Carried(Struct, frozen=True, omit_defaults=True):
    """A thought of another vendor, or the signature of the tool call with that id."""

    thought: Thinking | None = None
    call: str = ""
    signature: str = ""


def pack(carried: Carried) -> str:
    """As `encrypted_content`."""
    return MARK + base64.urlsafe_b64encode(msgspec.json.encode(carried)).decode()


def unpack(content: str) -> Carried | None:
    """What `pack` packed, None if it was not us."""
    if not content.startswith(MARK):
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(content.removeprefix(MARK)), type=Carried)
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        return None
