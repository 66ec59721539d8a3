"""The channels: vendors that are on by their usual variables, those of philae.yaml, and the studio."""

import os
from collections.abc import Mapping
from pathlib import Path

from philae.core.errors import InvalidRequest
from philae.core.provider import Provider
from philae.net.channel import Channel
from philae.settings import ChannelSettings, Settings

STUDIO_URL = "http://studio"


def channels(settings: Settings, providers: Mapping[str, Provider], studio_socket: Path | None) -> list[Channel]:
    """All of them, the vendors' first. Raises `InvalidRequest` for one that names nothing, or ourselves."""
    reached = bool(settings.public_url)
    found = [c for p in providers.values() if (c := _from_environment(p, callback=reached))]
    found += [_from_settings(c, providers, callback=reached) for c in settings.channels]
    if len({c.name for c in found}) < len(found):
        message = "two channels have the same name"
        raise InvalidRequest(message)
    for channel in found:
        _not_ourselves(channel, settings)
    if studio_socket is not None and settings.studio != "off":
        studio = providers["studio"]
        found.append(Channel("studio", studio, STUDIO_URL, recovery=studio.recovery, socket=str(studio_socket)))
    return found


def _from_environment(provider: Provider, *, callback: bool) -> Channel | None:
    """On when the vendor's usual variable is set; a server of one's own, which has no key, when its base URL is."""
    secret = os.environ.get(provider.secret, "") if provider.secret else ""
    vendor = provider.name.upper().replace("-", "_")
    named = os.environ.get(f"PHILAE_{vendor}_BASE_URL") or os.environ.get(f"{vendor}_BASE_URL")
    if not secret and (provider.secret or not named or provider.name == "studio"):
        return None
    url = named or provider.base_url
    return Channel(
        provider.name,
        provider,
        base(url),
        secret,
        concurrency=provider.concurrency,
        recovery=provider.recovery,
        callback=callback and provider.callbacks,
    )


def _from_settings(row: ChannelSettings, providers: Mapping[str, Provider], *, callback: bool) -> Channel:
    provider = providers.get(row.provider)
    if provider is None:
        message = (
            f"channel {row.name}: no provider is called {row.provider!r}; there are {', '.join(sorted(providers))}"
        )
        raise InvalidRequest(message)
    url = base(row.base_url or provider.base_url)
    recovery = row.recovery or provider.recovery
    if recovery == "lookup" and not all(codec.find and codec.found for codec in provider.serves.values()):
        message = f"channel {row.name}: {row.provider} has no look-up; recovery may be key or none"
        raise InvalidRequest(message)
    callback = callback and (provider.callbacks if row.callback is None else row.callback)
    concurrency = row.concurrency or provider.concurrency
    models = frozenset(row.models) if row.models is not None else None
    return Channel(
        row.name, provider, url, row.secret, row.weight, concurrency, recovery, None, callback, models, row.rpm, row.tpm
    )  # fmt: skip


def base(url: str) -> str:
    """Without the trailing slash and /v1, which providers' paths have."""
    return url.rstrip("/").removesuffix("/v1")


def _not_ourselves(channel: Channel, settings: Settings) -> None:
    scheme = "https" if settings.tls_cert else "http"
    own = {f"{scheme}://{h}:{settings.port}" for h in ("127.0.0.1", "localhost", "[::1]", settings.host)}
    if channel.base_url in own | {base(settings.public_url or "-")}:
        message = f"channel {channel.name} points at this gateway itself ({channel.base_url})"
        raise InvalidRequest(message)
