"""Big bodies: 50 requests with a picture of 20 MB each at once, and what other calls notice of it.

The senders and the vendor stand for other machines, so they take what CPU the gateway leaves. The other calls come at
a fixed pace and count from the moment when each was due, whether or not the one before had been answered. Memory is
what is resident of the worker and of all that it starts; pages of files that the kernel could drop do not count.
"""

import asyncio
import base64
import io
import json
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from multiprocessing.pool import Pool
from pathlib import Path
from urllib.parse import urlsplit

import uvloop
from PIL import Image

from bench import bed, cpu, load
from bench.row import Row

COUNT = 50
LINES = 4
EVERY = 0.01
"""Seconds between two calls on a line: 400 calls a second in all."""
QUIET = 8.0
MEMORY = 600
PATH = "/flux/v1/flux-pro-1.0-fill"
LOWEST = 19


def measure() -> Iterator[Row]:
    """Memory of the worker, and polls beside."""
    with bed.vendor("--delay", "0.2") as url, bed.served(url) as running, _senders() as senders:
        os.setpriority(os.PRIO_PROCESS, cpu.named("tests.scripted.bfl", os.getpid())[0], LOWEST)
        worker, key = running.workers()[0], bed.owner(running)
        poll = load.get(running.url, "/flux/v1/get_result?id=01a207c9-5989-734a-9251-7c0bafbbd6f0", key)
        until = time.perf_counter() + QUIET
        quiet = _paced(running.url, poll, lambda: time.perf_counter() > until)
        sent = senders.apply_async(_send, (running.url, key, worker))
        beside = _paced(running.url, poll, sent.ready)
        took, statuses, peak = sent.get()
        told = f"{peak:.0f} MB, {statuses} in {took:.0f} s"
        kept = peak <= MEMORY and set(statuses) == {200}
        yield Row(f"{COUNT} bodies of 20 MB at once, memory", f"<= {MEMORY} MB", told, kept)
        slower = _at(beside, 0.99) / _at(quiet, 0.99)
        told = " -> ".join(f"{_at(times, 0.5) * 1e3:.1f}/{_at(times, 0.99) * 1e3:.1f}" for times in (quiet, beside))
        yield Row("other calls beside them, p99", "<= 2 x", f"{slower:.1f} x (p50/p99 {told} ms)", slower <= 2)


def _senders() -> Pool:
    """One process for all senders, its body made beforehand."""
    return multiprocessing.get_context("spawn").Pool(1, _prepare)


def _prepare() -> None:
    """Take the CPU's rest, also where the kernel shares it out by sessions first."""
    os.setsid()
    os.nice(LOWEST)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(LOWEST))
    _body()


@cache
def _body() -> bytes:
    """A PNG of noise whose base64 has about 20 MB, in a request."""
    side, out = 2236, io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(out, "PNG", compress_level=0)
    return json.dumps({"prompt": "as it is", "image": base64.b64encode(out.getvalue()).decode()}).encode()


def _send(url: str, key: str, worker: int) -> tuple[float, dict[int, int], float]:
    """Seconds, statuses, and the most MB that the worker and what it started had meanwhile."""
    peak, over = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(worker, peak, over))
    watch.start()
    done = load.run(url, load.times(load.post(url, PATH, key, _body()), COUNT), COUNT)
    over.set()
    watch.join()
    return done.took, done.statuses, peak[0]


def _paced(url: str, request: bytes, over: Callable[[], bool]) -> list[float]:
    """The times of calls on a few lines, each due at its moment, until it is over."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_all_lines(url, request, over))


async def _all_lines(url: str, request: bytes, over: Callable[[], bool]) -> list[float]:
    found = await asyncio.gather(*[_line(url, request, over, i * EVERY / LINES) for i in range(LINES)])
    return [t for times in found for t in times]


async def _line(url: str, request: bytes, over: Callable[[], bool], first: float) -> list[float]:
    parts, times = urlsplit(url), list[float]()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    due = time.perf_counter() + first
    while not over():
        await asyncio.sleep(due - time.perf_counter())
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
        times.append(time.perf_counter() - due)
        due += EVERY
    writer.close()
    return times


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    while not over.is_set():
        peak[0] = max(peak[0], sum(map(_resident, cpu.family(pid))))
        time.sleep(0.05)


def _resident(pid: int) -> float:
    try:
        return cpu.resident(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
