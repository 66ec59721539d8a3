"""Signed tokens, checked with the public key alone."""

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from philae.core.jwt import rs256

KEY = rsa.generate_private_key(65537, 2048)
CLAIMS = {"iss": "robot@p.iam.example", "exp": 4600, "note": "é?>"}


def pem(key: Any, password: bytes | None = None) -> str:
    """A private key as text."""
    how = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, how).decode()  # type: ignore[no-any-return]


def decoded(part: str) -> bytes:
    """Base64url without padding."""
    assert not set(part) & set("+/=")
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@pytest.mark.parametrize("key_id", ["", "k1"])
def test_a_token(key_id: str) -> None:
    """Header and claims can be read, and the signature is over both."""
    head, claims, signature = rs256(CLAIMS, pem(KEY), key_id).split(".")
    assert json.loads(decoded(head)) == {"alg": "RS256", "typ": "JWT"} | ({"kid": key_id} if key_id else {})
    assert json.loads(decoded(claims)) == CLAIMS
    KEY.public_key().verify(decoded(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
    with pytest.raises(InvalidSignature):
        KEY.public_key().verify(decoded(signature), f"{head}.{claims}x".encode(), PKCS1v15(), SHA256())


@pytest.mark.parametrize("key", ["", "sesame", pem(ec.generate_private_key(ec.SECP256R1())), pem(KEY, b"password")])
def test_a_key_that_is_none(key: str) -> None:
    """Text, keys of other kinds and locked ones are refused; the key is not repeated."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its words are the library's
        rs256(CLAIMS, key)
    assert not key or key not in str(caught.value)
