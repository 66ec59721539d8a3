"""Our own API: tasks, events, cancel, erase, files; CORS and paths that are not built."""

import time

from tests.client import Client
from tests.gateway import Gateway

BODY = {"prompt": "a fox", "width": 256, "height": 256}


def test_respond_async_gives_the_task_and_its_place(running: Gateway) -> None:
    """202, Location, Preference-Applied."""
    answer = running.owner.told(prefer="respond-async").post(
        "/v1/images/generations", {"model": "flux-2-pro", "prompt": "a"}
    )

    assert answer.status == 202
    assert answer.headers["preference-applied"] == "respond-async"
    assert answer.headers["location"].endswith(answer.json()["id"])
    assert running.owner.ended(answer.json()["id"])["state"] == "succeeded"


def test_events_tell_the_story_and_can_be_resumed(running: Gateway) -> None:
    """queued, running, done; from Last-Event-ID on only what is new."""
    identity = running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY}).json()["id"]

    whole = running.owner.get(f"/v1/tasks/{identity}/events").body.decode()
    rest = running.owner.told(last_event_id="1").get(f"/v1/tasks/{identity}/events").body.decode()

    assert "event: state" in whole
    assert whole.rstrip().rpartition("event: ")[2].startswith("done")
    assert "id: 1\n" in whole
    assert "id: 1\n" not in rest


def test_cancel_and_erase(running: Gateway) -> None:
    """A running one cannot be erased; after its end its files are gone with it."""
    slow = running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY, "prompt": "vendor:forever"}).json()["id"]
    time.sleep(0.5)
    assert running.owner.request("DELETE", f"/v1/tasks/{slow}").status == 409
    running.owner.post(f"/v1/tasks/{slow}/cancel", {})
    assert running.owner.ended(slow)["state"] == "canceled"

    done = running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY}).json()["id"]
    link = running.owner.ended(done)["outputs"][0]["url"]
    assert running.owner.request("DELETE", f"/v1/tasks/{done}").status == 204
    assert running.owner.get(f"/v1/tasks/{done}").status == 404
    assert Client(running.url).get(link).status == 404
    assert running.proof() == []


def test_files_answer_ranges_and_refuse_other_signatures(running: Gateway) -> None:
    """206 with Content-Range, 304 by ETag, 403 for a link that is not ours."""
    identity = running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY}).json()["id"]
    link = running.owner.ended(identity)["outputs"][0]["url"]
    anybody = Client(running.url)

    whole = anybody.get(link)
    part = anybody.get(link, range="bytes=0-9")

    assert part.status == 206
    assert part.body == whole.body[:10]
    assert part.headers["content-range"] == f"bytes 0-9/{len(whole.body)}"
    assert anybody.get(link, if_none_match=whole.headers["etag"]).status == 304
    assert anybody.get(link[:-3] + "AAA").status == 403
    assert anybody.request("HEAD", link).headers["content-length"] == str(len(whole.body))


def test_lists_page_and_validate(running: Gateway) -> None:
    """A limit, a next page, clear words for nonsense."""
    for _ in range(3):
        running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY})
    first = running.owner.get("/v1/tasks?limit=2").json()
    second = running.owner.get(f"/v1/tasks?limit=2&after={first['next']}").json()

    assert first["has_more"]
    assert not {t["id"] for t in first["data"]} & {t["id"] for t in second["data"]}
    assert running.owner.get("/v1/tasks?limit=0").json()["error"]["param"] == "limit"


def test_preflight_needs_no_key(running: Gateway) -> None:
    """OPTIONS is answered for any origin."""
    answer = Client(running.url).request("OPTIONS", "/flux/v1/flux-2-pro", headers={"origin": "https://app.example"})

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "x-key" in answer.headers["access-control-allow-headers"]


def test_unbuilt_and_unknown_paths_answer_in_json(running: Gateway) -> None:
    """501 for what the catalogue has, 404 for what nobody has, 405 for the wrong method; always JSON, with an id."""
    assert running.owner.post("/v1/audio/speech", {}).status == 501
    assert running.owner.post("/kling/v1/general/custom-elements", {}).status == 501
    missing = running.owner.get("/nothing/here")
    assert missing.status == 404
    assert missing.json()["error"]["request_id"] == missing.headers["x-philae-request-id"]
    assert running.owner.request("DELETE", "/healthz").status == 405


def test_our_own_hop_coming_back_is_a_loop(running: Gateway) -> None:
    """508."""
    gateway = running.rows("select id from account where name = 'owner'")[0]["id"].hex

    assert running.owner.told(x_philae_hop=gateway).get("/v1/models").status == 508
