"""What a key may use a minute and at a time, and what of its guesses is put right."""

from uuid import uuid4

import pytest

from philae.core.errors import RateLimited, TooLarge
from philae.gate.limits import FREE, Limits, Stay
from philae.gate.policy import Policy


def key(tpm: int | None = None, concurrency: int | None = None) -> Policy:
    """A key of these limits."""
    return Policy(uuid4(), uuid4(), "live", "", tpm=tpm, concurrency=concurrency)


def left(limits: Limits, policy: Policy) -> int:
    """How many tokens it may use at once now."""
    return limits.standings(policy)["tokens"].left


def entered(limits: Limits, policy: Policy, tokens: int, read: int = 1) -> Stay:
    """A call that reserved its tokens."""
    stay = limits.enter(policy)
    stay.reserve(tokens, read)
    return stay


def test_without_limits_nothing_is_counted() -> None:
    """All of them share one stay."""
    limits = Limits()
    assert limits.enter(key()) is FREE
    FREE.reserve(1_000_000, 1_000_000)
    FREE.settle(5)
    FREE.leave()


def test_tokens_are_put_right_at_the_end() -> None:
    """The guess counts while the call runs, then what it really took; only the first word of it."""
    limits, policy = Limits(), key(tpm=60_000)
    stay = entered(limits, policy, 40_000)
    assert 19_900 <= left(limits, policy) <= 20_100
    with pytest.raises(RateLimited) as caught:
        entered(limits, policy, 30_000)
    assert 9 <= (caught.value.retry_after or 0) <= 10
    stay.settle(1_000)
    stay.settle(99_999)
    stay.leave()
    assert 58_900 <= left(limits, policy) <= 59_200


def test_a_call_that_came_to_nothing_used_nothing() -> None:
    """What was reserved is given back."""
    limits, policy = Limits(), key(tpm=600)
    entered(limits, policy, 500).settle(0)
    assert left(limits, policy) >= 599


def test_more_than_was_guessed_is_paid_back_by_waiting() -> None:
    """A call that took three minutes' tokens keeps the next one out for about that long."""
    limits, policy = Limits(), key(tpm=600)
    entered(limits, policy, 100).settle(1_800)
    with pytest.raises(RateLimited) as caught:
        entered(limits, policy, 300)
    assert 145 <= (caught.value.retry_after or 0) <= 151


def test_a_cap_over_the_limit_passes_alone() -> None:
    """A call that may make more than a minute's tokens is let in when nothing else was used; one that reads more never."""
    limits, policy = Limits(), key(tpm=600)
    entered(limits, policy, 100_000, read=50)
    with pytest.raises(TooLarge, match="about 700 tokens"):
        entered(limits, policy, 700, read=700)


def test_calls_at_a_time() -> None:
    """They are counted off when they leave, once."""
    limits, policy = Limits(), key(concurrency=2)
    stays = [limits.enter(policy), limits.enter(policy)]
    with pytest.raises(RateLimited):
        limits.enter(policy)
    stays[0].leave()
    stays[0].leave()
    limits.enter(policy)
    with pytest.raises(RateLimited):
        limits.enter(policy)
