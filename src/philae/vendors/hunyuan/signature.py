"""Tencent Cloud's signature of a call, version 3 (tencentcloud.com/document/product/1284/75534).

A body that is made while it is sent is left unsigned, as Tencent's own SDKs may: the header says so and is signed.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from philae.core.auth import Auth, Headers, Outgoing, Sign, bearer
from philae.core.errors import InvalidRequest

ALGORITHM = "TC3-HMAC-SHA256"
SERVICE, VERSION, REGION = "hunyuan", "2023-09-01", "ap-singapore"
PARTS = {"secret_id": "TENCENTCLOUD_SECRET_ID", "secret_key": "TENCENTCLOUD_SECRET_KEY"}
UNSIGNED = "UNSIGNED-PAYLOAD"
SIGNED = ("content-type", "host")


class Keys(Struct, frozen=True):
    """The account's two keys."""

    secret_id: str
    secret_key: str

    def __repr__(self) -> str:
        """Without the secret, since values are logged."""
        return f"Keys({self.secret_id!r})"


def auth(secret: str) -> Auth:
    """A signature of each call made with the two keys; any other key is sent as it is, as gateways of this form take it.

    Raises `InvalidRequest`.
    """
    if not secret.lstrip().startswith("{"):
        return bearer(secret)
    try:
        return Sign(partial(signed, msgspec.json.decode(secret, type=Keys)))
    except msgspec.MsgspecError:
        raise InvalidRequest(f"Tencent's keys have the parts {', '.join(PARTS)}") from None


def signed(keys: Keys, call: Outgoing, now: datetime) -> Headers:
    """The headers that sign the call and say which version of the API is meant."""
    moment = str(int(now.timestamp()))
    day = now.astimezone(UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{SERVICE}/tc3_request"
    text = "\n".join((ALGORITHM, moment, scope, _hash(_canonical(call).encode())))
    proof = f"{ALGORITHM} Credential={keys.secret_id}/{scope}, SignedHeaders={';'.join(SIGNED)}, Signature={_seal(keys, day, text)}"
    body = (("x-tc-content-sha256", UNSIGNED),) if call.body is None else ()
    return (
        ("authorization", proof), ("x-tc-timestamp", moment), ("x-tc-version", VERSION), ("x-tc-region", REGION), *body
    )  # fmt: skip


def _canonical(call: Outgoing) -> str:
    """The call as it is signed."""
    url = urlsplit(call.url)
    given = {name.lower(): value.strip().lower() for name, value in call.headers} | {"host": url.netloc.lower()}
    lines = "".join(f"{name}:{given.get(name, '')}\n" for name in SIGNED)
    payload = UNSIGNED.encode() if call.body is None else call.body
    return "\n".join((call.method, url.path or "/", url.query, lines, ";".join(SIGNED), _hash(payload)))


def _seal(keys: Keys, day: str, text: str) -> str:
    key = f"TC3{keys.secret_key}".encode()
    for step in (day, SERVICE, "tc3_request"):
        key = hmac.digest(key, step.encode(), hashlib.sha256)
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
