"""A call that a task makes: its answer is recorded, and each try is made known before it leaves."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import msgspec
import structlog

from philae.core.durable import Heard, Intend
from philae.core.errors import GatewayError, ModelNotFound, TooLarge, UpstreamError, UpstreamUnknown
from philae.core.kept import Kept
from philae.core.record import Record
from philae.core.task import Task
from philae.gate.policy import Policy
from philae.net.connection import Connection
from philae.relay import meters
from philae.relay.asking import Asking
from philae.relay.call import FIRST, MOST_REPLY
from philae.relay.client import NOBODY
from philae.relay.plain import PlainAsking
from philae.relay.pocket import Slice
from philae.relay.recorder import Recorder
from philae.relay.relay import Relay
from philae.relay.response import Response
from philae.relay.tally import Tally
from philae.relay.ways import Way
from philae.vendors.openai.responses.response import problem

JSON = "application/json"
log = structlog.get_logger()


class Recorded(Response):
    """In the place of a client stands a recorder, in the place of a lease the task's hold. `run` it once."""

    def __init__(self, relay: Relay, task: Task, body: bytes, intend: Intend, recorder: Recorder, only: str) -> None:
        """The task was admitted with this call: what its client may do was checked then."""
        url = str(task.wish["url"]).encode()
        lane = relay.lanes.find(b"POST", url)
        if lane is None:
            raise ModelNotFound("this gateway was changed and knows the call's endpoint no more")
        headers = {n.encode(): v.encode("latin-1") for n, v in task.wish["headers"].items()}
        studio = task.by_studio
        own = msgspec.structs.replace(relay, write=self._settled, twin=lambda _, __: studio, draws=lambda _, __: False)
        super().__init__(own, NOBODY, lane, url, headers, "", keep=False, chunks=False)
        self.id = task.id
        self._policy = Policy(task.key or UUID(int=0), task.account, task.book, "")
        self._body, self._intend, self._recorder, self._only = body, intend, recorder, only
        self._record: Record | None = None
        self._response: Kept | None = None
        self._error: GatewayError | None = None
        self._left = False
        self._why = self._key = ""
        self._heard: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()

    async def run(self) -> Heard:
        """What became of it. Raises what `intend` raised: then nothing left."""
        self._guarded(self._begin)
        return await self._heard

    def cancel(self, error: GatewayError) -> None:
        """Nobody wants it any more."""
        if not self.finished and not self._ending:
            self._cut(error)
            self.disconnected = True

    # --- on the way to the vendor ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        kind = PlainAsking if self._lane.plain else Asking
        self._asking = kind(self._lane, self._url, self._headers, self._body)
        self._size = len(self._body)
        self._found()
        self._place(self._policy)

    def _fund(self, tally: Tally, bound: int) -> None:
        tally.piece = Slice(None, bound)
        if self._only:
            self._ways = [w for w in self._ways if w.channel.name == self._only]
        self._send()

    def _go(self, way: Way, *, ready: bool) -> None:  # noqa: ARG002
        self._relay.spawn(self._intended(way))

    async def _intended(self, way: Way) -> None:
        """On a fresh connection, so that nothing is sent twice because a kept one was found closed."""
        try:
            self._key = await self._intend(way.channel.name, FIRST, self._why)
        except Exception as problem:  # noqa: BLE001  it is the task's
            self._fared(None)
            self._berth.leave()
            self.finished = self.disconnected = True
            if not self._heard.done():
                self._heard.set_exception(problem)
            return
        if not self.finished:
            await self._connect(way)

    def _ask(self, connection: Connection) -> None:
        self._left, self._status = True, 0
        if self._way and self._way.channel.recovery == "key":
            self._sent = self._sent.replace(b"\r\n", b"\r\nidempotency-key: %b\r\n" % self._key.encode(), 1)
        super()._ask(connection)

    def _rejected(self, fault: GatewayError) -> None:
        self._left = False
        super()._rejected(fault)

    def _next(self, error: GatewayError) -> None:
        self._left, self._why = False, error.detail or error.public
        super()._next(error)

    # --- what comes of it -----------------------------------------------------------------------------------------

    def _settled(self, record: Record) -> None:
        """Behind the record comes the end, unless the call came to nothing and may be made again."""
        self._record = record
        if self._told or self._error is None:
            self._recorder.settle()

    def _keep(self, final: bytes, sent: Callable[[], None], lost: Callable[[GatewayError], None]) -> None:  # noqa: ARG002
        """A response becomes durable together with its task's end."""
        self._ending = True
        if self._thread and self._thread.stored:
            self._response = self._thread.ended(final)
        sent()

    def _stream(self, out: bytes, *, over: bool = False) -> None:
        self._told = True
        face = self._lane.face
        self._recorder.write(out, face.media if face else JSON)
        if over:
            self._finish()
        elif len(self._recorder.body) > MOST_REPLY:
            self._cut(TooLarge("the answer is too large to be kept"))

    def _write(self, status: int, body: bytes, more: bytes = b"") -> None:  # noqa: ARG002
        self._told = True
        self._recorder.write(body, JSON)

    def _cut(self, error: GatewayError) -> None:
        self._error = error
        super()._cut(error)

    def _refuse(self, error: GatewayError) -> None:
        if self._left and not self._status and isinstance(error, UpstreamError):
            words = f"{error.public}, and perhaps took the call: it was not sent again, and nothing was charged"
            error = UpstreamUnknown(words, detail=error.detail)
        if error.detail:
            log.info("relay.refused", code=error.code, detail=error.detail[:500], request=self.identity)
        self._error = error
        self._close(error.status, error.code)
        self._finish()

    def _finish(self) -> None:
        if self.finished:
            return
        self.finished = True
        self._berth.leave()
        heard = Heard(
            error=self._error, certain=not self._left, body=bytes(self._recorder.body), mime=self._recorder.mime,
            record=self._record, response=self._response, dropped=self._dropped,
        )  # fmt: skip
        if not self._heard.done():
            self._heard.set_result(heard)

    @property
    def _dropped(self) -> tuple[str, ...]:
        return self._asking.dropped if self._tally else ()


class Tapes:
    """How the task line makes calls."""

    def __init__(self, relay: Callable[[], Relay]) -> None:
        """Every call goes through what `relay` gives, which raises `Unavailable` until it is open."""
        self._relay = relay

    def begin(self, task: Task, body: bytes, intend: Intend, only: str = "") -> Recorded:
        """A call of that task's, with the client's own body; `only` at the channel of that name. Raises `GatewayError`s."""
        relay = self._relay()
        recorder = relay.live.setdefault(task.id, Recorder())
        return Recorded(relay, task, body, intend, recorder, only)

    def told(self, record: Record) -> None:
        """The call is in the books."""
        meters.told([record])
        if traces := self._relay().traces:
            traces.end(record)

    def over(self, task: UUID) -> None:
        """The task is over, or another worker's."""
        if recorder := self._relay().live.pop(task, None):
            recorder.settle()

    def words(self, error: GatewayError) -> bytes:
        """How a response tells that error, as JSON."""
        return msgspec.json.encode(problem(error))
