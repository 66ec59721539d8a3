"""What vendors do wrong: each task ends in the right state, in words, and is settled once."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

FAULTS = [
    ("vendor:moderated", "failed", "content_filtered"),
    ("vendor:error", "failed", "upstream_error"),
    ("vendor:expired", "failed", "upstream_error"),
    ("vendor:notimage", "failed", "upstream_error"),
    ("vendor:422", "failed", None),
    ("vendor:402", "failed", "upstream_refused"),
    ("vendor:429", "failed", "timeout"),
    ("vendor:500", "failed", "upstream_unknown"),
    ("vendor:503", "failed", "upstream_refused"),
    ("vendor:silent", "failed", "timeout"),
    ("vendor:reset", "failed", "upstream_unknown"),
    ("vendor:forever", "failed", "timeout"),
]


REFUSED = {"vendor:402": "flux-schnell", "vendor:503": "flux-3-image"}
"""Refusals make a channel rest, ever longer: each has a vendor of its own, and time enough to be given up."""


@pytest.fixture(scope="module")
def running(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway of its own, since a channel that refuses rests for some seconds."""
    with (
        vendor("bfl", delay=0.2) as made,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("bfl", made.url)], deadline="7") as up,
    ):
        yield up


@pytest.fixture(scope="module")
def patient(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway whose tasks have all the time that refusals need."""
    with (
        vendor("bfl") as bfl,
        vendor("replicate") as replicate,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("bfl", bfl.url), channel("replicate", replicate.url)]) as up,
    ):
        yield up


@pytest.fixture(scope="module")
def tasks(running: Gateway, patient: Gateway) -> dict[str, tuple[Gateway, str]]:
    """One task for each fault, all at once, and where it runs."""
    found = {}
    for fault, _, _ in FAULTS:
        up = patient if fault in REFUSED else running
        body = {"model": REFUSED.get(fault, "flux-2-pro"), "prompt": f"a fox {fault}"}
        size = {} if fault in REFUSED else {"width": 256, "height": 256}
        found[fault] = up, str(up.owner.post("/v1/tasks", body | size).json()["id"])
    return found


@pytest.mark.parametrize(("fault", "state", "code"), FAULTS)
def test_a_fault_ends_in_words_and_is_not_charged(
    tasks: dict[str, tuple[Gateway, str]], fault: str, state: str, code: str | None
) -> None:
    """The hold goes back; the message says what happened and names no vendor's secret."""
    up, identity = tasks[fault]
    task = up.owner.ended(identity, 40)

    assert task["state"] == state
    assert task["receipt"]["captured"] == "0.00"
    assert code is None or task["error"]["code"] == code
    assert len(task["error"]["message"]) > 10
    assert "127.0.0.1" not in task["error"]["message"]


def test_every_hold_was_settled_once(tasks: dict[str, tuple[Gateway, str]]) -> None:
    """After all of them the ledger agrees with itself."""
    for up, identity in tasks.values():
        up.owner.ended(identity, 40)

    assert [up.proof() for up, _ in tasks.values()] == [[]] * len(tasks)


def test_moderation_reads_as_bfl_says_it(tasks: dict[str, tuple[Gateway, str]]) -> None:
    """`Request Moderated`, with the reasons, in a 200."""
    up, identity = tasks["vendor:moderated"]
    up.owner.ended(identity, 40)

    answer = up.owner.get(f"/flux/v1/get_result?id={identity}")

    assert answer.status == 200
    assert answer.json()["status"] == "Request Moderated"


def test_a_lost_answer_is_booked_as_our_loss(tasks: dict[str, tuple[Gateway, str]]) -> None:
    """The vendor may have it: nobody is charged, the house may have lost it."""
    up, identity = tasks["vendor:reset"]
    up.owner.ended(identity, 40)

    rows = up.rows("select amount from entry where account = 'house:lost' and txn = $1::uuid", identity)

    assert [r["amount"] < 0 for r in rows] == [True]
