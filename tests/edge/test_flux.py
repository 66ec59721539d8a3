"""The main job, end to end: the shipped program, a real PostgreSQL, a vendor in another process."""

import io

from PIL import Image

from tests.gateway import Gateway

REQUEST = {
    "prompt": "ein fantastisches bild", "image_prompt": "", "aspect_ratio": "custom", "width": 512, "height": 512,
    "prompt_upsampling": False, "seed": 42, "safety_tolerance": 2, "output_format": "jpeg", "webhook_url": "",
    "webhook_secret": "",
}  # fmt: skip


def test_the_flux_request_ends_in_a_picture_under_a_link_of_ours(running: Gateway) -> None:
    """Submit, poll without a key, fetch."""
    answer = running.owner.post("/flux/v1/flux-2-pro", REQUEST)
    assert answer.status == 200
    submitted = answer.json()
    assert submitted["polling_url"] == f"{running.url}/flux/v1/get_result?id={submitted['id']}"
    assert submitted["status"] == "Pending"

    running.owner.ended(submitted["id"])
    ready = running.owner.told().request("GET", submitted["polling_url"]).json()

    assert ready["status"] == "Ready"
    assert ready["result"]["prompt"] == REQUEST["prompt"]
    assert ready["result"]["sample"].startswith(running.url + "/files/")
    picture = running.owner.get(ready["result"]["sample"])
    assert picture.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(picture.body)).size == (512, 512)


def test_the_receipt_is_what_the_reference_says(running: Gateway) -> None:
    """flux-2-pro at 2048 by 2048 costs 7.5 credits; what is held is what is captured."""
    quote = running.owner.post("/v1/quote", {"model": "flux-2-pro", "prompt": "a", "width": 2048, "height": 2048})
    assert quote.json()["price"] == "0.075"

    submitted = running.owner.post("/flux/v1/flux-2-pro", {"prompt": "a", "width": 1920, "height": 1080}).json()
    task = running.owner.ended(submitted["id"])

    assert submitted["cost"] == 4.5
    assert task["receipt"]["captured"] == "0.045"
    assert task["receipt"]["usage"]["megapixel"] == 2
    assert running.proof() == []


def test_sizes_are_floored_and_that_is_told(running: Gateway) -> None:
    """520 by 512 is drawn at 512 by 512, as the live service does, with a warning."""
    submitted = running.owner.post("/flux/v1/flux-2-pro", {"prompt": "a", "width": 520, "height": 512}).json()

    task = running.owner.ended(submitted["id"])

    assert (task["outputs"][0]["width"], task["outputs"][0]["height"]) == (512, 512)
    assert any("520" in w for w in task["warnings"])


def test_openai_and_replicate_reach_the_same_vendor_at_the_same_charge(running: Gateway) -> None:
    """Three dialects, one canonical result, one price."""
    openai = running.owner.post("/v1/images/generations", {"model": "flux-2-pro", "prompt": "a", "size": "512x512"})
    assert openai.status == 200, openai.body
    assert openai.json()["data"][0]["url"].startswith(running.url)
    told = running.owner.told(prefer="wait=20")
    body = {"input": {"prompt": "a", "width": 512, "height": 512, "aspect_ratio": "custom"}}
    prediction = told.post("/replicate/v1/models/black-forest-labs/flux-2-pro/predictions", body)
    assert prediction.status in (200, 201), prediction.body
    assert prediction.json()["status"] == "succeeded"
    bfl = running.owner.post("/flux/v1/flux-2-pro", {"prompt": "a", "width": 512, "height": 512}).json()

    ids = [openai.headers["x-philae-task-id"], prediction.headers["x-philae-task-id"], bfl["id"]]
    tasks = [running.owner.ended(i) for i in ids]

    assert len({t["receipt"]["captured"] for t in tasks}) == 1
    assert len({(t["outputs"][0]["width"], t["outputs"][0]["height"], t["model"]) for t in tasks}) == 1


def test_several_pictures_are_parts_of_one_task(running: Gateway) -> None:
    """N pictures: n vendor jobs, one task, one receipt."""
    answer = running.owner.post("/v1/images/generations", {"model": "flux-pro-1.1", "prompt": "a", "n": 3})

    task = running.owner.task(answer.headers["x-philae-task-id"])

    assert len(answer.json()["data"]) == 3
    assert task["receipt"]["captured"] == "0.12"
    assert running.proof() == []
