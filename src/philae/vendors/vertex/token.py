"""A service account's access token: a signed assertion is exchanged for it (RFC 7523, as Google's OAuth takes it)."""

from functools import partial

import msgspec
from msgspec import Struct

from philae.core.auth import Token
from philae.core.errors import InvalidRequest, UpstreamRefused
from philae.core.http import HttpCall
from philae.core.jwt import rs256
from philae.core.oauth import REFUSED, granted

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
# Google takes assertions of an hour at most.
LIFE = 3600
ENDPOINT = "https://oauth2.googleapis.com/token"
HOSTS = ("oauth2.googleapis.com",)


class Account(Struct, frozen=True):
    """The JSON key file of a service account, which is the channel's secret."""

    client_email: str
    private_key: str
    private_key_id: str = ""
    project_id: str = ""
    token_uri: str = ENDPOINT

    def __repr__(self) -> str:
        """Without the key, since values are logged."""
        return f"Account({self.client_email!r})"


def account(secret: str) -> Account:
    """The account of a channel's secret. Raises `InvalidRequest`."""
    try:
        return msgspec.json.decode(secret, type=Account)
    except msgspec.MsgspecError:
        raise InvalidRequest("the secret is no service account's JSON key, nor a file that holds one") from None


def auth(secret: str) -> Token:
    """The account's tokens. Raises `InvalidRequest`."""
    return Token(partial(ask, account(secret)), granted, HOSTS)


def ask(owner: Account, now: int) -> HttpCall:
    """What asks for a token at `now`, in Unix seconds. Raises `UpstreamRefused` for a key that cannot sign."""
    claims = {"iss": owner.client_email, "scope": SCOPE, "aud": owner.token_uri, "iat": now, "exp": now + LIFE}
    try:
        assertion = rs256(claims, owner.private_key, owner.private_key_id)
    except ValueError as error:
        raise UpstreamRefused(REFUSED, detail="the service account's private key is broken") from error
    return HttpCall("POST", owner.token_uri, form=(("grant_type", GRANT), ("assertion", assertion)), timeout=20.0)
