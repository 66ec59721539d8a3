"""Runs a kernel over bands of rows in threads, tells the progress, and lets the listener cancel by raising."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from philae.studio.stage import Progress

_THREADS = max(1, min(8, os.cpu_count() or 1))


def silent(_done: float) -> None:
    """Listen to no progress."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Map 0..1 of one step onto `start`..`end` of the whole."""
    return lambda done: progress(start + (end - start) * min(max(done, 0.0), 1.0))


def bands(kernel: Callable[[int, int], object], rows: int, progress: Progress = silent) -> None:
    """Call `kernel(first, last)` for bands that cover `rows`; kernels write only to their own rows.

    The bands are small, for an even load; `progress` is called from this thread, and what it raises stops the rest.
    """
    size = max(1, -(-rows // (8 * _THREADS)))
    starts = range(0, rows, size)
    with ThreadPoolExecutor(_THREADS) as pool:
        jobs = [pool.submit(kernel, start, min(start + size, rows)) for start in starts]
        try:
            for done, job in enumerate(jobs, 1):
                job.result()
                progress(done / len(jobs))
        finally:
            for job in jobs:
                job.cancel()
