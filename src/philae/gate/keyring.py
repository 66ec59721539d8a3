"""Keys in memory: a key's hash → its policy, for some seconds, so that a poll does not cost a query."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from philae.core.errors import Unauthenticated
from philae.gate.policy import Policy

LIFE = 30.0
MOST = 50_000


class Keyring:
    """Asks `lookup(hash)` for what it does not know; unknown keys are remembered too."""

    def __init__(self, lookup: Callable[[bytes], Awaitable[Policy | None]], life: float = LIFE) -> None:
        """`life` is how many seconds an answer holds."""
        self._lookup = lookup
        self._life = life
        self._known: OrderedDict[bytes, tuple[float, Policy | None]] = OrderedDict()

    async def policy(self, key: str) -> Policy:
        """The key's policy. Raises `Unauthenticated`."""
        known = self.recall(key)
        if known is not None:
            return known
        hashed = hashlib.sha256(key.encode()).digest()
        policy = await self._lookup(hashed)
        self._known[hashed] = (time.monotonic() + self._life, policy)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return _there(policy)

    def recall(self, key: str) -> Policy | None:
        """What is known of the key without asking, None if it has to be asked for. Raises `Unauthenticated`."""
        until, policy = self._known.get(hashlib.sha256(key.encode()).digest(), (0.0, None))
        return _there(policy) if until >= time.monotonic() else None

    def forget(self) -> None:
        """A key was changed: ask again."""
        self._known.clear()


def _there(policy: Policy | None) -> Policy:
    if policy is None:
        message = "invalid API key"
        raise Unauthenticated(message)
    return policy
