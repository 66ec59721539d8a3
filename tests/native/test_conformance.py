"""Every row of the native lane, driven by its vendor's documented example: a vendor is tested by having samples.

`client` in a sample says where its clients find what: JSON pointers, the word for each state, what is wrong, the price.
"""

import base64
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.native import SAMPLES, rows
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

FAULTS = ("", "vendor:failed", "vendor:moderated", "vendor:refused")


class Sample(NamedTuple):
    """A row of a vendor's samples that clients can ask for."""

    vendor: str
    row: dict[str, Any]

    @property
    def client(self) -> dict[str, Any]:
        """How its clients see it."""
        return dict(self.row["client"])

    def __str__(self) -> str:
        """The test's name."""
        return f"{self.vendor}{self.client['submit']}{self.client.get('named', '')}"

    def asked(self, changes: dict[str, Any], fault: str = "") -> dict[str, Any]:
        """The documented example, changed; `fault` goes into its prompt, which the scripted vendor reads."""
        given = self.row["asked"] | changes
        text = json.dumps(given).replace("$PICTURE", f"{self.client.get('inline', '')}{PICTURE}")
        body: dict[str, Any] = json.loads(text)
        if fault:
            *way, last = self.client.get("prompt", "/prompt").split("/")[1:]
            place: Any = body
            for name in way:
                place = place[int(name) if isinstance(place, list) else name]
            place[last] = f"{place.get(last, '')} {fault}"
        return body


PICTURE = base64.b64encode(picture(512, 512, "png")).decode()
ALL = [Sample(path.stem, row) for path in sorted(SAMPLES.glob("*.json")) for row in rows(path) if "client" in row]
VENDORS = sorted({sample.vendor for sample in ALL})
every = pytest.mark.parametrize("sample", ALL, ids=str)


def at(body: Any, pointer: str) -> Any:
    """What stands there, None if nothing does."""
    for name in pointer.split("/")[1:]:
        if isinstance(body, list):
            body = body[int(name)] if name.isdecimal() and int(name) < len(body) else None
        else:
            body = body.get(name) if isinstance(body, dict) else None
    return body


class Ran(NamedTuple):
    """What became of a request: the answer to it, its task, and what a poll then says."""

    answer: Answer
    task: dict[str, Any]
    polled: Answer
    words: set[str]


class Stage(NamedTuple):
    """A gateway before every vendor, and all that was asked of it at once."""

    gateway: Gateway
    vendors: dict[str, Vendor]
    receiver: Vendor
    ran: dict[tuple[str, str], Ran]


@pytest.fixture(scope="module")
def stage(admin_dsn: str) -> Iterator[Stage]:
    """Every row is asked with every fault at the same moment, since vendors take their time."""
    with ExitStack() as stack:
        vendors = {name: stack.enter_context(vendor("native", vendor=name)) for name in VENDORS}
        receiver = stack.enter_context(vendor("receiver"))
        dsn = stack.enter_context(postgres.database(admin_dsn))
        channels = [channel(name, made.url) for name, made in vendors.items()]
        running = stack.enter_context(gateway(dsn, channels, allow_private_urls="1"))
        asked = [(sample, fault) for sample in ALL for fault in FAULTS]
        with ThreadPoolExecutor(len(asked)) as pool:
            done = pool.map(lambda one: _run(running.owner, receiver.url, *one), asked)
        yield Stage(running, vendors, receiver, {(str(s), f): ran for (s, f), ran in zip(asked, done, strict=True)})


def _run(client: Client, receiver: str, sample: Sample, fault: str) -> Ran:
    """Ask, and poll as the vendor's clients do until the task is over."""
    told = (
        {sample.client["callback"]: f"{receiver}/{ALL.index(sample)}"}
        if "callback" in sample.client and not fault
        else {}
    )
    answer = _submitted(client, sample, sample.asked(told, fault))
    assert answer.status < 300, answer.body
    identity, words, until = at(answer.json(), sample.client["id"]), set[str](), time.monotonic() + 120
    while True:
        polled = _polled(client, sample, identity)
        words.add(str(at(polled.json(), sample.client["status"])))
        task = client.task(answer.headers["x-philae-task-id"])
        if task["state"] in ("succeeded", "failed", "canceled"):
            return Ran(answer, task, _polled(client, sample, identity), words)
        assert time.monotonic() < until, task
        time.sleep(0.3)


def _submitted(client: Client, sample: Sample, body: dict[str, Any]) -> Answer:
    return client.told(**sample.row.get("headers", {})).post(sample.client["submit"], body)


def _polled(client: Client, sample: Sample, identity: str) -> Answer:
    if "poll_body" in sample.client:
        headers = sample.row.get("poll_headers", {})
        return client.told(**headers).post(sample.client["poll"], {sample.client["poll_body"]: identity})
    return client.get(sample.client["poll"].replace("{id}", str(identity)))


@every
def test_it_is_told_in_the_vendors_words(stage: Stage, sample: Sample) -> None:
    """Accepted, through its states to the end; the link is ours, works, and works again when the vendor's is dead."""
    ran, seen = stage.ran[str(sample), ""], sample.client
    link = at(_linked(stage, sample, ran).json(), seen["link"])

    assert ran.task["state"] == "succeeded"
    assert at(ran.polled.json(), seen["status"]) == seen["words"]["succeeded"]
    assert ran.words <= {*map(str, seen["words"].values()), "None"}
    assert link.startswith(f"{stage.gateway.url}/files/")
    for _ in range(2):
        assert Client("").get(link).headers["content-type"] == ran.task["outputs"][0]["mime"]


def _linked(stage: Stage, sample: Sample, ran: Ran) -> Answer:
    """The answer that has the link: the poll's, or that of one more call."""
    if "file" not in sample.client:
        return ran.polled
    path, pointer = sample.client["file"]
    return stage.gateway.owner.get(path.replace("{file}", str(at(ran.polled.json(), pointer))))


@every
def test_nothing_of_the_vendor_shows(stage: Stage, sample: Sample) -> None:
    """No host, no id, no account of theirs, whatever came of it."""
    told = "".join(
        f"{ran.answer.body!r}{ran.polled.body!r}{ran.task}"
        for (name, _), ran in stage.ran.items()
        if name == str(sample)
    )

    for secret in (stage.vendors[sample.vendor].url, "8661682160022", "krypton", "node 17", "worker 17", "vendor-"):
        assert secret not in told


@every
def test_what_was_used_is_captured(stage: Stage, sample: Sample) -> None:
    """The documented price of what was delivered."""
    assert stage.ran[str(sample), ""].task["receipt"]["captured"] == sample.client["price"]


@every
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("vendor:failed", "upstream_error"),
        ("vendor:moderated", "content_filtered"),
        ("vendor:refused", "invalid_request"),
    ],
)
def test_what_fails_is_told_and_not_charged(stage: Stage, sample: Sample, fault: str, code: str) -> None:
    """In the vendor's word for it."""
    ran = stage.ran[str(sample), fault]

    assert (ran.task["state"], ran.task["error"]["code"]) == ("failed", code)
    assert at(ran.polled.json(), sample.client["status"]) == sample.client["words"]["failed"]
    assert ran.task["receipt"]["captured"] == "0.00"
    if "reason" in sample.client:
        reason = at(ran.polled.json(), sample.client["reason"])
        assert reason
        assert (reason == sample.client["filtered"]) == (code == "content_filtered")


@every
def test_bad_input_is_refused_and_not_billed(stage: Stage, sample: Sample) -> None:
    """A 4xx in the vendor's form; nothing is stored."""
    before = stage.gateway.owner.get("/v1/tasks?limit=1").json()["data"][0]["id"]
    for wrong in sample.client["wrong"]:
        answer = _submitted(stage.gateway.owner, sample, sample.asked(wrong))
        assert 400 <= answer.status < 500, (wrong, answer.body)
        assert "request id" in answer.body.decode(), wrong

    assert stage.gateway.owner.get("/v1/tasks?limit=1").json()["data"][0]["id"] == before


@every
def test_others_see_nothing(stage: Stage, sample: Sample) -> None:
    """Another account's task and one that never was answer alike."""
    status, pointer, word = sample.client["missing"]
    bob = stage.gateway.account(f"bob-{uuid4().hex[:8]}", "1")
    mine = at(stage.ran[str(sample), ""].answer.json(), sample.client["id"])
    answers = [_polled(bob, sample, name) for name in (mine, str(uuid4()), "866168216002236456")]

    assert [(a.status, at(a.json(), pointer)) for a in answers] == [(status, word)] * 3


@every
def test_a_repeated_key_is_one_task(stage: Stage, sample: Sample) -> None:
    """The same answer for the same key, another body refused, and one purchase."""
    client = stage.gateway.owner.told(idempotency_key=uuid4().hex)
    body = sample.asked({}, "vendor:forever")
    first, again = _submitted(client, sample, body), _submitted(client, sample, body)
    other = _submitted(client, sample, sample.asked({}, "vendor:failed"))

    assert first.headers["x-philae-task-id"] == again.headers["x-philae-task-id"]
    assert 400 <= other.status < 500
    stage.gateway.owner.post(f"/v1/tasks/{first.headers['x-philae-task-id']}/cancel", {})


@pytest.mark.parametrize("sample", [s for s in ALL if "callback" in s.client], ids=str)
def test_the_callback_comes_in_order(stage: Stage, sample: Sample) -> None:
    """Once it runs and at its end, never an older state after a newer one."""
    words = sample.client.get("told_words", sample.client["words"])
    until = time.monotonic() + 20
    while (found := _told(stage, sample))[-1:] != [words["succeeded"]] and time.monotonic() < until:
        time.sleep(0.1)

    assert found == [words["running"], words["succeeded"]]


def _told(stage: Stage, sample: Sample) -> list[Any]:
    messages = Client(stage.receiver.url).get("/messages").json()
    mine = [json.loads(m["body"]) for m in messages if m["path"] == f"/{ALL.index(sample)}"]
    return [word for m in mine if (word := at(m, sample.client["told"]))]


def test_the_ledger_holds(stage: Stage) -> None:
    """After all of it every transaction sums to zero."""
    assert stage.gateway.proof() == []
