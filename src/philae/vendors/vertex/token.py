"""A service account's access token: a signed assertion is exchanged for it (RFC 7523, as Google's OAuth takes it)."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct

from philae.core.errors import UpstreamRefused
from philae.core.http import HttpCall, HttpReply

Sign = Callable[[Mapping[str, Any], str, str], str]
"""Claims, private key in PEM and the key's id → a signed token. Raises `ValueError` for a key that cannot be used."""

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
# Google takes assertions of an hour at most.
LIFE = 3600
REFUSED = "the vendor does not accept requests from this gateway now"


class Account(Struct, frozen=True):
    """The JSON key file of a service account, which is the channel's secret."""

    client_email: str
    private_key: str
    private_key_id: str = ""
    project_id: str = ""
    token_uri: str = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address

    def __repr__(self) -> str:
        """Without the key, since values are logged."""
        return f"Account({self.client_email!r})"


class Token(Struct, frozen=True):
    """An access token, good for `ttl` seconds from its answer on."""

    value: str
    ttl: float

    def __repr__(self) -> str:
        """Without the token, since values are logged."""
        return f"Token(ttl={self.ttl})"


class Granted(Struct, frozen=True):
    """Google's answer."""

    access_token: str
    expires_in: float = float(LIFE)


def account(secret: str) -> Account:
    """The account of a channel's secret. Raises `UpstreamRefused`, whose detail is for the operator."""
    try:
        return msgspec.json.decode(secret, type=Account)
    except msgspec.MsgspecError as error:
        raise UpstreamRefused(REFUSED, detail="the secret is no service account's JSON key", retryable=False) from error


def call(owner: Account, now: int, sign: Sign) -> HttpCall:
    """What asks for a token at `now`, in Unix seconds. Raises `UpstreamRefused` for a key that cannot sign."""
    claims = {"iss": owner.client_email, "scope": SCOPE, "aud": owner.token_uri, "iat": now, "exp": now + LIFE}
    try:
        assertion = sign(claims, owner.private_key, owner.private_key_id)
    except ValueError as error:
        raise UpstreamRefused(REFUSED, detail="the service account's private key is broken", retryable=False) from error
    return HttpCall("POST", owner.token_uri, form=(("grant_type", GRANT), ("assertion", assertion)), timeout=20.0)


def read(reply: HttpReply) -> Token:
    """The token. Raises `UpstreamRefused`: without one nothing is bought."""
    if reply.status != HTTPStatus.OK:
        raise UpstreamRefused(REFUSED, detail=f"{reply.status} {reply.body[:300]!r}")
    granted = reply.parse(Granted)
    return Token(granted.access_token, granted.expires_in)


def bearer(token: Token) -> tuple[tuple[str, str], ...]:
    """The header that shows it."""
    return (("authorization", f"Bearer {token.value}"),)
