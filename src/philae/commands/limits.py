"""A key's limits: from what a person typed to columns, and back into words."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

from philae import catalog
from philae.commands import words
from philae.commands.faults import Fault
from philae.core.money import nano

SPAN = re.compile(r"(\d+)\s*([mhdw])")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def columns(**typed: str | None) -> dict[str, Any]:
    """Columns of the limits that were typed; `none` gives None. Raises `Fault` naming the option."""
    made = {}
    for name, text in typed.items():
        if text is not None:
            column, read = READERS[name]
            made[column] = None if text.lower() == "none" else _read(name, text, read)
    return made


def told(row: Mapping[str, Any]) -> str:
    """The limits in words."""
    texts = [
        f"budget {words.money(row['budget'])}" if row["budget"] is not None else "",
        f"models {', '.join(row['models'])}" if row["models"] is not None else "",
        f"from {', '.join(row['ips'])}" if row["ips"] is not None else "",
        f"{row['rpm']} a minute" if row["rpm"] else "",
        f"{row['tpm']} tokens a minute" if row["tpm"] else "",
        f"answers again for {row['cache']} s" if row["cache"] else "",
        f"bodies kept for {timedelta(seconds=row['keep_bodies'])}" if row["keep_bodies"] else "",
        f"{row['concurrency']} at once" if row["concurrency"] else "",
        f"{row['era']} answers" if row["era"] else "",
        f"until {words.moment(row['expires_at'])} UTC" if row["expires_at"] else "",
    ]
    return "; ".join(filter(None, texts)) or "none"


def _read(name: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except ValueError as error:
        message = f"--{name.replace('_', '-')}: {error}"
        raise Fault(message) from error


def _budget(text: str) -> int:
    amount = nano(text.lstrip("$"))
    if amount < 0:
        message = "a budget cannot be negative"
        raise ValueError(message)
    return amount


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text!r} is not a whole number from 1 on"
        raise ValueError(message)
    return int(text)


def _seconds(text: str) -> int:
    """A number of seconds, or a span."""
    if span := SPAN.fullmatch(text):
        return int(timedelta(**{UNITS[span[2]]: int(span[1])}).total_seconds())
    return _number(text)


def _era(text: str) -> str | None:
    if text not in ("native", "wrapped"):
        message = f"{text!r} is neither native nor wrapped"
        raise ValueError(message)
    return None if text == "native" else text


def _models(text: str) -> tuple[str, ...]:
    return tuple(catalog.find(name).id for name in _listed(text))


def _networks(text: str) -> tuple[str, ...]:
    return tuple(str(ip_network(part, strict=False)) for part in _listed(text))


def _end(text: str) -> datetime:
    """A span from now, or a date, whose time zone is UTC unless it says one."""
    if span := SPAN.fullmatch(text):
        return datetime.now(UTC) + timedelta(**{UNITS[span[2]]: int(span[1])})
    try:
        end = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is neither a span such as 12h or 30d nor a date such as 2027-01-31"
        raise ValueError(message) from error
    return end if end.tzinfo else end.replace(tzinfo=UTC)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "budget": ("budget", _budget),
    "models": ("models", _models),
    "ips": ("ips", _networks),
    "expires": ("expires_at", _end),
    "rpm": ("rpm", _number),
    "tpm": ("tpm", _number),
    "concurrency": ("concurrency", _number),
    "cache": ("cache", _seconds),
    "keep_bodies": ("keep_bodies", _seconds),
    "era": ("era", _era),
}
