"""Hunyuan3D beside its rows: the form with paths, pictures, several views, Tencent's credentials, and the twin."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

PICTURE = f"data:image/png;base64,{base64.b64encode(picture(256, 256, 'png')).decode()}"


@pytest.fixture(scope="module")
def tencent() -> Iterator[Vendor]:
    """A scripted Tencent."""
    with vendor("native", vendor="hunyuan") as made:
        yield made


@pytest.fixture(scope="module")
def running(tencent: Vendor, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before it, for which the twin stands in under its own names."""
    with postgres.database(admin_dsn) as dsn:
        keys = {"secret_id": "id", "secret_key": "vendor-secret"}
        row = channel("hunyuan", tencent.url) | {"secret": keys}
        with gateway(dsn, [row], allow_private_urls="1", studio="on") as made:
            yield made


def done(client: Client, job: str) -> dict[str, Any]:
    """The job by its path, once it is over."""
    client.ended(job)
    return dict(client.post("/hunyuan3d/v1/ai3d/query", {"JobId": job}).json()["Response"])


def test_by_path_and_with_views(running: Gateway, tencent: Vendor) -> None:
    """The form with paths takes links in an object; what is sent is signed, and its pictures are base64."""
    views = [{"ViewType": "left", "ViewImageUrl": PICTURE}]
    body = {"ImageUrl": {"Url": PICTURE}, "MultiViewImages": views, "FaceCount": 500_000, "GenerateType": "Geometry"}
    job = running.owner.post("/hunyuan3d/v1/ai3d/submit", body).json()["Response"]["JobId"]
    told = done(running.owner, job)
    task = running.owner.task(job)

    shape = told["ResultFile3Ds"][0]
    assert (told["Status"], shape["Type"], task["receipt"]["captured"]) == ("DONE", "GLB", "0.50")
    assert [o["kind"] for o in task["outputs"]] == ["mesh", "image"]
    assert Client("").get(shape["PreviewImageUrl"]).headers["content-type"] == "image/png"
    asked = tencent.stats()["asked"][-1]
    assert asked["authorization"].startswith("TC3-HMAC-SHA256 Credential=id/")
    assert "FaceCount" not in asked["body"]
    for sent in (asked["body"]["ImageBase64"], asked["body"]["MultiViewImages"][0]["ViewImageBase64"]):
        assert base64.b64decode(sent).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"Prompt": "a cup", "ImageUrl": PICTURE}, "exclude one another"),
        ({"MultiViewImages": [{"ViewType": "left", "ViewImageUrl": PICTURE}]}, "goes with a picture of the front"),
        ({"ImageBase64": base64.b64encode(picture(64, 64, "png")).decode()}, "128 to 5000"),
        ({"Prompt": "a cup", "FaceCount": 5000}, "at least 10000"),
        ({"Prompt": "a cup", "PolygonType": "triangle"}, "LowPoly"),
    ],
)
def test_what_does_not_go_together(running: Gateway, body: dict[str, Any], words: str) -> None:
    """Refused in Tencent's words."""
    answer = running.owner.post("/hunyuan3d/v1/ai3d/submit", body)
    error = answer.json()["Response"]["Error"]

    assert (answer.status, error["Code"]) == (400, "InvalidParameterValue")
    assert words in error["Message"]


def test_tencents_sdks_show_the_key_as_their_id(running: Gateway) -> None:
    """They post to the root; the action stands in a header, and one that is not built says so."""
    sdk = Client(running.url).told(
        authorization=f"TC3-HMAC-SHA256 Credential={running.owner.key}/2026-11-30/hunyuan/tc3_request, SignedHeaders=host, Signature=0",
        x_tc_action="SubmitHunyuanTo3DRapidJob",
    )
    assert sdk.post("/", {"Prompt": "a cup"}).json()["Response"]["JobId"]
    other = sdk.told(x_tc_action="SubmitHunyuanTo3DUVJob").post("/", {})
    none = running.owner.post("/hunyuan3d", {"Prompt": "a cup"})

    assert (other.status, other.json()["Response"]["Error"]["Code"]) == (501, "UnsupportedOperation")
    assert (none.status, none.json()["Response"]["Error"]["Code"]) == (400, "InvalidParameterValue")


def test_the_twin_in_each_of_its_formats(running: Gateway) -> None:
    """By its own name, as what was asked."""
    for form, mime in (("glb", "model/gltf-binary"), ("obj", "model/obj"), ("stl", "model/stl")):
        asked = {"model": "studio/mesh", "prompt": "a red cup", "output_format": form, "seed": 4}
        task = running.owner.ended(running.owner.post("/v1/tasks", asked).json()["id"], 240)

        assert [(o["mime"], o["differs"]) for o in task["outputs"]] == [(mime, [])], task
