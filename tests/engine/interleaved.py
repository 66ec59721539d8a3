"""A machine whose rules are what may happen to two workers over one database, and whose invariants are the money's."""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from philae.core.errors import Conflict, InsufficientFunds, RateLimited
from philae.core.provider import Recovery
from philae.engine.worker import Worker
from philae.gate.policy import Policy
from philae.ledger import accounts, posting
from philae.store import keys
from philae.store.db import Database
from tests.engine.stage import PRICE, Hand, Shop, channels
from tests.scripted.server import listen

T = TypeVar("T")
TABLES = (
    "attempt",
    "event",
    "delivery",
    "usage",
    "asset",
    "input",
    "idempotency",
    "task",
    "entry",
    "key",
    "balance",
    "worker",
    "account",
)
WATCHED = ("task", "attempt", "event", "entry", "balance", "key", "asset", "usage", "delivery")
MONEY, BUDGET, CONCURRENCY = 8 * PRICE, 20 * PRICE, 5
hands = st.integers(0, 1)
places = st.integers(0, 5)
script = st.builds("{}/{}".format, st.text("alLrxi", max_size=2), st.text("p?fod", max_size=3))
orders = st.lists(script, min_size=1, max_size=2)


class Interleaved(RuleBasedStateMachine):
    """Two workers over one database; time passes when a rule says so."""

    dsn = ""

    def __init__(self) -> None:
        """A loop, and what has to be closed at the end."""
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.shop = Shop()
        self.seen: dict[UUID, tuple[int, bool]] = {}
        self.sales = self.lost = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run it on the machine's loop."""
        return self.runner.run(work)

    @initialize(recovery=st.sampled_from(("key", "none")), scripts=orders)
    def begin(self, recovery: Recovery, scripts: list[str]) -> None:
        """An empty database, one account with some money and a key with limits, two workers, a first order."""
        self.run(self._begin(recovery))
        self.order(0, scripts, None, 1)

    async def _begin(self, recovery: Recovery) -> None:
        self.database = Database(self.dsn, size=4)
        await self.database.open()
        self.stack.push_async_callback(self.database.close)
        for table in TABLES:
            await self.database.fetch(f"delete from {table}")
        self.account = await accounts.create(self.database, "ann")
        await accounts.topup(self.database, self.account, "live", MONEY)
        limits = keys.KeyLimits(budget=BUDGET, concurrency=CONCURRENCY)
        self.key, _ = await keys.create(self.database, self.account, "k", limits)
        server = await listen(self.shop, 0)
        self.stack.callback(server.close)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.hands = [Hand(self.database, channels(url, recovery), folder) for _ in range(2)]
        for hand in self.hands:
            await hand.begin()
            self.stack.push_async_callback(hand.die)

    # --- what may happen ------------------------------------------------------------------------------------------

    @rule(hand=hands, scripts=orders, idem=st.sampled_from((None, "one", "two")), stops=st.integers(0, 6))
    def order(self, hand: int, scripts: list[str], idem: str | None, stops: int) -> None:
        """A client asks, and its line takes so many stops; with none it may die before it began."""
        self.run(self._order(self.hands[hand], scripts, idem, stops))

    async def _order(self, hand: Hand, scripts: list[str], idem: str | None, stops: int) -> None:
        policy = Policy(self.key, self.account, "live", "k")
        before = await self._everything()
        try:
            task = await hand.order(policy, scripts, idem)
        except (InsufficientFunds, RateLimited, Conflict):
            assert await self._everything() == before
            return
        # An hour ago: a task without a line is looked for only some seconds after it came.
        await self.database.fetch("update task set created_at = now() - interval '1 hour' where id = $1", task.id)
        if stops:
            await hand.settle()
            await self._release(hand, task.id, stops)

    @rule(hand=hands, place=places, stops=st.integers(1, 4))
    def step(self, hand: int, place: int, stops: int) -> None:
        """One line goes on by some stops, or by one that comes too late."""
        self.run(self._step(self.hands[hand], place, stops))

    @rule(hand=hands, place=places)
    def finish(self, hand: int, place: int) -> None:
        """One line goes on to its end."""
        self.run(self._step(self.hands[hand], place, 99))

    async def _step(self, hand: Hand, place: int, stops: int) -> None:
        await hand.settle()
        if waiting := sorted(hand.gate.waiting):
            await self._release(hand, waiting[place % len(waiting)], stops)

    async def _release(self, hand: Hand, task: UUID, stops: int) -> None:
        """Let a line go on by so many stops, at most to its end."""
        for _ in range(stops):
            if task in hand.gate.waiting:
                await self._let(hand, task)

    async def _let(self, hand: Hand, task: UUID) -> None:
        """Who does not own the task any more, or comes after its end, changes nothing."""
        fence = "select 1 from task where id = $1 and owner = $2 and epoch = $3 and finished_at is null"
        owned = await self.database.row(fence, task, hand.worker.id, hand.worker.epoch)
        before = None if owned else await self._everything()
        hand.gate.let(task)
        await hand.settle()
        if before is not None:
            assert await self._everything() == before

    @rule(hand=hands)
    def crash(self, hand: int) -> None:
        """A process dies where it stands; its supervisor starts another one."""

        async def go() -> None:
            await self.hands[hand].die()
            await self.hands[hand].begin()

        self.run(go())

    @rule(hand=hands, swept=st.booleans(), overtaken=st.booleans())
    def lapse(self, hand: int, *, swept: bool, overtaken: bool) -> None:
        """A worker stands still past its lease, or until its row is swept away; the other may take its tasks meanwhile."""
        self.run(self._lapse(self.hands[hand].worker, swept=swept))
        if overtaken:
            self.run(self._rescue(self.hands[1 - hand]))

    async def _lapse(self, worker: Worker, *, swept: bool) -> None:
        worker._beat = float("-inf")
        stale = "update worker set beat = now() - interval '1 hour' where id = $1"
        await self.database.fetch("delete from worker where id = $1" if swept else stale, worker.id)

    @rule(hand=hands)
    def rescue(self, hand: int) -> None:
        """The leases of processes that crashed run out; this worker beats, perhaps again after all, and rescues what is left."""
        self.run(self._rescue(self.hands[hand]))

    async def _rescue(self, hand: Hand) -> None:
        alive = [h.worker.id for h in self.hands]
        await self.database.fetch("update worker set beat = now() - interval '1 hour' where id <> all($1)", alive)
        await hand.worker.rescue(hand.engine)
        await hand.settle()

    @rule(place=places, noticed=st.booleans())
    def cancel(self, place: int, *, noticed: bool) -> None:
        """The client wants no more of a task, running or over; its worker may hear of that at once or not at all."""
        self.run(self._cancel(place, noticed=noticed))

    async def _cancel(self, place: int, *, noticed: bool) -> None:
        tasks = await self.database.fetch("select id from task order by id")
        await self.hands[0].tasks.cancel(tasks[place % len(tasks)]["id"], self.account)
        for hand in self.hands if noticed else []:
            await hand.worker.canceled()
            await hand.settle()

    @rule(place=places)
    def expire(self, place: int) -> None:
        """A task's deadline passes while nobody moves it; who rescues it will see."""
        sql = "update task set deadline = now() - interval '1 hour' where id = (select id from task where finished_at is null order by id offset $1 limit 1)"
        self.run(self.database.fetch(sql, place))

    # --- what always holds ----------------------------------------------------------------------------------------

    @invariant()
    @precondition(lambda self: hasattr(self, "hands"))
    def agrees(self) -> None:
        """Ledger, projections, tasks and receipts say the same."""
        self.run(self._agrees())

    async def _agrees(self) -> None:
        assert await accounts.proof(self.database) == []
        tasks = await self.database.fetch("select id, seq, hold, finished_at is not null as over from task")
        for t in tasks:
            seq, over = self.seen.get(t["id"], (0, False))
            assert t["seq"] == seq if over else t["seq"] >= seq
            self.seen[t["id"]] = (t["seq"], t["over"])
        entries = await self.database.fetch("select txn, n, account, kind, amount from entry")
        sums: dict[str, int] = defaultdict(int)
        moves: dict[tuple[UUID, str], list[tuple[str, int]]] = defaultdict(list)
        for e in entries:
            sums[e["account"]] += e["amount"]
            moves[e["txn"], e["kind"]].append((e["account"], e["amount"]))
        assert sum(sums.values()) == 0
        assert all(sum(amount for _, amount in lines) == 0 for lines in moves.values())
        standing = await accounts.standing(self.database, self.account, "live")
        available, held = posting.available(self.account), posting.held(self.account)
        assert (standing.available, standing.held) == (sums[available], sums[held])
        assert standing.available >= 0
        assert standing.held == sum(t["hold"] for t in tasks if not t["over"])
        captured = sum(_settled_once(t, moves, available, held) for t in tasks)
        assert sums["house:sales"] == captured
        self.sales, self.lost = captured, -sums["house:lost"]
        key = await self.database.row("select spent, held, running from key where id = $1", self.key)
        assert key
        assert tuple(key) == (captured, standing.held, sum(not t["over"] for t in tasks))

    async def _everything(self) -> list[str]:
        """All rows that a transition may change."""
        rows = [await self.database.fetch(f"select t::text as row from {table} t order by 1") for table in WATCHED]
        return [row["row"] for found in rows for row in found]

    def teardown(self) -> None:
        """Whatever happened: a worker that lives ends every task, nothing stays held, no picture was bought twice."""
        try:
            if hasattr(self, "hands"):
                self.run(self._end())
        finally:
            self.run(self.stack.aclose())
            self.runner.close()

    async def _end(self) -> None:
        for hand in self.hands:
            await hand.die()
        last = self.hands[0]
        await last.begin()
        self.hands = [last]
        last.gate.open = True
        await self._rescue(last)
        await self._agrees()
        open_tasks = await self.database.fetch("select id, work from task where finished_at is null")
        assert open_tasks == []
        assert (await accounts.standing(self.database, self.account, "live")).held == 0
        assert max(self.shop.taken.values(), default=0) <= 1, self.shop.taken


def _settled_once(
    task: asyncpg.Record, moves: dict[tuple[UUID, str], list[tuple[str, int]]], available: str, held: str
) -> int:
    """What the task was charged: it is held once, and at its end captured and released once, within what was held."""
    hold = task["hold"]
    assert sorted(moves[task["id"], "hold"]) == sorted([(available, -hold), (held, hold)])
    captures, releases = moves[task["id"], "capture"], moves[task["id"], "release"]
    if not task["over"]:
        assert (captures, releases) == ([], [])
        return 0
    captured = sum(amount for account, amount in captures if account == "house:sales")
    assert 0 <= captured <= hold
    assert sorted(captures) == (sorted([(held, -captured), ("house:sales", captured)]) if captured else [])
    assert sorted(releases) == sorted([(held, captured - hold), (available, hold - captured)])
    return captured


def machine_over(dsn: str) -> type[Interleaved]:
    """The machine over that database."""
    return type("Machine", (Interleaved,), {"dsn": dsn})


def play(dsn: str, recovery: Recovery, scripts: list[str], story: Callable[[Interleaved], None]) -> Interleaved:
    """Tell one story, look after each of its ends as the machine does."""
    machine = machine_over(dsn)()
    try:
        machine.begin(recovery, scripts)
        story(machine)
        machine.agrees()
    finally:
        machine.teardown()
    return machine
