"""Prometheus' text; several workers write their figures into shared files, which are added up when somebody asks.

prometheus-client's multiprocess mode, but with a file for each worker rather than for each process: a worker that is
started again goes on counting where its predecessor died, and a crash loop leaves no heap of files.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client knows where the files are."""


def share(folder: Path, worker: str) -> None:
    """Count in files there, under that name. Comes before any figure is declared."""
    (folder / f"{worker}.pid").write_text(str(os.getpid()))
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: worker)  # type: ignore[no-untyped-call]


def text() -> bytes:
    """All workers' figures. Reads files, so it is for a thread."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return generate_latest()
    registry = CollectorRegistry()
    registry.register(_Shared(Path(folder)))
    return generate_latest(registry)


class _Shared(Collector):
    """The sum of the files, and each worker's process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterator[Metric]:
        yield from MultiProcessCollector.merge([str(path) for path in self._folder.glob("*.db")])  # type: ignore[no-untyped-call]
        yield from _processes(self._folder)


def _processes(folder: Path) -> list[Metric]:
    """CPU, memory and files of each worker, by its name."""
    found: dict[str, Metric] = {}
    for file in sorted(folder.glob("*.pid")):
        pid = file.read_text()
        for metric in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():  # type: ignore[misc]
            whole = found.setdefault(metric.name, Metric(metric.name, metric.documentation, metric.type))
            for sample in metric.samples:
                whole.add_sample(sample.name, {"worker": file.stem}, sample.value)
    return list(found.values())
