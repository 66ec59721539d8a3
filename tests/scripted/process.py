"""Scripted vendors as processes of their own, so that what is killed and what counts submits never share a fate."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.client import Client


@dataclass(frozen=True)
class Vendor:
    """A scripted vendor that runs."""

    url: str
    pid: int

    def stats(self) -> dict[str, Any]:
        """What it counted."""
        return dict(Client(self.url).get("/stats").json())


@contextmanager
def vendor(module: str, **options: object) -> Iterator[Vendor]:
    """Run `tests.scripted.<module>` with `--name value` for each option, until the block ends."""
    given = [text for name, value in options.items() for text in (f"--{name.replace('_', '-')}", str(value))]
    command = [sys.executable, "-m", f"tests.scripted.{module}", *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            port = (child.stdout.readline() if child.stdout else "").strip()
            if not port.isdigit():
                message = f"tests.scripted.{module} did not start"
                raise RuntimeError(message)
            yield Vendor(f"http://127.0.0.1:{port}", child.pid)
        finally:
            child.kill()
