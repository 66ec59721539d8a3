"""The official clients of OpenAI and Replicate make, follow and fetch films over a real socket."""

import io
from collections.abc import Iterator

import httpx
import openai
import pytest
from PIL import Image
from replicate.client import Client as Replicate

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import vendor

pytestmark = [pytest.mark.sdk, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def running(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before scripted vendors of films and pictures."""
    with (
        vendor("native", vendor="openai") as sora,
        vendor("native", vendor="kling") as kling,
        vendor("replicate") as flux,
    ):
        channels = [channel("openai", sora.url), channel("kling", kling.url), channel("replicate", flux.url)]
        with postgres.database(admin_dsn) as dsn, gateway(dsn, channels, allow_private_urls="1") as made:
            yield made


@pytest.fixture
def oai(running: Gateway) -> Iterator[openai.OpenAI]:
    """OpenAI's client."""
    with openai.OpenAI(base_url=f"{running.url}/v1", api_key=running.owner.key, max_retries=0) as made:
        yield made


@pytest.fixture
def rep(running: Gateway) -> Iterator[Replicate]:
    """Replicate's client, on connections that are closed after it."""
    with httpx.HTTPTransport() as wire:
        yield Replicate(api_token=running.owner.key, base_url=f"{running.url}/replicate", transport=wire)


def test_openai_makes_and_fetches_a_film(oai: openai.OpenAI) -> None:
    """Created, polled, retrieved, listed, downloaded in each variant, remixed, deleted."""
    begun = oai.videos.create(model="sora-2", prompt="a fox", seconds="4", size="1280x720")
    made = oai.videos.create_and_poll(
        model="sora-2", prompt="an owl", seconds="4", size="1280x720", poll_interval_ms=300
    )

    assert (begun.object, begun.status, made.status, made.progress) == ("video", begun.status, "completed", 100)
    assert oai.videos.retrieve(made.id).seconds == "4"
    assert [film.id for film in oai.videos.list(limit=2)][:2] == [made.id, begun.id]
    assert oai.videos.download_content(made.id).read()[4:8] == b"ftyp"
    thumb = oai.videos.download_content(made.id, variant="thumbnail").read()
    sheet = oai.videos.download_content(made.id, variant="spritesheet").read()
    assert [Image.open(io.BytesIO(data)).format for data in (thumb, sheet)] == ["WEBP", "JPEG"]
    again = oai.videos.remix(made.id, prompt="at night")
    assert again.remixed_from_video_id == made.id
    assert oai.videos.delete(made.id).deleted
    with pytest.raises(openai.BadRequestError):
        oai.videos.retrieve(made.id)


def test_openai_makes_other_makers_films(oai: openai.OpenAI) -> None:
    """Kling by OpenAI's client."""
    made = oai.videos.create_and_poll(model="kling-v3", prompt="a fox", seconds="8", poll_interval_ms=300)

    assert (made.status, made.model) == ("completed", "kling-v3")


def test_replicate_makes_a_picture(rep: Replicate) -> None:
    """Run to its end, and read."""
    output = rep.run("black-forest-labs/flux-1.1-pro", input={"prompt": "a fox", "aspect_ratio": "1:1"})

    assert Image.open(io.BytesIO(Client("").get(str(output)).body)).format in ("WEBP", "JPEG", "PNG")


def test_replicate_makes_a_film(rep: Replicate) -> None:
    """A prediction of a model of another maker: waited for, reloaded, listed, its link read."""
    begun = rep.predictions.create(version="kling-v3", input={"prompt": "a fox", "duration": "5", "mode": "pro"})
    begun.wait()

    assert (begun.status, rep.predictions.get(begun.id).status) == ("succeeded", "succeeded")
    assert begun.id in [p.id for p in rep.predictions.list()]
    assert isinstance(begun.output, str)
    assert Client("").get(begun.output).body[4:8] == b"ftyp"
