"""The composition root: one gateway, made of settings and a database, as an ASGI application."""

import asyncio
import math
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog
from starlette.routing import Router as LifespanRouter
from starlette.types import ASGIApp, Receive, Scope, Send

from philae import catalog
from philae.channels import channels
from philae.core.blob import Blob
from philae.core.chat import ChatRequest
from philae.core.dialect import Inbound
from philae.core.errors import NotFound
from philae.core.model import Model
from philae.core.money import charge, to_capture, to_hold
from philae.core.text import TextModel
from philae.edge.calls import Calls
from philae.edge.channels import Channels, Shown, Standing
from philae.edge.counts import Counts
from philae.edge.dialects import Edge
from philae.edge.dispatch import Dispatch
from philae.edge.doors import Doors
from philae.edge.files import Files
from philae.edge.health import Health
from philae.edge.inbound import Doorway, fingerprint
from philae.edge.links import Links
from philae.edge.offer import Offer
from philae.edge.routes import Parts, absent, no_method, table
from philae.edge.scales import Scales
from philae.engine import chores, previews
from philae.engine.admission import Admission
from philae.engine.desk import Desk
from philae.engine.engine import Engine, Prices
from philae.engine.hub import Hub
from philae.engine.inputs import Inputs, Own
from philae.engine.intake import Intake
from philae.engine.keep import Keeper
from philae.engine.notify import Notifier
from philae.engine.router import Router
from philae.engine.sweep import Sweeper
from philae.engine.tasks import Tasks
from philae.engine.transition import Transitions
from philae.engine.worker import Worker
from philae.gate.cells import Cells
from philae.gate.keyring import Keyring
from philae.gate.limits import Limits
from philae.gate.policy import Policy
from philae.gate.proxies import Proxies
from philae.ledger.leases import CHANNEL as LEASES
from philae.net.authority import Authorities
from philae.net.channel import Channel
from philae.net.client import Client
from philae.net.fill import json_body
from philae.net.pool import Pool
from philae.relay.relay import Relay
from philae.relay.watch import Bounds, Watch
from philae.relayed import Relayed
from philae.settings import Settings
from philae.store import keys
from philae.store.assets import Assets
from philae.store.db import LOST, Database
from philae.store.group import Group
from philae.store.seal import Seal
from philae.vendors import DIALECTS, PROVIDERS, SPEAKERS
from philae.vendors.philae.dialect import task_document

log = structlog.get_logger()
LISTENED = ("philae_task", "philae_cancel", "philae_hook", "philae_key", previews.CHANNEL, LEASES)
DRAIN = 10.0
CALL_LIFE = 600.0
"""Seconds after which the task of a call fails."""


class Gateway:
    """Everything that one worker process holds. `gateway` is the installation's id, `secret` seals and signs."""

    def __init__(
        self,
        settings: Settings,
        dsn: str,
        secret: str,
        gateway: str,
        studio: Path | None,
        cells: Cells | None = None,
    ) -> None:
        """Nothing is opened yet. In `cells` workers count together what keys and channels use."""
        self.settings = settings
        self.database = Database(dsn)
        self.hub = Hub()
        self.seal = Seal(*secret.split(","))
        self.gateway = gateway
        self.assets = Assets(settings.storage())
        self.links = Links(self.seal, settings.link_life)
        self.worker = Worker(self.database, self.hub, lease=settings.lease)
        places = settings.data / "places" if settings.workers > 1 else None
        self.router = Router(
            channels(settings, PROVIDERS, studio), places, settings.workers, reached=bool(settings.public_url)
        )
        self.keyring = Keyring(self._policy)
        self.tasks = Tasks(self.database, self.hub, self.assets)
        self.pool = Pool()
        self.limits = Limits(cells)
        self.authorities = Authorities(self.pool, self.router.channels.values())
        self.relayed = Relayed(
            settings, self.database, self.worker.id, self.router.channels, self.pool, self.limits, self.authorities,
            self.seal,
        )  # fmt: skip
        self.relay: Relay | None = None
        s = settings
        bounds = Bounds(s.head_time, s.body_time, s.read_time, s.connections, s.address_connections)
        self.watch = Watch(bounds, Proxies(s.trusted_proxies))
        self._chores: list[asyncio.Task[None]] = []
        self._listener: asyncpg.Connection[asyncpg.Record] | None = None

    async def open(self) -> None:
        """Connect, enlist, and begin the chores."""
        await self.database.open()
        await self.worker.enlist()
        private = self.settings.allow_private_urls
        self.client = Client(self.gateway, self.pool, allow_private=private, authorities=self.authorities)
        self.engine = self._engine()
        self.intake = Intake(self.engine, Inputs(self.client, self.assets, self._own), self.seal, self.twin)
        unseal = lambda text, task: self.seal.open(text, str(task))  # noqa: E731
        notifier = Notifier(self.database, self.client, DIALECTS, self.links.task, unseal)
        sweeper = Sweeper(self.database, self.assets, self.settings.task_life)
        table = {
            **self.worker.chores(self.engine),
            **self.relayed.chores(),
            "pool": (1.0, self.pool.tend),
            "clients": (1.0, self.watch.tend),
            "notify": (0.5, notifier.run),
            "sweep": (300.0, sweeper.run),
            "listen": (2.0, self._listen),
        }
        await self._listen()
        await sweeper.partitions()
        self.relay = self.relayed.open(self.gateway, self.keyring, self._stands_in, self._desk())
        await self.worker.rescue(self.engine)
        self._chores = [asyncio.create_task(chores.run(name, chore)) for name, chore in table.items()]

    async def close(self) -> None:
        """Drain, and close everything; until it is drained it goes on beating."""
        try:
            await self.relayed.quiet()
            await self.worker.drain(DRAIN)
        except Exception as error:  # noqa: BLE001  the lease runs out by itself
            log.warning("drain.incomplete", error=repr(error))
        for chore in self._chores:
            chore.cancel()
        if self._listener:
            await self._listener.close(timeout=2)
        await self.relayed.close()
        self.pool.close()
        await self.client.close()
        await self.database.close()

    def _engine(self) -> Engine:
        admission = Admission(self.worker.id, self.worker.epoch)
        transitions = Transitions(self.worker.id, self.worker.epoch)
        public = (self.settings.public_url or "").rstrip("/")
        return Engine(
            database=self.database, find=self._find, price=self._price, router=self.router, client=self.client,
            keeper=Keeper(self.client, self.assets, self.settings.file_life), load=self._load, hub=self.hub, worker=self.worker,
            previews=previews.Previews(self.database, self.client, self.assets),
            admit=Group(self.database, admission, lanes=1), move=Group(self.database, transitions, patience=math.inf),
            public=public, speech=self.relayed.speech, lend=partial(self.links.lend, public) if public else None,
        )  # fmt: skip

    def _desk(self) -> Desk:
        """Where calls become tasks."""
        mark = lambda url, body: fingerprint(url, Inbound("POST", {}, {}, {}, body))  # noqa: E731
        document = lambda task: msgspec.json.encode(task_document(self.links.task(task)))  # noqa: E731
        life = self.settings.deadline or CALL_LIFE
        return Desk(self.engine, self.tasks, life, self.engine.public, mark, document)

    def _find(self, name: str) -> Model:
        model = catalog.find(name)
        return msgspec.structs.replace(model, deadline=self.settings.deadline) if self.settings.deadline else model

    def _price(self, model: Model, usage: dict[str, int], params: dict[str, object]) -> Prices:
        markup = self.settings.markup.get(model.id, self.settings.markup.get("*", 1.0))
        exact = charge(model.rates, usage, params, Decimal(str(markup)))
        return Prices(to_hold(exact), to_capture(exact))

    async def _load(self, blob: Blob, start: int = 0, end: int | None = None) -> bytes:
        """The bytes of a kept or inline blob, or some of them."""
        return blob.data[start:end] if blob.data is not None else await self.assets.get(blob.key or "", start, end)

    async def _own(self, url: str) -> Own | None:
        """The file that a link of ours names: who has it may read it, so he may draw with it too."""
        if (named := self.links.named(url)) is None:
            return None
        row = await self.database.row("select key, size from asset where id = $1", named)
        return Own(row["key"], row["size"]) if row else None

    async def _policy(self, hashed: bytes) -> Policy | None:
        row = await keys.find(self.database, hashed)
        return Policy.of_row(dict(row)) if row else None

    def live(self) -> list[Channel]:
        """The vendors' channels."""
        return [c for c in self.router.channels.values() if c.provider.name != "studio"]

    def twin(self, model: Model | TextModel, policy: Policy) -> bool | None:
        """Whether the offline twin answers: always for the sandbox and its own models, else as PHILAE_STUDIO says."""
        if policy.book == "sandbox" or model.id.startswith("studio/"):
            return True  # play money never reaches a vendor, also where there is no studio
        if "studio" not in self.router.channels:
            return False
        if self.settings.studio == "auto":
            return not self.live() and self.settings.loopback()
        return None

    def _stands_in(self, model: TextModel, policy: Policy) -> bool:
        """Whether the offline twin answers a call of text; where it was asked for, it does what no vendor serves."""
        twin = self.twin(model, policy)
        return not self.relayed.texts.served(model, studio=False) if twin is None else twin

    async def _listen(self) -> None:
        """Keep one connection that hears of tasks, cancels, callbacks and keys of other processes."""
        if self._listener and not self._listener.is_closed():
            await self._listener.execute("select 1", timeout=5)
            return
        self._listener = await asyncpg.connect(self.database.dsn, timeout=5)
        for name in LISTENED:
            await self._listener.add_listener(name, self._heard)  # type: ignore[arg-type]
        self.keyring.forget()

    def _heard(self, _: object, __: int, channel: str, payload: str) -> None:
        match channel:
            case "philae_task":
                for text in payload.split(","):
                    self.hub.wake(UUID(text))
            case "philae_cancel":
                self.worker.cancel(UUID(payload))
            case previews.CHANNEL:
                self.hub.preview(previews.owner(payload), payload)
            case "philae_hook":
                self.hook(msgspec.json.decode(payload))
            case "philae_key":
                self.keyring.forget()
            case _:
                self._told = asyncio.create_task(self.relayed.heard(payload))

    def hook(self, news: dict[str, Any]) -> None:
        """A vendor told us of an attempt: its line looks at once."""
        if line := self.worker.lines.get(UUID(news["task"])):
            line.told(news["part"], news.get("ref"))

    def served(self, model: Model | TextModel, policy: Policy) -> list[str]:
        """Who serves the model to that key now: providers with a channel and a price, else the twin where it would stand in."""
        if isinstance(model, TextModel):
            return self.relayed.texts.served(model, studio=self._stands_in(model, policy))
        twin = self.twin(model, policy)
        there = set() if twin else {c.provider.name for c in self.live()}
        live = [r.provider for r in model.routes if r.provider in there and model.rates]
        able = any(route.provider == "studio" for route in model.routes)
        stands_in = able and "studio" in self.router.channels and not live and twin is not False
        return live or (["studio"] if stands_in else [])

    def parts(self) -> Parts:
        """What the routes are made of."""
        health = Health({"database": self.ping, "storage": self.assets.probe})
        channels = {c.name: c.provider.name for c in self.router.channels.values()}
        texts = self.relayed.texts
        offer = Offer(catalog.MODELS, texts.models, texts.find, self.served)
        counts = Counts(self._edge(), self.limits, texts.find, self._counted)
        seen = Channels(self._edge(), DIALECTS["philae"], str(self.worker.id), self._seen)
        calls = Calls(self._edge(), DIALECTS["philae"], self.database, self.relayed.exchanges)
        return Parts(self._edge(), self.database, health, channels, offer, counts, seen, calls)

    def _seen(self) -> Iterator[Shown]:
        """Every channel but the twin's, with how it fares here."""
        ways = self.relayed.ways
        for channel in self.live():
            speaks, draws = channel.provider.name in SPEAKERS, bool(channel.provider.serves)
            state = ways.states[channel.name] if ways and speaks else None
            calls = None
            if ways and state:
                full = ways.rooms.wait(channel.name, 1) > 0
                calls = Standing(state.faults, ways.rests(channel.name), state.running, state.first, full)
            yield Shown(channel, calls, Standing(*self.router.rests(channel.name)) if draws else None)

    async def _counted(self, model: TextModel, pinned: str | None, policy: Policy, request: ChatRequest) -> int | None:
        """A vendor's count of a request's tokens, None where none is asked: play money never reaches one."""
        if self.twin(model, policy):
            return None
        send = lambda call, channel: self.client.send(call, channel, self._load)  # noqa: E731
        return await self.relayed.texts.count(model, pinned, request, send)

    def _edge(self) -> Edge:
        s = self.settings
        doorway = Doorway(s.body_limit, (s.public_url or "").rstrip("/"), Proxies(s.trusted_proxies))
        files = Files(self.database, self.assets, self.links)
        return Edge(
            doorway, Scales(), self.keyring, self.intake, self.tasks, self.links, files, self.fill, self.assets.get
        )

    async def fill(self, tree: Any) -> bytes:
        """JSON with files in the place of their leaves."""
        return await json_body(tree, self._load)

    async def ping(self) -> None:
        """Raise unless the database answers."""
        try:
            if await self.database.row("select 1") is None:
                raise NotFound("no answer")
        except LOST as error:
            raise ConnectionError from error


def asgi(gateway: Gateway) -> ASGIApp:
    """The gateway as an application that opens and closes with its server."""

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await gateway.open()
        application.dispatch = Dispatch(table(gateway.parts()), no_method, absent)
        try:
            yield
        finally:
            await gateway.close()

    application = Application(LifespanRouter(lifespan=lifespan))
    return Doors(application, gateway.gateway)


class Application:
    """Starlette's lifespan, our own dispatch."""

    dispatch: Dispatch

    def __init__(self, router: LifespanRouter) -> None:
        """The router is asked for the lifespan only."""
        self._router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""
        if scope["type"] == "lifespan":
            await self._router.lifespan(scope, receive, send)
        else:
            await self.dispatch(scope, receive, send)
