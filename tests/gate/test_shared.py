"""Limits among the workers of one machine: exact whoever asks, and given back by who dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from uuid import UUID, uuid4

import msgspec
import pytest

from philae.core.errors import RateLimited
from philae.gate.cells import Cell
from philae.gate.limits import Limits
from philae.gate.policy import Policy
from philae.gate.shared import SharedCells, made

WORKERS = 4


@pytest.fixture
def file() -> Iterator[int]:
    """The shared cells' file."""
    held = made()
    yield held
    os.close(held)


@contextmanager
def worker(file: int, number: int, key: UUID, tries: int, *more: str, **caps: int) -> Iterator["subprocess.Popen[str]"]:
    """One that is ready to enter."""
    told = msgspec.json.encode(caps).decode()
    command = [
        sys.executable,
        "-m",
        "tests.gate.crowd",
        str(file),
        str(number),
        str(WORKERS),
        str(key),
        told,
        str(tries),
    ]
    with subprocess.Popen(
        [*command, *more], pass_fds=(file,), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert said(child) == "ready"
        yield child


def go(child: "subprocess.Popen[str]") -> None:
    """Let it enter."""
    assert child.stdin
    child.stdin.write("go\n")
    child.stdin.flush()


def said(child: "subprocess.Popen[str]") -> str:
    """Its next line."""
    assert child.stdout
    return child.stdout.readline().strip()


def together(file: int, tries: int, **caps: int) -> tuple[int, float]:
    """How often four workers that try at the same time are let in, and how long that took."""
    key = uuid4()
    with ExitStack() as stack:
        crowd = [stack.enter_context(worker(file, n + 1, key, tries, "hold", **caps)) for n in range(WORKERS)]
        begun = time.monotonic()
        for child in crowd:
            go(child)
        return sum(int(said(child)) for child in crowd), time.monotonic() - begun


def test_calls_at_a_time(file: int) -> None:
    """Exactly as many as the key may have are inside."""
    assert together(file, 2_000, concurrency=37)[0] == 37


def test_requests_a_minute(file: int) -> None:
    """A sixth of a minute's requests at once, and no more than the rate behind them."""
    found, took = together(file, 2_000, rpm=600)
    assert 100 <= found <= 101 + took * 10


def test_tokens_a_minute(file: int) -> None:
    """A minute's tokens at once, and no more than the rate behind them."""
    found, took = together(file, 500, tpm=6_000)
    assert 600 <= found <= 601 + took * 10


def test_a_dead_workers_calls_come_back(file: int) -> None:
    """What a killed worker had running is forgotten when its number serves again."""
    key = uuid4()
    with worker(file, 2, key, 5, "hold", concurrency=5) as child:
        go(child)
        assert said(child) == "5"
        child.kill()
    policy = Policy(key, key, "live", "", concurrency=5)
    limits = Limits(SharedCells(file, 1, WORKERS))
    with pytest.raises(RateLimited):
        limits.enter(policy)
    SharedCells(file, 2, WORKERS)
    limits.enter(policy).leave()


def test_a_stopped_worker_stops_nobody(file: int) -> None:
    """Who is stopped in the middle of a turn holds the others up for some milliseconds only."""
    key = uuid4()
    cells = SharedCells(file, 1, 2)
    child = os.fork()
    if not child:
        SharedCells(file, 2, 2).turn(key, lambda _: os.kill(os.getpid(), signal.SIGSTOP))
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    begun = time.monotonic()
    cells.turn(key, lambda cell: setattr(cell, "requests", 7.0))
    assert time.monotonic() - begun < 0.5
    assert cells.look(key).requests == 7.0
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_more_subjects_than_slots(file: int) -> None:
    """Subjects that find no slot are counted by each worker alone, and never with another's figures."""
    cells = SharedCells(file, 1, 2)
    ids = [UUID(int=n << 64 | 3) for n in range(1, 200)]  # all of them want the same slots
    for n, subject in enumerate(ids):
        cells.turn(subject, partial(_mark, n=n))
    assert [cells.look(subject).tokens for subject in ids] == [float(n) for n in range(len(ids))]


def _mark(cell: Cell, n: int) -> None:
    cell.tokens = float(n)
