"""What a call used, found in a vendor's raw bytes: on the hot path, so None comes fast."""

import msgspec
from msgspec import Struct

from philae.core.tokens import Tokens
from philae.vendors.openai.responses.output import counted
from philae.vendors.openai.responses.wire import Usage

# In no text of an answer, since quotes in it are escaped; in tools that are said back it can be, and is not taken.
NEEDLE = b'"input_tokens"'


class Whole(Struct, frozen=True):
    """A response, for its usage."""

    usage: Usage | None = None


class Framed(Struct, frozen=True):
    """An event, for the response in it."""

    response: Whole | None = None


WHOLE = msgspec.json.Decoder(Whole)
FRAMED = msgspec.json.Decoder(Framed)


def tokens(body: bytes) -> Tokens | None:
    """The usage in a whole answer."""
    if NEEDLE not in body:
        return None
    try:
        return counted(WHOLE.decode(body).usage)
    except msgspec.MsgspecError:
        return None


def spent(data: bytes) -> Tokens | None:
    """The usage in one frame of a stream: the last has it."""
    if NEEDLE not in data:
        return None
    try:
        told = FRAMED.decode(data).response
    except msgspec.MsgspecError:
        return None
    return counted(told.usage) if told else None
