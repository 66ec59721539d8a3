"""The relay beside nginx as a plain proxy to the same vendor: CPU of a request, of a streamed piece, and added latency."""

import asyncio
import json
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlsplit

import uvloop

from bench import bed, cpu, flow, load
from bench.bed import Subject
from bench.row import Row

PORT = 18_911
CLIENTS = 32
COUNT = 6_000
ROUNDS = 3
STREAMS = 100
PIECES = 150
PAUSE = 0.02
RATE = 50
SECONDS = 20
LONGEST = 10.0
"""Seconds for so many requests, at most: a slow rival gets fewer."""
FLUSHED = 1.5
"""Seconds until what was spent has reached the database."""


def measure() -> Iterator[Row]:
    """The rows of requests and pieces."""
    with bed.text_vendor() as vendor, bed.relay(vendor.url) as subject, bed.proxy(vendor.url, PORT) as nginx:
        yield _requests(subject, nginx)
        yield from _pieces(subject, nginx)
        yield _latency(subject, vendor.url, nginx)


def asked(words: str, *, stream: bool = False) -> bytes:
    """A request's body."""
    body = {"model": "gpt-5.4", "messages": [{"role": "user", "content": words}]}
    return json.dumps(body | ({"stream": True} if stream else {})).encode()


def _requests(subject: Subject, nginx: tuple[str, list[int]] | None) -> Row:
    ours, plain, shares, done = [], [], [], load.Load()
    for turn in range(ROUNDS + 1):
        worker, database, some = _asked(subject)
        beside = _proxied(nginx) if nginx else 0.0
        if turn:  # the first warms up
            ours.append(worker)
            shares.append(database)
            plain.append(beside)
            done.add(some)
    each, share, floor = median(ours), median(shares), median(plain)
    told = f"{_beside(each, floor)}, PostgreSQL {share:.0f} µs, {done.rate:.0f}/s, p99 {done.at(0.99) * 1e3:.0f} ms, {done.errors} errors"
    kept = each <= 100 and each <= 4.5 * floor and each + share <= 200 and not done.errors
    note = f"{CLIENTS} clients, p50 {done.at(0.5) * 1e3:.1f} ms"
    budget = "<= 100 µs CPU and <= 4.5 x nginx, <= 200 µs with PostgreSQL"
    return Row("relayed chat request", budget, told, kept if floor else None, note)


def _beside(each: float, floor: float) -> str:
    return (
        f"{each:.0f} µs = {each / floor:.2f} x nginx ({floor:.1f} µs)"
        if floor
        else f"{each:.0f} µs, no nginx beside it"
    )


def _asked(subject: Subject) -> tuple[float, float, load.Load]:
    """µs of the workers and of the database for each request, until its record is written."""
    request = load.post(subject.url, "/v1/chat/completions", subject.key, asked("hi"))
    before = cpu.seconds(subject.workers), cpu.seconds(subject.database())
    done = load.run(subject.url, load.within(request, COUNT, LONGEST), CLIENTS)
    time.sleep(FLUSHED)
    spent = cpu.seconds(subject.workers) - before[0], cpu.seconds(subject.database()) - before[1]
    count = len(done.times) or 1
    return spent[0] / count * 1e6, spent[1] / count * 1e6, done


def _proxied(nginx: tuple[str, list[int]]) -> float:
    url, pids = nginx
    before = cpu.seconds(pids)
    load.run(url, load.times(load.post(url, "/v1/chat/completions", "sk-vendor", asked("hi")), COUNT), CLIENTS)
    return (cpu.seconds(pids) - before) / COUNT * 1e6


def _pieces(subject: Subject, nginx: tuple[str, list[int]] | None) -> Iterator[Row]:
    body = asked(f"hi vendor:chunks={PIECES} vendor:pause={PAUSE}", stream=True)
    messages = json.dumps(json.loads(body) | {"max_tokens": 4096}).encode()
    same: list[float] = []
    other: list[float] = []
    plain: list[float] = []
    whole = 0
    for _ in range(ROUNDS):
        for path, sent, found in (("/v1/chat/completions", body, same), ("/v1/messages", messages, other)):
            each, done = _streamed(subject.url, load.post(subject.url, path, subject.key, sent), subject.workers)
            found.append(each)
            whole += done.whole - done.refused
        if nginx:
            url, pids = nginx
            each, _ = _streamed(url, load.post(url, "/v1/chat/completions", "sk-vendor", body), pids)
            plain.append(each)
    missing = 2 * ROUNDS * STREAMS - whole
    floor = median(plain) if plain else 0.0
    rate = f"{STREAMS} streams of {1 / PAUSE:.0f} pieces/s"
    told = f"{_beside(median(same), floor)}, {missing} broken"
    kept = median(same) <= 1.3 * floor and not missing
    yield Row("streamed piece, same format", "<= 1.3 x nginx", told, kept if floor else None, rate)
    told = f"{median(other):.0f} µs"
    kept = median(other) <= 60 and not missing
    yield Row("streamed piece, Anthropic client, OpenAI channel", "<= 60 µs CPU", told, kept)


def _streamed(url: str, request: bytes, pids: list[int]) -> tuple[float, flow.Flow]:
    async def run() -> flow.Flow:
        done = await flow.begin(url, request, STREAMS, PAUSE)
        await done.over
        return done

    before = cpu.seconds(pids)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        done = runner.run(run())
    return (cpu.seconds(pids) - before) / (STREAMS * PIECES) * 1e6, done


def _latency(subject: Subject, vendor: str, nginx: tuple[str, list[int]] | None) -> Row:
    """Calls at a fixed pace, each in turn through the gateway, through nginx and straight to the vendor."""
    asks = [(subject.url, subject.key), (vendor, "sk-vendor"), *([(nginx[0], "sk-vendor")] if nginx else [])]
    lines = [(url, load.post(url, "/v1/chat/completions", key, asked("hi"))) for url, key in asks]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        through, direct, *plain = runner.run(_paced(lines))
    p50, p99 = (_at(through, share) - _at(direct, share) for share in (0.5, 0.99))
    floor = f", nginx adds {(_at(plain[0], 0.5) - _at(direct, 0.5)) * 1e3:.2f}" if plain else ""
    told = f"p50 {p50 * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms"
    note = f"p50/p99 direct {_at(direct, 0.5) * 1e3:.2f}/{_at(direct, 0.99) * 1e3:.2f}{floor}"
    kept = p50 <= 0.0006 and p99 <= 0.003
    return Row(f"added latency at {RATE} requests/s", "p50 <= 0.6 ms, p99 <= 3 ms", told, kept, note)


async def _paced(lines: list[tuple[str, bytes]]) -> list[list[float]]:
    """The times of each line's calls, without those of its first second."""
    open_ = [(await asyncio.open_connection(urlsplit(u).hostname, urlsplit(u).port), r) for u, r in lines]
    times: list[list[float]] = [[] for _ in lines]
    due = time.perf_counter()
    for _ in range(RATE * SECONDS):
        for i, ((reader, writer), request) in enumerate(open_):
            due += 1 / RATE / len(lines)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            begun = time.perf_counter()
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
            times[i].append(time.perf_counter() - begun)
    for (_, writer), _ in open_:
        writer.close()
    return [found[RATE:] for found in times]


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]
