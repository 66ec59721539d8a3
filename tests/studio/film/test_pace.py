"""Five seconds of 720p within what the studio promises."""

import resource

import pytest

from philae.studio.making import make
from philae.studio.request import Request

BUDGET = 180.0
"""Seconds of CPU: 90 on two cores."""


@pytest.mark.long
@pytest.mark.parametrize("prompt", ["a red fox in the snow at sunset", "a sailboat on the sea in a storm"])
def test_five_seconds_of_720p(prompt: str) -> None:
    """Counted in CPU, all threads together, kernels compiled."""
    order = Request(operation="film", prompt=prompt, width=64, height=48, seconds=0.1, format="mp4", seed=1)
    make(order, lambda _: None)
    before = resource.getrusage(resource.RUSAGE_SELF)
    make(
        Request(operation="film", prompt=prompt, width=1280, height=720, seconds=5, format="mp4", seed=1),
        lambda _: None,
    )
    after = resource.getrusage(resource.RUSAGE_SELF)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < BUDGET
