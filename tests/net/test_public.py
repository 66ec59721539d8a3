"""Which addresses count as public."""

import pytest

from philae.net.guard import public

INSIDE = (
    "fec0::1",
    "64:ff9b:1::7f00:1",
    "::127.0.0.1",
    "5f00::1",
    "3fff::1",
    "::1",
    "fe80::1",
    "fc00::1",
    "2002:7f00:1::",
)


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_given_out_for_the_internet_is_not_public(address: str) -> None:
    """Site-local, translated, compatible, segment-routing and example addresses may lead inside."""
    assert not public(address)


@pytest.mark.parametrize("address", ["2606:4700::1111", "64:ff9b::808:808", "8.8.8.8"])
def test_the_internet_is_public(address: str) -> None:
    """Also an IPv4 address behind NAT64."""
    assert public(address)
