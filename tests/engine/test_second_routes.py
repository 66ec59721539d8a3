"""Films and shapes for clients of several forms, whose makers are busy: whoever else hosts the model makes them, in its own words.

A prompt with `vendor:429` finds every maker busy, one with `fal:refused` finds fal without credit. Where both hosts could,
the cheaper one does. Films sold by tokens are measured: 5760 of them in 4 seconds of 320 by 192 pixels.
"""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from philae.core.money import nano
from tests import postgres
from tests.client import Answer
from tests.gateway import Gateway, channel, gateway
from tests.native.test_conformance import at
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

FRAME, OTHER = (f"data:image/png;base64,{base64.b64encode(picture(w, 360, 'png')).decode()}" for w in (640, 600))
MAKERS = ("kling", "minimax", "gemini", "bytedance", "hunyuan")
KLING, MINIMAX, VIDEOS = "/kling/v1/videos/text2video", "/v1/video_generation", "/v1/videos"
VEO = "/v1beta/models/veo-3.1-fast-generate-preview:predictLongRunning"
ARK = "/volc/v3/contents/generations/tasks"
REFERENCES = "/replicate/v1/models/google/veo-3.1/predictions"
PREDICTIONS = "/replicate/v1/models/google/veo-3.1-fast/predictions"
FUNDS = 20
BUSY, NEITHER = "a fox vendor:429", "a fox vendor:429 fal:refused"
POLLS = {  # where the answer names the job, how the client asks again, and its words for a finished one
    KLING: ("/data/task_id", "/kling/v1/videos/text2video/{}", "/data/task_status", ("succeed",)),
    MINIMAX: ("/task_id", "/v1/query/video_generation?task_id={}", "/status", ("Success",)),
    VIDEOS: ("/id", "/v1/videos/{}", "/status", ("completed", "SUCCESS")),
    VEO: ("/name", "/v1beta/{}", "/done", (True,)),
    ARK: ("/id", ARK + "/{}", "/status", ("succeeded",)),
    PREDICTIONS: ("/id", "/replicate/v1/predictions/{}", "/status", ("succeeded",)),
    REFERENCES: ("/id", "/replicate/v1/predictions/{}", "/status", ("succeeded",)),
    "/v1/tasks": ("/id", "/v1/tasks/{}", "/state", ("succeeded",)),
}


class Case(NamedTuple):
    """What is asked at which door; where it then goes, in which words; what the client pays."""

    door: str
    asked: dict[str, Any]
    endpoint: str
    told: dict[str, Any]
    price: str


AT_FAL = (
    Case(KLING, {"model_name": "kling-v2-5-turbo", "mode": "pro", "prompt": BUSY, "aspect_ratio": "9:16"},
         "fal-ai/kling-video/v2.5-turbo/pro/text-to-video",
         {"prompt": BUSY, "negative_prompt": "", "duration": "5", "aspect_ratio": "9:16"}, "0.35"),
    Case(MINIMAX, {"model": "MiniMax-Hailuo-2.3-Fast", "prompt": BUSY, "first_frame_image": FRAME, "resolution": "1080P"},
         "fal-ai/minimax/hailuo-2.3-fast/pro/image-to-video",
         {"prompt": BUSY, "prompt_optimizer": True, "image_url": FRAME}, "0.33"),
    Case(VIDEOS, {"model": "veo-3.1-fast", "prompt": BUSY, "seconds": "4", "size": "1920x1080"},
         "fal-ai/veo3.1/fast",
         {"prompt": BUSY, "duration": "4s", "aspect_ratio": "16:9", "resolution": "1080p", "generate_audio": True,
          "auto_fix": False}, "0.48"),
    Case(PREDICTIONS, {"input": {"prompt": BUSY, "duration": 6, "resolution": "720p", "image": FRAME, "last_frame": OTHER}},
         "fal-ai/veo3.1/fast/first-last-frame-to-video",
         {"prompt": BUSY, "duration": "6s", "aspect_ratio": "16:9", "resolution": "720p", "generate_audio": True,
          "auto_fix": False, "first_frame_url": FRAME, "last_frame_url": OTHER}, "0.60"),
    Case(REFERENCES, {"input": {"prompt": BUSY, "reference_images": [FRAME, OTHER]}},
         "fal-ai/veo3.1/reference-to-video",
         {"prompt": BUSY, "duration": "8s", "aspect_ratio": "16:9", "resolution": "720p", "generate_audio": True,
          "auto_fix": False, "image_urls": [FRAME, OTHER]}, "3.20"),
    Case(VIDEOS, {"model": "doubao-seedance-1-5-pro", "prompt": BUSY, "seconds": "4", "size": "9:16"},
         "fal-ai/bytedance/seedance/v1.5/pro/text-to-video",
         {"prompt": BUSY, "duration": "4", "aspect_ratio": "9:16", "resolution": "720p", "generate_audio": True},
         "0.013824"),
    Case(ARK, {"model": "doubao-seedance-1-5-pro", "duration": 4, "seed": 7, "ratio": "adaptive",
               "content": [{"type": "text", "text": BUSY}, {"type": "image_url", "image_url": {"url": FRAME}}]},
         "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
         {"prompt": BUSY, "duration": "4", "aspect_ratio": "auto", "resolution": "720p", "generate_audio": True, "seed": 7,
          "image_url": FRAME}, "0.013824"),
)  # fmt: skip
AT_REPLICATE = (
    Case(KLING, {"model_name": "kling-v2-6", "mode": "pro", "prompt": NEITHER, "sound": "on", "negative_prompt": "blur"},
         "kwaivgi/kling-v2.6",
         {"prompt": NEITHER, "negative_prompt": "blur", "duration": 5, "generate_audio": True}, "0.70"),
    Case(MINIMAX, {"model": "MiniMax-Hailuo-02", "prompt": NEITHER, "duration": 10},
         "minimax/hailuo-02",
         {"prompt": NEITHER, "prompt_optimizer": True, "duration": 10, "resolution": "768p"}, "0.56"),
    Case(VEO, {"instances": [{"prompt": NEITHER}], "parameters": {"durationSeconds": 4, "negativePrompt": "blur"}},
         "google/veo-3.1-fast",
         {"prompt": NEITHER, "negative_prompt": "blur", "duration": 4, "aspect_ratio": "16:9", "resolution": "720p",
          "generate_audio": True}, "0.40"),
    Case(VIDEOS, {"model": "doubao-seedance-1-0-pro", "prompt": NEITHER, "seconds": "4", "size": "16:9"},
         "bytedance/seedance-1-pro",
         {"prompt": NEITHER, "duration": 4, "aspect_ratio": "16:9", "resolution": "720p"}, "0.012672"),
    Case(VIDEOS, {"model": "doubao-seedance-2-0", "prompt": BUSY, "seconds": "4", "size": "16:9"},
         "bytedance/seedance-2.0",
         {"prompt": BUSY, "duration": 4, "aspect_ratio": "16:9", "resolution": "720p", "generate_audio": True}, "0.03784896"),
    Case("/v1/tasks", {"model": "hunyuan-3d-pro", "Prompt": NEITHER, "Model": "3.1"},
         "tencent/hunyuan-3d-3.1", {"prompt": NEITHER, "generate_type": "Normal"}, "0.50"),
)  # fmt: skip


class Ran(NamedTuple):
    """What became of a case: what the client was told at last, the task, and what it paid in all."""

    polled: Answer
    task: dict[str, Any]
    paid: int


class Stage(NamedTuple):
    """A gateway before the makers and their hosts, and what became of each case, by where it went."""

    gateway: Gateway
    fal: Vendor
    replicate: Vendor
    ran: dict[str, Ran]


@pytest.fixture(scope="module")
def stage(admin_dsn: str) -> Iterator[Stage]:
    """All that go to fal at once, then all that go on to Replicate: who refused rests for a while."""
    with ExitStack() as stack:
        makers = {name: stack.enter_context(vendor("native", vendor=name)) for name in MAKERS}
        fal, replicate = stack.enter_context(vendor("fal")), stack.enter_context(vendor("replicate", calm=1))
        dsn = stack.enter_context(postgres.database(admin_dsn))
        channels = [channel(n, v.url) for n, v in {**makers, "fal": fal, "replicate": replicate}.items()]
        running = stack.enter_context(gateway(dsn, channels, allow_private_urls="1"))
        ran: dict[str, Ran] = {}
        for cases in (AT_FAL, AT_REPLICATE):
            with ThreadPoolExecutor(len(cases)) as pool:
                ran |= dict(pool.map(lambda case: (case.endpoint, _run(running, case)), cases))
        yield Stage(running, fal, replicate, ran)


def _run(running: Gateway, case: Case) -> Ran:
    """Ask with an account of its own, and once it is over ask again as that form's clients do."""
    client, (name, poll, *_) = running.account(case.endpoint, str(FUNDS)), POLLS[case.door]
    answer = client.post(case.door, case.asked)
    assert answer.status < 300, answer.body
    identity = answer.headers.get("x-philae-task-id") or at(answer.json(), "/id")
    task = client.ended(identity)
    sql = "select b.available, b.held from balance b join account a on a.id = b.account where a.name = $1 and b.book = 'live'"
    left = running.rows(sql, case.endpoint)[0]
    assert left["held"] == 0
    return Ran(client.get(poll.format(at(answer.json(), name))), task, nano(str(FUNDS)) - left["available"])


def _asked(stage: Stage, case: Case) -> list[dict[str, Any]]:
    """What its host was asked at that place."""
    jobs = [(j["endpoint"], j["input"]) for j in stage.fal.stats()["jobs"]]
    jobs += [(j["model"], j["input"]) for j in stage.replicate.stats()["asked"]]
    return [given for endpoint, given in jobs if endpoint == case.endpoint]


@pytest.mark.parametrize("case", [*AT_FAL, *AT_REPLICATE], ids=lambda case: case.endpoint)
def test_who_else_hosts_it_makes_it(stage: Stage, case: Case) -> None:
    """Once, in its own words; the client reads its own form's, and pays once what the model costs everywhere."""
    ran, (_, _, status, words) = stage.ran[case.endpoint], POLLS[case.door]
    receipt = ran.task["receipt"]

    assert (ran.task["state"], receipt["served_by"]) == ("succeeded", "fal" if case in AT_FAL else "replicate")
    assert [{k: v for k, v in given.items() if k in case.told} for given in _asked(stage, case)] == [case.told]
    assert set(_asked(stage, case)[0]) - set(case.told) <= {"seed", "camera_fixed"}
    assert (ran.polled.status, at(ran.polled.json(), status) in words) == (200, True), ran.polled.body
    assert not [d for d in ran.task["outputs"][0].get("differs", ()) if "size" not in d]
    assert (receipt["captured"], ran.paid) == (case.price, nano(case.price))


def test_the_books_are_right(stage: Stage) -> None:
    """After all that was refused and made elsewhere."""
    assert stage.gateway.proof() == []
