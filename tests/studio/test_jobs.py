"""Who waits, who runs, what is kept."""

import asyncio

import pytest

from philae.studio import jobs
from philae.studio.jobs import Job, Jobs
from philae.studio.request import Request


def line(count: int) -> tuple[Jobs, list[Job]]:
    """So many jobs waiting."""
    board = Jobs(lambda _: None)
    made = [board.add(Request(), {}, None) for _ in range(count)]
    for job in made:
        board.enqueue(job)
    return board, made


def test_the_line_is_first_come_first_served() -> None:
    """And positions count those before, running ones too."""
    board, (first, second, third) = line(3)
    taken = asyncio.run(board.take())
    taken.start()

    assert taken is first
    assert [board.position(job) for job in (first, second, third)] == [0, 1, 2]
    assert board.ahead_seconds(third) > board.ahead_seconds(second) > 0


def test_a_cancelled_job_leaves_the_line_and_stays_cancelled() -> None:
    """Even if its picture comes after all."""
    board, (first, second) = line(2)
    board.cancel(first)
    first.finish({})

    assert asyncio.run(board.take()) is second
    assert first.error == {"code": "canceled", "message": "the job was cancelled"}


def test_old_and_too_many_finished_jobs_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest first, with their keys."""
    gone: list[str] = []
    board = Jobs(gone.append)
    made = [board.add(Request(), {}, f"key {n}") for n in range(5)]
    for number, job in enumerate(made[:4]):
        job.finish({})
        job.ended = (job.ended or 0) - 60 + number
    monkeypatch.setattr(jobs, "KEPT", 2)
    board.sweep()

    assert gone == [job.id for job in made[:2]]
    assert board.same("key 0") is None
    assert board.same("key 4") is made[4]


def test_it_is_full_at_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finished jobs do not count."""
    monkeypatch.setattr(jobs, "ROOM", 2)
    board, made = line(2)

    assert board.full
    made[0].finish({})
    assert not board.full


def test_the_pace_is_learnt() -> None:
    """Slow jobs make the guess longer."""
    board, (first, second) = line(2)
    before = board.ahead_seconds(second)
    first.start()
    first.started = (first.started or 0) - 60
    first.finish({})
    board.learn(first)

    assert board.ahead_seconds(second) > before
