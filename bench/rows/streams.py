"""Many streams at once: what an idle one holds in memory, a thousand for a minute, and a hundred beside big uploads."""

import asyncio
import base64
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.pool import Pool
from pathlib import Path

import uvloop

from bench import bed, cpu, flow, load
from bench.bed import Subject
from bench.row import Row
from bench.rows.relay import asked

MANY = 1_000
SECONDS = 60
PAUSE = 0.25
FLAT = 8.0
"""MB that memory may grow from the tenth second to the end: the allocator's own, not what each stream leaves."""
FEW = 100
SENDERS = 8
EACH = 10 << 20
QUIET = 4.0
LOWEST = 19
PATH = "/v1/chat/completions"


def measure() -> Iterator[Row]:
    """Memory first, since a busy worker has memory at hand that an idle one would have to take."""
    new = uvloop.new_event_loop
    with (
        bed.text_vendor() as vendor,
        bed.relay(vendor.url) as subject,
        _senders() as senders,
        asyncio.Runner(loop_factory=new) as runner,
    ):
        yield runner.run(_idle(subject))
        yield runner.run(_minute(subject))
        os.setpriority(os.PRIO_PROCESS, vendor.pid, LOWEST)
        yield runner.run(_beside(subject, senders))


def _request(subject: Subject, words: str) -> bytes:
    return load.post(subject.url, PATH, subject.key, asked(f"hi {words}", stream=True))


def _memory(subject: Subject) -> float:
    return sum(map(cpu.resident, subject.workers))


async def _idle(subject: Subject) -> Row:
    warm = await flow.begin(subject.url, _request(subject, "vendor:chunks=4"), 50)
    await warm.over
    await asyncio.sleep(1)
    before = _memory(subject)
    silent = await flow.begin(subject.url, _request(subject, "vendor:chunks=4 vendor:pause=300"), MANY, 1.0)
    await asyncio.sleep(2)
    each = (_memory(subject) - before) * 1e3 / MANY
    heard = silent.heard
    silent.close()
    await silent.over
    await asyncio.sleep(2)
    told = f"{each:.1f} KB each, {heard} of {MANY} begun"
    note = f"{before:.0f} MB before, {_memory(subject):.0f} MB after"
    return Row("idle stream, memory", "<= 20 KB", told, each <= 20 and heard == MANY, note)


async def _minute(subject: Subject) -> Row:
    pieces = int(SECONDS / PAUSE)
    words = f"vendor:stamps={pieces} vendor:pause={PAUSE}"
    running = await flow.begin(subject.url, _request(subject, words), MANY, 2.0, stamped=True)
    await asyncio.sleep(8)
    before, spent = _memory(subject), cpu.seconds(subject.workers)
    await asyncio.sleep(SECONDS - 12)
    grown, spent = _memory(subject) - before, (cpu.seconds(subject.workers) - spent) / (SECONDS - 12)
    await running.over
    whole = running.whole - running.refused
    told = f"{MANY - whole} broken, memory {before:.0f} MB, grown {grown:+.1f} MB"
    note = f"{MANY / PAUSE:.0f} pieces/s, {spent:.0%} of a core, p50/p99 of a piece {_both(running)}"
    kept = whole == MANY and grown <= FLAT
    return Row(f"{MANY:,} streams for {SECONDS} s", "no error, flat memory", told, kept, note)


async def _beside(subject: Subject, senders: Pool) -> Row:
    words = "vendor:stamps=600 vendor:pause=0.05"
    running = await flow.begin(subject.url, _request(subject, words), FEW, 0.5, stamped=True)
    await asyncio.sleep(QUIET)
    begun = time.monotonic()
    statuses = await asyncio.to_thread(senders.apply, _send, (subject.url, subject.key))
    ended = time.monotonic()
    running.close()
    await running.over
    quiet, busy = running.at(0.99, 0, begun), running.at(0.99, begun, ended)
    added = (busy - quiet) * 1e3
    told = f"p99 {added:.1f} ms ({quiet * 1e3:.1f} -> {busy * 1e3:.1f} ms), uploads {statuses}"
    note = f"{SENDERS} x {EACH >> 20} MB in {ended - begun:.1f} s, p50 {running.at(0.5, begun, ended) * 1e3:.1f} ms"
    kept = added <= 20 and set(statuses) == {200}
    return Row(f"added delay of a piece, {FEW} streams beside uploads of 80 MB", "p99 <= 20 ms", told, kept, note)


def _both(running: flow.Flow) -> str:
    return f"{running.at(0.5) * 1e3:.1f}/{running.at(0.99) * 1e3:.1f} ms"


def _senders() -> Pool:
    """One process for all senders. They and the vendor stand for other machines: they take what the gateway leaves."""
    return multiprocessing.get_context("spawn").Pool(1, _polite)


def _polite() -> None:
    os.setsid()
    os.nice(LOWEST)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(LOWEST))


def _send(url: str, key: str) -> dict[int, int]:
    """Statuses of requests with a picture each, all at once."""
    data = base64.b64encode(os.urandom(EACH * 3 // 4)).decode()
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}}
    body = {"model": "gpt-5.4", "messages": [{"role": "user", "content": [picture]}]}
    request = load.post(url, PATH, key, json.dumps(body).encode())
    return load.run(url, load.times(request, SENDERS), SENDERS).statuses
