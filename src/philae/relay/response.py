"""A call of the Responses API: its conversation comes before it, it is durable before its end leaves."""

from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from philae.core.errors import GatewayError, Internal
from philae.gate.policy import Policy
from philae.net.connection import Broken
from philae.relay.call import Call
from philae.relay.claims import Claimed
from philae.relay.copied import Copied
from philae.relay.sinks import Sink
from philae.relay.thread import Thread

log = structlog.get_logger()


class Response(Call):
    """As any call, unless the client wants nothing kept."""

    _thread: Thread | None = None
    _ending = False
    _lost = False

    def flow(self, *, full: bool) -> None:
        """A client that is done with holds nothing up."""
        if not self.finished:
            super().flow(full=full)

    # --- before the vendor is asked -------------------------------------------------------------------------------

    def _place(self, policy: Policy) -> None:
        """What it goes on from becomes part of the request."""
        threads, asking = self._relay.threads, self._asking
        if threads is None or self._lane.wire != "responses" or not threads.wanted(asking.body, asking.seen):
            super()._place(policy)
            return
        self._thread = thread = Thread(self.id, policy.account, asking.body, asking.seen)
        if thread.alone:
            self._joined(thread, policy)
        else:
            self._relay.spawn(self._awaited(threads.recall(thread), partial(self._joined, thread, policy)))

    def _joined(self, thread: Thread, policy: Policy) -> None:
        self._asking.join(thread)
        self._size = len(self._asking.body)
        super()._place(policy)

    async def _awaited(self, work: Awaitable[None], deed: Callable[[], None]) -> None:
        """Do it after `work`, unless that failed or the client went away meanwhile."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001  the guard tells the client of it
            deed = partial(_raised, problem)
        if not self.disconnected:
            self._guarded(deed)

    # --- the vendor's side ----------------------------------------------------------------------------------------

    def on_bytes(self, data: bytes) -> None:
        """Behind the end nothing is of interest."""
        if not self._ending:
            super().on_bytes(data)

    def on_end(self) -> None:
        """The vendor may be done before our end is durable, or behind it."""
        if self._ending:
            self._rid()
        else:
            super().on_end()

    def on_break(self, broken: Broken) -> None:
        """Behind the end a break is as good."""
        if self._ending:
            self._rid()
        else:
            super().on_break(broken)

    def _rid(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            self._relay.pool.done(connection)
            self._fared(None)

    def _pass(self, sink: Sink, out: bytes, *, end: bool) -> None:
        if self._thread is None:
            super()._pass(sink, out, end=end)
            return
        if end:
            self._end(out)
        elif out:
            self._stream(out)
        if sink.failed and not self._ending:
            self._cut(sink.failed)

    # --- the end --------------------------------------------------------------------------------------------------

    def _end(self, out: bytes, code: str = "") -> None:
        """The last of a stream leaves when what it tells is durable."""
        final, end = self._thread and self._thread.final, super()._end
        sink = self._sink.source if isinstance(self._sink, Copied) else self._sink
        if final and isinstance(sink, Claimed) and not self._ending:
            self._keep(final, partial(end, out, code), lambda error: end(sink.unkept(out, error), error.code))
        else:
            end(out, code)

    def _deliver(self, body: bytes) -> None:
        if self._thread:
            self._keep(body, partial(super()._deliver, body), self._refuse)
        else:
            super()._deliver(body)

    def _keep(self, final: bytes, sent: Callable[[], None], lost: Callable[[GatewayError], None]) -> None:
        """`sent` once it is durable; if it cannot be, `lost`, and nothing is charged."""
        self._ending = True
        if self._thread and self._thread.stored and self._relay.threads:
            self._relay.spawn(self._kept(self._relay.threads.keep(self._thread, final), sent, lost))
        else:
            sent()

    async def _kept(
        self, work: Awaitable[None], sent: Callable[[], None], lost: Callable[[GatewayError], None]
    ) -> None:
        try:
            await work
        except GatewayError as problem:
            error = problem
        except Exception as problem:
            log.exception("relay.unkept", request=self.identity)
            error = Internal("the response could not be kept", detail=repr(problem))
        else:
            self._guarded(sent)
            return
        self._lost = True
        self._guarded(partial(lost, error))

    def _close(self, status: int, code: str = "") -> None:
        if self._lost and self._tally:
            self._tally.close(None, self._way, status, self._first, stream=self._asking.streamed, code=code)
        else:
            super()._close(status, code)


def _raised(problem: Exception) -> None:
    raise problem
