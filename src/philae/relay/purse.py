"""The purse: what calls may spend, reserved in memory from leases that are taken ahead and given back when idle."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol
from uuid import UUID

import structlog

from philae.core.errors import GatewayError, InsufficientFunds, Unavailable
from philae.core.ids import uuid7
from philae.core.lease import Grant, Lease
from philae.core.money import Book, dollars
from philae.gate.policy import Policy
from philae.relay.pocket import LOW, Pocket, Slice, Wait

log = structlog.get_logger()
MARGIN = 5.0
"""Seconds before a lease's end from which nothing new is spent from it."""
PATIENCE, PAUSE = 0.2, 0.025
"""Seconds that a call waits for what others hold idle at most, and between two looks."""
ANSWER = 5.0
"""Seconds that a call waits for the database."""
TURN = 10.0
"""What nobody needed for so many seconds is given back."""


class Bank(Protocol):
    """Where leases come from: the ledger's, injected. Its methods raise `Unavailable`."""

    life: float

    async def take(self, lease: Lease, least: int, wanted: int, ahead: int = 0) -> Grant:
        """Put `wanted` into the lease, or what is there if that is `least`, and renew it."""

    async def trim(self, keeps: Mapping[Lease, int], *, done: bool = False) -> set[UUID]:
        """Give back all but `keeps`; those that are closed now, if they are `done`."""

    async def renew(self, leases: Collection[UUID]) -> set[UUID]:
        """Begin their terms anew; those that were open."""

    async def recall(self, account: UUID, book: Book) -> None:
        """Ask other processes to give back what they hold idle."""


class Purse:
    """One for a process. Everything between two awaits is whole, so that nothing is ever promised twice."""

    def __init__(self, bank: Bank, clock: Callable[[], float] = time.monotonic, patience: float = PATIENCE) -> None:
        """It is empty. `patience`: seconds that a call waits for what others hold idle."""
        self._bank = bank
        self._patience = patience
        self._clock = clock
        self._pockets: dict[tuple[UUID, Book], Pocket] = {}
        self._closing: set[Pocket] = set()
        self._closed = False

    # --- what a call does -----------------------------------------------------------------------------------------

    def reserve(self, policy: Policy, amount: int) -> Slice | None:
        """Set `amount` aside at once, None if that needs a `fetch`."""
        if not amount or (policy.unmetered and policy.budget is None):
            return Slice(None, amount)
        pocket = self._pockets.get((policy.id, policy.book))
        now = self._clock()
        if pocket is None or amount > pocket.free or now > pocket.until - MARGIN:
            return None
        made = pocket.cut(amount)
        if pocket.taking is None and now > pocket.dry and pocket.free < pocket.pace(now) * LOW:
            self._begin(pocket)
        return made

    async def fetch(self, policy: Policy, amount: int, least: int | None = None) -> Slice:
        """Set `amount` aside, or what is there if that is at least `least`, after asking for more.

        Raises `InsufficientFunds` when account and key do not have it, nor got it back in a moment from those who hold
        some idle; `Unavailable` when the database is away.
        """
        least, until = amount if least is None else min(least, amount), 0.0
        while True:
            if self._closed:
                raise Unavailable("the gateway is going down", retry_after=2)
            if made := self.reserve(policy, amount):
                return made
            pocket = self._pocket(policy)
            asked = await self._refill(pocket, amount, least)
            if made := self._cut(pocket, amount, least):
                return made
            if asked is None or pocket.gone:
                continue  # another's question was under way: it did not count us in
            now = asyncio.get_running_loop().time()
            if not until:
                until = now + self._patience
                await self._recall(pocket)
            elif now >= until:
                raise _short(asked, pocket.free, least)
            await _wait(pocket, min(PAUSE, max(0.0, until - now)))

    def settle(self, made: Slice, amount: int) -> int:
        """The call cost `amount`; what of that the account pays: the house pays what exceeds the slice.

        To be called right after the record was appended, with `held` the slice's amount; with 0 if nothing was bought.
        A slice is settled once: again, it changes nothing.
        """
        paid = min(amount, made.amount)
        if made.pocket and made.open:
            made.pocket.settle(made.amount, paid)
        made.open = False
        return paid

    # --- what is done beside calls --------------------------------------------------------------------------------

    async def tend(self) -> None:
        """Renew leases, give back what is not needed, close what is over. To be called every second."""
        now = self._clock()
        await self._renew([p for p in self._all() if not p.blank and p.until - now < self._bank.life * 2 / 3])
        for pocket in [p for p in self._all() if p.doubt or p.since + TURN <= now]:
            idle = not pocket.used
            spare = pocket.lowest if idle else pocket.lowest // 2
            pocket.turn(now)
            if idle:
                self._drop(pocket)
            if pocket.doubt or spare or idle:
                await self._give(pocket, spare, done=idle)

    async def recalled(self, account: UUID, book: Book) -> None:
        """Somebody's call waits for money of that account: what is not promised to a call is given back."""
        found = [
            p for p in self._pockets.values() if p.lease.account == account and p.lease.book == book and p.free > 0
        ]
        for pocket in found:
            await self._give(pocket, pocket.free)

    async def close(self) -> bool:
        """Give everything back; to be called when calls are over and the spool is flushed. Whether all leases are closed."""
        self._closed = True
        taking = [p.taking for p in self._all() if p.taking]
        await asyncio.gather(*taking, return_exceptions=True)
        keeps = {p.lease: p.settled for p in self._all() if not p.blank}
        closed = await self._bank.trim(keeps, done=True) if keeps else set()
        return closed >= {lease.id for lease in keeps}

    # --- inside ---------------------------------------------------------------------------------------------------

    def _all(self) -> Iterable[Pocket]:
        return [*self._pockets.values(), *self._closing]

    def _pocket(self, policy: Policy) -> Pocket:
        pocket = self._pockets.get((policy.id, policy.book))
        if pocket is None:
            lease = Lease(uuid7(), policy.account, policy.id, policy.book)
            pocket = self._pockets[policy.id, policy.book] = Pocket(lease, self._clock())
        return pocket

    def _drop(self, pocket: Pocket) -> None:
        """No further call has of it."""
        where = (pocket.lease.key, pocket.lease.book)
        if self._pockets.get(where) is pocket:
            del self._pockets[where]
        if not (pocket.blank or pocket.gone):
            self._closing.add(pocket)

    def _cut(self, pocket: Pocket, amount: int, least: int) -> Slice | None:
        """As much of `amount` as is free, if that is enough."""
        if pocket.free < least or pocket.gone or self._clock() > pocket.until - MARGIN:
            return None
        return pocket.cut(min(amount, pocket.free))

    async def _refill(self, pocket: Pocket, amount: int, least: int) -> Grant | None:
        """Ask for what all waiting calls lack; None if a question was under way that did not count this one in."""
        wait = Wait(amount, least)
        pocket.waiting.add(wait)
        try:
            async with asyncio.timeout(ANSWER):
                grant = await asyncio.shield(pocket.taking or self._begin(pocket))
        except TimeoutError as error:
            raise Unavailable("the account's balance cannot be read at the moment", retry_after=2) from error
        finally:
            pocket.waiting.discard(wait)
        return grant if wait.counted else None

    def _begin(self, pocket: Pocket) -> "asyncio.Task[Grant]":
        pocket.taking = asyncio.create_task(self._take(pocket))
        pocket.taking.add_done_callback(_quiet)
        return pocket.taking

    async def _take(self, pocket: Pocket) -> Grant:
        try:
            async with pocket.row:
                if pocket.doubt:
                    await self._lower(pocket)
                return await self._ask(pocket)
        finally:
            pocket.taking = None

    async def _ask(self, pocket: Pocket) -> Grant:
        """Have more put into the pocket's lease: what waiting calls lack, or one call's worth if none waits."""
        now = self._clock()
        least, wanted = pocket.count()
        pocket.doubt = True
        grant = await self._bank.take(pocket.lease, least, wanted, pocket.ahead(now))
        pocket.doubt = False
        if grant.closed:
            log.warning("lease.lost", lease=str(pocket.lease.id), spent=pocket.settled)
            pocket.gone = True
            self._drop(pocket)
            return grant
        pocket.add(grant.amount)
        if grant.amount or not wanted:
            pocket.until = now + self._bank.life
        else:
            pocket.dry = now + 1.0
        return grant

    async def _give(self, pocket: Pocket, spare: int, *, done: bool = False) -> None:
        """Give back `spare`, as far as it is still free; close the lease if it is done and all of it was captured."""
        async with pocket.row:
            pocket.give(spare)
            if pocket.blank:
                return
            await self._lower(pocket, done=done)

    async def _lower(self, pocket: Pocket, *, done: bool = False) -> None:
        """Make the row say what we know."""
        pocket.doubt = True
        closed = await self._bank.trim({pocket.lease: pocket.amount}, done=done)
        pocket.doubt = False
        if closed:
            self._closing.discard(pocket)

    async def _recall(self, pocket: Pocket) -> None:
        """Have everybody give back what they hold idle of that account: our other pockets, other processes."""
        lease = pocket.lease
        await self._bank.recall(lease.account, lease.book)
        for other in list(self._pockets.values()):
            if (
                other is not pocket
                and other.lease.account == lease.account
                and other.lease.book == lease.book
                and other.free
            ):
                await self._give(other, other.free)

    async def _renew(self, pockets: list[Pocket]) -> None:
        if not pockets:
            return
        began = self._clock()
        alive = await self._bank.renew([p.lease.id for p in pockets])
        for pocket in pockets:
            if pocket.lease.id in alive:
                pocket.until = began + self._bank.life


def _quiet(task: "asyncio.Task[Grant]") -> None:
    """A question that nobody waits for any more may fail."""
    if not task.cancelled() and (error := task.exception()) and not isinstance(error, GatewayError):
        log.error("lease.fault", error=repr(error))


async def _wait(pocket: Pocket, seconds: float) -> None:
    """Until something of the pocket is free again, or the time is over."""
    pocket.freed.clear()
    try:
        async with asyncio.timeout(seconds):
            await pocket.freed.wait()
    except TimeoutError:
        return


def _short(left: Grant, free: int, needed: int) -> InsufficientFunds:
    """What the client is told: which limit, how much is left, how much is needed."""
    account = None if left.available is None else left.available + free
    budget = None if left.budget is None else left.budget + free
    if budget is not None and budget < needed and (account is None or budget <= account):
        return InsufficientFunds(
            f"this API key's budget is used up: {dollars(budget)} USD left, {dollars(needed)} needed"
        )
    return InsufficientFunds(f"insufficient credits: {dollars(account or 0)} USD left, {dollars(needed)} USD needed")
