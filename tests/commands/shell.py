"""The shipped command, run as a person runs it: a process, its output, its exit code."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDORS = ("BFL_API_KEY", "OPENAI_API_KEY", "REPLICATE_API_TOKEN")
READY = 60.0


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Shell:
    """Runs `philae` in a folder that holds its data folder; `env` is added to what the process sees."""

    data: Path
    env: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, code: int = 0, patience: float = 150, **env: str) -> Said:
        """Run it to its end, which must be `code`."""
        done = subprocess.run(
            self.command(*arguments), cwd=self.data.parent, env=self.environment(**env), capture_output=True, text=True,
            timeout=patience, check=False,
        )  # fmt: skip
        assert done.returncode == code, (arguments, done.stdout[-3000:], done.stderr[-3000:])
        return Said(done.returncode, done.stdout, done.stderr)

    def command(self, *arguments: str) -> list[str]:
        """The process's arguments."""
        return [sys.executable, "-m", "philae.cli", *arguments]

    def environment(self, **env: str) -> dict[str, str]:
        """Nothing of the tester's own settings."""
        kept = {n: v for n, v in os.environ.items() if n not in VENDORS and not n.startswith("PHILAE_")}
        return kept | {"PYTHONPATH": str(ROOT / "src"), "PHILAE_DATA": str(self.data)} | self.env | env


@dataclass(frozen=True)
class Serving:
    """A `philae serve` that runs: its shell, its URL, what it said so far."""

    shell: Shell
    url: str
    log: Path

    @property
    def key(self) -> str:
        """The owner's key."""
        return (self.shell.data / "owner.key").read_text().strip()


@contextmanager
def served(shell: Shell, *arguments: str, **env: str) -> Iterator[Serving]:
    """Run `philae serve` until the block ends, then interrupt it as Ctrl-C does."""
    shell.data.mkdir(parents=True, exist_ok=True)
    shell.data.chmod(0o755)
    log = shell.data.parent / f"serve-{time.monotonic_ns()}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            shell.command("serve", "--port", "0", *arguments), cwd=shell.data.parent, env=shell.environment(**env),
            stdout=out, stderr=out,
        )  # fmt: skip
    try:
        yield Serving(shell, _ready(process, log), log)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, log.read_text()[-3000:]


def _ready(process: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + READY
    while not (found := re.search(r"base URL +(\S+)", log.read_text())):
        assert process.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < until, log.read_text()[-3000:]
        time.sleep(0.05)
    return found[1]


@contextmanager
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with taken() as port:
        return port
