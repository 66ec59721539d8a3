"""What a client pays and what is our loss, by what the vendor did; each picture is bought once."""

import pytest

from philae.core.provider import Recovery
from tests.engine.interleaved import Interleaved, play
from tests.engine.stage import PRICE
from tests.migrated import migrated as migrated
from tests.migrated import template as template

pytestmark = pytest.mark.long


@pytest.mark.parametrize("lost", ["l", "L", "lL", "Ll"])
@pytest.mark.parametrize("recovery", ["key", "lookup"])
def test_a_lost_submit_is_resolved_and_bought_once(migrated: str, recovery: Recovery, lost: str) -> None:
    """Whether the vendor took it before the line broke is found out; only what it does not have is sent again."""
    machine = play(migrated, recovery, [f"{lost}/"], lambda machine: machine.finish(0, 0))

    assert list(machine.shop.taken.values()) == [1]
    assert machine.sales == PRICE


def test_a_lost_submit_that_cannot_be_resolved_is_our_loss(migrated: str) -> None:
    """It is not sent again; the client pays nothing."""
    machine = play(migrated, "none", ["l/"], lambda machine: machine.finish(0, 0))

    assert list(machine.shop.taken.values()) == [1]
    assert (machine.sales, machine.lost) == (0, PRICE)


@pytest.mark.parametrize(
    ("script", "sales"), [("/o", PRICE), ("/f", 0), ("x/", 0), ("r/d", PRICE), ("rrrrrrrrrrrr/", 0), ("i/", PRICE)]
)
def test_what_a_client_pays(migrated: str, script: str, sales: int) -> None:
    """What was delivered and not more than was held; nothing for what failed or was refused everywhere."""
    machine = play(migrated, "key", [script], lambda machine: machine.finish(0, 0))

    assert machine.sales == sales
    assert machine.lost == 0


def test_parts_are_paid_for_one_by_one(migrated: str) -> None:
    """Of two pictures one failed: half is captured, half is back."""
    machine = play(migrated, "key", ["/d", "/f"], lambda machine: machine.finish(0, 0))

    assert machine.sales == PRICE


@pytest.mark.parametrize(
    ("script", "sales", "lost"), [("a/pp", PRICE, 0), ("a/?pd", 0, 0), ("l/", 0, 0), ("a/nn", 0, PRICE)]
)
def test_a_cancel_stops_what_can_be_stopped(migrated: str, script: str, sales: int, lost: int) -> None:
    """A vendor that had begun bills it all the same, to the client; a stopped job costs nothing, one unknown by now perhaps us."""

    def story(machine: Interleaved) -> None:
        machine.step(0, 0, 1)
        machine.cancel(0, noticed=True)
        machine.finish(0, 0)

    machine = play(migrated, "key", [script], story)
    assert (machine.sales, machine.lost) == (sales, lost)
