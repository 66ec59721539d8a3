"""A small HTTP client for tests: one connection per request, whatever comes back is a value."""

import http.client
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

FINAL = ("succeeded", "failed", "canceled")


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Asks one origin, with a key or without."""

    url: str
    key: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    patience: float = 60.0

    def told(self, **headers: str) -> "Client":
        """The same client with more headers; `_` in a name stands for `-`."""
        return replace(self, headers=self.headers | {k.replace("_", "-"): v for k, v in headers.items()})

    def request(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
        """One exchange; a body that is not bytes goes as JSON. `path` may be a whole URL."""
        with self.open(method, path, body, headers) as response:
            return Answer(response.status, _lower(response), response.read())

    @contextmanager
    def open(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """An answer whose body is still to be read."""
        parts = urlsplit(path if "://" in path else self.url + path)
        given = {"authorization": f"Bearer {self.key}"} if self.key else {}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if data is not None and not isinstance(body, bytes):
            given["content-type"] = "application/json"
        connection = _connection(parts.scheme, parts.hostname or "", parts.port or 80, self.patience)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, data, given | self.headers | (headers or {}))
            response = connection.getresponse()
            with response:
                yield response
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.told(**headers).request("GET", path)

    def post(self, path: str, body: object, **headers: str) -> Answer:
        """POST."""
        return self.told(**headers).request("POST", path, body)

    def task(self, identity: str) -> dict[str, Any]:
        """The task's document."""
        answer = self.get(f"/v1/tasks/{identity}")
        assert answer.status == 200, answer
        return dict(answer.json())

    def ended(self, identity: str, seconds: float = 200.0) -> dict[str, Any]:
        """The task's document once it is over."""
        until = time.monotonic() + seconds
        while (task := self.task(identity))["state"] not in FINAL:
            assert time.monotonic() < until, task
            time.sleep(0.1)
        return task


def _connection(scheme: str, host: str, port: int, patience: float) -> http.client.HTTPConnection:
    """Whoever has a certificate here made it for the test."""
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=patience)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=patience, context=trusting)


def _lower(response: http.client.HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.getheaders()}
