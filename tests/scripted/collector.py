"""A collector that takes OTLP over HTTP: spans and metrics as they came, in a thread of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue


@dataclass
class Collector:
    """What came by now."""

    url: str
    spans: list[Any] = field(default_factory=list)
    metrics: dict[str, Any] = field(default_factory=dict)
    resources: list[dict[str, Any]] = field(default_factory=list)


def told(attributes: "list[KeyValue]") -> dict[str, Any]:
    """Attributes by name."""
    return {a.key: getattr(a.value, str(a.value.WhichOneof("value"))) for a in attributes}


@contextmanager
def collector() -> Iterator[Collector]:
    """Listen until the block ends."""

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            _take(made, self.path, body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is told."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        made = Collector(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


def _take(into: Collector, path: str, body: bytes) -> None:
    if path == "/v1/traces":
        for whole in ExportTraceServiceRequest.FromString(body).resource_spans:
            into.resources.append(told(list(whole.resource.attributes)))
            into.spans += [span for scope in whole.scope_spans for span in scope.spans]
    elif path == "/v1/metrics":
        for metrics in ExportMetricsServiceRequest.FromString(body).resource_metrics:
            into.metrics |= {m.name: m for scope in metrics.scope_metrics for m in scope.metrics}
