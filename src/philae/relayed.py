"""The relay, put together: channels and models of text, keys, money, and the spool behind it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import structlog

from philae.catalog import NAMES
from philae.core.durable import Desk
from philae.core.errors import GatewayError, Unavailable
from philae.core.money import NANO
from philae.core.record import Record
from philae.core.request import PICTURES
from philae.core.text import TextModel
from philae.engine import meters
from philae.gate.keyring import Keyring
from philae.gate.limits import Limits
from philae.gate.policy import Policy
from philae.gate.proxies import Proxies
from philae.ledger.calls import commit
from philae.ledger.leases import Leases, bury, news, prune
from philae.net.authority import Authorities
from philae.net.channel import Channel
from philae.net.pool import Pool
from philae.relay import meters as calls
from philae.relay.bill import Bill
from philae.relay.cache import Cache
from philae.relay.lane import Lanes
from philae.relay.purse import Purse
from philae.relay.recorded import Tapes
from philae.relay.relay import Relay
from philae.relay.room import Rooms
from philae.relay.threads import Threads
from philae.relay.ways import Ways
from philae.settings import Settings
from philae.spool.flush import Flusher
from philae.spool.spool import Spool
from philae.store.db import Database
from philae.store.exchanges import Exchanges
from philae.store.responses import Responses
from philae.store.seal import Seal
from philae.telemetry import telemetry
from philae.texts import Texts
from philae.vendors import DRAWN, FACES, GEMINI_ARRAY, PLAIN_FACES, SPEAKERS
from philae.vendors.openai.chat import errors, meter

log = structlog.get_logger()
ENDING = 2.0
Twin = Callable[[TextModel, Policy], bool]
DRAWING = frozenset(name for name, model in NAMES.items() if model.operation in PICTURES)
"""Names of models that draw, in lower case."""


class Relayed:
    """One worker's relay, from `open` to `close`; `chores` is what has to be done beside it."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        process: UUID,
        channels: Mapping[str, Channel],
        pool: Pool,
        limits: Limits,
        authorities: Authorities,
        seal: Seal,
    ) -> None:
        """Nothing is opened yet. `process` is the worker's id, which its leases and its part of the spool name."""
        self._settings, self._database, self._process = settings, database, process
        self.spool = Spool(settings.data / "spool", process)
        self.purse = Purse(Leases(database, process))
        self.pool, self._authorities = pool, authorities
        self._limits = limits
        self.exchanges = Exchanges(database, seal)
        self._flusher = Flusher(self.spool, self._write, lambda dead: bury(database, dead))
        self._channels = channels
        self._bills: dict[str, Bill] = {}
        self.texts = Texts(settings, channels)
        self.kept = Responses(database)
        self.speech = Tapes(self._opened)
        self.threads = Threads(self.kept, settings.body_limit)
        self.ways: Ways | None = None
        self._telemetry = telemetry(str(process))
        self._relay: Relay | None = None
        self._running: set[asyncio.Task[None]] = set()

    def open(self, gateway: str, keyring: Keyring, twin: Twin, desk: Desk) -> Relay:
        """The relay, ready to take calls; those that are to last become tasks at the desk."""
        self.spool.open()
        s = self._settings
        rooms = Rooms(self._channels.values(), self._limits.cells)
        self.ways = Ways(self._channels, SPEAKERS, gateway, rooms, self._authorities)
        write = self._telemetry.writing(self.spool.append) if self._telemetry else self.spool.append
        self._relay = Relay(
            gateway=gateway, lanes=Lanes(FACES, GEMINI_ARRAY, PLAIN_FACES, DRAWN), keyring=keyring, limits=self._limits,
            ways=self.ways, pool=self.pool, purse=self.purse, find=self.texts.names.look, unknown=self.texts.names.unknown, bill=self._bill,
            draws=_draws, twin=twin, write=write, ready=self.spool.ready, fault=errors.fault, tokens=meter.tokens,
            proxies=Proxies(s.trusted_proxies), body_limit=s.body_limit, spawn=self._spawn, cache=Cache(s.cache_size),
            keep=lambda said: self._spawn(self.exchanges.keep(said)),
            threads=self.threads, desk=desk, traces=self._telemetry,
        )  # fmt: skip
        return self._relay

    def _opened(self) -> Relay:
        if self._relay is None:
            raise Unavailable("this worker does not make calls yet", retry_after=1)
        return self._relay

    def _bill(self, model: TextModel) -> Bill:
        if model.id not in self._bills:
            markup = self._settings.markup.get(model.id, self._settings.markup.get("*", 1.0))
            self._bills[model.id] = Bill(model, Decimal(str(markup)))
        return self._bills[model.id]

    async def _write(self, records: Sequence[Record]) -> Sequence[Record]:
        refused, overrun = await commit(self._database, records)
        if overrun:
            meters.HOUSE.labels("overrun").inc(overrun / NANO)
        calls.told(records)
        return refused

    def _spawn(self, work: Coroutine[None, None, None]) -> object:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def heard(self, payload: str) -> None:
        """A call in another process waits for money."""
        recall = news(payload)
        if recall.process != self._process:
            await self.purse.recalled(recall.account, recall.book)

    def chores(self) -> dict[str, tuple[float, Callable[[], Awaitable[object]]]]:
        """What has to be done again and again: name → (seconds between, the deed)."""
        return {
            "spool": (0.2, self._flusher.flush),
            "sync": (0.1, self.spool.sync),
            "adopt": (10.0, self._flusher.adopt),
            "purse": (1.0, self.purse.tend),
            "channels": (1.0, self._tell),
            "responses": (self._settings.lease / 3, lambda: self.kept.rescue(self._settings.lease)),
            "forget": (60.0, self._forget),
        }

    async def _tell(self) -> None:
        if self.ways:
            self.ways.tell()

    async def _forget(self) -> None:
        await prune(self._database)
        await self.exchanges.sweep()
        if self._settings.response_life:
            await self.kept.sweep(self._settings.response_life)

    async def quiet(self) -> None:
        """The process is about to end: calls under way have a moment."""
        if self._running:
            await asyncio.wait(self._running, timeout=ENDING)

    async def close(self) -> None:
        """Calls are over: write what is left, give back what was not spent. What cannot be written, the next start adopts."""
        over = False
        try:
            await self._flusher.flush()
            over = await self.purse.close()
        except GatewayError as error:
            log.warning("spool.left", error=error.detail)
        await self.spool.close(over=over)
        if self._telemetry:
            await self._telemetry.close()


def _draws(wire: str, name: str) -> bool:
    """Whether pictures come of it: in a chat every model that draws may be asked, as a task of the app's."""
    return wire == "chat" and name.lower() in DRAWING
