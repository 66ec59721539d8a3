"""What token endpoints answer."""

import pytest

from philae.core.auth import Granted
from philae.core.errors import UpstreamRefused
from philae.core.http import HttpReply
from philae.core.oauth import granted


def test_a_token() -> None:
    """It is good for as long as is said, else for an hour; its value is not shown where values are logged."""
    told = granted(HttpReply(200, {}, b'{"access_token": "ya29.x", "expires_in": 3599, "token_type": "Bearer"}'))
    assert told == Granted("ya29.x", 3599)
    assert granted(HttpReply(200, {}, b'{"access_token": "t", "expires_in": "60"}')).ttl == 60
    assert granted(HttpReply(200, {}, b'{"access_token": "t"}')).ttl == 3600
    assert "ya29" not in repr(told)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error": "invalid_grant"}'),
        (401, b'{"error": "invalid_client"}'),
        (503, b"<html>"),
        (200, b"{}"),
        (200, b'{"access_token": "a\\r\\nx-key: b"}'),
    ],
)
def test_a_refusal(status: int, body: bytes) -> None:
    """Nothing was bought; the reason is the operator's."""
    with pytest.raises(UpstreamRefused) as caught:
        granted(HttpReply(status, {}, body))
    assert str(status) in caught.value.detail
    assert "invalid" not in caught.value.public


def test_a_token_never_stands_in_a_detail() -> None:
    """Whatever came with it."""
    with pytest.raises(UpstreamRefused) as caught:
        granted(HttpReply(500, {}, b'{"access_token": "ya29.secret", "error": "odd"}'))
    assert "ya29" not in caught.value.detail
