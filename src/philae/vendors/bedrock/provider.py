"""What is known of Bedrock as a provider: its regions, and how its calls are authorised.

A channel's secret is a bearer key of Bedrock's, or AWS's own keys, with which each call is signed.
"""

import re
from datetime import datetime
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from philae.core import sigv4
from philae.core.auth import Auth, Headers, Outgoing, Sign, bearer
from philae.core.errors import InvalidRequest
from philae.core.provider import Account

SERVICE = "bedrock"
"""The name that signatures are made for; the host has another."""
REGION = "us-east-1"
PARTS = {"access_key_id": "AWS_ACCESS_KEY_ID", "secret_access_key": "AWS_SECRET_ACCESS_KEY"}
"""The parts of AWS's own keys, with their usual variables."""
OPTIONS = {"region": ("AWS_REGION", "AWS_DEFAULT_REGION"), "session_token": ("AWS_SESSION_TOKEN",)}
_REGION = re.compile(r"\.([a-z]{2}(?:-[a-z]+)+-\d+)\.")


class Keys(Struct, frozen=True):
    """AWS's own keys; the session's token belongs to temporary ones."""

    access_key_id: str
    secret_access_key: str
    session_token: str = ""
    region: str = ""

    def __repr__(self) -> str:
        """Without the secrets, since values are logged."""
        return f"Keys({self.access_key_id!r}, region={self.region!r})"


def auth(secret: str) -> Auth:
    """A bearer key, or a signature of each call. Raises `InvalidRequest`."""
    if not _several(secret):
        return bearer(secret)
    return Sign(partial(signed, _keys(secret)))


def signed(keys: Keys, call: Outgoing, now: datetime) -> Headers:
    """The call's signature, for the region that is said, else for the one in the host."""
    host = _REGION.search(urlsplit(call.url).netloc)
    return sigv4.sign(
        call.method, call.url, call.headers, call.whole,
        access_key=keys.access_key_id, secret_key=keys.secret_access_key, session_token=keys.session_token,
        region=keys.region or (host[1] if host else REGION), service=SERVICE, now=now,
    )  # fmt: skip


def home(account: Account) -> str:
    """The base URL of the account's region. Raises `InvalidRequest`."""
    region = account.options.get("region") or (_keys(account.secret).region if _several(account.secret) else "")
    return account.base_url.rstrip("/") or f"https://bedrock-runtime.{region or REGION}.amazonaws.com"


def is_claude(model: str) -> bool:
    """Whether a model is Anthropic's, by its name in the catalogue's routes."""
    return "anthropic." in model


def only(model: str) -> Literal["messages", "converse"]:
    """The format in which a model is served: Claude in its own, all others by Converse."""
    return "messages" if is_claude(model) else "converse"


def _several(secret: str) -> bool:
    return secret.lstrip().startswith("{")


def _keys(secret: str) -> Keys:
    try:
        return msgspec.json.decode(secret, type=Keys)
    except msgspec.MsgspecError:
        raise InvalidRequest(f"AWS's keys have the parts {', '.join(PARTS)}") from None
