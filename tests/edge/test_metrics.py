"""`/metrics`: what operators watch, of all workers together."""

import os
import signal
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.client import Client
from tests.engine.conftest import Start
from tests.engine.conftest import start as start
from tests.gateway import Gateway, channel
from tests.scripted.process import vendor

BODY = {"prompt": "a fox", "width": 256, "height": 256}


def figure(up: Gateway, name: str, **labels: str) -> float:
    """The sum of the samples of that name that have these labels."""
    text = Client(up.url).get("/metrics").body.decode()
    samples = [s for family in text_string_to_metric_families(text) for s in family.samples if s.name == name]
    return sum(s.value for s in samples if labels.items() <= s.labels.items())


def settled(up: Gateway, least: float, name: str, **labels: str) -> float:
    """The figure once it is so large."""
    until = time.monotonic() + 10
    while (value := figure(up, name, **labels)) < least:
        assert time.monotonic() < until, (name, labels, value)
        time.sleep(0.1)
    return value


def test_tasks_calls_and_money_are_counted(running: Gateway) -> None:
    """A task from its accept to its webhook, as every worker's figures tell together."""
    called = {"channel": "bfl", "effect": "submit", "outcome": "ok"}
    before = figure(running, "philae_vendor_call_seconds_count", **called)
    ids = [running.owner.post("/flux/v1/flux-2-pro", BODY).json()["id"] for _ in range(6)]
    for identity in ids:
        running.owner.ended(identity)

    assert settled(running, before + 6, "philae_vendor_call_seconds_count", **called) == before + 6
    assert settled(running, 6, "philae_tasks_accepted_total", model="flux-2-pro", dialect="bfl")
    assert settled(running, 6, "philae_tasks_finished_total", model="flux-2-pro", dialect="bfl", state="succeeded")
    assert settled(running, 6, "philae_freshness_seconds_count")
    assert figure(running, "philae_vendor_call_seconds_count", channel="bfl", effect="none", outcome="ok") >= 6
    assert figure(running, "process_resident_memory_bytes", worker="1") > 1 << 20
    assert figure(running, "process_resident_memory_bytes", worker="2") > 1 << 20


def test_requests_are_counted_by_route_and_status(running: Gateway) -> None:
    """Ids are not in the label, and what is no route of ours is one series, whatever it is called."""
    route = {"route": "/v1/tasks/{id}", "method": "GET", "status": "404"}
    before = figure(running, "philae_http_request_seconds_count", **route)
    for number in range(3):
        running.owner.get(f"/v1/tasks/019b76da-a800-7000-8000-00000000000{number}")
        running.owner.request("PROPFIND", f"/nothing/{number}")

    assert figure(running, "philae_http_request_seconds_count", **route) == before + 3
    assert figure(running, "philae_http_request_seconds_count", route="-", method="-") >= 3
    text = Client(running.url).get("/metrics").body.decode()
    assert "PROPFIND" not in text
    assert "/nothing" not in text


def test_refusals_are_counted_by_their_reason(running: Gateway) -> None:
    """No key, a parameter at fault, a path that is not built."""
    named = [("bfl", "invalid_api_key"), ("bfl", "invalid_request"), ("kling", "not_implemented")]
    before = [figure(running, "philae_refusals_total", dialect=d, code=c) for d, c in named]
    Client(running.url).post("/flux/v1/flux-2-pro", BODY)
    running.owner.post("/flux/v1/flux-2-pro", BODY | {"width": "wide"})
    running.owner.post("/kling/v1/general/custom-elements", {})

    after = [figure(running, "philae_refusals_total", dialect=d, code=c) for d, c in named]
    assert after == [n + 1 for n in before]


@pytest.mark.parametrize("workers", ["1", "3"])
def test_figures_are_one_whatever_worker_answers(start: Start, workers: str) -> None:
    """Asked again and again they never fall, also when a worker died in between; open tasks are counted now."""
    with vendor("bfl", delay=0.1) as bfl, vendor("receiver") as receiver:
        up = start([channel("bfl", bfl.url)], workers=workers, allow_private_urls="1", lease="3")
        hook = {"webhook_url": f"{receiver.url}/hook"}
        up.owner.ended(up.owner.post("/flux/v1/flux-2-pro", BODY | hook).json()["id"])
        assert settled(up, 1, "philae_webhook_deliveries_total", outcome="sent") == 1
        up.owner.post("/flux/v1/flux-2-pro", BODY | {"prompt": "vendor:forever"})
        assert settled(up, 1, "philae_tasks_open") == 1
        seen = [figure(up, "philae_tasks_accepted_total") for _ in range(8)]
        assert seen == [2] * 8
        if workers == "1":
            return

        os.kill(up.workers()[0], signal.SIGKILL)
        time.sleep(6)  # until its task is taken over
        assert figure(up, "philae_tasks_accepted_total") == 2
        assert figure(up, "philae_tasks_open") == 1
        assert len(list((up.folder / "data" / "metrics").glob("counter_*.db"))) == 3
