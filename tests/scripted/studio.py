"""A scripted engine with the studio's HTTP API: each look at a job finds one preview more, then it is done.

A prompt with `vendor:hold` waits for `POST /go`; others spoil what a preview is: `vendor:text`, `vendor:huge`, `vendor:wide`,
`vendor:gone`.
"""

import argparse
import os
import re
import secrets
from dataclasses import dataclass
from typing import Any

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


@dataclass
class Job:
    """An order that was taken, and how often it was looked at."""

    fault: str
    looks: int = 0


class Studio:
    """Its jobs."""

    def __init__(self) -> None:
        """Nothing was ordered yet."""
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
            self.jobs[identity] = Job(found[1] if found else "")
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
        job.looks += 1
        if job.looks > len(SIDES) + 1 and not (job.fault == "hold" and self.held):
            return {"id": identity, "state": "done", "mime": "image/jpeg", "seed": 1}
        return {"id": identity, "state": "running", "progress": 0.5, "previews": min(job.looks - 1, len(SIDES))}

    def _preview(self, job: Job, number: int) -> Said:
        self.fetched += 1
        side = SIDES[number - 1]
        return SPOILED.get(job.fault) or Said(200, picture(side, side, "jpeg"), (("content-type", "image/jpeg"),))


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    args = parser.parse_args()
    run(Studio(), args.port)


if __name__ == "__main__":
    main()
