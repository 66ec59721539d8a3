"""fal's queue, scripted: submits are taken, told twice as not done, then their result is there (fal.ai/docs, queue).

A prompt with `fal:refused` is not taken, one with `fal:failed` or `fal:moderated` ends so.
"""

import argparse
import json
import re
from typing import Any

import msgspec

from tests.scripted.clips import clip
from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

JOB = re.compile(r"/([\w.-]+/[\w.-]+)/requests/([\w-]+)(/status|/cancel)?")
FAILS: dict[str, tuple[int, Any]] = {
    "failed": (500, {"detail": "Internal Server Error at node 17"}),
    "moderated": (422, {"detail": [{"loc": ["body", "prompt"], "msg": "flagged", "type": "content_policy_violation"}]}),
}


class Fal:
    """The vendor's state: jobs by id, each with its endpoint and input."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.jobs: dict[str, dict[str, Any]] = {}
        self.canceled: list[str] = []

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.path == "/stats":
            return Said(200, {"jobs": list(self.jobs.values()), "canceled": self.canceled})
        if asked.path.startswith("/file/"):
            return self._file(*asked.path.removeprefix("/file/").rsplit(".", 1))
        if found := JOB.fullmatch(asked.path):
            return self._job(found[1], found[2], found[3] or "", asked)
        return self._submit(asked)

    def _submit(self, asked: Asked) -> Said:
        given = msgspec.json.decode(asked.body)
        if "fal:refused" in json.dumps(given):
            return Said(403, {"detail": "User is locked. Reason: Exhausted balance."})
        name = f"764cabcf-b745-4b3e-ae38-{len(self.jobs):012}"
        self.jobs[name] = {
            "endpoint": asked.path.strip("/"), "input": given, "polled": 0, "query": asked.query,
            "authorization": asked.headers.get("authorization", ""),
        }  # fmt: skip
        where = f"https://queue.fal.run{asked.path}/requests/{name}"
        told = {
            "request_id": name,
            "response_url": where,
            "status_url": f"{where}/status",
            "cancel_url": f"{where}/cancel",
        }
        return Said(200, told | {"queue_position": 0})

    def _job(self, app: str, name: str, what: str, asked: Asked) -> Said:
        job = self.jobs.get(name)
        if job is None or not f"{job['endpoint']}/".startswith(f"{app}/"):
            return Said(404, {"detail": "Request not found"})
        if what == "/cancel":
            self.canceled.append(name)
            return Said(202, {"status": "CANCELLATION_REQUESTED"})
        if what == "/status":
            job["polled"] += 1
            word = ("IN_QUEUE", "IN_PROGRESS", "COMPLETED")[min(job["polled"], 3) - 1]
            return Said(200 if word == "COMPLETED" else 202, {"status": word, "request_id": name})
        text = json.dumps(job["input"])
        for fault, (status, body) in FAILS.items():
            if f"fal:{fault}" in text:
                return Said(status, body)
        return Said(200, _result(job["endpoint"], f"http://{asked.headers['host']}/file/{name}"))

    def _file(self, name: str, ending: str) -> Said:
        match ending:
            case "mp4":
                seconds = str(self.jobs[name]["input"].get("duration", 6)).rstrip("s")
                return Said(200, clip(int(seconds)), (("content-type", "video/mp4"),))
            case "glb":
                return Said(200, b"glTF" + bytes(60))
        return Said(200, picture(1024, 768, ending), (("content-type", f"image/{ending}"),))


def _result(endpoint: str, url: str) -> dict[str, Any]:
    if any(word in endpoint for word in ("video", "veo")):
        return {"video": {"url": f"{url}.mp4", "content_type": "video/mp4"}}
    if "3d" in endpoint:
        glb = {"url": f"{url}.glb", "content_type": "model/gltf-binary"}
        return {"model_glb": glb, "model_urls": {"glb": glb}, "thumbnail": {"url": f"{url}.png"}, "seed": 7}
    return {"images": [{"url": f"{url}.jpeg", "width": 1024, "height": 768}], "seed": 42, "has_nsfw_concepts": [False]}


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    run(Fal(), parser.parse_args().port)


if __name__ == "__main__":
    main()
