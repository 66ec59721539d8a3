"""Postings as values: each sums to zero, and what they do to balance and key is what their lines say."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.ledger import posting
from philae.ledger.posting import Payer, Posting

TASK, ACCOUNT, KEY = UUID(int=1), UUID(int=2), UUID(int=3)
PAYER = Payer(ACCOUNT, KEY, "live")
amounts = st.integers(0, 10**15)


def moved(postings: list[Posting], account: str) -> int:
    """What the lines add to a ledger account."""
    return sum(amount for p in postings for name, amount in p.lines if name == account)


@given(amounts, amounts, amounts)
def test_a_hold_and_its_settlement_leave_nothing_held(amount: int, captured: int, overrun: int) -> None:
    """What was held is captured or back; the overrun is the house's."""
    captured = min(captured, amount)
    postings = [posting.hold(TASK, PAYER, amount), *posting.settle(TASK, PAYER, amount, captured, overrun)]

    assert moved(postings, posting.held(ACCOUNT)) == 0
    assert moved(postings, posting.available(ACCOUNT)) == -captured
    assert moved(postings, "house:sales") == captured
    assert moved(postings, "house:overrun") == -overrun


@given(amounts, amounts)
def test_projections_follow_the_lines(amount: int, captured: int) -> None:
    """The changes of balance and key are those of the lines; a key that ran one task runs none."""
    captured = min(captured, amount)
    postings = [posting.hold(TASK, PAYER, amount), *posting.settle(TASK, PAYER, amount, captured)]

    assert sum(p.available for p in postings) == moved(postings, posting.available(ACCOUNT))
    assert sum(p.held for p in postings) == moved(postings, posting.held(ACCOUNT))
    assert (sum(p.key_held for p in postings), sum(p.key_spent for p in postings)) == (0, captured)
    assert sum(p.key_running for p in postings) == 0


def test_each_charge_has_its_number() -> None:
    """A second capture of a task would have the first one's number, which the table refuses."""
    postings = [posting.hold(TASK, PAYER, 9), *posting.settle(TASK, PAYER, 9, 5, 2)]
    postings.append(posting.house(TASK, 5, "live", "house:lost", 3, "lost"))

    assert [p.n for p in postings] == [1, 2, 3, 4, 5]


def test_what_does_not_balance_is_refused() -> None:
    """A transaction that makes money cannot be made."""
    with pytest.raises(ValueError, match="sum to zero"):
        Posting(TASK, 1, "adjust", "live", (("house:sales", 1),))
