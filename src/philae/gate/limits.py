"""What somebody may use: requests and tokens a minute, calls at a time; and a stay, which is what one call has of it."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple
from uuid import UUID

from msgspec import Struct

from philae.core.errors import RateLimited, TooLarge
from philae.gate.cells import Cell, Cells, OwnCells
from philae.gate.gcra import gcra
from philae.gate.policy import Policy

Kind = Literal["concurrency", "rpm", "tpm"]


class Lack(NamedTuple):
    """Which limit is met, and for how many seconds."""

    kind: Kind
    wait: float


class Standing(NamedTuple):
    """Of a limit a minute, `left` may be used at once now; after `reset` seconds all that may be used at once."""

    limit: int
    left: int
    reset: float


class Caps(Struct, frozen=True):
    """None: as much as it likes. Of requests a sixth of a minute's may come at once, of tokens all of them."""

    rpm: int | None = None
    tpm: int | None = None
    concurrency: int | None = None

    def __bool__(self) -> bool:
        """Whether there is any."""
        return not (self.rpm is None and self.tpm is None and self.concurrency is None)

    def lack(self, cell: Cell, now: float, tokens: int = 0) -> Lack | None:
        """Which of them one more call of so many tokens would not fit."""
        if self.concurrency is not None and cell.running >= self.concurrency:
            return Lack("concurrency", 1.0)
        # Who used nothing lately has all of it: nearly always so.
        if self.rpm and cell.requests > now and (wait := gcra(cell.requests, now, self.rpm).wait):
            return Lack("rpm", wait)
        return self.short(cell, now, tokens)

    def short(self, cell: Cell, now: float, tokens: int) -> Lack | None:
        """Whether so many tokens would not fit. Alone in its minute, any number does."""
        if self.tpm and tokens:
            cost = min(tokens, self.tpm)
            if wait := gcra(cell.tokens, now, self.tpm, burst=self.tpm, cost=cost).wait:
                return Lack("tpm", wait)
        return None

    def take(self, cell: Cell, now: float) -> None:
        """Count one more call."""
        cell.running += 1
        if self.rpm:
            cell.requests = max(cell.requests, now) + 60.0 / self.rpm

    def use(self, cell: Cell, now: float, tokens: float) -> None:
        """Count so many tokens; a negative number gives them back."""
        if self.tpm:
            cell.tokens = max(cell.tokens, now) + tokens * 60.0 / self.tpm


class Stay:
    """What one call counts for; its tokens are guessed at first, and put right once they are known."""

    __slots__ = ("_caps", "_cells", "_guess", "_here", "_subject")

    def __init__(self, cells: Cells, subject: UUID, caps: Caps) -> None:
        """It is counted as running, unless there are no caps."""
        self._cells, self._subject, self._caps = cells, subject, caps
        self._here, self._guess = bool(caps), 0

    def reserve(self, tokens: int, read: int) -> None:
        """Count `tokens` that are likely to be used, `read` of them by the request itself.

        Raises `RateLimited`, and `TooLarge` where no minute has room for what is read.
        """
        if not self._caps.tpm:
            return
        if read > self._caps.tpm:
            message = f"the request has about {read} tokens, and this API key may use {self._caps.tpm} a minute"
            raise TooLarge(message)
        if lack := self._cells.turn(self._subject, lambda cell: self._reserved(cell, tokens)):
            message = f"rate limit: this API key may use {self._caps.tpm} tokens a minute"
            raise RateLimited(message, retry_after=lack.wait)

    def _reserved(self, cell: Cell, tokens: int) -> Lack | None:
        now = time.monotonic()
        lack = self._caps.short(cell, now, tokens)
        if lack is None:
            self._use(cell, now, tokens)
        return lack

    def enter(self, tokens: int) -> None:
        """Count a call of so many tokens that nobody asks leave for."""
        self._cells.turn(self._subject, lambda cell: self._entered(cell, tokens))

    def _entered(self, cell: Cell, tokens: int) -> None:
        now = time.monotonic()
        self._caps.take(cell, now)
        self._use(cell, now, tokens)

    def _use(self, cell: Cell, now: float, tokens: int) -> None:
        self._guess = min(tokens, self._caps.tpm or 0)
        self._caps.use(cell, now, self._guess)

    def settle(self, tokens: int) -> None:
        """So many they were in the end. Only the first word counts."""
        guess, self._guess = self._guess, 0
        if guess and tokens != guess:
            self._cells.turn(self._subject, lambda cell: self._caps.use(cell, time.monotonic(), tokens - guess))

    def leave(self) -> None:
        """The call is over. Tokens that were never settled stay counted."""
        if self._here:
            self._here = False
            self._cells.left(self._subject)


class Limits:
    """Of keys; `cells` are where they are counted."""

    def __init__(self, cells: Cells | None = None) -> None:
        """Nobody was here."""
        self.cells: Cells = cells or OwnCells()

    def enter(self, policy: Policy) -> Stay:
        """Count a call. Raises `RateLimited`; then it is not counted."""
        if policy.rpm is None and policy.tpm is None and policy.concurrency is None:
            return FREE
        caps, deed = _caps(policy.rpm, policy.tpm, policy.concurrency)
        if lack := self.cells.turn(policy.id, deed):
            busy, fast = f"{policy.concurrency}", f"rate limit: this API key may make {policy.rpm} requests a minute"
            message = f"too many calls at a time: this API key may make {busy}" if lack.kind == "concurrency" else fast
            raise RateLimited(message, retry_after=lack.wait)
        return Stay(self.cells, policy.id, caps)

    def standings(self, policy: Policy) -> dict[str, Standing]:
        """What is left of the key's `requests` and `tokens`, of those that have a limit."""
        cell, now = self.cells.look(policy.id), time.monotonic()
        found = {}
        if policy.rpm:
            found["requests"] = _standing(policy.rpm, max(1, policy.rpm // 6), cell.requests - now)
        if policy.tpm:
            found["tokens"] = _standing(policy.tpm, policy.tpm, cell.tokens - now)
        return found


def entered(caps: Caps) -> Callable[[Cell], Lack | None]:
    """What counts a call in a cell, unless it does not fit."""

    def deed(cell: Cell) -> Lack | None:
        now = time.monotonic()
        lack = caps.lack(cell, now)
        if lack is None:
            caps.take(cell, now)
        return lack

    return deed


@lru_cache(1024)
def _caps(rpm: int | None, tpm: int | None, concurrency: int | None) -> tuple[Caps, Callable[[Cell], Lack | None]]:
    """Caps, and what counts a call by them: few, and used by every call."""
    caps = Caps(rpm, tpm, concurrency)
    return caps, entered(caps)


def _standing(limit: int, burst: int, ahead: float) -> Standing:
    if ahead <= 0.0:
        return Standing(limit, burst, 0.0)
    return Standing(limit, max(0, int(burst - ahead * limit / 60.0)), ahead)


FREE = Stay(OwnCells(), UUID(int=0), Caps())
"""The stay of all calls without a limit."""
