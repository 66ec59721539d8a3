"""Kept files from disk: CPU per MB beside nginx, turn and turn about, and memory under many readers."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from bench import bed, cpu, load
from bench.row import Row
from philae.core.task import Asset
from philae.edge.links import Links
from philae.store.seal import Seal
from tests.gateway import Gateway

SIZE = 20_000_000
READS = 200
TURNS = 4
MOST = 1.5


def measure() -> Iterator[Row]:
    """A file of 20 MB, 200 readers at once."""
    with bed.vendor() as url, bed.served(url) as running:
        path, place = _kept(running)
        worker = running.workers()[0]
        low = cpu.resident(worker)
        with bed.nginx(place.parent, 18_777) as rival:
            turns = []
            for _ in range(TURNS):
                ours = _read(running.url, path, [worker])
                theirs = _read(rival[0], f"/{place.name}", rival[1]) if rival else 0.0
                turns.append((ours, theirs))
        grown = cpu.resident(worker) - low
        mine, nginx = (sum(column) / TURNS for column in zip(*turns, strict=True))
        told = f"{mine:.0f} µs/MB, nginx {nginx:.0f} µs/MB"
        if rival:
            each = ", ".join(f"{ours / theirs:.2f}" for ours, theirs in turns)
            told += f": {mine / nginx:.2f} x (turns: {each})"
        kept = mine <= MOST * nginx if rival else None
        yield Row("/files from disk, CPU per MB", f"<= {MOST} x nginx", told, kept, "" if rival else "no nginx here")
        yield Row(f"{READS} readers of 20 MB, memory", "flat", f"+{grown:.0f} MB", grown < 60)


def _read(url: str, path: str, pids: list[int]) -> float:
    """CPU of the server in µs per MB, while all readers have the whole file once."""
    spent = cpu.seconds(pids)
    done = load.run(url, load.times(load.get(url, path), READS), READS)
    if done.errors or done.bytes < READS * SIZE:
        message = f"{url}: {done.statuses}, {done.bytes} bytes"
        raise RuntimeError(message)
    return (cpu.seconds(pids) - spent) / done.bytes * 1e12


def _kept(running: Gateway) -> tuple[str, Path]:
    """Put a file where results are kept, with its row; its signed path and its place."""
    identity, data = uuid.uuid4(), os.urandom(SIZE)
    place = running.folder / "data" / "assets" / "out" / "bench" / "big.jpeg"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    for folder in (place.parent, *place.parents[1:5]):
        folder.chmod(0o755)
    sql = "insert into asset (id, account, key, mime, size, sha256) values ($1, $1, 'out/bench/big.jpeg', 'image/jpeg', $2, $3)"
    running.rows(sql, identity, SIZE, hashlib.sha256(data).digest())
    secret = (running.folder / "data" / "secret.key").read_text().strip()
    asset = Asset(identity, "image", "out/bench/big.jpeg", "image/jpeg", SIZE)
    return Links(Seal(secret), 86_400).url(asset, ""), place
