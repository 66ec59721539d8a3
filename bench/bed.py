"""What rows are measured on: the shipped program with its defaults, a scripted vendor in another process, nginx.

The relay's rows can be asked of any other gateway on this machine: `RIVAL=http://host:port`, and `RIVAL_KEY` if it wants
one. It must lead the model gpt-5.4 to the vendor that the bench starts, whose port is then 9099 (`VENDOR_PORT`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bench import cpu
from tests.gateway import ROOT, Gateway, channel, gateway
from tests.scripted.process import Vendor
from tests.scripted.process import vendor as scripted

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 8192; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  {http}
}}
"""
FILES = "server {{ listen 127.0.0.1:{port}; root {root}; }}"
PROXY = """
  upstream vendor {{ server {vendor}; keepalive 1024; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{port}; client_max_body_size 0;
    location / {{
      proxy_pass http://vendor; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
    }}
  }}
"""
NO_NGINX = "nginx is not installed, so nothing is measured beside it (Debian, Ubuntu: apt-get install nginx-light)"
RIVAL = os.environ.get("RIVAL", "")


class Subject(NamedTuple):
    """The gateway that is measured: its workers' pids, and those of its database now, where that is its own."""

    url: str
    key: str
    workers: list[int]
    database: Callable[[], list[int]]


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
    row: dict[str, object] = {"name": "bfl", "provider": "bfl", "base_url": url, "secret": "x"}
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
def text_vendor() -> Iterator[Vendor]:
    """A scripted vendor of text in a process of its own."""
    with scripted("text", port=int(os.environ.get("VENDOR_PORT", "9099")) if RIVAL else 0) as running:
        yield running


@contextmanager
def relay(url: str) -> Iterator[Subject]:
    """The gateway with that vendor as its OpenAI, asked with a prepaid account's key that has limits; or the rival."""
    if RIVAL:
        port = urlsplit(RIVAL).port or 80
        pids = cpu.listening(port)
        if not pids:
            sys.exit(f"nothing on this machine listens on port {port}, where RIVAL is said to be")
        yield Subject(RIVAL.rstrip("/"), os.environ.get("RIVAL_KEY", "sk-bench"), pids, list)
        return
    with gateway(channels=[channel("openai", url)], log_level="warning") as running:
        key = running.account("bench", "1000000", rpm=60_000_000, concurrency=10_000).key
        yield Subject(running.url, key, running.workers(), lambda: database(running))


@contextmanager
def nginx(root: Path, port: int) -> Iterator[tuple[str, list[int]] | None]:
    """Nginx serving a folder: its URL and its workers' pids; None where it is not installed."""
    with _nginx(FILES.format(port=port, root=root), port) as running:
        yield running


@contextmanager
def proxy(url: str, port: int) -> Iterator[tuple[str, list[int]] | None]:
    """Nginx as a plain proxy before a vendor, likewise."""
    with _nginx(PROXY.format(port=port, vendor=urlsplit(url).netloc), port) as running:
        yield running


@contextmanager
def _nginx(http: str, port: int) -> Iterator[tuple[str, list[int]] | None]:
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        print(NO_NGINX)
        yield None
        return
    with folder() as made:
        config = made / "nginx.conf"
        config.write_text(NGINX.format(folder=made, http=http))
        process = subprocess.Popen([program, "-c", str(config), "-p", str(made)])
        try:
            time.sleep(0.5)
            yield f"http://127.0.0.1:{port}", cpu.family(process.pid)
        finally:
            process.terminate()
            process.wait()
