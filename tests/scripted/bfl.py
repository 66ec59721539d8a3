"""A scripted BFL: submit, poll, fetch, as reference flux.md section 2 has it; every submit is counted.

`python -m tests.scripted.bfl --port 0 --delay 0.3 --recovery key|lookup|none --lose 0.02 …` prints its port.
Prompts may ask for faults: `vendor:500`, `vendor:429`, `vendor:422`, `vendor:402`, `vendor:silent`, `vendor:reset`,
`vendor:moderated`, `vendor:error`, `vendor:expired`, `vendor:notimage`, `vendor:forever`; `vendor:link URL` and
`vendor:poll URL` name that address as the result's or as the one to poll. `bfl:…` means this vendor alone.
"""

import argparse
import json
import random
import re
import time
import uuid
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

FAULT = re.compile(r"(?:vendor|bfl):(\w+)")


class Script(NamedTuple):
    """How this vendor behaves. `lose`: the share of submits that are taken and whose answer is lost.

    A job takes `delay` seconds and, by the last three digits of its seed, up to `spread` more.
    """

    delay: float
    recovery: str
    lose: float
    log: Path | None
    seed: int
    spread: float = 0.0


class Job(NamedTuple):
    """A job that was taken."""

    id: str
    body: dict[str, Any]
    at: float
    ready: float
    fault: str


class Bfl:
    """The vendor's state."""

    def __init__(self, script: Script, port: int = 0) -> None:
        """Nothing was asked yet."""
        self.script = script
        self.jobs: dict[str, Job] = {}
        self.keys: dict[str, str] = {}
        self.submits: dict[str, int] = {}
        self.polls = 0
        self.port = port
        self._random = random.Random(script.seed)
        self._log = script.log.open("a", buffering=1) if script.log else None

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.method == "POST" and asked.path.startswith("/v1/"):
            return self._submit(asked)
        match asked.path:
            case "/v1/get_result":
                return self._poll(asked)
            case "/v1/credits":
                return Said(200, {"credits": 1000.0})
            case "/v1/tasks":
                found = self.keys.get(asked.query.get("idempotency_key", ""))
                return Said(200, {"data": [{"id": found}] if found else [], "has_more": False})
            case "/stats":
                return Said(200, self._stats())
            case path if path.startswith("/results/"):
                return self._file(path)
        return Said(404, {"detail": "Not Found"})

    def _submit(self, asked: Asked) -> Said:
        if not asked.headers.get("x-key"):
            return Said(403, {"detail": "Not authenticated"})
        body = msgspec.json.decode(asked.body)
        found = FAULT.search(body.get("prompt") or "")
        fault = found[1] if found else ""
        refused = _refusal(fault)
        if refused:
            return refused
        key = asked.headers.get("idempotency-key", "")
        if self.script.recovery == "key" and key in self.keys:
            return Said(200, self._taken(self.jobs[self.keys[key]], asked))
        takes = self.script.delay + self.script.spread * ((body.get("seed") or 0) % 1000) / 1000
        job = Job(str(uuid.uuid4()), body, time.time(), time.time() + takes, fault)
        self.jobs[job.id] = job
        if key:
            self.keys[key] = job.id
        mark = body.get("prompt", "")
        self.submits[mark] = self.submits.get(mark, 0) + 1
        if self._log:
            self._log.write(json.dumps({"prompt": mark, "key": key, "id": job.id, "at": job.at}) + "\n")
        if fault == "silent":
            return Said(-1)
        if fault == "reset" or self._random.random() < self.script.lose:
            return Said(0)
        return Said(200, self._taken(job, asked))

    def _taken(self, job: Job, asked: Asked) -> dict[str, Any]:
        host = asked.headers.get("host", "")
        where = f"http://{host}/v1/get_result?id={job.id}" if job.fault != "poll" else job.body["prompt"].split()[-1]
        return {"id": job.id, "polling_url": where, "cost": 4.5, "input_mp": 0.0, "output_mp": 1.98}

    def _poll(self, asked: Asked) -> Said:
        self.polls += 1
        job = self.jobs.get(asked.query.get("id", ""))
        if job is None:
            return Said(200, {"id": asked.query.get("id", ""), "status": "Task not found"})
        if time.time() < job.ready or job.fault == "forever":
            return Said(200, {"id": job.id, "status": "Pending", "progress": 0.5})
        if job.fault == "moderated":
            return Said(
                200,
                {
                    "id": job.id,
                    "status": "Request Moderated",
                    "result": None,
                    "details": {"Moderation Reasons": ["Copyright"]},
                },
            )
        if job.fault == "error":
            return Said(200, {"id": job.id, "status": "Error", "result": None})
        host = asked.headers.get("host", "")
        sample = (
            f"http://{host}/results/{job.id}/sample.jpeg" if job.fault != "link" else job.body["prompt"].split()[-1]
        )
        result = {
            "sample": sample, "prompt": job.body.get("prompt"), "seed": 7,
            "start_time": job.at, "end_time": job.ready, "duration": job.ready - job.at,
        }  # fmt: skip
        return Said(200, {"id": job.id, "status": "Ready", "result": result, "cost": 4.5})

    def _file(self, path: str) -> Said:
        job = self.jobs.get(path.split("/")[2])
        if job is None or job.fault == "expired":
            return Said(403, b"<Error>AuthenticationFailed</Error>", (("content-type", "application/xml"),))
        if job.fault == "notimage":
            return Said(200, b"<html>sorry</html>", (("content-type", "text/html"),))
        width, height = job.body.get("width") or 64, job.body.get("height") or 64
        kind = job.body.get("output_format") or "jpeg"
        return Said(200, picture(width, height, kind), (("content-type", f"image/{kind}"),))

    def _stats(self) -> dict[str, Any]:
        twice = {k: n for k, n in self.submits.items() if n > 1}
        return {"jobs": len(self.jobs), "polls": self.polls, "prompts": len(self.submits), "twice": twice}


def _refusal(fault: str) -> Said | None:
    """Answers that mean: not taken."""
    match fault:
        case "500" | "502" | "503":
            return Said(int(fault), {"detail": "Internal server error"})
        case "429":
            return Said(429, {"detail": "Too many active tasks"}, (("retry-after", "1"),))
        case "403":
            return Said(403, {"detail": "Not authenticated"})
        case "402":
            return Said(402, {"detail": "Insufficient credits"})
        case "422":
            return Said(
                422,
                {
                    "detail": [
                        {"loc": ["body", "width"], "msg": "Input should be a multiple of 32", "type": "multiple_of"}
                    ]
                },
            )
    return None


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.3)
    parser.add_argument("--recovery", choices=("key", "lookup", "none"), default="none")
    parser.add_argument("--lose", type=float, default=0.0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=float, default=0.0)
    args = parser.parse_args()
    run(Bfl(Script(args.delay, args.recovery, args.lose, args.log, args.seed, args.spread)), args.port)


if __name__ == "__main__":
    main()
