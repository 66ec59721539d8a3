"""What a collector is told of calls, over OTLP; and what vendors are told of the trace that a call is part of."""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from tests.client import Answer
from tests.relay.stage import ANTHROPIC, GEMINI, OPENAI, Stage, ask, stage
from tests.scripted.collector import Collector, collector, told

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Told(NamedTuple):
    """The gateway, and who it tells."""

    on: Stage
    collector: Collector


@pytest.fixture(scope="module")
def up(admin_dsn: str) -> Iterator[Told]:
    """A collector, and a gateway that was told of it by the usual variables."""
    with collector() as made:
        usual = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": made.url,
            "OTEL_SERVICE_NAME": "gate-1",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        with stage(admin_dsn, OTEL_METRIC_EXPORT_INTERVAL="300", **usual) as on:
            yield Told(on, made)


def until(found: Callable[[], Any], seconds: float = 8.0) -> Any:
    """The first that is found."""
    end = time.monotonic() + seconds
    while not (got := found()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return got


def span(up: Told, answer: Answer) -> Any:
    """The call's."""
    name = answer.headers["x-philae-request-id"]
    return until(
        lambda: next((s for s in up.collector.spans if told(s.attributes).get("philae.request_id") == name), None)
    )


def test_a_call_is_a_span(up: Told) -> None:
    """Its name, kind, times and attributes are those of the conventions; what was said is not in it."""
    words = "a secret word vendor:read=1000 vendor:cached=400 vendor:wait=0.2"
    answer = ask(up.on.client, "chat", OPENAI, words)
    found = span(up, answer)
    attributes = told(found.attributes)
    assert (found.name, found.kind) == (f"chat {OPENAI}", 3)  # 3: a client
    assert attributes | {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": OPENAI,
        "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 10,
        "gen_ai.usage.cache_read.input_tokens": 400, "http.response.status_code": 200, "philae.channel": "a",
    } == attributes  # fmt: skip
    assert attributes["philae.cost_usd"] == pytest.approx(float(answer.headers["x-philae-cost"]))
    assert 0.2 <= (found.end_time_unix_nano - found.start_time_unix_nano) / 1e9 < 3
    assert abs(found.start_time_unix_nano / 1e9 - time.time()) < 60
    assert up.collector.resources[-1]["service.name"] == "gate-1"
    assert "secret" not in str(found)
    assert up.on.client.key not in str(found)


@pytest.mark.parametrize(("model", "wire"), [(OPENAI, "chat"), (ANTHROPIC, "chat"), (GEMINI, "gemini")])
def test_the_clients_trace_goes_on_at_the_vendor(up: Told, model: str, wire: Any) -> None:
    """The span has the client's as its parent, and the vendor is told of ours."""
    client = up.on.client.told(traceparent=f"00-{TRACE}-{PARENT}-01", tracestate="a=b")
    found = span(up, ask(client, wire, model, "hi", stream=True))
    assert (found.trace_id.hex(), found.parent_span_id.hex()) == (TRACE, PARENT)
    vendor = up.on.a if model == OPENAI else up.on.c
    sent = vendor.stats()["last"][-1]["headers"]
    assert sent["traceparent"] == f"00-{TRACE}-{found.span_id.hex()}-01"
    assert sent["tracestate"] == "a=b"
    assert told(found.attributes)["gen_ai.request.stream"]
    assert told(found.attributes)["gen_ai.response.time_to_first_chunk"] > 0


def test_a_call_that_lasts_is_a_span_too(up: Told) -> None:
    """One for all requests with its key, with the first one's trace; it ends with its task."""
    client = up.on.client.told(traceparent=f"00-{TRACE}-{PARENT}-01", idempotency_key="traced")
    answer = ask(client, "chat", OPENAI, "hi vendor:read=70")
    found = span(up, answer)
    attributes = told(found.attributes)
    assert (found.trace_id.hex(), found.parent_span_id.hex()) == (TRACE, PARENT)
    assert (attributes["gen_ai.usage.input_tokens"], attributes["philae.channel"]) == (70, "a")
    assert attributes["philae.cost_usd"] == pytest.approx(float(answer.headers["x-philae-cost"]))
    assert up.on.a.stats()["last"][-1]["headers"]["traceparent"] == f"00-{TRACE}-{found.span_id.hex()}-01"
    again = ask(client, "chat", OPENAI, "hi vendor:read=70").headers["x-philae-request-id"]
    span(up, ask(up.on.client, "chat", OPENAI, "another one, behind it"))
    assert not [s for s in up.collector.spans if told(s.attributes).get("philae.request_id") == again]


def test_the_next_channel_is_a_part_of_the_same_call(up: Told) -> None:
    """A call that was refused at first is one span, with the channel that answered."""
    up.on.forget()
    found = span(up, ask(up.on.client, "chat", OPENAI, "hi a:500"))
    assert told(found.attributes)["philae.channel"] == "b"
    sent = [v.stats()["last"][-1]["headers"]["traceparent"] for v in (up.on.a, up.on.b)]
    assert sent[0] == sent[1]
    assert found.span_id.hex() in sent[0]


def test_an_error_is_told(up: Told) -> None:
    """Its code is the error's type, and the span's status."""
    found = span(up, ask(up.on.client, "messages", ANTHROPIC, "hi vendor:400"))
    assert found.status.code == 2  # an error
    assert told(found.attributes)["error.type"] == "invalid_request"


def test_a_trace_that_is_none_is_not_gone_on_with(up: Told) -> None:
    """What a client sends there may be anything."""
    client = up.on.client.told(traceparent="nonsense", tracestate="x" * 5000)
    found = span(up, ask(client, "chat", OPENAI, "hi"))
    assert not found.parent_span_id


def test_metrics(up: Told) -> None:
    """Durations and tokens as histograms, by operation, provider and model."""
    ask(up.on.client, "chat", OPENAI, "hi vendor:wrote=70", stream=True)
    output = until(lambda: next((p for p in points(up, "token.usage") if output_of(p) and p.max >= 70), None))
    assert output.sum >= 70
    assert list(output.explicit_bounds)[:3] == [1, 4, 16]
    assert points(up, "operation.time_to_first_chunk")[0].count >= 1
    assert sum(point.count for point in points(up, "operation.duration")) >= output.count
    assert up.collector.metrics["gen_ai.client.operation.duration"].unit == "s"


def points(up: Told, name: str) -> list[Any]:
    """What a metric counted, as last told."""
    metric = up.collector.metrics.get(f"gen_ai.client.{name}")
    return list(metric.histogram.data_points) if metric else []


def output_of(point: Any) -> bool:
    """Whether these are tokens that OpenAI's model made."""
    attributes = told(point.attributes)
    return (attributes["gen_ai.token.type"], attributes["gen_ai.request.model"]) == ("output", OPENAI)
