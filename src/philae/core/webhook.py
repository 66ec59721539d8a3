"""Standard Webhooks: the signature that most receivers know (standardwebhooks.com, version 1)."""

import base64
import binascii
import hashlib
import hmac


def sign(secret: str, identity: str, timestamp: int, body: bytes) -> tuple[tuple[str, str], ...]:
    """The headers that go with `body`: HMAC-SHA256 over id, time and bytes; no signature without a secret.

    `whsec_…` is base64; any other secret is taken by its own bytes.
    """
    told = (("webhook-id", identity), ("webhook-timestamp", str(timestamp)))
    if not secret:
        return told
    text = secret.removeprefix("whsec_")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = text.encode()
    digest = hmac.digest(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256)
    return (*told, ("webhook-signature", "v1," + base64.b64encode(digest).decode()))
