"""A service account's access token."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from philae.core.auth import Token
from philae.core.errors import InvalidRequest, UpstreamRefused
from philae.vendors.vertex.token import Account, account, ask, auth
from tests.core.test_jwt import KEY, decoded, pem

SECRET = json.dumps({
    "type": "service_account", "project_id": "p", "private_key_id": "k1", "private_key": pem(KEY),
    "client_email": "robot@p.iam.example", "token_uri": "https://oauth2.googleapis.com/token",
})  # fmt: skip


def test_the_exchange() -> None:
    """A signed assertion of an hour, for the address that the account names, as a form without other credentials."""
    made = auth(SECRET)
    assert isinstance(made, Token)
    asked = made.ask(1000)
    assert (asked.method, asked.url, asked.effect) == ("POST", "https://oauth2.googleapis.com/token", "none")
    assert (asked.headers, asked.json) == ((), None)
    form = dict(asked.form or ())
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    head, claims, signature = form["assertion"].split(".")
    assert json.loads(decoded(head)) == {"alg": "RS256", "typ": "JWT", "kid": "k1"}
    assert json.loads(decoded(claims)) == {
        "iss": "robot@p.iam.example", "scope": "https://www.googleapis.com/auth/cloud-platform",
        "aud": "https://oauth2.googleapis.com/token", "iat": 1000, "exp": 4600,
    }  # fmt: skip
    KEY.public_key().verify(
        base64.urlsafe_b64decode(signature + "=="), f"{head}.{claims}".encode(), PKCS1v15(), SHA256()
    )


def test_where_tokens_come_from() -> None:
    """Google's own endpoint, whatever a key file says."""
    assert auth(SECRET.replace("oauth2.googleapis.com", "evil.example")).hosts == ("oauth2.googleapis.com",)


def test_a_secret_that_is_none() -> None:
    """It is told to the operator without a word of it."""
    with pytest.raises(InvalidRequest) as caught:
        account("sk-secret")
    assert "sk-secret" not in caught.value.public + caught.value.detail
    with pytest.raises(UpstreamRefused) as refused:
        ask(Account("robot", "not a key"), 0)
    assert "not a key" not in refused.value.public + refused.value.detail


def test_nothing_secret_is_shown() -> None:
    """Values of this kind may end in a log."""
    assert "PRIVATE" not in repr(account(SECRET))
