"""The shipped program as a process of its own, over a data folder or a database of the tests' server."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from philae.core.money import nano
from philae.ledger import accounts
from philae.store import keys
from philae.store.db import Database
from tests.client import Client

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
UNSET = ("BFL_API_KEY", "OPENAI_API_KEY", "REPLICATE_API_TOKEN")
STARTS_WITHIN = 40.0


@dataclass
class Gateway:
    """A gateway that can be started, killed and asked. `dsn` is empty while it uses the embedded server."""

    folder: Path
    dsn: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    channels: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, *, port: int = 0) -> None:
        """Run `philae serve` and wait until it answers."""
        (self.folder / "philae.yaml").write_text(json.dumps({"channels": self.channels}))
        given = {f"PHILAE_{name.upper()}": text for name, text in self.settings.items() if not name.isupper()}
        given |= {name: text for name, text in self.settings.items() if name.isupper()}
        given |= {"PHILAE_DATABASE_URL": self.dsn} if self.dsn else {}
        kept = {n: v for n, v in os.environ.items() if n not in UNSET and not n.startswith("PHILAE_")}
        path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        command = [
            sys.executable,
            "-m",
            "philae.cli",
            "serve",
            "--port",
            str(port),
            "--data",
            str(self.folder / "data"),
        ]
        (self.folder / "data" / "address").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=kept | {"PYTHONPATH": path} | given, stdout=log, stderr=log
            )
        self.url = self._address()
        self.wait_until_ready()

    def _address(self) -> str:
        address, until = self.folder / "data" / "address", time.monotonic() + STARTS_WITHIN
        while not (address.exists() and (text := address.read_text().strip())):
            alive = self.process is not None and self.process.poll() is None
            assert alive, self.log()[-3000:]
            assert time.monotonic() < until, self.log()[-3000:]
            time.sleep(0.05)
        return text

    def wait_until_ready(self, seconds: float = STARTS_WITHIN) -> None:
        """Return when database and storage answer."""
        until = time.monotonic() + seconds
        while True:
            try:
                if Client(self.url, patience=5).get("/readyz").status == 200:
                    return
            except OSError:
                pass
            assert time.monotonic() < until, self.log()[-3000:]
            time.sleep(0.05)

    def stop(self) -> int:
        """End it as an operator would; its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        """End the supervisor without a word."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def workers(self) -> list[int]:
        """The pids of the workers."""
        return self._children("philae.worker")

    def _children(self, module: str) -> list[int]:
        parent = self.process.pid if self.process else 0
        found = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], check=False, capture_output=True)
        lines = found.stdout.decode().splitlines()
        return [int(line.split()[0]) for line in lines if module in line]

    def log(self) -> str:
        """What the processes said."""
        return (self.folder / "log").read_text(errors="replace")

    @property
    def owner(self) -> Client:
        """A client with the owner's key."""
        return Client(self.url, (self.folder / "data" / "owner.key").read_text().strip())

    # --- what is in the database ----------------------------------------------------------------

    def ask(self, work: Callable[[Database], Awaitable[Any]]) -> Any:
        """Run `work(database)`, a coroutine, with a connection of the test's own."""

        async def run() -> Any:
            database = Database(self.dsn or await self._embedded(), size=2)
            await database.open()
            try:
                return await work(database)
            finally:
                await database.close()

        with ThreadPoolExecutor(1) as thread:  # also from within a running loop
            return thread.submit(asyncio.run, run()).result()

    async def _embedded(self) -> str:
        from philae.store.embedded import running  # noqa: PLC0415

        return await running(self.folder / "data") or ""

    def rows(self, sql: str, *args: object) -> list[asyncpg.Record]:
        """The rows of a query."""
        return list(self.ask(lambda database: database.fetch(sql, *args)))

    def account(self, name: str, money: str = "0", **limits: Any) -> Client:
        """A client of a new account that has so many dollars, with a key of those limits."""

        async def make(database: Database) -> tuple[UUID, str]:
            account = await accounts.create(database, name)
            if nano(money):
                for book in ("live", "sandbox"):
                    await accounts.topup(database, account, book, nano(money))
            return await keys.create(database, account, name, keys.KeyLimits(**limits))

        return Client(self.url, self.ask(make)[1])

    def proof(self) -> list[dict[str, Any]]:
        """What is wrong with the ledger: nothing."""
        found = [dict(row) for row in self.ask(accounts.proof)]
        total = self.rows("select coalesce(sum(amount), 0)::bigint as total from entry")[0]["total"]
        return found + ([{"fault": "the ledger does not sum to zero", "amount": total}] if total else [])


@contextmanager
def gateway(dsn: str = "", channels: list[dict[str, Any]] | None = None, **settings: str) -> Iterator[Gateway]:
    """Run a gateway in a folder of its own; settings by their names in lower case, other variables in capitals."""
    with tempfile.TemporaryDirectory(prefix="philae-gateway-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)  # the embedded database's user must get through
        made = Gateway(Path(folder), dsn, {"log_level": "info", "studio": "off", **settings}, channels or [])
        try:
            made.start()
            yield made
        finally:
            made.stop()


def channel(provider: str, url: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A channel as philae.yaml has it."""
    return {"name": name or provider, "provider": provider, "base_url": url, "secret": f"{provider}-secret", **more}
