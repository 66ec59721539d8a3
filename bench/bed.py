"""What rows are measured on: the shipped program with its defaults, a scripted vendor in another process, nginx."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import cpu
from tests.gateway import ROOT, Gateway, gateway

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@contextmanager
def folder() -> Iterator[Path]:
    """A short path that the database's own user may enter."""
    with tempfile.TemporaryDirectory(prefix="philae-bench-", dir="/tmp") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@contextmanager
def vendor(*options: str) -> Iterator[str]:
    """A scripted BFL in a process of its own; its URL."""
    command = [sys.executable, "-m", "tests.scripted.bfl", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        line = process.stdout.readline() if process.stdout else b""
        yield f"http://127.0.0.1:{int(line)}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def served(url: str, *, concurrency: int | None = None, **settings: str) -> Iterator[Gateway]:
    """The gateway with that vendor as its one channel."""
    row = {"name": "bfl", "provider": "bfl", "base_url": url, "secret": "x"}
    row |= {"concurrency": concurrency} if concurrency else {}
    with gateway(channels=[row], log_level="warning", **settings) as running:
        yield running


def database(running: Gateway) -> list[int]:
    """The pids of the embedded server."""
    place = str(running.folder)
    return [p for p in cpu.named("postgres") if place in cpu._line(p) or _inside(p, place)]  # noqa: SLF001


def _inside(pid: int, place: str) -> bool:
    try:
        return str(Path(f"/proc/{pid}/cwd").resolve()).startswith(place)
    except OSError:
        return False


def owner(running: Gateway) -> str:
    """The owner's key."""
    return (running.folder / "data" / "owner.key").read_text().strip()


@contextmanager
def nginx(root: Path, port: int) -> Iterator[tuple[str, list[int]] | None]:
    """Nginx serving a folder: its URL and its workers' pids; None where it is not installed."""
    program = shutil.which("nginx")
    if program is None:
        yield None
        return
    with folder() as made:
        config = made / "nginx.conf"
        config.write_text(NGINX.format(folder=made, port=port, root=root))
        process = subprocess.Popen([program, "-c", str(config), "-p", str(made)])
        try:
            import time  # noqa: PLC0415

            time.sleep(0.5)
            yield f"http://127.0.0.1:{port}", cpu.family(process.pid)
        finally:
            process.terminate()
            process.wait()
