"""A key's own limits, kept in memory by the process that serves it: requests a minute, calls at a time."""

import time
from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from philae.core.errors import RateLimited
from philae.gate.gcra import gcra
from philae.gate.policy import Policy


class Standing(NamedTuple):
    """A key may make `limit` requests a minute, `left` of them at once now; after `reset` seconds all that it may at once."""

    limit: int
    left: int
    reset: float


class Limits:
    """`share` is the part of each limit that this process may give out: one of N workers has 1/N."""

    def __init__(self, share: float = 1.0) -> None:
        """Nobody was here."""
        self._share = share
        self._tats: dict[UUID, float] = {}
        self._running: dict[UUID, int] = defaultdict(int)

    def enter(self, policy: Policy) -> None:
        """Count a call. Raises `RateLimited`; then it is not counted."""
        if policy.concurrency is not None and self._running[policy.id] >= max(1, policy.concurrency * self._share):
            message = f"too many calls at a time: this API key may make {policy.concurrency}"
            raise RateLimited(message, retry_after=1)
        if policy.rpm:
            tat, wait = gcra(self._tats.get(policy.id), time.time(), max(1, int(policy.rpm * self._share)))
            if wait:
                message = f"rate limit: this API key may make {policy.rpm} requests a minute"
                raise RateLimited(message, retry_after=wait)
            self._tats[policy.id] = tat
        if policy.concurrency is not None:
            self._running[policy.id] += 1

    def standing(self, policy: Policy) -> Standing | None:
        """What is left of the key's requests, None if it has no limit."""
        if not policy.rpm:
            return None
        each = max(1, int(policy.rpm * self._share))
        gap, now = 60.0 / each, time.time()
        ahead = max(0.0, self._tats.get(policy.id, now) - now)
        return Standing(policy.rpm, max(0, int(max(1, each // 6) - ahead / gap)), ahead)

    def leave(self, policy: Policy) -> None:
        """The call is over."""
        if policy.concurrency is not None:
            self._running[policy.id] -= 1
