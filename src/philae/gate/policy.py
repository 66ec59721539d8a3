"""What a key may do: the figures of its row, and the checks that need nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from msgspec import Struct

from philae.core.errors import Forbidden, Unauthenticated
from philae.core.money import Book


class Policy(Struct, frozen=True):
    """A key as it is known to the gate. None: no limit. `owner`: may use the account API of the whole gateway.

    `era`: the form of answers on which documents disagree, None for the vendor's own.
    """

    id: UUID
    account: UUID
    book: Book
    name: str
    owner: bool = False
    models: tuple[str, ...] | None = None
    ips: tuple[str, ...] | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    rpm: int | None = None
    concurrency: int | None = None
    budget: int | None = None
    unmetered: bool = False
    tpm: int | None = None
    cache: int | None = None
    keep_bodies: int | None = None
    era: str | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Policy":
        """From a key's row, in which `owner` is its account's name."""
        models, ips = (tuple(row[n]) if row[n] is not None else None for n in ("models", "ips"))
        return cls(
            row["id"], row["account"], row["book"], row["name"], row["owner"] == "owner", models, ips, row["expires_at"],
            row["revoked_at"], row["rpm"], row["concurrency"], row["budget"], row["unmetered"],
            row["tpm"], row["cache"], row["keep_bodies"], row["era"],
        )  # fmt: skip

    def admit(self, ip: str | None, now: datetime | None = None) -> None:
        """Raise `Unauthenticated` or `Forbidden` unless the key may be used now, from there."""
        if self.revoked_at or self.expires_at:
            self._in_time(now or datetime.now(UTC))
        if self.ips is not None and not _within(ip, self.ips):
            message = "this API key may not be used from this address"
            raise Forbidden(message)

    def _in_time(self, now: datetime) -> None:
        if self.revoked_at and self.revoked_at <= now:
            message = "this API key was revoked"
            raise Unauthenticated(message)
        if self.expires_at and self.expires_at <= now:
            message = "this API key has expired"
            raise Unauthenticated(message)

    def may_use(self, model: str) -> None:
        """Raise `Forbidden` unless the model is on the key's list."""
        if self.models is not None and model not in self.models:
            message = f"this API key may not use the model {model}"
            raise Forbidden(message, param="model")


def _within(ip: str | None, nets: tuple[str, ...]) -> bool:
    if not ip:
        return False
    address = ip_address(ip)
    return any(address in ip_network(net, strict=False) for net in nets)
