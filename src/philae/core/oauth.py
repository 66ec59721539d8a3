"""The answer of a token endpoint (RFC 6749, 5.1 and 5.2), whoever runs it."""

from http import HTTPStatus

import msgspec
from msgspec import Struct

from philae.core.auth import Granted
from philae.core.errors import UpstreamRefused
from philae.core.http import HttpReply

REFUSED = "the vendor does not accept requests from this gateway now"
LIFE = 3600.0
"""Seconds, where the answer does not say."""


class Answer(Struct, frozen=True):
    """A token, or what was wrong."""

    access_token: str = ""
    expires_in: float = LIFE
    error: str = ""
    error_description: str = ""


def granted(reply: HttpReply) -> Granted:
    """The token. Raises `UpstreamRefused`, whose detail has the endpoint's own words and never a token."""
    try:
        answer = msgspec.json.decode(reply.body, type=Answer, strict=False)
    except msgspec.MsgspecError:
        answer = Answer(error="an answer that cannot be read")
    token = answer.access_token
    if reply.status != HTTPStatus.OK or not (token.isascii() and token.isprintable() and token):
        said = f"{answer.error or 'no token'}: {answer.error_description[:300]}"
        raise UpstreamRefused(REFUSED, detail=f"token endpoint: {reply.status} {said}")
    return Granted(token, answer.expires_in)
