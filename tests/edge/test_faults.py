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
def tasks(running: Gateway) -> dict[str, str]:
    """One task for each fault, all at once."""
    body = {"width": 256, "height": 256}
    return {
        f: running.owner.post("/flux/v1/flux-2-pro", {**body, "prompt": f"a fox {f}"}).json()["id"]
        for f, _, _ in FAULTS
    }


@pytest.mark.parametrize(("fault", "state", "code"), FAULTS)
def test_a_fault_ends_in_words_and_is_not_charged(
    running: Gateway, tasks: dict[str, str], fault: str, state: str, code: str | None
) -> None:
    """The hold goes back; the message says what happened and names no vendor's secret."""
    task = running.owner.ended(tasks[fault], 40)

    assert task["state"] == state
    assert task["receipt"]["captured"] == "0.00"
    assert code is None or task["error"]["code"] == code
    assert len(task["error"]["message"]) > 10
    assert "127.0.0.1" not in task["error"]["message"]


def test_every_hold_was_settled_once(running: Gateway, tasks: dict[str, str]) -> None:
    """After all of them the ledger agrees with itself."""
    for identity in tasks.values():
        running.owner.ended(identity, 40)

    assert running.proof() == []


def test_moderation_reads_as_bfl_says_it(running: Gateway, tasks: dict[str, str]) -> None:
    """`Request Moderated`, with the reasons, in a 200."""
    running.owner.ended(tasks["vendor:moderated"], 40)

    answer = running.owner.get(f"/flux/v1/get_result?id={tasks['vendor:moderated']}")

    assert answer.status == 200
    assert answer.json()["status"] == "Request Moderated"


def test_a_lost_answer_is_booked_as_our_loss(running: Gateway, tasks: dict[str, str]) -> None:
    """The vendor may have it: nobody is charged, the house may have lost it."""
    running.owner.ended(tasks["vendor:reset"], 40)

    rows = running.rows(
        "select amount from entry where account = 'house:lost' and txn = $1::uuid", tasks["vendor:reset"]
    )

    assert [r["amount"] < 0 for r in rows] == [True]
