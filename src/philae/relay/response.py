"""A call of the Responses API: its conversation comes before it, it is durable before its end leaves, it may go on alone."""

from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from philae.core.errors import Canceled, GatewayError, Internal
from philae.gate.policy import Policy
from philae.net.connection import Broken
from philae.relay.call import OK, Call
from philae.relay.claims import Claimed
from philae.relay.client import NOBODY
from philae.relay.copied import Copied
from philae.relay.sinks import Sink
from philae.relay.thread import Thread

log = structlog.get_logger()


class Response(Call):
    """As any call, unless the client wants nothing kept."""

    _thread: Thread | None = None
    _ending = False
    _lost = False

    # --- the client's side ----------------------------------------------------------------------------------------

    def gone(self) -> None:
        """What is made in the background goes on without its client."""
        if self.finished:
            return
        if self._thread and self._thread.open:
            self.disconnected = False
            self._detach()
        else:
            super().gone()

    def flow(self, *, full: bool) -> None:
        """A client that is done with holds nothing up."""
        if not self.finished:
            super().flow(full=full)

    def _detach(self) -> None:
        client, self._client = self._client, NOBODY
        self.finished = True
        if self._connection:
            self._connection.resume()
        client.done(self)

    def cancel(self, error: GatewayError) -> None:
        """Work in the background is not wanted any more, or must end."""
        if self._ending:
            return
        if self._connection:
            self._cut(error)
        else:
            self._refuse(error)
            self.disconnected = True

    # --- before the vendor is asked -------------------------------------------------------------------------------

    def _place(self, policy: Policy) -> None:
        """What it goes on from becomes part of the request."""
        threads, asking = self._relay.threads, self._asking
        if threads is None or not threads.wanted(asking.body, asking.seen):
            super()._place(policy)
            return
        self._thread = thread = Thread(policy.account, asking.body, asking.seen)
        if thread.alone:
            self._joined(thread, policy)
        else:
            self._relay.spawn(self._awaited(threads.recall(thread), partial(self._joined, thread, policy)))

    def _joined(self, thread: Thread, policy: Policy) -> None:
        self._asking.join(thread)
        self._size = len(self._asking.body)
        super()._place(policy)

    def _send(self) -> None:
        """In the background: once its row is there the client is answered, and the work goes on without it."""
        threads, thread = self._relay.threads, self._thread
        if threads and thread and thread.background and not thread.open:
            opened = threads.open(thread, self._asking.request(self._model))
            self._relay.spawn(self._awaited(opened, partial(self._behind, thread), self._unheard))
        else:
            super()._send()

    def _behind(self, thread: Thread) -> None:
        if self._relay.threads:
            self._relay.threads.running[thread.id] = self.cancel
        if not self._asking.streamed:
            self._write(OK, thread.shell(self._asking.request(self._model), "queued"))
            self._detach()
        self._send()

    def _unheard(self) -> None:
        self._refuse(Canceled("the client went away before it was told of the response"))

    async def _awaited(
        self, work: Awaitable[None], deed: Callable[[], None], alone: Callable[[], None] | None = None
    ) -> None:
        """Do it after `work`, unless that failed; where the client went away meanwhile, only what is to be done `alone`."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001  the guard tells the client of it
            deed = partial(_raised, problem)
        if not self.disconnected:
            self._guarded(deed)
        elif alone:
            alone()

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

    def _refuse(self, error: GatewayError) -> None:
        """One in the background came to nothing, and whoever asks for it is told why."""
        if self._thread and self._thread.open and self._relay.threads:
            self._relay.spawn(self._relay.threads.fail(self._thread, error))
        if self._client is NOBODY:
            self._close(error.status, error.code)
            self._finish()
        else:
            super()._refuse(error)

    def _close(self, status: int, code: str = "") -> None:
        if self._lost and self._tally:
            self._tally.close(None, self._way, status, self._first, stream=self._asking.streamed, code=code)
        else:
            super()._close(status, code)

    def _finish(self) -> None:
        if self._thread and self._relay.threads:
            self._relay.threads.running.pop(self._thread.id, None)
        if self._client is not NOBODY:
            super()._finish()
        else:
            self._stay.leave()


def _raised(problem: Exception) -> None:
    raise problem
