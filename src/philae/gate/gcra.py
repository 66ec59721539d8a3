"""GCRA: a rate limit as one timestamp, the theoretical arrival time (tat) of what comes next."""

from typing import NamedTuple


class Verdict(NamedTuple):
    """`tat` to store if allowed; else how many seconds until as much would pass."""

    tat: float
    wait: float


def gcra(tat: float | None, now: float, per_minute: int, *, burst: int | None = None, cost: float = 1) -> Verdict:
    """Whether `cost` more fits `per_minute`, with up to `burst` at once (default: a sixth of it, at least one)."""
    gap = 60.0 / per_minute
    room = gap * (burst or max(1, per_minute // 6))
    next_tat = max(tat or now, now) + gap * cost
    early = next_tat - room - now
    return Verdict(next_tat, 0.0) if early <= 0 else Verdict(tat or now, early)
