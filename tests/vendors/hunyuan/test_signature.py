"""Tencent's signature, against what its own SDK (tencentcloud-sdk-python 3.1.180) makes of the same call at the same moment."""

from datetime import UTC, datetime

import pytest

from philae.core.auth import Outgoing, Sign, Static
from philae.core.errors import InvalidRequest
from philae.vendors.hunyuan.signature import auth

NOW = datetime.fromtimestamp(1767225600, UTC)
HEADERS = (("content-type", "application/json"), ("x-tc-action", "SubmitHunyuanTo3DProJob"))
KEYS = '{"secret_id": "AKID-id", "secret_key": "secret"}'


def signed(body: bytes | None) -> dict[str, str]:
    """What a call shows."""
    made = auth(KEYS)
    assert isinstance(made, Sign)
    return dict(made.headers(Outgoing("POST", "https://hunyuan.intl.tencentcloudapi.com/", HEADERS, body), NOW))


def test_a_body_is_signed() -> None:
    """With the version and the moment beside it."""
    shown = signed(b'{"Prompt": "a puppy"}')

    assert shown == {
        "authorization": "TC3-HMAC-SHA256 Credential=AKID-id/2026-01-01/hunyuan/tc3_request, SignedHeaders=content-type;host, "
        "Signature=caeece1633e1cc60d5adac945b13fad74c7ed1ce4ce20ced302c9e3e176e010b",
        "x-tc-timestamp": "1767225600",
        "x-tc-version": "2023-09-01",
        "x-tc-region": "ap-singapore",
    }


def test_a_body_that_is_made_while_it_is_sent_is_said_to_be_unsigned() -> None:
    """A picture in it would have to be in memory twice."""
    shown = signed(None)

    assert shown["x-tc-content-sha256"] == "UNSIGNED-PAYLOAD"
    assert shown["authorization"].endswith("97824a08dbab6bc23d0125f2fb973f2961cae966e07a9ec025591faf2e2d3cd0")


def test_keys() -> None:
    """Another key is sent as it is; the secret is not shown; a half is refused."""
    assert auth("sk-plain") == Static((("authorization", "Bearer sk-plain"),))
    assert "secret'" not in repr(auth(KEYS))
    with pytest.raises(InvalidRequest, match="secret_id, secret_key"):
        auth('{"secret_id": "AKID-id"}')
