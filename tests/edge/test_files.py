"""Kept files as their readers get them: whole, in part, slowly, or not to the end."""

import http.client
import os
import socket
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from philae.core.task import Asset
from philae.edge.links import Links
from philae.store.seal import Seal
from tests.client import Answer, Client
from tests.gateway import Gateway

SIZE = 20_000_000


@dataclass(frozen=True)
class Kept:
    """A file, its bytes, and its signed link."""

    data: bytes
    path: str
    url: str

    def get(self, method: str = "GET", **headers: str) -> Answer:
        """Ask for it."""
        return Client(self.url).told(**headers).request(method, self.path)


@pytest.fixture(scope="module")
def kept(running: Gateway) -> Kept:
    """A file of 20 MB among the results."""
    identity, data = uuid.uuid4(), os.urandom(SIZE)
    place = running.folder / "data" / "assets" / "out" / "test" / "big.jpeg"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    sql = "insert into asset (id, account, key, mime, size, sha256) values ($1, $1, 'out/test/big.jpeg', 'image/jpeg', $2, $3)"
    running.rows(sql, identity, SIZE, b"")
    secret = (running.folder / "data" / "secret.key").read_text().strip()
    asset = Asset(identity, "image", "out/test/big.jpeg", "image/jpeg", SIZE)
    return Kept(data, Links(Seal(secret), 86_400).url(asset, ""), running.url)


def test_the_whole_file(kept: Kept) -> None:
    """Every byte, and what a cache wants to know."""
    answer = kept.get()

    assert answer.status == 200
    assert answer.body == kept.data
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "immutable" in answer.headers["cache-control"]
    assert kept.get(if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("0-0", 0, 1),
        ("5-1048580", 5, 1_048_581),
        ("19999999-", SIZE - 1, SIZE),
        ("-70000", SIZE - 70_000, SIZE),
        ("10000000-99999999", SIZE // 2, SIZE),
    ],
)
def test_a_part_of_it(kept: Kept, asked: str, start: int, end: int) -> None:
    """206 with exactly the bytes that were asked for."""
    answer = kept.get(range=f"bytes={asked}")

    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.body == kept.data[start:end]


def test_a_part_that_is_not_there(kept: Kept) -> None:
    """416 says how long it is."""
    answer = kept.get(range=f"bytes={SIZE}-")

    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


def test_head_and_wrong_links(kept: Kept) -> None:
    """Its size without its bytes; nothing without the signature."""
    head = kept.get("HEAD")

    assert (head.status, head.headers["content-length"], head.body) == (200, str(SIZE), b"")
    assert Client(kept.url).get(kept.path[:-3] + "xyz").status == 403
    assert Client(kept.url).get(kept.path.partition("?")[0]).status == 403


def test_one_line_serves_many(kept: Kept) -> None:
    """After a file the connection is good for whatever comes next."""
    parts = urlsplit(kept.url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    for part in ("0-99", "100-3000000", "7-7"):
        first, last = map(int, part.split("-"))
        line.request("GET", kept.path, headers={"range": f"bytes={part}"})
        assert line.getresponse().read() == kept.data[first : last + 1]
    line.request("GET", "/healthz")
    assert line.getresponse().read()
    line.close()


def test_slow_readers_cost_nothing_and_get_everything(running: Gateway, kept: Kept) -> None:
    """Forty that do not read: no memory is filled for them; then they read, and it is all there."""
    before = sum(map(_resident, running.workers()))
    lines = [_asked(kept) for _ in range(40)]
    time.sleep(1.5)
    grown = sum(map(_resident, running.workers())) - before
    assert running.owner.get("/healthz").status == 200

    assert grown < 40
    for line in lines[:3]:
        with line.makefile("rb") as stream:
            assert stream.read().partition(b"\r\n\r\n")[2] == kept.data
    for line in lines:
        line.close()


def test_readers_who_go_away_leave_nothing(running: Gateway, kept: Kept) -> None:
    """No file and no socket stays open for them."""
    before = _open_files(running)
    for _ in range(30):
        line = _asked(kept)
        line.recv(1000)
        line.close()
    until = time.monotonic() + 10
    while _open_files(running) > before + 4 and time.monotonic() < until:
        time.sleep(0.1)

    assert _open_files(running) <= before + 4


def test_a_file_that_is_gone(running: Gateway) -> None:
    """404 in words, not half an answer."""
    task = running.owner.ended(running.owner.post("/v1/tasks", {"model": "flux-2-pro", "prompt": "a"}).json()["id"])
    assets = running.folder / "data" / "assets"
    for place in (assets / "out").glob(f"*/{task['id']}/*"):
        place.unlink()

    answer = Client("").get(task["outputs"][0]["url"])

    assert answer.status == 404
    assert answer.json()["error"]["code"] == "not_found"


def _asked(kept: Kept) -> socket.socket:
    """A line on which the file was asked for, with a small window, and nothing was read."""
    parts = urlsplit(kept.url)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    line.settimeout(30)
    line.connect((parts.hostname, parts.port))
    line.sendall(f"GET {kept.path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
    return line


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _open_files(running: Gateway) -> int:
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in running.workers())
