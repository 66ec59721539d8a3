"""A service account's access token."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from philae.core.errors import UpstreamError, UpstreamRefused
from philae.core.http import HttpReply
from philae.vendors.vertex.token import Account, Token, account, bearer, call, read

SECRET = json.dumps({
    "type": "service_account", "project_id": "p", "private_key_id": "k1", "private_key": "PEM",
    "client_email": "robot@p.iam.example", "token_uri": "https://oauth2.example/token",
})  # fmt: skip


def sign(claims: Mapping[str, Any], pem: str, key_id: str) -> str:
    """A signature that can be read."""
    return json.dumps([claims, pem, key_id])


def test_the_exchange() -> None:
    """An assertion of an hour, for the address that the account names, as a form without other credentials."""
    asked = call(account(SECRET), 1000, sign)
    assert (asked.method, asked.url, asked.effect, asked.json) == ("POST", "https://oauth2.example/token", "none", None)
    form = dict(asked.form or ())
    assert form.pop("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert json.loads(form["assertion"]) == [
        {
            "iss": "robot@p.iam.example", "scope": "https://www.googleapis.com/auth/cloud-platform",
            "aud": "https://oauth2.example/token", "iat": 1000, "exp": 4600,
        },
        "PEM", "k1",
    ]  # fmt: skip


def test_the_token() -> None:
    """It is good for as long as Google says."""
    token = read(HttpReply(200, {}, b'{"access_token": "ya29.x", "expires_in": 3599, "token_type": "Bearer"}'))
    assert (token, bearer(token)) == (Token("ya29.x", 3599), (("authorization", "Bearer ya29.x"),))


@pytest.mark.parametrize("status", [400, 401, 503])
def test_a_refusal(status: int) -> None:
    """Nothing was bought; the reason is the operator's."""
    with pytest.raises(UpstreamRefused) as caught:
        read(HttpReply(status, {}, b'{"error": "invalid_grant"}'))
    assert ("invalid_grant" in caught.value.detail, "invalid_grant" in caught.value.public) == (True, False)


def test_an_answer_without_a_token() -> None:
    """It cannot be used."""
    with pytest.raises(UpstreamError):
        read(HttpReply(200, {}, b"{}"))


def test_a_secret_that_is_none() -> None:
    """It is told to the operator without a word of it, and trying again does not help."""

    def broken(_claims: Mapping[str, Any], _pem: str, _key_id: str) -> str:
        raise ValueError("PEM is broken")

    for deed in (lambda: account("sk-secret"), lambda: call(account(SECRET), 0, broken)):
        with pytest.raises(UpstreamRefused) as caught:
            deed()
        assert caught.value.retryable is False
        assert "sk-secret" not in caught.value.detail + caught.value.public


def test_nothing_secret_is_shown() -> None:
    """Values of this kind may end in a log."""
    assert "PEM" not in repr(account(SECRET))
    assert "ya29" not in repr(Token("ya29.x", 1))
    assert account(SECRET) == Account("robot@p.iam.example", "PEM", "k1", "p", "https://oauth2.example/token")
