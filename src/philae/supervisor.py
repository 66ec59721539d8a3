"""The supervisor: locks the data folder, owns the database, the listener and the studio, and keeps workers running."""

import asyncio
import errno
import os
import shutil
import signal
import socket
import ssl
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path

import msgspec
import structlog
from msgspec import Struct

from philae.core.errors import GatewayError
from philae.gate import shared
from philae.orders import Orders
from philae.settings import Settings
from philae.setup import Ready, prepare
from philae.store.embedded import EmbeddedError, Server, lock, start

log = structlog.get_logger()
Tell = Callable[[str], None]
ADDRESS = "address"
"""The file in the data folder that says where its gateway listens, for commands on the same machine."""
DRAIN = 20.0
PATIENCE = 60.0
"""Seconds until a worker should take its first request."""
TICK = 0.5
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SOCKET_LIMIT = 100
BACKOFF = (0.1, 0.5, 2.0, 5.0)
STEADY = 30.0
"""Seconds of life for which a child is forgiven one of its former deaths."""


class Refusal(Exception):
    """Why the gateway does not start."""


class Running(Struct, frozen=True):
    """A gateway that takes requests: where, what it told at the start, and its studio's socket."""

    url: str
    ready: Ready
    studio: Path | None = None


class Supervisor:
    """Runs one gateway. `tell` gets a line for a person at each step; `hurry`, once set, cuts the end short."""

    def __init__(self, settings: Settings, tell: Tell, hurry: asyncio.Event | None = None) -> None:
        """Nothing is started yet."""
        self.settings = settings
        self._tell = tell
        self._hurry = hurry or asyncio.Event()
        self._stack = ExitStack()
        self._server: Server | None = None
        self._children: dict[str, asyncio.subprocess.Process] = {}
        self._faults: dict[str, int] = {}
        self._born: dict[str, float] = {}
        self._ending = False
        self._listener: socket.socket | None = None
        self._studio = self._studio_socket() if settings.studio != "off" else None
        self._figures: Path | None = None
        self._cells: int | None = None
        self._tls: ssl.SSLContext | None = None
        self._dsn = ""
        self._ready: Ready | None = None

    async def start(self) -> Running:
        """Lock, start, migrate, listen. Raises `Refusal`."""
        data = self.settings.data
        try:
            data.mkdir(parents=True, exist_ok=True)
            self._stack.enter_context(lock(data))
            self._tls = _tls(self.settings)
            self._listener = self._listen()
            self._figures = _emptied(data / "metrics") if self.settings.workers > 1 else None
            self._cells = self._shared_cells() if self.settings.workers > 1 else None
            if self.settings.redis_url:
                self._tell("PHILAE_REDIS_URL is set, but not used yet: limits hold for the workers of one machine")
            self._dsn = self.settings.database_url or await self._database()
            self._ready = await prepare(self.settings, self._dsn)
            if self._studio:
                await self._spawn("studio")
            for number in range(self.settings.workers):
                await self._spawn(f"worker {number + 1}")
            running = Running(_url(self._listener, "https" if self._tls else "http"), self._ready, self._studio)
            (data / ADDRESS).write_text(running.url + "\n")
        except (EmbeddedError, GatewayError, OSError, Refusal) as error:
            await self.stop()
            raise Refusal(_reason(error)) from error
        except asyncio.CancelledError:
            await self.stop()
            raise
        return running

    async def answer(self) -> bool:
        """Wait for a worker's first answer, for `PATIENCE` seconds; whether it came."""
        if self._listener is None:
            return False
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await asyncio.open_connection(*_reached(self._listener), ssl=self._tls)
                writer.write(b"GET /healthz HTTP/1.0\r\nhost: localhost\r\n\r\n")
                line = await reader.readline()
                writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in line

    async def _database(self) -> str:
        self._server = await start(self.settings.data, progress=self._tell)
        return self._server.dsn

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.settings.host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.settings.host, self.settings.port))
        except OSError as error:
            listener.close()
            raise Refusal(_unbound(self.settings, error)) from error
        listener.listen(2048)
        listener.set_inheritable(True)
        return listener

    def _shared_cells(self) -> int:
        file = shared.made()
        self._stack.callback(os.close, file)
        return file

    def _studio_socket(self) -> Path:
        path = self.settings.data.absolute() / "studio.sock"
        if len(str(path)) <= SOCKET_LIMIT:
            return path
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="philae-"))
        return Path(folder) / "studio.sock"

    async def _spawn(self, name: str) -> None:
        """Start a child that ends when its standard input, a pipe of ours, does."""
        self._born[name] = time.monotonic()
        fds: list[int] = []
        if name == "studio" or self._listener is None:
            argv, orders = ["-m", "philae.studio", "--socket", str(self._studio)], b""
            argv += [f"--{pack}={path}" for pack, path in self.settings.weights().items()]
        else:
            fds = [self._listener.fileno(), *([self._cells] if self._cells is not None else [])]
            argv, orders = ["-m", "philae.worker"], self._orders(name.removeprefix("worker "), fds[0]) + b"\n"
        child = await asyncio.create_subprocess_exec(
            sys.executable, *argv, stdin=asyncio.subprocess.PIPE, pass_fds=fds, start_new_session=True
        )
        self._children[name] = child
        if child.stdin:
            child.stdin.write(orders)
            await child.stdin.drain()

    def _orders(self, name: str, fd: int) -> bytes:
        settings = self.settings.model_dump(mode="json", exclude_none=True, exclude_unset=True)
        ready = self._ready
        if ready is None:
            raise AssertionError
        studio, figures = (str(path) if path else None for path in (self._studio, self._figures))
        return msgspec.json.encode(
            Orders(name, fd, self._dsn, ready.secret, ready.gateway, studio, settings, figures, self._cells)
        )

    def pids(self) -> dict[str, int]:
        """The children's process ids by name."""
        return {name: child.pid for name, child in self._children.items()}

    async def watch(self) -> None:
        """Until told to end: a child that dies is started again, and so is the database, whatever else goes wrong."""
        while not self._ending:
            await asyncio.sleep(TICK)
            try:
                await self._look()
            except Exception:
                log.exception("supervisor.fault")

    async def _look(self) -> None:
        if self._server and not self._server.alive:
            log.warning("supervisor.database_died")
            await self._revive()
        for name, child in list(self._children.items()):
            if child.returncode is not None and not self._ending:
                await self._again(name, child.returncode)

    async def _revive(self) -> None:
        try:
            self._server = await start(self.settings.data, progress=self._tell)
        except EmbeddedError as error:
            log.warning("supervisor.database_does_not_start", error=str(error))
            await asyncio.sleep(2)

    async def _again(self, name: str, code: int) -> None:
        """Start it anew, the later the more often it died lately."""
        forgiven = int((time.monotonic() - self._born[name]) / STEADY)
        faults = self._faults[name] = max(0, self._faults.get(name, 0) - forgiven) + 1
        log.warning("supervisor.child_died", child=name, code=code)
        await asyncio.sleep(BACKOFF[min(faults, len(BACKOFF)) - 1])
        if not self._ending:
            await self._spawn(name)

    async def stop(self) -> None:
        """Drain the workers, then end the studio, then the database."""
        self._ending = True
        workers = [c for n, c in self._children.items() if n != "studio"]
        await _end(workers, DRAIN, self._hurry)
        await _end([c for n, c in self._children.items() if n == "studio"], 5, self._hurry)
        if self._listener:
            (self.settings.data / ADDRESS).unlink(missing_ok=True)
            self._listener.close()
        if self._server:
            await self._server.stop()
        self._stack.close()


async def _end(children: list[asyncio.subprocess.Process], patience: float, hurry: asyncio.Event) -> None:
    """Ask each to end, wait, and make sure. Killed ones lose nothing: whoever takes over goes on from the last commit."""
    for child in children:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
    ended = asyncio.gather(*(child.wait() for child in children))
    hurried = asyncio.ensure_future(hurry.wait())
    await asyncio.wait((ended, hurried), timeout=patience, return_when=asyncio.FIRST_COMPLETED)
    hurried.cancel()
    for child in children:
        if child.returncode is None:
            child.kill()
    await ended


def _emptied(folder: Path) -> Path:
    """The folder, without what an earlier run counted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _reached(listener: socket.socket) -> tuple[str, int]:
    """Where this machine reaches a listener, also one on every address."""
    host, port = listener.getsockname()[:2]
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104  read, not bound


def _tls(settings: Settings) -> ssl.SSLContext | None:
    """What asks our own port, which speaks TLS; None if it does not. Raises `Refusal` for files that are no certificate."""
    if settings.tls_cert is None:
        return None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.tls_cert, settings.tls_key)
    except OSError as error:
        raise Refusal(f"{settings.tls_cert} cannot be used as a certificate: {error.strerror or error}") from error
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is our own, by another name
    return context


def _url(listener: socket.socket, scheme: str) -> str:
    host, port = _reached(listener)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _reason(error: Exception) -> str:
    """An error in words for the person who starts us."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(getattr(error, "public", None) or error)


def _unbound(settings: Settings, error: OSError) -> str:
    """Why the port cannot be had, and what to do."""
    where = f"port {settings.port} on {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken by another program: choose another port, for example --port {settings.port + 1}"
    if error.errno == errno.EACCES:
        return f"{where} may not be used by this user: choose a port from 1024 on, for example --port 8080"
    return f"{where} cannot be listened on ({error.strerror or error}): choose another address with --host"


@asynccontextmanager
async def gateway(settings: Settings, tell: Tell, hurry: asyncio.Event | None = None) -> AsyncIterator[Running]:
    """A gateway that runs inside the block and takes requests from its beginning. Raises `Refusal`."""
    supervisor = Supervisor(settings, tell, hurry)
    running = await supervisor.start()
    watching = asyncio.create_task(supervisor.watch())
    try:
        if not await supervisor.answer():
            message = "no worker answers: the lines above say why"
            raise Refusal(message)
        yield running
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await supervisor.stop()


async def serve(settings: Settings, tell: Tell, announce: Callable[[Running, Settings], None]) -> None:
    """Run a gateway until SIGINT or SIGTERM, also such as come while it starts; another SIGINT hurries. Raises `Refusal`."""
    loop, over, hurry = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    for number in ENDINGS:
        loop.add_signal_handler(number, over.set)
    # Only Ctrl-C is pressed twice in impatience; other signals come twice by themselves, from shells and supervisors.
    loop.add_signal_handler(signal.SIGINT, lambda: hurry.set() if over.is_set() else over.set())
    async with gateway(settings, tell, hurry) as running:
        if not over.is_set():
            announce(running, settings)
        await over.wait()
        tell(
            f"ending: open requests get up to {DRAIN:.0f} s, running tasks go on at the next start; Ctrl-C: end at once"
        )
