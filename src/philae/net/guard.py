"""The guard against hostile URLs: it sits where a socket is opened, so literals, redirects and rebinding all meet it."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from philae.core.errors import UnprocessableInput

NAT64 = ip_network("64:ff9b::/96")
UNICAST, EXAMPLES = ip_network("2000::/3"), ip_network("3fff::/20")
"""Of IPv6, the only part that is given out for the public internet, and a piece of it that is not; Python knows neither."""
Address = IPv4Address | IPv6Address


BLOCKED = "the address is not public"
LONGEST = 2083
"""Characters of a URL."""


class BlockedAddress(OSError):
    """The name led to an address that is not public."""


def public(text: str) -> bool:
    """Whether the address is on the public internet, also when it hides in an IPv6 one."""
    address = ip_address(text.split("%", maxsplit=1)[0])
    inner = _embedded(address)
    if inner is not None:
        return public(str(inner))
    if isinstance(address, IPv6Address) and (address not in UNICAST or address in EXAMPLES):
        return False
    return address.is_global and not address.is_multicast


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 one."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def guarded(*, allow_private: bool = False, resolver: AbstractResolver | None = None) -> aiohttp.TCPConnector:
    """A connector that opens sockets to public addresses only, unless the operator allows private ones."""

    def open_socket(info: tuple[int, int, int, str, tuple[str, int]]) -> socket.socket:
        family, kind, proto, _, address = info
        if not (allow_private or public(address[0])):
            message = f"{BLOCKED}: {address[0]}"
            raise BlockedAddress(message)
        return socket.socket(family, kind, proto)

    return aiohttp.TCPConnector(socket_factory=open_socket, resolver=resolver, use_dns_cache=False, limit=256)


def check_url(url: str, param: str | None = None) -> str:
    """The URL, if it is one that may be fetched at all. Raises `UnprocessableInput`."""
    if not _usable(url):
        message = "not an http(s) URL that can be used"
        raise UnprocessableInput(message, param=param)
    return url


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.hostname and parts.port != 0  # a port that is none raises
    except ValueError:
        return False
    return bool(named) and parts.scheme in ("http", "https") and not parts.username and len(url) <= LONGEST
