"""The studio as we call it."""

from typing import Any

import msgspec
import pytest

from philae.catalog import FAMILIES
from philae.core.audio import AudioRequest
from philae.core.auth import Static
from philae.core.blob import Blob
from philae.core.image import ImageRequest
from philae.core.mesh import MeshRequest
from philae.core.provider import Target
from philae.core.request import Reference
from philae.core.request import Request as Asked
from philae.core.video import VideoRequest
from philae.studio.request import Request
from philae.vendors.studio.order import DEFAULTS
from philae.vendors.studio.provider import PROVIDER, cancel
from tests.vendors.replay import cases, exchange, read

CODEC = PROVIDER.serves["image.edit"]
TO = Target("http://studio", "edit", "attempt-1", label={"task": "t-1"})


FILM, SHAPE = PROVIDER.serves["video.generate"], PROVIDER.serves["mesh.generate"]
SOUND = PROVIDER.serves["audio.generate"]
PICTURE = Reference("reference", Blob(key="in/1"), "input_image")


def ask(**changes: Any) -> ImageRequest:
    """A request in BFL's words."""
    return ImageRequest(**({"model": "flux-2-pro", "operation": "image.edit", "vendor": "bfl"} | changes))


@pytest.mark.parametrize("told", cases(__file__, "exchanges"))
def test_exchange(told: dict[str, Any]) -> None:
    """Calls and replies are those of the studio's server."""
    exchange(CODEC, told)


def test_server_takes_our_order() -> None:
    """The server's own strict decoder accepts an order with everything in it, once the pictures are filled in."""
    asked = ask(
        prompt="a fox",
        seed=-5,
        width=512,
        height=64,
        format="webp",
        images=(PICTURE,),
        mask=Blob(key="in/m"),
        params={"steps": 4, "guidance": 2.5, "strength": 0.5, "top": 3, "input_image": "blob:in/1;;0;0;0"},
    )
    order = CODEC.call(asked, None, TO).json
    order["mask"] = order["images"][0]["data"] = "aGk="
    taken = msgspec.json.decode(msgspec.json.encode(order), type=Request)
    assert (taken.operation, taken.width, taken.strength, taken.extra) == ("fill", 512, 0.5, {"top": 3})
    assert (taken.label.model, taken.label.task, taken.label.served_by) == ("flux-2-pro", "t-1", "studio")


@pytest.mark.parametrize(("aspect", "sized"), [("match_input_image", False), ("9:16", True), (None, False)])
def test_without_a_size(aspect: str | None, sized: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """A ratio is worth about a megapixel; without one the input picture's size stands."""
    order = CODEC.call(ask(aspect=aspect), None, TO).json
    assert ("width" in order) == sized


@pytest.mark.parametrize(
    ("width", "reason"), [(64, None), (None, None), (4097, "sides from 64 to 4096"), (32, "sides from 64 to 4096")]
)
def test_able(width: int | None, reason: str | None) -> None:
    """Sizes that it does not draw are told before anything is sent."""
    assert CODEC.able(ask(width=width, height=width)) == reason


@pytest.mark.parametrize(
    ("status", "error", "kind", "shown"),
    [
        (400, {"code": "invalid_request", "message": "top must be a number"}, "InvalidRequest", "top must be a number"),
        (404, {"code": "not_found", "message": "no such job"}, "UpstreamRefused", "no such job"),
        (413, {"code": "too_large", "message": "the body is too large"}, "TooLarge", "the body is too large"),
        (429, {"code": "queue_full", "message": "too many jobs"}, "RateLimited", "too many jobs"),
        (500, {"code": "internal", "message": "TypeError: x"}, "UpstreamError", "the picture could not be drawn"),
    ],
)
def test_refusals(status: int, error: dict[str, str], kind: str, shown: str) -> None:
    """Each refusal has its place in our tree; what has no name shows nothing of its inside."""
    found = read(CODEC, {"status": status, "json": {"error": error}})["raises"]
    assert (found["kind"], found["public"]) == (kind, shown)
    assert error["message"] in found["detail"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": "moderated", "message": "moderated"}, "ContentFiltered"),
        ({"code": "canceled", "message": "the job was cancelled"}, "Canceled"),
        ({"code": "timeout", "message": "too slow"}, "UpstreamTimeout"),
        ({"code": "engine_crashed", "message": "died twice"}, "UpstreamError"),
        (None, "UpstreamError"),
    ],
)
def test_failures(error: dict[str, str] | None, kind: str) -> None:
    """A failed job raises what its code means."""
    told = {"status": 200, "json": {"id": "j1", "state": "failed", "error": error}}
    assert read(CODEC, told, {"id": "j1"})["raises"]["kind"] == kind


def test_unreadable_refusal() -> None:
    """An answer that is no JSON is a failed drawing, its text for the operator."""
    error = read(CODEC, {"status": 500, "text": "Internal Server Error"})["raises"]
    assert error["kind"] == "UpstreamError"
    assert "Internal Server Error" in error["detail"]


@pytest.mark.parametrize(
    ("name", "images", "mask", "operation"),
    [
        ("edit", (), None, "generate"),
        ("edit", (PICTURE,), None, "edit"),
        ("edit", (PICTURE,), Blob(key="in/m"), "fill"),
        ("erase", (PICTURE,), Blob(key="in/m"), "erase"),
        ("generate", (PICTURE,), None, "generate"),
    ],
)
def test_operation(name: str, images: tuple[Reference, ...], mask: Blob | None, operation: str) -> None:
    """An editing model also draws from nothing, and repaints under a mask."""
    to = Target("http://studio", name, "attempt-1")
    assert CODEC.call(ask(images=images, mask=mask), None, to).json["operation"] == operation


def test_defaults_are_those_of_the_catalogue() -> None:
    """A model's own steps and guidance leave the picture as it is."""
    models = [model for family in FAMILIES for model in family.ROWS]
    fields = {model.id: model.params.model_fields for model in models}
    told = {
        i: (f["steps"].default, f["guidance"].default) for i, f in fields.items() if {"steps", "guidance"} <= f.keys()
    }
    assert {model: pair for model, pair in told.items() if pair != (None, None)} == DEFAULTS


def test_cancel_and_credentials() -> None:
    """A job is cancelled by DELETE, and nothing secret is sent to the studio."""
    written = cancel({"id": "j1"}, TO)
    assert (written.method, written.url, written.effect) == ("DELETE", "http://studio/v1/images/j1", "none")
    assert PROVIDER.auth("any") == Static(())
    assert PROVIDER.recovery == "key"


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"aspect": "16:9"}, (1280, 720)),
        ({"aspect": "9:16"}, (720, 1280)),
        ({"aspect": "1:1"}, (960, 960)),
        ({"width": 640, "height": 360}, (640, 360)),
        ({"width": 3840, "height": 2160}, (1920, 1080)),
        ({"aspect": "adaptive"}, (None, None)),
    ],
)
def test_a_film_has_the_shape_that_was_asked(asked: dict[str, Any], size: tuple[int | None, int | None]) -> None:
    """720p for a ratio, at most 1080p, and the server takes the order."""
    request = VideoRequest(
        model="kling-v1", operation="video.generate", vendor="kling", prompt="a fox", seconds=5, **asked
    )
    order = msgspec.json.decode(msgspec.json.encode(FILM.call(request, None, TO).json), type=Request)
    assert (order.operation, order.format, order.seconds) == ("film", "mp4", 5)
    assert (order.width, order.height) == size


def test_a_film_begins_with_its_first_frame() -> None:
    """Of several pictures the first frame; masks are none."""
    given = tuple(Reference(role, Blob(key=f"in/{role}")) for role in ("mask", "last", "first"))
    request = VideoRequest(model="kling-v1", operation="video.generate", vendor="kling", images=given)
    assert [i["data"].blob.key for i in FILM.call(request, None, TO).json["images"]] == ["in/first"]
    assert (
        FILM.able(VideoRequest(model="m", operation="video.generate", vendor="kling", seconds=21))
        == "at most 20 seconds"
    )


def test_a_shape_is_ordered_by_its_prompt() -> None:
    """As GLB, and the server takes the order."""
    request = MeshRequest(model="studio/mesh", operation="mesh.generate", vendor="philae", prompt="a fox", seed=3)
    order = msgspec.json.decode(msgspec.json.encode(SHAPE.call(request, None, TO).json), type=Request)
    assert (order.operation, order.format, order.seed) == ("mesh", "glb", 3)


@pytest.mark.parametrize(("name", "operation"), [("studio/sound", "sound"), ("speech", "speech")])
def test_a_sound_is_ordered_by_its_prompt(name: str, operation: str) -> None:
    """What is spoken is another order; a film that is to have a sound says how long."""
    film = "blob:in/a;video/mp4;9;64;64;7.5"
    request = AudioRequest(
        model="m", operation="audio.generate", vendor="kling", prompt="hi", params={"video_url": film}
    )
    call = SOUND.call(request, None, msgspec.structs.replace(TO, model=name))
    order = msgspec.json.decode(msgspec.json.encode(call.json), type=Request)
    assert (order.operation, order.format, order.prompt, order.seconds) == (operation, "mp3", "hi", 7.5)
    told = Asked(model="m", operation="describe", vendor="midjourney")
    assert PROVIDER.serves["describe"].able(told) == "texts about a picture or a prompt"
