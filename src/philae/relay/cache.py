"""Answers that are kept to be given again, by their questions; within one process, the least wanted are forgotten first."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

PART = 8
"""An answer that would take a larger part of the room than one of so many is not kept."""


class Wish(NamedTuple):
    """What a call wants: an answer to this very question (its hash), of that account, `life` seconds old at most."""

    question: bytes
    life: float
    anew: bool


class Answer(NamedTuple):
    """What a client was sent, what it cost in nano-USD, the header lines beside it, and when."""

    body: bytes
    streamed: bool
    cost: int
    beside: bytes
    at: float


class Cache:
    """One for a worker; `most` bytes of answers, those that were not asked for the longest go first."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing was answered."""
        self._most, self._clock = most, clock
        self._answers: OrderedDict[bytes, tuple[Answer, float]] = OrderedDict()
        self.size = 0

    def find(self, wish: Wish) -> Answer | None:
        """The answer, unless there is none that is young enough."""
        answer, until = self._answers.get(wish.question, (None, 0.0))
        now = self._clock()
        if answer and until <= now:
            self._forget(wish.question)
        if answer is None or wish.anew or until <= now or answer.at + wish.life <= now:
            return None
        self._answers.move_to_end(wish.question)
        return answer

    def keep(self, wish: Wish, body: bytes, cost: int, beside: bytes, *, streamed: bool) -> None:
        """It was answered so."""
        if len(body) * PART > self._most:
            return
        self._forget(wish.question)
        now = self._clock()
        self._answers[wish.question] = (Answer(body, streamed, cost, beside, now), now + wish.life)
        self.size += len(body)
        while self.size > self._most:
            self._forget(next(iter(self._answers)))

    def _forget(self, question: bytes) -> None:
        answer, _ = self._answers.pop(question, (None, 0.0))
        self.size -= len(answer.body) if answer else 0
