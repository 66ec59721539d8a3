"""What operators see of tasks, webhooks and money. No label has more values than the catalogue and our own words."""

import time
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

from philae.core.money import NANO
from philae.core.task import Task

FRESHNESS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)

ACCEPTED = Counter("philae_tasks_accepted", "Tasks admitted.", ("model", "dialect"))
FINISHED = Counter("philae_tasks_finished", "Tasks that came to their end.", ("model", "dialect", "state"))
OPEN = Gauge("philae_tasks_open", "Tasks that workers move at the moment.", multiprocess_mode="livesum")
FRESH = Histogram(
    "philae_freshness_seconds",
    "From the last answer that a vendor's job still ran (else from its result) to the task's end, files kept.",
    buckets=FRESHNESS,
)
DELIVERIES = Counter("philae_webhook_deliveries", "Tries to deliver a webhook.", ("outcome",))
HOUSE = Counter("philae_house_usd", "What the house paid: usage over its hold, work lost at a vendor.", ("why",))
FAULTS = Gauge("philae_ledger_faults", "What the last proof of the ledger found wrong.", multiprocess_mode="mostrecent")

accepted, delivered = cache(ACCEPTED.labels), cache(DELIVERIES.labels)
_finished, _overrun, _lost = cache(FINISHED.labels), HOUSE.labels("overrun"), HOUSE.labels("lost")


def finished(task: Task, since: float | None, overrun: int, lost: int) -> None:
    """A task's end is durable. `since`: when its vendor was last seen at work, on the monotonic clock; amounts in nano-USD."""
    _finished(task.model, task.dialect, task.state).inc()
    if since is not None and task.state == "succeeded":
        FRESH.observe(time.monotonic() - since)
    if overrun > 0:
        _overrun.inc(overrun / NANO)
    if lost:
        _lost.inc(lost / NANO)
