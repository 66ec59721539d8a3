"""How Bedrock is reached: its regions, a bearer key, or signatures with AWS's own keys."""

import json
from datetime import UTC, datetime

import pytest

from philae.core import sigv4
from philae.core.auth import Outgoing, Sign, Static
from philae.core.errors import Internal, InvalidRequest
from philae.core.provider import Account
from philae.vendors.bedrock import auth, home
from philae.vendors.bedrock.provider import Keys

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
KEYS = {"access_key_id": "AKIDEXAMPLE", "secret_access_key": "wJalr", "session_token": "T", "region": "eu-central-1"}
URL = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/invoke"
CALL = Outgoing("POST", URL, (("content-type", "application/json"),), b"{}")


def test_a_bearer_key() -> None:
    """It is shown as it is."""
    assert auth("ABSKQm") == Static((("authorization", "Bearer ABSKQm"),))


def test_a_signature() -> None:
    """It is AWS's own, over this call, this moment, and the region that was said."""
    made = auth(json.dumps(KEYS))
    assert isinstance(made, Sign)
    assert made.headers(CALL, NOW) == sigv4.sign(
        "POST", URL, CALL.headers, b"{}", access_key="AKIDEXAMPLE", secret_key="wJalr", session_token="T",
        region="eu-central-1", service="bedrock", now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "region"),
    [
        (URL, "eu-west-1"),
        ("https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com/x", "us-gov-west-1"),
        ("https://vpce-1-a.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com/x", "ap-southeast-2"),
        ("http://127.0.0.1:9000/x", "us-east-1"),
    ],
)
def test_a_region_that_was_not_said(url: str, region: str) -> None:
    """It is the one in the host's name, else AWS's first."""
    made = auth(json.dumps({"access_key_id": "A", "secret_access_key": "s"}))
    assert isinstance(made, Sign)
    assert f"/20261130/{region}/bedrock/" in dict(made.headers(Outgoing("POST", url, (), b""), NOW))["authorization"]


def test_a_body_without_bytes() -> None:
    """What is made while it is sent cannot be signed."""
    made = auth(json.dumps(KEYS))
    assert isinstance(made, Sign)
    with pytest.raises(Internal):
        made.headers(Outgoing("POST", URL, (), None), NOW)


@pytest.mark.parametrize("secret", ['{"access_key_id": "AKID"}', "{", '{"secret_access_key": "hush"}'])
def test_keys_that_are_none(secret: str) -> None:
    """The operator is told which parts there are, and no part is repeated."""
    with pytest.raises(InvalidRequest, match="access_key_id, secret_access_key") as caught:
        auth(secret)
    assert "hush" not in caught.value.public


def test_regions() -> None:
    """The channel's, the keys' own, AWS's first; or an address that was given."""
    assert home(Account("key", options={"region": "eu-west-1"})) == "https://bedrock-runtime.eu-west-1.amazonaws.com"
    assert home(Account(json.dumps(KEYS))) == "https://bedrock-runtime.eu-central-1.amazonaws.com"
    assert home(Account("key")) == "https://bedrock-runtime.us-east-1.amazonaws.com"
    assert home(Account("key", "https://vpce.example/", {"region": "eu-west-1"})) == "https://vpce.example"


def test_nothing_secret_is_shown() -> None:
    """Values of this kind may end in a log."""
    assert "wJalr" not in repr(Keys("AKID", "wJalr", "T"))
