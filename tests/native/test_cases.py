"""The sixteen conformance cases of task APIs (reference video-midjourney, 14.1): each by its number, and the test that it is.

Most are tests of their vendor's or of all rows; those that nobody else tests are here.
"""

import dataclasses
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import msgspec
import pytest

from philae.core.native import told
from philae.edge.foreign import FILM
from philae.vendors.openai.video import LANE, ROWS
from tests import postgres
from tests.client import Client
from tests.docs.pages import ROOT
from tests.gateway import Gateway, channel, gateway
from tests.native.test_conformance import ALL, VENDORS, Sample
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import Vendor, vendor

HERE = "tests/native/"
CASES: dict[int, tuple[str, str]] = {
    1: (
        "the official client creates and polls a film",
        "test_cases.py::test_case_1_the_official_client_waits_for_a_film",
    ),
    2: ("content before the end", "test_videos.py::test_the_content_before_the_end_is_an_error_in_json"),
    3: ("one task in two profiles", "test_cases.py::test_case_3_one_task_in_two_profiles"),
    4: ("imagine, button, window", "test_midjourney.py::test_imagine_then_a_button_then_a_window"),
    5: ("a foreign id in a list", "test_midjourney.py::test_several_tasks_at_once_without_those_of_others"),
    6: ("a speed's prefix", "test_midjourney.py::test_a_speed_is_a_prefix"),
    7: ("the client's own id", "test_kling.py::test_others_see_nothing"),
    8: ("two camera movements", "test_kling.py::test_bad_input_is_named_and_not_billed"),
    9: ("two voices", "test_kling.py::test_an_avatar_speaks_what_it_is_given"),
    10: ("no callback_url", "test_runway.py::test_the_web_apps_form_words_its_errors"),
    11: ("no referenceImages", "test_runway.py::test_what_cannot_be_made_is_refused"),
    12: ("Runway's client waits for a task", "test_runway_sdk.py::test_a_film_is_waited_for"),
    13: ("a receiver that does not prove itself", "test_minimax.py::test_a_receiver_that_does_not_is_left_alone"),
    14: ("a callback to the inside", "test_cases.py::test_case_14_callbacks_do_not_reach_the_inside"),
    15: ("one end, one message", "test_cases.py::test_case_15_one_end_one_settlement_one_message"),
    16: ("another key polls", "test_conformance.py::test_others_see_nothing"),
}
TOLD = [sample for sample in ALL if "callback" in sample.client]


def test_every_case_has_its_test() -> None:
    """All sixteen, and what is named is there."""
    assert sorted(CASES) == list(range(1, 17))
    for _, named in CASES.values():
        file, _, test = named.partition("::")
        assert f"def {test}(" in (ROOT / HERE / file).read_text("utf-8"), named


@pytest.mark.sdk
@pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")
def test_case_1_the_official_client_waits_for_a_film(admin_dsn: str) -> None:
    """`videos.create_and_poll`: `seconds` is text, `progress` a whole number; then the film itself."""
    openai = pytest.importorskip("openai")
    with ExitStack() as stack:
        made = stack.enter_context(vendor("native", vendor="openai"))
        dsn = stack.enter_context(postgres.database(admin_dsn))
        running = stack.enter_context(gateway(dsn, [channel("openai", made.url)], allow_private_urls="1"))
        client = openai.OpenAI(base_url=f"{running.url}/v1", api_key=running.owner.key)
        asked = {"model": "sora-2", "prompt": "a fox", "seconds": "4", "size": "1280x720"}
        film = client.videos.create_and_poll(**asked, poll_interval_ms=300)
        assert (film.status, film.seconds, film.progress, film.size) == ("completed", "4", 100, "1280x720")
        assert client.videos.download_content(film.id).read()[4:8] == b"ftyp"


@pytest.mark.parametrize(("model", "word"), [("doubao-seedance-2-0", "SUCCESS"), ("sora-2", "completed")])
def test_case_3_one_task_in_two_profiles(model: str, word: str) -> None:
    """The words at `/v1/videos` follow the model."""
    said: dict[str, Any] = told.encode(LANE, (ROWS[0],), "polled", msgspec.structs.replace(FILM, model=model)).body

    assert said["status"] == word


@dataclasses.dataclass(frozen=True)
class Walls:
    """A gateway that lets nobody in, its vendors, and a receiver inside."""

    running: Gateway
    inside: Vendor


@pytest.fixture(scope="module")
def walls(admin_dsn: str) -> Iterator[Walls]:
    """Vendors' own addresses pass, as their channels name them; no other private one does."""
    with ExitStack() as stack:
        vendors = {name: stack.enter_context(vendor("native", vendor=name)) for name in VENDORS}
        inside = stack.enter_context(vendor("receiver"))
        dsn = stack.enter_context(postgres.database(admin_dsn))
        channels = [channel(name, made.url) for name, made in vendors.items()]
        yield Walls(stack.enter_context(gateway(dsn, channels)), inside)


@pytest.mark.long
@pytest.mark.parametrize("sample", TOLD, ids=str)
def test_case_14_callbacks_do_not_reach_the_inside(walls: Walls, sample: Sample) -> None:
    """Metadata addresses, this machine by number and by name: refused at once or when it is told; the task is not touched."""
    owner, port = walls.running.owner, walls.inside.url.rpartition(":")[2]
    made = []
    for host in ("169.254.169.254", "127.0.0.1", "localhost"):
        asked = sample.asked({sample.client["callback"]: f"http://{host}:{port}/"}, "vendor:now")
        answer = owner.post(sample.client["submit"], asked)
        made += [answer.headers["x-philae-task-id"]] if answer.status < 300 else []
    for task in made:
        assert owner.ended(task)["state"] == "succeeded"
    sql = "select count(*) as n from delivery where task = any($1::uuid[]) and event = 'done' and jsonb_array_length(tries) > 0"
    until = time.monotonic() + 40
    while walls.running.rows(sql, made)[0]["n"] < len(made):
        assert time.monotonic() < until
        time.sleep(0.2)

    assert Client(walls.inside.url).get("/stats").json()["hits"] == 0


@pytest.mark.long
def test_case_15_one_end_one_settlement_one_message(admin_dsn: str) -> None:
    """Two workers, each of which is told of the same end by the vendor's callbacks: it is settled and told once."""
    with ExitStack() as stack:
        kling = stack.enter_context(vendor("native", vendor="kling"))
        receiver = stack.enter_context(vendor("receiver"))
        dsn = stack.enter_context(postgres.database(admin_dsn))
        settings = {"allow_private_urls": "1", "public_url": "http://127.0.0.1:1", "workers": "2"}
        running = stack.enter_context(gateway(dsn, [channel("kling", kling.url)], **settings))
        asked = {"model_name": "kling-v3", "prompt": "vendor:now", "duration": "5", "callback_url": f"{receiver.url}/k"}
        ids = [running.owner.post("/kling/v1/videos/text2video", asked).json()["data"]["task_id"] for _ in range(8)]
        hooks = [a["body"]["callback_url"].partition("/callbacks/")[2] for a in kling.stats()["asked"]]
        for hook in hooks * 5:
            Client(running.url).post(f"/callbacks/{hook}", {"task_id": "1", "task_status": "succeed"})
        for task in ids:
            assert running.owner.ended(task)["receipt"]["captured"] == "0.42"
        sent = "select count(*) as n from delivery where event = 'done' and state = 'sent'"
        until = time.monotonic() + 40
        while running.rows(sent)[0]["n"] < len(ids):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert len(running.rows("select txn from entry where kind = 'capture' group by txn")) == len(ids)
        told = [m for m in Client(receiver.url).get("/messages").json() if '"succeed"' in m["body"]]
        assert len(told) == len(ids)
        assert running.proof() == []
