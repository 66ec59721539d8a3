"""AWS signatures against the vectors that AWS publishes: github.com/awslabs/aws-c-auth, tests/aws-signing-test-suite/v4."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.sigv4 import sign

NOW = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
KEYS: dict[str, Any] = {
    "access_key": "AKIDEXAMPLE",
    "secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "region": "us-east-1",
    "service": "service",
    "now": NOW,
}
TOKEN = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267"
UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
HOST = ("Host", "example.amazonaws.com")
FORM = (
    ("Content-Type", "application/x-www-form-urlencoded"),
    HOST,
    ("Content-Length", "13"),
    ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
)


def signature(found: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The names of the signed headers, and the signature."""
    _, signed, proof = dict(found)["authorization"].split(", ")
    return signed.removeprefix("SignedHeaders="), proof.removeprefix("Signature=")


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "names", "proof"),
    [
        pytest.param(
            "GET",
            "/?Param2=value2&Param1=value1",
            (HOST,),
            b"",
            "host;x-amz-date",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            id="get-vanilla-query-order-key-case",
        ),
        pytest.param(
            "GET",
            "/?Param1=value1",
            (HOST,),
            b"",
            "host;x-amz-date",
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
            id="get-vanilla-empty-query-key",
        ),
        pytest.param(
            "GET",
            "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            (HOST,),
            b"",
            "host;x-amz-date",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
            id="get-vanilla-query-order-encoded",
        ),
        pytest.param(
            "GET",
            "/?ሴ=bar",
            (HOST,),
            b"",
            "host;x-amz-date",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
            id="get-vanilla-utf8-query",
        ),
        pytest.param(
            "GET",
            f"/?{UNRESERVED}={UNRESERVED}",
            (HOST,),
            b"",
            "host;x-amz-date",
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
            id="get-vanilla-query-unreserved",
        ),
        pytest.param(
            "GET",
            f"/{UNRESERVED}",
            (HOST,),
            b"",
            "host;x-amz-date",
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
            id="get-unreserved",
        ),
        pytest.param(
            "GET",
            "/ሴ",
            (HOST,),
            b"",
            "host;x-amz-date",
            "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
            id="get-utf8",
        ),
        pytest.param(
            "GET",
            "/example space/",
            (HOST,),
            b"",
            "host;x-amz-date",
            "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
            id="get-space-normalized",
        ),
        pytest.param(
            "GET",
            "/example/..",
            (HOST,),
            b"",
            "host;x-amz-date",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            id="get-relative-normalized",
        ),
        pytest.param(
            "GET",
            "/",
            (HOST, ("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')),
            b"",
            "host;my-header1;my-header2;x-amz-date",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
            id="get-header-value-trim",
        ),
        pytest.param(
            "GET",
            "/",
            (HOST, ("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")),
            b"",
            "host;my-header1;x-amz-date",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
            id="get-header-key-duplicate",
        ),
        pytest.param(
            "POST",
            "/",
            (HOST,),
            b"",
            "host;x-amz-date",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
            id="post-vanilla",
        ),
        pytest.param(
            "POST",
            "/",
            (HOST, ("My-Header1", "value1")),
            b"",
            "host;my-header1;x-amz-date",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
            id="post-header-key-sort",
        ),
        pytest.param(
            "POST",
            "/",
            FORM,
            b"Param1=value1",
            "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
            id="post-x-www-form-urlencoded",
        ),
    ],
)
def test_published(
    method: str, path: str, headers: tuple[tuple[str, str], ...], body: bytes, names: str, proof: str
) -> None:
    """Each vector has the signature that AWS says."""
    found = sign(method, f"https://example.amazonaws.com{path}", headers, body, **KEYS)
    assert signature(found) == (names, proof)
    assert dict(found)["x-amz-date"] == "20150830T123600Z"


def test_temporary_credentials() -> None:
    """Their token is sent and signed (get-vanilla-with-session-token)."""
    found = sign("GET", "https://example.amazonaws.com/", (), b"", session_token=TOKEN, **KEYS)
    assert dict(found)["x-amz-security-token"] == TOKEN
    assert dict(found)["authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date;x-amz-security-token, "
        "Signature=07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"
    )


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("//", "/"),
        ("/./", "/"),
        ("/./example", "/example"),
        ("//example//", "/example/"),
        ("/example1/example2/../..", "/"),
        ("/..", "/"),
        ("/a/.", "/a/"),
        ("", "/"),
    ],
)
def test_paths_are_normal(path: str, same: str) -> None:
    """Dots and empty segments are resolved before signing."""
    proofs = [sign("GET", f"https://a.example{p}", (), b"", **KEYS) for p in (path, same)]
    assert proofs[0] == proofs[1]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://a.example:443/", "a.example"),
        ("http://a.example:80/", "a.example"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https://A.Example/", "a.example"),
    ],
)
def test_the_host_of_the_url(url: str, host: str) -> None:
    """Where no host is among the headers, the one that clients send for the URL is signed."""
    assert sign("GET", url, (), b"", **KEYS) == sign("GET", url, (("host", host),), b"", **KEYS)


def test_what_may_change_on_the_way_is_unsigned() -> None:
    """Proxies rewrite some headers, and an old signature is no part of a new one."""
    passing = [(name, "x") for name in ("User-Agent", "Connection", "Authorization", "X-Amz-Date", "X-Amzn-Trace-Id")]
    assert sign("GET", "https://a.example/", passing, b"", **KEYS) == sign("GET", "https://a.example/", (), b"", **KEYS)


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_every_body_counts(one: bytes, other: bytes) -> None:
    """Two bodies have one signature only if they are the same."""
    proofs = [signature(sign("POST", "https://a.example/", (), body, **KEYS)) for body in (one, other)]
    assert (proofs[0] == proofs[1]) == (one == other)
