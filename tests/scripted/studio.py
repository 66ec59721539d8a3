"""A scripted engine with the studio's HTTP API: a job shows its previews one after the other, then it is done.

A prompt with `vendor:hold` waits for `POST /go`; others spoil what a preview is: `vendor:text`, `vendor:huge`, `vendor:wide`,
`vendor:gone`.
"""

import argparse
import os
import re
import secrets
import time
from typing import Any, NamedTuple

import msgspec

from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

FAULT = re.compile(r"vendor:(\w+)")
SIDES = 128, 256, 512, 64
SPOILED = {
    "text": Said(200, b"<html>"),
    "huge": Said(200, os.urandom(1 << 20)),
    "wide": Said(200, picture(4096, 64, "jpeg")),
    "gone": Said(404, {}),
}


class Job(NamedTuple):
    """An order that was taken."""

    begun: float
    fault: str


class Studio:
    """Its jobs, and how long each takes from one preview to the next."""

    def __init__(self, pace: float) -> None:
        """Nothing was ordered yet."""
        self.pace = pace
        self.held = True
        self.jobs: dict[str, Job] = {}
        self.fetched = 0

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.path == "/stats":
            return Said(200, {"fetched": self.fetched})
        if asked.path == "/go":
            self.held = False
            return Said(200, {})
        if asked.method == "POST":
            found = FAULT.search(msgspec.json.decode(asked.body)["prompt"])
            identity = secrets.token_hex(8)
            self.jobs[identity] = Job(time.monotonic(), found[1] if found else "")
            return Said(202, self._view(identity))
        _, _, _, identity, *rest = asked.path.split("/")
        match rest:
            case ["previews", number]:
                return self._preview(self.jobs[identity], int(number))
            case ["content"]:
                return Said(200, picture(1024, 1024, "jpeg"), (("content-type", "image/jpeg"),))
        return Said(200, self._view(identity))

    def _view(self, identity: str) -> dict[str, Any]:
        job = self.jobs[identity]
        passed = int((time.monotonic() - job.begun) / self.pace)
        if passed > len(SIDES) and not (job.fault == "hold" and self.held):
            return {"id": identity, "state": "done", "mime": "image/jpeg", "seed": 1}
        return {"id": identity, "state": "running", "progress": 0.5, "previews": min(passed, len(SIDES))}

    def _preview(self, job: Job, number: int) -> Said:
        self.fetched += 1
        side = SIDES[number - 1]
        return SPOILED.get(job.fault) or Said(200, picture(side, side, "jpeg"), (("content-type", "image/jpeg"),))


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pace", type=float, default=0.15)
    args = parser.parse_args()
    run(Studio(args.pace), args.port)


if __name__ == "__main__":
    main()
