"""Who a caller is, and which address it used: a proxy's word counts, a stranger's does not."""

import pytest

from philae.gate.proxies import Proxies

OURS = Proxies("10.0.0.0/8, 2001:db8::1")
STRANGER = "203.0.113.9"


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        (STRANGER, "", STRANGER),
        (STRANGER, "127.0.0.1", STRANGER),  # anybody can write the header
        ("10.0.0.1", STRANGER, STRANGER),
        ("2001:db8::1", f"{STRANGER}, 10.2.3.4", STRANGER),  # through two proxies
        ("10.0.0.1", f"127.0.0.1, {STRANGER}", STRANGER),  # what the caller wrote itself stands before its own address
        ("10.0.0.1", "10.0.0.2, ,", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("unix", STRANGER, "unix"),
    ],
)
def test_a_caller_is_the_last_that_is_no_proxy(peer: str, forwarded: str, caller: str) -> None:
    """Only as far as trusted proxies vouch for it."""
    assert OURS.caller(peer, forwarded) == caller


def test_nobody_is_trusted_unless_named() -> None:
    """The default."""
    assert Proxies().caller("127.0.0.1", STRANGER) == "127.0.0.1"


def test_a_proxy_tells_the_public_origin() -> None:
    """The first of several words; a stranger's are left out, and what is not told stays."""
    told = {"host": "inside:8080", "x-forwarded-host": "api.example, inner", "x-forwarded-proto": "https"}

    assert OURS.origin("10.0.0.1", told) == "https://api.example"
    assert OURS.origin(STRANGER, told) == "http://inside:8080"
    assert OURS.origin("10.0.0.1", {"host": "api.example"}, "https") == "https://api.example"


def test_what_is_no_network_is_refused() -> None:
    """At the start, not when somebody calls."""
    with pytest.raises(ValueError, match="proxy"):
        Proxies("10.0.0.1, proxy")
