"""`python -m philae.worker`: one worker process; the supervisor gives it a listener and, on standard input, its orders."""

import asyncio
import gc
import os
import resource
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import msgspec
import uvicorn
import uvloop

from philae import logs
from philae.edge import figures
from philae.orders import Orders
from philae.settings import load

GRACE = 12
HANDS_OVER = 0.0005
"""Seconds after which a thread that works on pictures hands the interpreter back to the loop; Python's 5 ms, which it may
take at each of a request's system calls, were what made polls slow beside tasks that ended.
"""


def main() -> None:
    """Serve until told to end, or until the supervisor is gone."""
    orders = msgspec.json.decode(sys.stdin.buffer.readline(), type=Orders)
    threading.Thread(target=_end_with_supervisor, daemon=True).start()
    settings = load(**orders.settings)
    logs.configure(settings.log_level)
    if orders.figures:
        figures.share(Path(orders.figures), orders.name)
    # Figures are declared where these are loaded: by then it must be known where they are counted.
    from philae.app import Gateway, asgi  # noqa: PLC0415
    from philae.edge.sendfile import Protocol  # noqa: PLC0415
    from philae.gate.shared import SharedCells  # noqa: PLC0415
    from philae.relay.protocol import RelayProtocol  # noqa: PLC0415
    from philae.relay.relay import Relay  # noqa: PLC0415

    studio = Path(orders.studio) if orders.studio else None
    cells = SharedCells(orders.cells, orders.number, settings.workers) if orders.cells is not None else None
    gateway = Gateway(settings, orders.dsn, orders.secret, orders.gateway, studio, cells)

    class Public(RelayProtocol, Protocol):
        """The public port: the relay takes its own, the app the rest, whose files the kernel sends."""

        watch = gateway.watch

        def relay(self) -> Relay | None:
            return gateway.relay

    _allow_files()
    config = uvicorn.Config(
        asgi(gateway), http=Public, loop="uvloop", lifespan="on", access_log=False, log_level="warning", server_header=False,
        date_header=False, timeout_graceful_shutdown=GRACE, backlog=2048, ws="none", proxy_headers=False,
        ssl_certfile=settings.tls_cert, ssl_keyfile=settings.tls_key,
    )  # fmt: skip
    listener = socket.socket(fileno=orders.fd)
    _calm_collector()
    sys.setswitchinterval(HANDS_OVER)
    server = uvicorn.Server(config)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve(sockets=[listener]))


def _allow_files() -> None:
    """As many open files as the system lets us have: each connection is one, and so is its vendor's."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # some systems name a limit that they do not let us have
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _calm_collector() -> None:
    """What is loaded by now stays; thousands of tasks in memory must not be walked again and again.

    Measured: with 12,000 tasks queued, a third of an accept's time were full collections.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _end_with_supervisor() -> None:
    """Standard input ends when the supervisor does, however it ends."""
    while os.read(0, 4096):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
