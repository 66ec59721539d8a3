"""Runway's official client over a real socket."""

import base64
from collections.abc import Iterator

import pytest
import runwayml
from runwayml import RunwayML

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import vendor

pytestmark = pytest.mark.sdk
FRAME = "data:image/png;base64," + base64.b64encode(picture(512, 512, "png")).decode()


@pytest.fixture(scope="module")
def running(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before a scripted Runway."""
    with vendor("native", vendor="runway") as made, postgres.database(admin_dsn) as dsn:
        channels = [channel("runway", made.url)]
        with gateway(dsn, channels, allow_private_urls="1") as up:
            yield up


@pytest.fixture
def client(running: Gateway) -> Iterator[RunwayML]:
    """Runway's client."""
    with RunwayML(api_key=running.owner.key, base_url=f"{running.url}/runwayml", max_retries=0) as made:
        yield made


def test_a_film_is_waited_for(running: Gateway, client: RunwayML) -> None:
    """Case 12 of the reference: the client's own waiting ends with our link."""
    made = client.image_to_video.create(
        model="gen4_turbo", prompt_image=FRAME, prompt_text="vendor:now", ratio="1280:720", duration=5
    )
    task = made.wait_for_task_output(timeout=120)

    assert task.status == "SUCCEEDED"
    assert task.cost.credits == 25
    assert [link.startswith(f"{running.url}/files/") for link in task.output] == [True]
    client.tasks.delete(made.id)
    with pytest.raises(runwayml.NotFoundError):
        client.tasks.retrieve(made.id)


def test_what_fails_is_raised(client: RunwayML) -> None:
    """With the reason, and a code that says which kind."""
    made = client.text_to_video.create(model="gen4.5", prompt_text="vendor:moderated", ratio="1280:720", duration=5)

    with pytest.raises(runwayml.TaskFailedError) as caught:
        made.wait_for_task_output(timeout=120)
    details = caught.value.task_details
    assert details.status == "FAILED"
    assert (details.failure_code, bool(details.failure)) == ("SAFETY.OUTPUT", True)


def test_bad_input_is_raised(client: RunwayML) -> None:
    """As the client's own exception, by its status."""
    with pytest.raises(runwayml.BadRequestError, match="duration"):
        client.text_to_video.create(model="gen4.5", prompt_text="a fox", ratio="1280:720", duration=77)
