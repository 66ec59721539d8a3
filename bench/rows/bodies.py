"""Big bodies: 50 requests with a picture of 20 MB each at once, and what other calls notice of it."""

import base64
import io
import json
import os
import threading
import time
from collections.abc import Iterator

from PIL import Image

from bench import bed, cpu, load
from bench.row import Row

COUNT = 50


def measure() -> Iterator[Row]:
    """Memory of the worker, and polls beside."""
    with bed.vendor("--delay", "0.2") as url, bed.served(url) as running:
        key, worker = bed.owner(running), running.workers()[0]
        poll = load.get(running.url, "/flux/v1/get_result?id=01a207c9-5989-734a-9251-7c0bafbbd6f0", key)
        quiet = load.run(running.url, load.times(poll, 3000), 4)
        peak, over = [cpu.resident(worker)], threading.Event()
        watch = threading.Thread(target=_watch, args=(worker, peak, over))
        watch.start()
        body = json.dumps({"prompt": "as it is", "image": _picture()}).encode()
        request = load.post(running.url, "/flux/v1/flux-pro-1.0-fill", key, body)
        beside: list[load.Load] = []
        polls = threading.Thread(target=lambda: beside.append(load.run(running.url, load.times(poll, 3000), 4)))
        polls.start()
        done = load.run(running.url, load.times(request, COUNT), COUNT)
        polls.join()
        over.set()
        watch.join()
        slower = beside[0].at(0.99) / quiet.at(0.99)
        told = f"{max(peak):.0f} MB, {done.statuses}"
        yield Row("50 bodies of 20 MB at once, memory", "<= 600 MB", told, max(peak) <= 600 and not done.errors)
        p99 = f"{slower:.1f} x ({quiet.at(0.99) * 1e3:.1f} -> {beside[0].at(0.99) * 1e3:.1f} ms)"
        yield Row("other calls beside them, p99", "<= 2 x", p99, slower <= 2)


def _picture() -> str:
    """A PNG of noise whose base64 has about 20 MB."""
    side = 2236
    image = Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=0)
    return base64.b64encode(out.getvalue()).decode()


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    while not over.is_set():
        peak.append(cpu.resident(pid))
        time.sleep(0.02)
