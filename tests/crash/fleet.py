"""Vendors that lose answers in their own ways, a gateway before them, and what must hold whatever is killed."""

import json
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

RECOVERIES = ("key", "lookup", "none")
NATIVE = ("midjourney", "kling", "openai")
"""Vendors of the native lane: Midjourney's proxy and OpenAI's videos have nothing to find a lost job by, Kling the client's own id."""


class Order(NamedTuple):
    """How something is asked for: path, body, the field of the webhook, "" where there is none; model and price in nano-USD."""

    path: str
    body: dict[str, Any]
    hook: str
    model: str
    price: int


PICTURE = Order("/flux/v1/flux-2-pro", {"width": 256, "height": 256}, "webhook_url", "flux-2-pro", 30_000_000)
SHOT = {"model_name": "kling-v3", "duration": "5"}
FILM = {"model": "sora-2", "seconds": "4", "size": "1280x720"}
ORDERS = (
    PICTURE, Order("/mj/submit/imagine", {"botType": "MID_JOURNEY"}, "notifyHook", "mj_imagine", 100_000_000),
    PICTURE, Order("/kling/v1/videos/text2video", SHOT, "callback_url", "kling-v3", 420_000_000),
    PICTURE, Order("/v1/videos", FILM, "", "sora-2", 400_000_000),
)  # fmt: skip
PRICES = {order.model: order.price for order in ORDERS}


@dataclass
class Fleet:
    """The gateway, its vendors with their logs, and the ids that were acknowledged, with their numbers."""

    gateway: Gateway
    vendors: dict[str, Vendor]
    receiver: Vendor
    folder: Path
    told: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    stops: int = 0
    crashes: int = 0

    def submit(self, number: int) -> bool:
        """Ask for one thing with a prompt of its own; whether it was acknowledged."""
        order = ORDERS[number % len(ORDERS)]
        hook = order.hook
        body = (
            order.body
            | {"prompt": f"picture {number}"}
            | ({hook: f"{self.receiver.url}/hook/{number}"} if hook else {})
        )
        try:
            answer = self.gateway.owner.told(idempotency_key=f"order-{number}").post(order.path, body)
        except OSError:
            return False
        if answer.status == 200:
            self.told[answer.headers["x-philae-task-id"]] = number
        return answer.status == 200

    def kill_worker(self, rng: random.Random) -> None:
        """SIGKILL one worker."""
        _signal(self._worker(rng), signal.SIGKILL)
        self.kills += 1

    def freeze_worker(self, rng: random.Random, seconds: float) -> None:
        """SIGSTOP one worker for longer than others wait for its beat."""
        pid = self._worker(rng)
        _signal(pid, signal.SIGSTOP)
        time.sleep(seconds)
        _signal(pid, signal.SIGCONT)
        self.stops += 1

    def _worker(self, rng: random.Random) -> int:
        """A worker that runs; one that was killed is started again by its supervisor."""
        until = time.monotonic() + 20
        while not (pids := self.gateway.workers()):
            assert time.monotonic() < until, self.gateway.log()[-2000:]
            time.sleep(0.1)
        return rng.choice(pids)

    def crash(self) -> None:
        """SIGKILL the supervisor and PostgreSQL together, then start again."""
        pid = int((self.gateway.folder / "data" / "pg18" / "postmaster.pid").read_text().split()[0])
        workers = self.gateway.workers()
        self.gateway.kill()
        for other in (pid, *workers):
            _signal(other, signal.SIGKILL)
        self.crashes += 1
        self.gateway.start()

    def settled(self, seconds: float) -> int:
        """Wait until every task is over; how many are not."""
        until = time.monotonic() + seconds
        while (left := self._open()) and time.monotonic() < until:
            time.sleep(0.5)
        return left

    def told_all(self, seconds: float) -> int:
        """Wait until every message was taken, or given up; a killed sender's are sent again after a minute."""
        until = time.monotonic() + seconds
        while (left := self._untold()) and time.monotonic() < until:
            time.sleep(0.5)
        return left

    def _open(self) -> int:
        return int(self.gateway.rows("select count(*) as n from task where finished_at is null")[0]["n"])

    def _untold(self) -> int:
        return int(self.gateway.rows("select count(*) as n from delivery where state = 'pending'")[0]["n"])

    def verdict(self) -> dict[str, Any]:
        """The figures, computed from database, vendors' logs and ledger."""
        states = {str(r["id"]): r["state"] for r in self.gateway.rows("select id, state from task")}
        captures = self.gateway.rows(
            "select txn, count(*) as n from entry where kind = 'capture' and amount > 0 group by txn"
        )
        taken = {name: self._taken(name) for name in self.vendors}
        twice = Counter(prompt for prompts in taken.values() for prompt in prompts)
        told = self.receiver.stats()["told"]
        return {
            "acknowledged": len(self.told),
            "lost": sum(states.get(i) not in ("succeeded", "failed", "canceled") for i in self.told),
            "states": dict(Counter(states.values())),
            "charged twice": sum(r["n"] > 1 for r in captures),
            "charged wrongly": sum(r["paid"] != r["owed"] for r in self.charges()),
            "taken": twice.total(),
            "taken twice": sum(n > 1 for n in twice.values()),
            "ledger faults": self.gateway.proof(),
            "never told": sum(str(n) not in told for n in self.told.values() if ORDERS[n % len(ORDERS)].hook),
            "told more than once": sum(n > 1 for n in told.values()),
            "kills": (self.kills, self.stops, self.crashes),
        }

    def charges(self) -> list[dict[str, Any]]:
        """What each finished task's account paid in the end, and what it owes: the price of what was delivered."""
        sql = (
            "select t.model, t.state, (select coalesce(sum(amount), 0) from entry e where e.txn = t.id and e.account = 'house:sales') as paid "
            "from task t where t.finished_at is not null"
        )
        rows = [dict(row) for row in self.gateway.rows(sql)]
        return [row | {"owed": PRICES[row["model"]] if row["state"] == "succeeded" else 0} for row in rows]

    def _taken(self, name: str) -> list[str]:
        """The prompts of the jobs that a vendor took, one for each job."""
        log = self.folder / f"{name}.log"
        return [json.loads(line)["prompt"] for line in log.read_text().splitlines() if line] if log.exists() else []


@contextmanager
def fleet(
    recoveries: tuple[str, ...] = RECOVERIES, *, lose: float = 0.02, delay: float = 0.3, lease: float = 2.0
) -> Iterator[Fleet]:
    """Everything up: two workers, defaults otherwise but for the lease; embedded PostgreSQL with fsync."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="philae-crash-", dir="/tmp")))
        folder.chmod(0o755)
        vendors = {
            name: stack.enter_context(vendor("bfl", delay=delay, recovery=name, lose=lose, log=folder / f"{name}.log"))
            for name in recoveries
        }
        native = {
            name: stack.enter_context(vendor("native", vendor=name, lose=lose, uses=9, log=folder / f"{name}.log"))
            for name in NATIVE
        }
        receiver = stack.enter_context(vendor("receiver", fail=0.05))
        channels = [
            {"name": name, "provider": "bfl", "base_url": v.url, "secret": "x", "recovery": name, "concurrency": 64}
            for name, v in vendors.items()
        ]
        channels += [channel(name, v.url, concurrency=64) for name, v in native.items()]
        settings = {
            "workers": "2",
            "lease": str(lease),
            "deadline": "240",
            "allow_private_urls": "1",
            "log_level": "warning",
        }
        made = stack.enter_context(gateway("", channels, **settings))
        yield Fleet(made, vendors | native, receiver, folder)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
