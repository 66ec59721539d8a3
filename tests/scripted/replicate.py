"""A scripted Replicate: predictions made, polled, canceled, as its OpenAPI document has them.

Prompts may ask for faults: `vendor:429`, `vendor:402`, `vendor:422`, `vendor:500`, `vendor:failed`,
`vendor:moderated`, `vendor:forever`, `vendor:reset`; with `--calm 1` they are left to the vendors that were asked before.
"""

import argparse
import re
import secrets
import time
from typing import Any, NamedTuple

import msgspec

from tests.scripted.clips import clip
from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

FAULT = re.compile(r"vendor:(\w+)")
PREDICTIONS = re.compile(r"/v1/models/([^/]+/[^/]+)/predictions")
PROBLEMS = {
    "402": (402, "Insufficient credit", "You have insufficient credit to run this model."),
    "422": (422, "Input validation failed", "- input.width: Must be a multiple of 32\n"),
    "429": (429, "Too many requests", "Request was throttled."),
    "500": (500, "Internal server error", "Something went wrong."),
}
RATIO = re.compile(r"(\d+):(\d+)")


class Job(NamedTuple):
    """A prediction that was made."""

    id: str
    model: str
    given: dict[str, Any]
    ready: float
    fault: str
    webhook: str | None


class Replicate:
    """The vendor's state."""

    def __init__(self, delay: float, *, calm: bool = False) -> None:
        """Nothing was asked yet."""
        self.delay, self.calm = delay, calm
        self.jobs: dict[str, Job] = {}
        self.canceled: dict[str, bool] = {}

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.path == "/stats":
            asked_for = [{"model": job.model, "input": job.given} for job in self.jobs.values()]
            return Said(200, {"jobs": len(self.jobs), "canceled": len(self.canceled), "asked": asked_for[-50:]})
        if asked.method == "POST" and (named := PREDICTIONS.fullmatch(asked.path)):
            return self._create(asked, named[1])
        parts = asked.path.strip("/").split("/")
        job = self.jobs.get(parts[2]) if len(parts) > 2 else None
        if job is None:
            return Said(
                404, {"title": "Not found", "detail": "The requested resource could not be found.", "status": 404}
            )
        if parts[1] == "files":
            return self._file(job)
        if parts[-1] == "cancel":
            self.canceled[job.id] = True
        return Said(200, self._prediction(job, asked))

    def _create(self, asked: Asked, model: str) -> Said:
        if not asked.headers.get("authorization", "").startswith("Bearer "):
            return Said(
                401, {"title": "Unauthenticated", "detail": "You did not pass an authentication token", "status": 401}
            )
        body = msgspec.json.decode(asked.body)
        found = FAULT.search(body["input"].get("prompt", ""))
        fault = found[1] if found and not self.calm else ""
        if fault in PROBLEMS:
            status, title, detail = PROBLEMS[fault]
            return Said(status, {"title": title, "detail": detail, "status": status})
        job = Job(secrets.token_hex(13), model, body["input"], time.time() + self.delay, fault, body.get("webhook"))
        self.jobs[job.id] = job
        return Said(0) if fault == "reset" else Said(201, self._prediction(job, asked))

    def _prediction(self, job: Job, asked: Asked) -> dict[str, Any]:
        origin = f"http://{asked.headers.get('host', '')}/v1"
        body = {
            "id": job.id, "model": job.model, "version": "hidden", "input": job.given, "logs": "", "output": None,
            "data_removed": False, "error": None, "source": "api", "status": self._status(job),
            "created_at": "2026-09-08T16:19:34.765Z",
            "urls": {"get": f"{origin}/predictions/{job.id}", "cancel": f"{origin}/predictions/{job.id}/cancel"},
        }  # fmt: skip
        if body["status"] == "succeeded":
            body |= {
                "output": f"{origin}/files/{job.id}/out.{_ending(job.model)}",
                "metrics": {"predict_time": self.delay},
            }
        if body["status"] == "failed":
            filtered = "The input or output was flagged as sensitive. Please try again (E005)"
            body["error"] = filtered if job.fault == "moderated" else "CUDA out of memory"
        return body

    def _status(self, job: Job) -> str:
        if job.id in self.canceled:
            return "canceled"
        if time.time() < job.ready or job.fault == "forever":
            return "processing"
        return "failed" if job.fault in ("failed", "moderated") else "succeeded"

    def _file(self, job: Job) -> Said:
        if _ending(job.model) == "mp4":
            return Said(200, clip(job.given["duration"]), (("content-type", "video/mp4"),))
        if _ending(job.model) == "glb":
            return Said(200, b"glTF" + bytes(60))
        kind = "jpeg" if job.given.get("output_format", "jpg") == "jpg" else job.given["output_format"]
        width, height = job.given.get("width") or 1024, job.given.get("height") or 1024
        if (shape := RATIO.fullmatch(str(job.given.get("aspect_ratio")))) and "width" not in job.given:
            height = width * int(shape[2]) // int(shape[1])
        return Said(200, picture(width, height, kind), (("content-type", f"image/{kind}"),))


def _ending(model: str) -> str:
    """Of the files that it makes."""
    if "hunyuan" in model:
        return "glb"
    return "jpg" if model.startswith("black-forest-labs/") else "mp4"


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.2)
    parser.add_argument("--calm", type=int, default=0)
    args = parser.parse_args()
    run(Replicate(args.delay, calm=bool(args.calm)), args.port)


if __name__ == "__main__":
    main()
