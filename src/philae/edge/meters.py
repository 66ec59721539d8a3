"""What operators see of requests: how long until the answer began, by route and status, and why some were refused."""

from functools import cache

from prometheus_client import Counter, Histogram

LATENCIES = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
ASKED = Histogram(
    "philae_http_request_seconds",
    "Requests, from their head to the head of their answer. A route that is none of ours is -.",
    ("route", "method", "status"),
    buckets=LATENCIES,
)
REFUSED = Counter("philae_refusals", "Requests that were refused, by the code of the reason.", ("dialect", "code"))

asked, refused = cache(ASKED.labels), cache(REFUSED.labels)
