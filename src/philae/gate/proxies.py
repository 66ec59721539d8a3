"""Trusted proxies: whose word counts on where a request came from."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network


class Proxies:
    """Of addresses and networks, comma separated. Raises `ValueError` for what is neither."""

    def __init__(self, listed: str = "") -> None:
        """Read them once."""
        self._networks = [ip_network(part.strip(), strict=False) for part in listed.split(",") if part.strip()]

    def trusts(self, address: str) -> bool:
        """Whether the address is a proxy's."""
        try:
            return bool(self._networks) and any(ip_address(address) in network for network in self._networks)
        except ValueError:
            return False

    def caller(self, peer: str, forwarded: str) -> str:
        """The caller's address: the peer's, or behind proxies the last in `X-Forwarded-For` that is not a proxy's."""
        if not self.trusts(peer):
            return peer
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        return next((hop for hop in reversed(hops) if not self.trusts(hop)), peer)

    def origin(self, peer: str, headers: Mapping[str, str], scheme: str = "http") -> str:
        """The base URL that the caller used, without a trailing slash; a proxy's word on it counts."""
        host = headers.get("host", "")
        if self.trusts(peer):
            scheme = headers.get("x-forwarded-proto", scheme).partition(",")[0].strip()
            host = headers.get("x-forwarded-host", host).partition(",")[0].strip()
        return f"{scheme}://{host}"
