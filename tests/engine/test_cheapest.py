"""Who serves a model that several sell: the cheaper one, and the next where one refuses."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import Vendor, vendor

SHAPE = {"model": "hunyuan-3d-pro", "Prompt": "a red cup"}
FILM = {"model": "kling-v3", "prompt": "a fox", "mode": "pro"}


@pytest.fixture(scope="module")
def fal() -> Iterator[Vendor]:
    """A scripted fal."""
    with vendor("fal") as made:
        yield made


@pytest.fixture(scope="module")
def running(fal: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before the makers and fal."""
    with vendor("native", vendor="kling") as kling, vendor("native", vendor="hunyuan") as hunyuan:
        channels = [channel("kling", kling.url), channel("hunyuan", hunyuan.url), channel("fal", fal.url)]
        with postgres.database(admin_dsn) as dsn, gateway(dsn, channels, allow_private_urls="1") as made:
            yield made


def made(running: Gateway, asked: dict[str, Any]) -> dict[str, Any]:
    """The task, once it is over."""
    answer = running.owner.post("/v1/tasks", asked)
    assert answer.status == 202, answer.body
    return running.owner.ended(answer.json()["id"])


def test_the_cheaper_one_serves(running: Gateway, fal: Vendor) -> None:
    """Its host sells the shape for less than its maker; the client pays the same."""
    task = made(running, SHAPE | {"EnablePBR": True})

    assert (task["receipt"]["served_by"], task["receipt"]["captured"]) == ("fal", "0.70")
    assert [o["kind"] for o in task["outputs"]] == ["mesh", "image"]
    job = fal.stats()["jobs"][-1]
    assert (job["endpoint"], job["authorization"]) == ("fal-ai/hunyuan3d-v3/text-to-3d", "Key fal-secret")
    assert job["input"] == {"prompt": "a red cup", "enable_pbr": True, "generate_type": "Normal"}


def test_only_who_can_do_it_is_asked(running: Gateway) -> None:
    """What cannot be said to the cheaper one goes to the maker."""
    assert made(running, SHAPE | {"FaceCount": 20_000})["receipt"]["served_by"] == "hunyuan"


def test_at_the_same_price_the_maker_comes_first(running: Gateway) -> None:
    """As the model's row has it."""
    assert made(running, FILM)["receipt"]["served_by"] == "kling"


def test_the_next_one_serves_what_the_first_refuses(running: Gateway, fal: Vendor) -> None:
    """The maker is busy: fal makes the film, in fal's words."""
    task = made(running, FILM | {"prompt": "vendor:429", "sound": "on", "duration": "5"})

    assert (task["state"], task["receipt"]["served_by"], task["receipt"]["captured"]) == ("succeeded", "fal", "0.84")
    job = fal.stats()["jobs"][-1]
    assert job["endpoint"] == "fal-ai/kling-video/v3/pro/text-to-video"
    assert (job["input"]["duration"], job["input"]["generate_audio"]) == ("5", True)


@pytest.mark.parametrize(("word", "code"), [("failed", "upstream_error"), ("moderated", "content_filtered")])
def test_what_fails_at_fal(running: Gateway, word: str, code: str) -> None:
    """Is told, and not charged; nothing of fal's answer shows."""
    task = made(running, SHAPE | {"Prompt": f"fal:{word}"})

    assert (task["state"], task["error"]["code"], task["receipt"]["captured"]) == ("failed", code, "0.00")
    assert "node 17" not in str(task)


def test_fal_without_credit(running: Gateway) -> None:
    """Its maker serves instead."""
    assert made(running, SHAPE | {"Prompt": "fal:refused"})["receipt"]["served_by"] == "hunyuan"
