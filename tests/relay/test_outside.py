"""TLS on the public port, and vendors that are reached by TLS through a proxy."""

import base64
import http.client
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import ROOT, Gateway, channel, gateway
from tests.relay.stage import HELLO, OPENAI, ask, ending
from tests.scripted.outside import certificate, proxy, tls
from tests.scripted.process import vendor


class Outside(NamedTuple):
    """The gateway, its certificate, where the vendor is, and what the proxy was asked."""

    gateway: Gateway
    cert: Path
    vendor: int
    seen: list[str]


@pytest.fixture(scope="module")
def on(admin_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Everything that such a gateway meets."""
    cert, key = certificate(tmp_path_factory.mktemp("tls"))
    seen: list[str] = []
    with vendor("text") as made, tls(int(made.url.rpartition(":")[2]), cert, key) as port, proxy(seen) as between:
        channels = [channel("openai", f"https://127.0.0.1:{port}")]
        settings = {"tls_cert": str(cert), "tls_key": str(key), "SSL_CERT_FILE": str(cert), "no_proxy": ""}
        settings["HTTPS_PROXY"] = f"http://me:pass%20word@127.0.0.1:{between}"
        with postgres.database(admin_dsn) as dsn, gateway(dsn, channels, **settings) as running:
            yield Outside(running, cert, port, seen)


@pytest.mark.parametrize("stream", [False, True])
def test_a_call_by_tls_on_both_sides(on: Outside, *, stream: bool) -> None:
    """The client speaks TLS to us, and we to the vendor."""
    answer = ask(on.gateway.owner, "chat", OPENAI, "hi", stream=stream)
    assert on.gateway.url.startswith("https://")
    assert ending("chat", answer).text == HELLO


def test_the_proxy_of_the_environment_is_used(on: Outside) -> None:
    """It is asked for a tunnel to the vendor, shows its name and password to the proxy alone, and keeps the tunnel."""
    for _ in range(3):
        ask(on.gateway.owner, "chat", OPENAI, "hi")
    known = base64.b64encode(b"me:pass word").decode()
    assert len(on.seen) == 1
    assert on.seen[0].startswith(f"CONNECT 127.0.0.1:{on.vendor} HTTP/1.1\r\n")
    assert f"Proxy-Authorization: Basic {known}\r\n" in on.seen[0]


def test_the_app_knows_that_it_is_reached_by_tls(on: Outside) -> None:
    """Its port has the certificate, and nothing is answered in the clear."""
    port = int(on.gateway.url.rpartition(":")[2])
    shown = ssl.get_server_certificate(("127.0.0.1", port), ca_certs=str(on.cert))
    assert shown.split() == on.cert.read_text().split()
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        Client(on.gateway.url.replace("https", "http"), patience=5).get("/healthz")


def test_a_certificate_that_is_none(tmp_path: Path) -> None:
    """It is said at the start, and nothing is started."""
    (tmp_path / "cert.pem").write_text("nonsense")
    command = [sys.executable, "-m", "philae.cli", "serve", "--data", str(tmp_path / "data"), "--port", "0"]
    told = subprocess.run(
        [*command, "--tls-cert", str(tmp_path / "cert.pem")], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert told.returncode == 1
    assert "cannot be used as a certificate" in told.stdout + told.stderr
