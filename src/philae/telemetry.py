"""Calls as OpenTelemetry sees them: a span and metrics for each, by the conventions for generative AI, sent by OTLP.

On where the environment names a collector (`OTEL_EXPORTER_OTLP_ENDPOINT`) and the extra `philae[otel]` is installed. Names
are those of opentelemetry.io/docs/specs/semconv/gen-ai, read in November 2026. What is said in calls is never told.
"""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog

from philae.core.money import NANO
from philae.core.record import Record

if TYPE_CHECKING:
    from opentelemetry.trace import Span

log = structlog.get_logger()
ENDPOINTS = tuple(f"OTEL_EXPORTER_OTLP{part}_ENDPOINT" for part in ("", "_TRACES", "_METRICS"))
SCOPE = "philae"
FAILED = 400
OPEN = 20_000
"""Spans that have begun at most; the oldest is given up, since its call made no record."""
OPERATIONS = {
    "completions": "text_completion", "embeddings": "embeddings", "embedContent": "embeddings",
    "batchEmbedContents": "embeddings", "rerank": "rerank", "gemini": "generate_content",
}  # fmt: skip
"""Format → `gen_ai.operation.name`, where it is not chat."""
PROVIDERS = {
    "gemini": "gcp.gemini", "vertex": "gcp.vertex_ai", "bedrock": "aws.bedrock", "azure": "azure.ai.openai",
    "mistral": "mistral_ai", "xai": "x_ai",
}  # fmt: skip
"""Our provider → `gen_ai.provider.name`, where the conventions have another word."""
SECONDS = tuple(0.01 * 2**n for n in range(14))
COUNTS = tuple(4**n for n in range(14))
"""Bounds of the metrics' buckets, as the conventions advise."""


class Telemetry:
    """One for a worker. It sends from threads of its own; a collector that is away holds nothing up."""

    def __init__(self, worker: str) -> None:
        """Raises `ImportError` without the extra."""
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.metrics import MeterProvider  # noqa: PLC0415
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        known = {"service.instance.id": worker} | (
            {} if os.environ.get("OTEL_SERVICE_NAME") else {"service.name": SCOPE}
        )
        resource = Resource.create(known)
        self._spans, self._propagator = TracerProvider(resource=resource), TraceContextTextMapPropagator()
        self._spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._metrics = MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())], resource=resource)
        self._tracer, meter = self._spans.get_tracer(SCOPE), self._metrics.get_meter(SCOPE)

        def histogram(name: str, unit: str, what: str, bounds: tuple[float, ...]) -> Any:
            return meter.create_histogram(name, unit, what, explicit_bucket_boundaries_advisory=bounds)

        client = "gen_ai.client"
        self._took = histogram(f"{client}.operation.duration", "s", "How long a call took.", SECONDS)
        self._first = histogram(f"{client}.operation.time_to_first_chunk", "s", "Until a stream began.", SECONDS)
        self._used = histogram(f"{client}.token.usage", "{token}", "Tokens that a call took.", COUNTS)
        self._open: OrderedDict[UUID, Span] = OrderedDict()

    def parent(self, call: UUID, headers: Mapping[bytes, bytes], started: float) -> bytes:
        """The span's place, as `traceparent` and `tracestate`; it begins with the first vendor that is asked."""
        span = self._open.get(call) or self._begun(call, headers, started)
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier, _within(span))
        return "".join(f"{name}: {value}\r\n" for name, value in carrier.items()).encode("latin-1")

    def _begun(self, call: UUID, headers: Mapping[bytes, bytes], started: float) -> "Span":
        from opentelemetry.trace import SpanKind  # noqa: PLC0415

        given = {
            n: headers[n.encode()].decode("latin-1") for n in ("traceparent", "tracestate") if n.encode() in headers
        }
        span = self._tracer.start_span(
            "call", self._propagator.extract(given), SpanKind.CLIENT, start_time=int(started * 1e9)
        )
        self._open[call] = span
        if len(self._open) > OPEN:
            self._open.popitem(last=False)
        return span

    def writing(self, write: Callable[[Record], None]) -> Callable[[Record], None]:
        """`write`, and the call is told."""

        def told(record: Record) -> None:
            write(record)
            self.end(record)

        return told

    def end(self, record: Record) -> None:
        """The call's span, and its figures."""
        from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

        span = self._open.pop(record.id, None) or self._begun(record.id, {}, record.started)
        self._open.pop(record.id, None)
        common = _common(record)
        span.update_name(f"{common['gen_ai.operation.name']} {record.model}")
        span.set_attributes(common | _own(record))
        if record.status >= FAILED:
            span.set_status(Status(StatusCode.ERROR))
        span.end(int((record.started + record.took) * 1e9))
        self._took.record(record.took, common)
        if record.stream and record.first:
            self._first.record(record.first, common)
        for kind, count in zip(("input", "output"), _tokens(record), strict=True):
            if count:
                self._used.record(count, common | {"gen_ai.token.type": kind})

    async def close(self) -> None:
        """Send what is left."""
        await asyncio.to_thread(self._spans.shutdown)
        await asyncio.to_thread(self._metrics.shutdown)


def _within(span: "Span") -> Any:
    from opentelemetry.trace import set_span_in_context  # noqa: PLC0415

    return set_span_in_context(span)


def _common(record: Record) -> dict[str, Any]:
    """What spans and metrics have alike; few enough values for a metric."""
    provider = PROVIDERS.get(record.provider, record.provider)
    told = {"gen_ai.operation.name": OPERATIONS.get(record.wire, "chat"), "gen_ai.request.model": record.model}
    told |= {"gen_ai.provider.name": provider} if provider else {}
    return told | ({"error.type": record.error or str(record.status)} if record.status >= FAILED else {})


def _own(record: Record) -> dict[str, Any]:
    """What a span has beside. What was read from and written to a vendor's cache is part of the input."""
    read, wrote = _tokens(record)
    told: dict[str, Any] = {
        "gen_ai.usage.input_tokens": read,
        "gen_ai.usage.output_tokens": wrote,
        "gen_ai.usage.cache_read.input_tokens": record.usage.get("cached_token", 0),
        "gen_ai.usage.cache_creation.input_tokens": sum(
            n for m, n in record.usage.items() if m.startswith("cache_write")
        ),
        "gen_ai.request.stream": record.stream,
        "gen_ai.response.time_to_first_chunk": record.first if record.stream else 0,
    }
    ours = {
        "request_id": f"req_{record.id.hex}", "account": str(record.account), "key": str(record.key), "book": record.book,
        "channel": record.channel, "format": record.wire, "cost_usd": record.due / NANO, "saved_usd": record.saved / NANO,
        "estimated": record.estimated,
    }  # fmt: skip
    told |= {f"philae.{name}": value for name, value in ours.items()} | {"http.response.status_code": record.status}
    return {name: value for name, value in told.items() if value not in (0, "") or isinstance(value, bool)}


def _tokens(record: Record) -> tuple[int, int]:
    wrote = sum(count for meter, count in record.usage.items() if "output" in meter)
    return sum(count for meter, count in record.usage.items() if meter != "search") - wrote, wrote


def telemetry(worker: str) -> Telemetry | None:
    """None where no collector is named, or what speaks to it is not installed."""
    named = any(os.environ.get(name) for name in ENDPOINTS)
    if not named or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    try:
        return Telemetry(worker)
    except ImportError as error:
        log.warning("telemetry.absent", install="philae[otel]", error=str(error))
        return None
