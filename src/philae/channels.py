"""The channels: vendors that are on by their usual variables, those of philae.yaml, and the studio."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from philae.core.errors import InvalidRequest
from philae.core.provider import Account, Provider, usual
from philae.net.channel import Channel
from philae.settings import ChannelSettings, Settings

STUDIO_URL = "http://studio"
LONGEST = 4096
"""Characters of a path, at most."""
STORES = {
    "s3": frozenset({"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}),
    "gs": frozenset({"GOOGLE_APPLICATION_CREDENTIALS"}),
}
"""Storage → variables that are there for it: while files are kept there, they turn no vendor on."""

Variables = Mapping[str, str]


def channels(settings: Settings, providers: Mapping[str, Provider], studio_socket: Path | None) -> list[Channel]:
    """All of them, the vendors' first. Raises `InvalidRequest` for one that names nothing, or ourselves."""
    reached, variables = bool(settings.public_url), _variables(settings)
    found = [c for p in providers.values() if (c := _from_environment(p, variables, callback=reached))]
    found += [_from_settings(c, providers, callback=reached) for c in settings.channels]
    if len({c.name for c in found}) < len(found):
        message = "two channels have the same name"
        raise InvalidRequest(message)
    for channel in found:
        _not_ourselves(channel, settings)
    if studio_socket is not None and settings.studio != "off":
        studio = providers["studio"]
        path = str(studio_socket)
        found.append(Channel("studio", studio, STUDIO_URL, recovery=studio.recovery, socket=path, steady=True))
    return found


def _variables(settings: Settings) -> Variables:
    """The environment, without what is there for the storage of files."""
    storage = STORES.get((settings.storage_url or "").partition("://")[0], frozenset())
    return {name: text for name, text in os.environ.items() if text and name not in storage}


def _from_environment(provider: Provider, variables: Variables, *, callback: bool) -> Channel | None:
    """On when the vendor's usual variable is set; a server of one's own, which has no key, when its base URL is."""
    vendor = provider.name.upper().replace("-", "_")
    named = _first(variables, (f"PHILAE_{vendor}_BASE_URL", f"{vendor}_BASE_URL", provider.address))
    found = {name: _first(variables, usual) for name, usual in provider.options.items()}
    options = {name: text for name, text in found.items() if text}
    parts = {part: variables.get(name, "") for part, name in provider.parts.items()}
    secret = variables.get(provider.secret, "") or (_joined(parts, options) if all(parts.values()) else "")
    if not secret and (provider.secret or not named or provider.name == "studio"):
        return None
    if provider.address and not named:
        return None
    return _channel(
        provider.name, provider, Account(secret, named, options),
        concurrency=provider.concurrency, recovery=provider.recovery, callback=callback and provider.callbacks,
    )  # fmt: skip


def _first(variables: Variables, names: Iterable[str]) -> str:
    return next((variables[name] for name in names if name in variables), "")


def _joined(parts: Mapping[str, str], options: Mapping[str, str]) -> str:
    """A secret of several parts as one text, "" if there are none."""
    return msgspec.json.encode({**options, **parts}).decode() if parts else ""


def _from_settings(row: ChannelSettings, providers: Mapping[str, Provider], *, callback: bool) -> Channel:
    provider = providers.get(row.provider)
    if provider is None:
        message = (
            f"channel {row.name}: no provider is called {row.provider!r}; there are {', '.join(sorted(providers))}"
        )
        raise InvalidRequest(message)
    if strange := row.options().keys() - provider.options.keys():
        raise InvalidRequest(f"channel {row.name}: {row.provider} has no {', '.join(sorted(strange))}")
    if row.recovery == "lookup" and not all(codec.find and codec.found for codec in provider.serves.values()):
        message = f"channel {row.name}: {row.provider} has no look-up; recovery may be key or none"
        raise InvalidRequest(message)
    secret = row.secret if isinstance(row.secret, str) else _joined(row.secret, row.options())
    return _channel(
        row.name, provider, Account(secret, row.base_url or "", row.options()),
        weight=row.weight, concurrency=row.concurrency or provider.concurrency, recovery=row.recovery or provider.recovery,
        callback=callback and (provider.callbacks if row.callback is None else row.callback), models=row.names(),
        rpm=row.rpm, tpm=row.tpm,
    )  # fmt: skip


def _channel(name: str, provider: Provider, account: Account, **more: Any) -> Channel:
    """The channel of an account. Raises `InvalidRequest`, which never tells the secret."""
    secret = _content(account.secret)
    url = account.base_url or provider.base_url
    try:
        home = provider.home(msgspec.structs.replace(account, secret=secret, base_url=url))
        if secret:
            provider.auth(secret)
    except InvalidRequest as error:
        raise InvalidRequest(f"channel {name}: {error.public}") from None
    return Channel(name, provider, home, secret, **more)


def _content(secret: str) -> str:
    """What a file holds, where a secret names one, as that of a service account does."""
    named = secret.startswith(("/", "~", ".")) or secret.endswith(".json")
    if not named or len(secret) > LONGEST:
        return secret
    path = Path(secret).expanduser()
    return path.read_text() if path.is_file() else secret


def _not_ourselves(channel: Channel, settings: Settings) -> None:
    scheme = "https" if settings.tls_cert else "http"
    own = {f"{scheme}://{h}:{settings.port}" for h in ("127.0.0.1", "localhost", "[::1]", settings.host)}
    if channel.base_url in own | {usual(Account("", settings.public_url or "-"))}:
        message = f"channel {channel.name} points at this gateway itself ({channel.base_url})"
        raise InvalidRequest(message)
