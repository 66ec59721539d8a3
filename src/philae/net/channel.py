"""A channel: one account at a provider, and the rule which of its credentials may go where."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from philae.core.provider import Provider, Recovery, Target


class Channel(Struct, frozen=True):
    """`name` is unique and lasts, since tasks remember it. `socket` is a Unix socket to connect to instead of the host.

    `concurrency` is how many jobs, or calls, may run there at a time, `rpm` and `tpm` how many calls it may have in a minute,
    and of how many tokens; `callback` whether the vendor can reach our public URL.
    `models`: the names of those that are there, each with its name for this account, None for all that the provider has.
    `steady`: it never rests, since what fails there was asked to fail, or would fail anywhere.
    """

    name: str
    provider: Provider
    base_url: str
    secret: str = ""
    weight: int = 1
    concurrency: int | None = None
    recovery: Recovery = "none"
    socket: str | None = None
    callback: bool = False
    models: Mapping[str, str] | None = None
    rpm: int | None = None
    tpm: int | None = None
    steady: bool = False

    def has(self, model: str) -> bool:
        """Whether the model of that name, as the provider calls it, is there."""
        return self.models is None or model in self.models

    def absolute(self, url: str) -> str:
        """A path that the vendor named, on the channel's own origin; a whole URL as it is."""
        return self.base_url.rstrip("/") + url if url.startswith("/") else url

    def named(self, model: str) -> str:
        """This account's name for it."""
        return model if self.models is None else self.models.get(model, model)

    def target(self, model: str, key: str = "", **more: Any) -> Target:
        """Where a call for the model goes; `key` identifies the attempt."""
        return Target(self.base_url, model, key, place=self.provider.place, **more)

    def owns(self, url: str) -> bool:
        """Whether the URL has the very origin that the operator configured: it passes the guard."""
        return url.startswith(_root(self.base_url)) or origin(url) == origin(self.base_url)

    def trusts(self, url: str) -> bool:
        """Whether credentials may go there: the own origin, or over https a host of the provider's."""
        if self.owns(url):
            return True
        parts = urlsplit(url)
        host = parts.hostname or ""
        named = any(host == h or host.endswith("." + h) for h in self.provider.hosts)
        own = urlsplit(self.base_url).hostname or ""
        official = any(own == h or own.endswith("." + h) for h in self.provider.hosts)
        return parts.scheme == "https" and named and official


@lru_cache(1024)
def _root(base_url: str) -> str:
    """How URLs of that origin begin that are written as it is: most are, and need not be taken apart."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}/"


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
