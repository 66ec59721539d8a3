"""The way to the next channel: taken only where nothing may have been bought."""

from collections.abc import Iterator

import pytest

from tests.engine.conftest import Start
from tests.gateway import Gateway, channel
from tests.scripted.process import Vendor, vendor

BODY = {"prompt": "a fox", "width": 256, "height": 256}


@pytest.fixture
def vendors() -> Iterator[tuple[Vendor, Vendor]]:
    """A BFL and a Replicate, which both sell flux-2-pro."""
    with vendor("bfl", delay=0.1) as bfl, vendor("replicate", delay=0.1) as replicate:
        yield bfl, replicate


def both(start: Start, vendors: tuple[Vendor, Vendor]) -> Gateway:
    """A gateway whose first route is BFL and whose second is Replicate."""
    bfl, replicate = vendors
    return start([channel("bfl", bfl.url), channel("replicate", replicate.url)], deadline="15")


@pytest.mark.parametrize("fault", ["503", *(pytest.param(f, marks=pytest.mark.long) for f in ("402", "403", "429"))])
def test_a_refusal_goes_to_the_next_route(start: Start, vendors: tuple[Vendor, Vendor], fault: str) -> None:
    """The vendor said no before it took anything, so another one is asked, at the same price."""
    up = both(start, vendors)
    body = BODY | {"prompt": f"bfl:{fault}", "model": "flux-2-pro"}

    task = up.owner.ended(up.owner.post("/v1/tasks", body).json()["id"])

    assert task["state"] == "succeeded", task
    assert task["receipt"]["served_by"] == "replicate"
    assert task["receipt"]["captured"] == "0.03"
    assert [v.stats()["jobs"] for v in vendors] == [0, 1]
    assert up.proof() == []


def test_nothing_else_does(start: Start, vendors: tuple[Vendor, Vendor]) -> None:
    """Where something may have been bought, or every vendor would say the same, the second is not asked."""
    up = both(start, vendors)
    faults = ("500", "reset", "moderated", "error", "422")
    body = BODY | {"model": "flux-2-pro"}
    ids = [up.owner.post("/v1/tasks", body | {"prompt": f"vendor:{f}"}).json()["id"] for f in faults]

    assert [up.owner.ended(i)["state"] for i in ids] == ["failed"] * len(faults)
    assert vendors[1].stats()["jobs"] == 0
    assert up.proof() == []


@pytest.mark.long
def test_a_vendor_that_is_away_is_passed_over(start: Start, vendors: tuple[Vendor, Vendor]) -> None:
    """No connection, nothing bought: the other one serves."""
    up = start([channel("bfl", "http://127.0.0.1:9"), channel("replicate", vendors[1].url)])

    task = up.owner.ended(up.owner.post("/v1/tasks", BODY | {"model": "flux-2-pro"}).json()["id"])

    assert task["state"] == "succeeded"
    assert task["receipt"]["served_by"] == "replicate"


@pytest.mark.long
def test_two_accounts_at_one_vendor_share_the_work(start: Start) -> None:
    """Channels of the same route are chosen by weight; each has its own limit."""
    with vendor("bfl", delay=0.1) as one, vendor("bfl", delay=0.1) as two:
        up = start([channel("bfl", one.url, "one", concurrency=4), channel("bfl", two.url, "two", concurrency=4)])
        ids = [up.owner.post("/v1/tasks", BODY | {"model": "flux-2-pro"}).json()["id"] for _ in range(12)]
        states = [up.owner.ended(i)["state"] for i in ids]
        jobs = [one.stats()["jobs"], two.stats()["jobs"]]

    assert set(states) == {"succeeded"}
    assert sum(jobs) == 12
    assert min(jobs) > 1
