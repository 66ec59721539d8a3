"""Kept files from disk: CPU per MB beside nginx in the same run, and memory under many readers."""

import hashlib
import os
import uuid
from collections.abc import Iterator

from bench import bed, cpu, load
from bench.row import Row
from philae.core.task import Asset
from philae.edge.links import Links
from philae.store.seal import Seal

SIZE = 20_000_000
READS = 200


def measure() -> Iterator[Row]:
    """A file of 20 MB, 200 readers at once."""
    with bed.vendor() as url, bed.served(url) as running:
        path, place = _kept(running)
        worker = running.workers()[0]
        low = cpu.resident(worker)
        spent = cpu.seconds([worker])
        ours = load.run(running.url, load.times(load.get(running.url, path), READS * 2), READS)
        mine = (cpu.seconds([worker]) - spent) / (ours.bytes / 1e6)
        grown = cpu.resident(worker) - low
        with bed.nginx(place.parent, 18_777) as rival:
            if rival is None:
                yield Row(
                    "/files from disk", "<= 1.5 x nginx", f"{mine * 1e6:.0f} µs/MB", None, "nginx is not installed"
                )
                return
            address, pids = rival
            spent = cpu.seconds(pids)
            load.run(address, load.times(load.get(address, f"/{place.name}"), READS * 2), READS)
            theirs = (cpu.seconds(pids) - spent) / (ours.bytes / 1e6)
        told = f"{mine * 1e6:.0f} µs/MB, nginx {theirs * 1e6:.0f} µs/MB: {mine / theirs:.2f} x, {ours.errors} errors"
        yield Row("/files from disk, CPU per MB", "<= 1.5 x nginx", told, mine <= 1.5 * theirs and not ours.errors)
        yield Row(f"{READS} readers of 20 MB, memory", "flat", f"+{grown:.0f} MB", grown < 60)


def _kept(running: bed.Gateway) -> tuple[str, bed.Path]:
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
    return Links(Seal(secret).signing, 86_400).url(asset, ""), place
