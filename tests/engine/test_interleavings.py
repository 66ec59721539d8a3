"""Any order of steps, crashes, rescues, cancels and late results: the ledger balances, and each task is settled once."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from philae.core.provider import Recovery
from tests.engine.interleaved import Interleaved, machine_over, play
from tests.migrated import migrated as migrated
from tests.migrated import template as template

pytestmark = pytest.mark.long


@pytest.mark.parametrize("examples", [15, pytest.param(400, marks=pytest.mark.long)])
def test_any_interleaving_keeps_the_ledger_balanced(migrated: str, examples: int) -> None:
    """Whatever the order: every transaction sums to zero, every figure is the ledger's, no task is charged twice."""
    calm = settings(
        max_examples=examples, stateful_step_count=50, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine_over(migrated), settings=calm)


@pytest.mark.parametrize("stops", [0, 1, 2, 99])
def test_a_result_that_comes_late_changes_nothing(migrated: str, stops: int) -> None:
    """A worker holds the finished picture, stands still, is overtaken, and comes back when another has the task, or ended it."""

    def story(machine: Interleaved) -> None:
        machine.step(0, 0, 3)
        machine.lapse(0, swept=False, overtaken=True)
        machine.step(1, 0, stops)
        machine.agrees()
        assert len(machine.hands[0].gate.waiting) == 1
        machine.finish(0, 0)

    machine = play(migrated, "key", ["/"], story)
    assert set(machine.shop.taken.values()) == {1}


def test_a_step_from_an_earlier_ownership_changes_nothing(migrated: str) -> None:
    """The task went to another worker, moved on there, and came back: what the first had begun then is void."""

    def story(machine: Interleaved) -> None:
        machine.step(0, 0, 1)
        machine.lapse(0, swept=False, overtaken=True)
        machine.step(1, 0, 4)
        machine.crash(1)
        machine.rescue(0)
        machine.agrees()
        assert len(machine.hands[0].gate.waiting) == 1
        machine.step(0, 0, 1)

    play(migrated, "key", ["l/pp"], story)


@pytest.mark.parametrize("recovery", ["key", "none"])
@pytest.mark.parametrize("stops", range(8))
def test_a_task_whose_deadline_passed_while_nobody_was_there_ends(
    migrated: str, stops: int, recovery: Recovery
) -> None:
    """Wherever its worker died: who rescues it ends it at once, and what was held is free again."""

    def story(machine: Interleaved) -> None:
        machine.step(0, 0, stops)
        machine.crash(0)
        machine.expire(0)

    play(migrated, recovery, ["a/p", "l/?"], story)
