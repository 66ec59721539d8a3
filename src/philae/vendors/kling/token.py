"""Kling's credential: a token that lives for half an hour, signed with the account's secret (RFC 7515, HS256)."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct

from philae.core.auth import Auth, Headers, Outgoing, Sign, bearer
from philae.core.errors import InvalidRequest

PARTS = {"access_key": "KLING_ACCESS_KEY", "secret_key": "KLING_SECRET_KEY"}
LIFE, SLACK = 1800, 5
"""Seconds that a token lives, and by which clocks may differ (reference video-midjourney, 7.14)."""


class Keys(Struct, frozen=True):
    """The account's two keys."""

    access_key: str
    secret_key: str

    def __repr__(self) -> str:
        """Without the secret, since values are logged."""
        return f"Keys({self.access_key!r})"


def auth(secret: str) -> Auth:
    """A key that is sent as it is, or a token made of the two keys for each call. Raises `InvalidRequest`."""
    if not secret.lstrip().startswith("{"):
        return bearer(secret)
    try:
        return Sign(partial(shown, msgspec.json.decode(secret, type=Keys)))
    except msgspec.MsgspecError:
        raise InvalidRequest(f"Kling's keys have the parts {', '.join(PARTS)}") from None


def shown(keys: Keys, _: Outgoing, now: datetime) -> Headers:
    """The header that shows the token of that moment."""
    return (("authorization", f"Bearer {token(keys, int(now.timestamp()))}"),)


def token(keys: Keys, now: int) -> str:
    """The token of that moment, in epoch seconds."""
    claims = {"iss": keys.access_key, "exp": now + LIFE, "nbf": now - SLACK}
    signed = b".".join(_part(msgspec.json.encode(part)) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return b".".join((signed, _part(hmac.digest(keys.secret_key.encode(), signed, hashlib.sha256)))).decode()


def _part(data: bytes) -> bytes:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=")
