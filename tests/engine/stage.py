"""The real engine on a stage: workers whose every commit waits to be let through, before a vendor that follows a script.

A worker's `move` is the real one behind a `Gate`: each transition stops before its transaction and again before its line
hears of it. Between two stops nothing happens by itself, so a test decides who goes next, who dies and who comes late.
"""

import asyncio
import io
import math
from collections import Counter
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import UUID

import msgspec
from PIL import Image

from philae.core.auth import Static
from philae.core.blob import Blob
from philae.core.dialect import Submission
from philae.core.errors import GatewayError, UpstreamError, UpstreamRefused
from philae.core.http import HttpCall, HttpReply
from philae.core.image import ImageRequest
from philae.core.model import Model, Route
from philae.core.money import Rate, charge, to_capture, to_hold
from philae.core.outcome import Ask, Done, Outcome, Pending, Ref
from philae.core.params import Params
from philae.core.provider import Codec, Provider, Recovery, Target
from philae.core.request import Output, Result, Wish
from philae.core.task import Task
from philae.engine.admission import Admission
from philae.engine.engine import Engine, Prices
from philae.engine.hub import Hub
from philae.engine.inputs import Inputs
from philae.engine.intake import Intake
from philae.engine.keep import Keeper
from philae.engine.line import Line
from philae.engine.previews import Previews
from philae.engine.router import Router
from philae.engine.tasks import Tasks
from philae.engine.transition import Transition, Transitions
from philae.engine.worker import Worker
from philae.gate.policy import Policy
from philae.net.channel import Channel
from philae.net.client import Client
from philae.net.pool import Pool
from philae.store.assets import Assets
from philae.store.db import Database
from philae.store.group import Group
from philae.store.seal import Seal
from tests.scripted.server import Asked, Said

PRICE = 100
"""Nano-USD for a picture."""
OVERRUN = 3
"""Pictures that the vendor says it made where one was asked."""
LEASE = 1000.0
PATIENCE = 10.0
UNABLE = 0.03


class Scripted(Params):
    """`prompt` is a script for each part, such as `l/p?d;a/o`: answers to submits, then to polls. `seed` counts parts."""

    prompt: str = ""
    seed: int = 0


class Shop:
    """A vendor that does as each order says.

    Submits: `a` taken, `i` done at once, `l` taken but the answer is lost, `L` lost on the way there, `r` refused,
    `x` failed. Polls: `d` done, `o` done and more used than asked, `p` not yet, `?` no answer, `f` failed, `k` asks
    its client something. Where a script has
    ended all goes well. A stop comes too late if `p` would be next, and finds no such job if `n` would.
    """

    def __init__(self) -> None:
        """Nothing was bought yet."""
        self.jobs: dict[str, tuple[str, int]] = {}
        self.taken: Counter[tuple[str, int]] = Counter()
        self._left: dict[tuple[str, int], tuple[list[str], list[str]]] = {}

    def __call__(self, asked: Asked) -> Said:
        """Answer."""
        if asked.method == "POST":
            return self._submit(asked.headers["idempotency-key"], msgspec.json.decode(asked.body))
        _, where, key = asked.path.split("/")
        if where == "found":
            return Said(200, {"key": key}) if key in self.jobs else Said(404, {})
        polls = self._left[self.jobs[key]][1]
        if asked.method == "DELETE":
            return Said({"p": 409, "n": 404}.get("".join(polls[:1]), 200), {})
        return _polled(polls.pop(0) if polls else "d")

    def _submit(self, key: str, body: dict[str, str | int]) -> Said:
        who = (str(body["task"]), int(body["part"]))
        if key in self.jobs:
            return Said(200, {"state": "pending", "key": key})
        script = str(body["script"]).split(";")[who[1]]
        submits = self._left.setdefault(who, _letters(script))[0]
        letter = submits.pop(0) if submits else "a"
        if letter in "rx":
            return Said({"r": 503, "x": 422}[letter], {})
        if letter != "L":
            self.jobs[key] = who
            self.taken[who] += 1
        if letter in "lL":
            return Said(0)
        return Said(200, {"state": "done" if letter == "i" else "pending", "key": key})


def _letters(script: str) -> tuple[list[str], list[str]]:
    submits, _, polls = script.partition("/")
    return list(submits), list(polls)


def _polled(letter: str) -> Said:
    if letter == "?":
        return Said(500, {})
    state = {"d": "done", "o": "done", "f": "failed", "k": "asks"}.get(letter, "pending")
    return Said(200, {"state": state, "used": OVERRUN if letter == "o" else 1})


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, "PNG")
    return out.getvalue()


PICTURE = _png()


def _call(request: ImageRequest, ref: Ref | None, to: Target, within: float) -> HttpCall:
    if ref is not None:
        return to.get(f"/jobs/{ref['key']}")
    body = {"task": to.label["task"], "part": request.seed, "script": request.prompt}
    return to.post("/jobs", body, timeout=within)


def _read(reply: HttpReply, ref: Ref | None) -> Outcome:
    if reply.status == 503:
        raise UpstreamRefused("refused")
    if reply.status != 200:
        raise UpstreamError("failed", retryable=reply.status == 500)
    said = reply.parse(dict)
    if said["state"] == "failed":
        raise UpstreamError("failed")
    if said["state"] == "asks":
        return Ask(("yes", "no"), ref or {}, {"question": "sure?"})
    if said["state"] == "done":
        return Done(Result((Output(Blob(data=PICTURE)),), usage={"image": said.get("used", 1)}), cost=7)
    return Pending(ref or {"key": said["key"]}, after=0, progress=0.5)


def _cancel(ref: Ref, to: Target) -> HttpCall:
    return HttpCall("DELETE", to.url(f"/jobs/{ref['key']}"))


def _find(_: ImageRequest, to: Target) -> HttpCall:
    return to.get(f"/found/{to.key}")


def _found(reply: HttpReply) -> Outcome | None:
    return Pending(reply.parse(dict), after=0) if reply.status == 200 else None


MODEL = Model(
    "scripted", "image.generate", Scripted, "tests", "2026-01-01", (Rate("image", Decimal(PRICE) / 10**9),),
    (Route("first", "m"), Route("second", "m")), max_n=3,
)  # fmt: skip


def channels(url: str, recovery: Recovery) -> list[Channel]:
    """Two providers: one that can be asked what became of a lost submit, or not, and one for what that refuses.

    Where a look-up tells, submits may only last for a moment: the absence of a job proves something after that.
    """
    call = partial(_call, within=0.3 if recovery == "lookup" else 10.0)
    codec = Codec(call, _read, find=_find, found=_found, cancel=_cancel)
    made = [Provider(name, url, lambda _: Static(()), {"image.generate": codec}) for name in ("first", "second")]
    return [Channel(p.name, p, url, recovery=r) for p, r in zip(made, (recovery, "none"), strict=True)]


class Gate:
    """Holds each move twice: before its transaction, and after it before anybody hears of it. `open` lets all through."""

    def __init__(self, move: Callable[[Transition], Awaitable[bool]]) -> None:
        """Nobody waits."""
        self.waiting: dict[UUID, asyncio.Future[None]] = {}
        self.open = False
        self._move = move

    async def __call__(self, move: Transition) -> bool:
        """Whether it is durable."""
        await self._stop(move.task.id)
        moved = await self._move(move)
        await self._stop(move.task.id)
        return moved

    async def _stop(self, task: UUID) -> None:
        if self.open:
            return
        self.waiting[task] = asyncio.get_running_loop().create_future()
        try:
            await self.waiting[task]
        finally:
            self.waiting.pop(task, None)

    def let(self, task: UUID) -> None:
        """Let that task's move go on to its next stop."""
        self.waiting.pop(task).set_result(None)

    def shut(self) -> None:
        """No move comes through any more."""
        for stop in list(self.waiting.values()):
            stop.cancel()


class Hand:
    """A worker process that can die: what it knows is gone then, and another one takes its place."""

    def __init__(self, database: Database, made: list[Channel], folder: Path) -> None:
        """Not running yet."""
        self._database = database
        self._channels = made
        self._assets = Assets(str(folder))

    async def begin(self) -> None:
        """A new worker, put together as the composition root does, but for the gate."""
        self.worker = Worker(self._database, Hub(), lease=LEASE)
        await self.worker.enlist()
        self.pool = Pool()
        self.client = Client("stage", self.pool)
        owner = (self.worker.id, self.worker.epoch)
        self.gate = Gate(Group(self._database, Transitions(*owner), patience=math.inf))
        self.router = Router(self._channels)
        self.tasks = Tasks(self._database, Hub(), self._assets)
        self.engine = Engine(
            database=self._database, find=lambda _: MODEL, price=_price, router=self.router, client=self.client,
            keeper=Keeper(self.client, self._assets), load=_no_blob, hub=Hub(), worker=self.worker,
            previews=Previews(self._database, self.client, self._assets),
            admit=Group(self._database, Admission(*owner)), move=self.gate,
        )  # fmt: skip
        self._intake = Intake(
            self.engine, Inputs(self.client, self._assets), Seal("stage"), lambda _model, _policy: False
        )

    async def die(self) -> None:
        """Forget everything, wherever it was."""
        self.gate.shut()
        await asyncio.gather(*(_ended(running) for running in list(self.worker._running)))
        await self.client.close()
        self.pool.close()
        await asyncio.sleep(0.01)  # a closed socket is gone a turn of the loop later

    async def order(self, policy: Policy, scripts: list[str], idem: str | None) -> Task:
        """Take an order, as a door does; its line does not go yet. Raises what the client is told."""
        wish = Wish("scripted", "", {"prompt": ";".join(scripts), "seed": 0})
        asked = Submission(wish, len(scripts))
        task, _ = await self._intake.submit("bfl", asked, policy, "http://here", idem, wish.common["prompt"].encode())
        return task

    async def answer(self, policy: Policy, task: UUID, script: str) -> Task:
        """Answer what the task asked, as a door does. Raises what the client is told."""
        asked = Submission(Wish("scripted", "", {"prompt": script}), parent=str(task), resumes=True)
        return (await self._intake.submit("bfl", asked, policy, "http://here", None, b""))[0]

    def lines(self) -> list[Line]:
        """The lines that it moves, oldest first."""
        return [self.worker.lines[task] for task in sorted(self.worker.lines)]

    async def settle(self) -> None:
        """Let everything come to its next stop. Pauses are cut short, and channels that rest are well again."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while moving := [line for line in self.lines() if line.task.id not in self.gate.waiting]:
            passed = loop.time() - began
            if not self.worker.may_send and passed > UNABLE:
                return  # a submit that may not be sent waits for the next beat
            assert passed < PATIENCE, [line.work for line in moving]
            for channel in self._channels:
                self.router.fared(channel.name, None)
            for line in moving:
                line.told(0, None)
            await asyncio.sleep(0.001)


async def _ended(running: "asyncio.Task[None]") -> None:
    running.cancel()
    await asyncio.wait([running])


def _price(model: Model, usage: dict[str, int], params: dict[str, object]) -> Prices:
    exact = charge(model.rates, usage, params)
    return Prices(to_hold(exact), to_capture(exact))


async def _no_blob(blob: Blob, start: int = 0, end: int | None = None) -> bytes:
    raise GatewayError(f"{blob} {start} {end}")
