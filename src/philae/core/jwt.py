"""JSON Web Tokens signed with an RSA key (RFC 7515, RS256), as service accounts show them for access tokens."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def rs256(claims: Mapping[str, Any], pem: str, key_id: str = "") -> str:
    """The token for these claims. `pem` is a private RSA key without a password. Raises `ValueError` if it is none.

    Checking the key takes some 30 ms: not for an event loop.
    """
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("the private key cannot be used") from error
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the private key is no RSA key")  # noqa: TRY004 - the text is wrong, not its type
    header = {"alg": "RS256", "typ": "JWT"} | ({"kid": key_id} if key_id else {})
    signed = b".".join(_part(msgspec.json.encode(value)) for value in (header, dict(claims)))
    return b".".join((signed, _part(key.sign(signed, PKCS1v15(), SHA256())))).decode()


def _part(data: bytes) -> bytes:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=")
