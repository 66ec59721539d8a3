"""Addresses that strangers name: none of them reaches the inside, by whatever way it is named."""

import http.server
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

BODY = {"prompt": "a fox", "width": 256, "height": 256}
HOSTS = (
    "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost",
    "localhost.", "①②⑦.0.0.1", "[::]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254", "10.0.0.1", "[fd00::1]",
)  # fmt: skip


@pytest.fixture(scope="module")
def inside() -> Iterator[Vendor]:
    """A service that nobody outside may reach; it counts."""
    with vendor("receiver") as made:
        yield made


@pytest.fixture(scope="module")
def guarded(admin_dsn: str, bfl: str) -> Iterator[Gateway]:
    """A gateway as it is by default: private addresses are not for strangers."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [channel("bfl", bfl)], deadline="10") as made:
        yield made


def hits(inside: Vendor) -> int:
    """How many requests reached the inside."""
    return int(inside.stats()["hits"])


@pytest.mark.parametrize("host", HOSTS)
def test_an_input_at_a_private_address_is_refused(guarded: Gateway, inside: Vendor, host: str) -> None:
    """422 that names the field and not what was found there; nothing was asked of the inside."""
    port = urlsplit(inside.url).port
    answer = guarded.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": f"http://{host}:{port}/x.png"})

    assert answer.status == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "input_image"]
    assert hits(inside) == 0


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/"]
)
def test_only_http_without_credentials(guarded: Gateway, url: str) -> None:
    """Other schemes and credentials in URLs are refused."""
    assert guarded.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": url}).status == 422
    assert guarded.owner.post("/flux/v1/flux-2-pro", BODY | {"webhook_url": url}).status == 422


def test_webhooks_do_not_reach_the_inside(guarded: Gateway, inside: Vendor) -> None:
    """The task succeeds, the message stays undelivered, and says why."""
    port = urlsplit(inside.url).port
    ids = [
        guarded.owner.post("/flux/v1/flux-2-pro", BODY | {"webhook_url": f"http://{host}:{port}/"}).json()["id"]
        for host in HOSTS[:11]
    ]
    for identity in ids:
        guarded.owner.ended(identity)
    until = time.monotonic() + 15
    sql = "select count(*) as n from delivery where task = any($1::uuid[]) and jsonb_array_length(tries) > 0"
    while guarded.rows(sql, ids)[0]["n"] < len(ids):
        assert time.monotonic() < until
        time.sleep(0.2)

    assert hits(inside) == 0


@pytest.mark.parametrize("where", ["link", "poll"])
def test_what_a_vendor_names_does_not_either(guarded: Gateway, inside: Vendor, where: str) -> None:
    """A result's link and a polling address may lead to the vendor's own origin or to the public, nowhere else."""
    body = BODY | {"prompt": f"vendor:{where} {inside.url}/secret"}
    identity = guarded.owner.post("/flux/v1/flux-2-pro", body).json()["id"]

    task = guarded.owner.ended(identity)

    assert task["state"] == "failed"
    assert task["error"]["code"] == "upstream_error"
    assert hits(inside) == 0
    assert inside.url not in str(task["error"])


def test_a_redirect_to_the_inside_is_not_followed(running: Gateway, guarded: Gateway, inside: Vendor) -> None:
    """An address that passes may send on; the next one meets the guard too. Where private ones pass it is followed."""
    with vendor("receiver") as outside:
        url = f"{outside.url}/x?to={inside.url}/secret"
        assert guarded.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": url}).status == 422
        assert hits(inside) == 0

        assert running.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": url}).status == 422
        assert hits(inside) == 1


def test_webhooks_are_not_sent_on(running: Gateway, inside: Vendor) -> None:
    """A receiver's redirect counts as an answer that is not 2xx."""
    before = hits(inside)
    with vendor("receiver") as outside:
        hook = {"webhook_url": f"{outside.url}/x?to={inside.url}/secret"}
        identity = running.owner.post("/flux/v1/flux-2-pro", BODY | hook).json()["id"]
        running.owner.ended(identity)
        time.sleep(1.5)

    tries = running.rows("select tries from delivery where task = $1::uuid", identity)[0]["tries"]
    assert '"status": 302' in tries
    assert hits(inside) == before


def test_an_input_that_never_ends_is_cut_off(running: Gateway) -> None:
    """More than 20 MB is refused as soon as it is too much."""
    with _server(_endless) as url:
        answer = running.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": url})

    assert answer.status in (413, 422)
    assert "20 MB" in str(answer.json())


def test_keys_never_leave_for_strangers(running: Gateway) -> None:
    """A file elsewhere is fetched without any credential of a channel's or a client's."""
    with vendor("receiver") as outside:
        running.owner.post("/flux/v1/flux-2-pro", BODY | {"input_image": f"{outside.url}/x.png"})
        seen = Client(outside.url).get("/messages").json()

    assert len(seen) == 1
    assert not {"authorization", "x-key", "cookie"} & set(seen[0]["headers"])


class _server:  # noqa: N801  reads as a function
    """A server of one handler on loopback."""

    def __init__(self, handler: type[http.server.BaseHTTPRequestHandler]) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/x.png"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _endless(http.server.BaseHTTPRequestHandler):  # noqa: N801
    """Sends for ever."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * (1 << 20))
        except (TimeoutError, BrokenPipeError, ConnectionResetError):
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
