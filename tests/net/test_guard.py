"""The guard where sockets are opened: whatever a name leads to, and whenever it changes its mind, the inside stays unasked."""

import asyncio
from functools import partial
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.errors import GatewayError, UnprocessableInput, UpstreamError
from philae.core.http import HttpCall, HttpReply
from philae.net.client import Client
from philae.net.guard import BLOCKED, check_url, public
from tests.net.inside import INSIDE, LONG, WAYS, Way, World, fetch, no_blob, sender, vendor, world

PROBES = (
    "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost",
    "localhost.", "①②⑦.0.0.1", "flips.test", "mixed.test", "mixed-too.test",
)  # fmt: skip
REACHED_WITHOUT_GUARD = 8
"""At least: how many of the literal forms a system's resolver understands differs from one to the next."""


async def twice(up: World, way: Way, probe: str) -> list[str]:
    """Ask there two times, the probe in the path; what was said of each failure, nothing of a success."""
    said = []
    for _ in range(2):
        try:
            await way(up.client, f"http://{probe}:{up.port}/{PROBES.index(probe)}")
        except GatewayError as error:
            said.append(f"{error.public} {error.detail}")
    return said


async def ask_all(up: World, way: Way) -> dict[str, int]:
    """Every probe side by side; how often each failed."""
    said = await asyncio.gather(*(twice(up, way, probe) for probe in PROBES))
    return {probe: len(failures) for probe, failures in zip(PROBES, said, strict=True)}


def reached(up: World) -> set[str]:
    """The probes that came to the inside."""
    return {PROBES[int(asked.path.strip("/"))] for asked in up.seen}


@pytest.mark.parametrize("way", WAYS)
def test_no_name_of_the_inside_is_reached(way: Way) -> None:
    """Both tries fail in words of ours whatever the name, and the inside, which listens, was asked nothing."""

    async def go() -> None:
        async with world() as up:
            assert await ask_all(up, way) == dict.fromkeys(PROBES, 2)
            assert reached(up) == set()

    asyncio.run(go())


def test_without_the_guard_most_of_them_are() -> None:
    """The probes are live ones: where private addresses are allowed they reach the inside, the scripted names among them."""

    async def go() -> set[str]:
        async with world(allow_private=True) as up:
            await ask_all(up, partial(fetch, patience=LONG))
            return reached(up)

    found = asyncio.run(go())
    assert len(found) >= REACHED_WITHOUT_GUARD, found
    assert found >= {INSIDE, "localhost", "flips.test", "mixed.test", "mixed-too.test"}


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_changes_its_mind_is_asked_each_time(way: Way) -> None:
    """The first answer is public and is dialled; the second one is met by the guard, since no answer is remembered."""

    async def go() -> None:
        async with world() as up:
            first, second = await twice(up, way, "flips.test")
            assert BLOCKED not in first
            assert BLOCKED in second
            assert up.names.asked["flips.test"] == 2
            assert up.seen == []

    asyncio.run(go())


@pytest.mark.parametrize(
    "url", ["http://[", "http://[::1", "http://x:99999/", "http://x:y/", "http:///x", "http://u@x/"]
)
def test_what_is_no_url_is_refused_as_such(url: str) -> None:
    """It is the client's fault, not ours."""
    with pytest.raises(UnprocessableInput):
        check_url(url)


def test_a_refusal_by_the_guard_is_for_good() -> None:
    """Trying again would change nothing, so it is not marked retryable, as a host that is away is."""

    async def go() -> None:
        async with world() as up:
            with pytest.raises(UpstreamError, match=BLOCKED) as found:
                await fetch(up.client, f"http://{INSIDE}:{up.port}/")
            assert not found.value.retryable

    asyncio.run(go())


@pytest.mark.parametrize("hops", [1, 2])
@pytest.mark.parametrize("name", [INSIDE, "localhost", "inside.test"])
def test_a_redirect_from_an_allowed_address_meets_the_guard(name: str, hops: int) -> None:
    """The operator's own vendor may be private; where it sends us on to may not, be it at once or after a hop."""

    async def go() -> None:
        async with world() as up, sender(f"http://{name}:{up.port}/", hops) as url:
            with pytest.raises(UpstreamError, match=BLOCKED):
                await up.client.fetch(f"{url}/x", vendor(url), limit=1 << 20, timeout=LONG)
            assert up.seen == []

    asyncio.run(go())


def test_a_redirect_does_not_carry_the_channels_key() -> None:
    """Where private addresses are allowed the redirect is followed, but a stranger is shown no credential."""

    async def go() -> None:
        async with world(allow_private=True) as up, sender(f"http://{INSIDE}:{up.port}/", 1) as url:
            got = await up.client.fetch(f"{url}/x", vendor(url), limit=1 << 20, timeout=LONG)
            assert got.data == b"secret"
            assert [a.headers.get("authorization") for a in up.seen] == [None]

    asyncio.run(go())


def test_a_vendors_redirect_is_an_answer() -> None:
    """A call to a vendor is not sent on anywhere, with or without the guard."""

    async def go() -> HttpReply:
        async with world(allow_private=True) as up, sender(f"http://{INSIDE}:{up.port}/", 1) as url:
            reply = await up.client.send(HttpCall("POST", f"{url}/x", json={}), vendor(url), no_blob)
            assert up.seen == []
            return reply

    assert asyncio.run(go()).status == 302


def test_a_proxy_of_the_environment_is_not_used_for_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would open the socket in our place, behind the guard's back."""

    async def go() -> None:
        async with world() as up:
            monkeypatch.setenv("http_proxy", f"http://{INSIDE}:{up.port}")
            behind = Client("test", resolver=up.names)
            try:
                assert await twice(World(behind, up.names, up.port, up.seen), fetch, INSIDE)
            finally:
                await behind.close()
            assert up.seen == []

    asyncio.run(go())


def wrapped(address: IPv4Address) -> list[str]:
    """The address, and the IPv6 ones that carry it: mapped, NAT64, 6to4, Teredo."""
    bits = int(address)
    carried = (
        0xFFFF << 32 | bits,
        0x64FF9B << 96 | bits,
        0x2002 << 112 | bits << 80,
        0x20010000 << 96 | bits ^ 0xFFFFFFFF,
    )
    return [str(address), *(str(IPv6Address(number)) for number in carried)]


PRIVATE = ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
           "224.0.0.0/4", "240.0.0.0/4")  # fmt: skip


@given(st.sampled_from(PRIVATE).flatmap(lambda net: st.ip_addresses(network=net)))
def test_no_address_of_the_inside_is_public(address: IPv4Address) -> None:
    """Private, shared, local, multicast and reserved addresses, also inside an IPv6 one that carries them."""
    assert not any(public(text) for text in wrapped(address))


@pytest.mark.parametrize(
    "address", ["::", "::1", "fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0", "ff02::1", "2001:db8::1"]
)
def test_no_ipv6_address_of_the_inside_is_public(address: str) -> None:
    """IPv6's own: unspecified, loopback, unique local, link local with and without a zone, multicast, documentation."""
    assert not public(address)


def test_addresses_of_the_internet_are_public() -> None:
    """So is one inside an IPv6 one that carries it."""
    assert all(public(text) for text in (*wrapped(IPv4Address("8.8.8.8")), "2606:4700::1"))
