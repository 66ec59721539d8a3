"""Any vendor of the native lane, scripted by its samples: `samples/<vendor>.json` holds replies from its documents.

A job is told in the order of the sample's polls, one word at each poll, then for ever in its last. A prompt may ask for
another end: `vendor:failed`, `vendor:moderated`, `vendor:forever`, or at once, `vendor:now`; `/release` ends what would
last for ever. It may ask for a submit that is refused: `vendor:refused`, `vendor:429`, `vendor:500`, `vendor:reset`. A submit with `again` goes on with the job which
that field names. In a reply `$ID` stands for the job's id, `$URL` for a link to its file, which works once: a vendor's
links die. `calls` are other calls about a job: what they answer, `$FILE.mp4` for the file itself. With `asks` a poll is a POST
whose field of that name is the id; `headers` are what a submit or a poll (`poll_headers`) must have. `client` is how the
vendor's clients see a row, for `tests/native/test_conformance.py`. `like` names an earlier row by its place: what is not
said otherwise is as there. A row whose `poll` is `/none` answers at once.

`--log FILE` gets a line for each job that was taken; of `--lose 0.01` of the submits the answer is lost;
`--uses 9` links work so often. With
`--lasts 5` jobs last so many seconds and up to `--spread` more, in the place of so many polls.
"""

import argparse
import itertools
import json
import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from tests.scripted.clips import clip, sound
from tests.scripted.pictures import picture
from tests.scripted.server import Asked, Said, run

FAULT = re.compile(r"vendor:(\w+)")
SAMPLES = Path(__file__).parent / "samples"


def rows(path: Path) -> list[dict[str, Any]]:
    """A vendor's rows, each whole."""
    found: list[dict[str, Any]] = []
    for row in json.loads(path.read_text("utf-8"))["rows"]:
        base = found[row["like"]] if "like" in row else {}
        client = {"client": base.get("client", {}) | row["client"]} if "client" in row else {}
        found.append({k: v for k, v in base.items() if k != "client"} | row | client)
    return found


class Job:
    """What was asked, and how often it was polled."""

    def __init__(self, identity: str, row: dict[str, Any], fault: str, given: dict[str, Any]) -> None:
        self.id, self.row, self.fault, self.given = identity, row, fault, given
        self.polled = 0
        self.due = 0.0


class Native:
    """The vendor's state."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Nothing was asked yet."""
        self._args, self._random = args, random.Random(5)
        self.rows = rows(SAMPLES / f"{args.vendor}.json")
        self.jobs: dict[str, Job] = {}
        self.asked: list[dict[str, Any]] = []
        self.fetched: Counter[str] = Counter()
        self.canceled: list[str] = []
        self._ids = itertools.count(866168216002236456)

    def __call__(self, asked: Asked) -> Said:
        """Answer one request."""
        if asked.path == "/stats":
            return Said(200, {"jobs": len(self.jobs), "asked": self.asked[-50:], "canceled": self.canceled})
        if asked.path == "/release":
            return self._release()
        if asked.path.startswith("/file/"):
            return self._file(asked.path.rpartition("/")[2])
        for row in self.rows:
            if _matches(row["submit"]["path"], asked, "POST") and _meant(row, asked) and _headed(row, "headers", asked):
                return self._submit(asked, row)
        for name, job in self._named(asked):
            for call, answer in job.row.get("calls", {}).items():
                method, path = call.split(" ")
                if _matches(path.replace("$ID", name), asked, method):
                    return self._answer(answer, job, asked)
            if _polls(job.row, name, asked):
                return self._poll(job, asked)
        return Said(404, {"code": 1203, "message": "there is nothing here"})

    def _named(self, asked: Asked) -> list[tuple[str, Job]]:
        """The jobs whose ids stand in path or query; where none does, all of them, since an id may be anywhere."""
        parts = re.split("[/:?=&]", f"{asked.path}?{'&'.join(asked.query.values())}")
        return [(name, self.jobs[name]) for name in parts if name in self.jobs] or list(self.jobs.items())

    def _release(self) -> Said:
        """What would have lasted for ever is done."""
        held = [job for job in self.jobs.values() if job.fault == "forever"]
        for job in held:
            job.fault = "now"
        return Said(200, {"jobs": [job.id for job in held], "polled": [job.polled for job in held]})

    def _submit(self, asked: Asked, row: dict[str, Any]) -> Said:
        given = _given(asked)
        found = FAULT.search(json.dumps(given))
        fault = found[1] if found else ""
        if fault in ("429", "500"):
            return Said(int(fault), {"code": int(fault), "message": "not now, says account krypton"})
        if fault == "refused":
            return Said(row["refused"]["status"], row["refused"]["body"])
        self.asked.append({"path": asked.path, "body": given, "authorization": asked.headers.get("authorization", "")})
        again = given.get(row["submit"].get("again", ""))
        job = Job(str(again or next(self._ids)), row, fault, given)
        self.jobs[job.id] = job
        if name := given.get("external_task_id"):
            self.jobs[name] = job
        job.due = time.time() + self._args.lasts + self._args.spread * (len(self.jobs) % 1000) / 1000
        if self._args.log:
            with self._args.log.open("a") as file:
                file.write(json.dumps({"prompt": given.get("prompt"), "due": job.due}) + "\n")
        if fault == "failed" and row["poll"] == "/none":
            return Said(row["refused"]["status"], row["refused"]["body"])
        lost = fault == "reset" or self._random.random() < self._args.lose
        return Said(0) if lost else self._filled(row["submit"]["reply"], job, asked)

    def _poll(self, job: Job, asked: Asked) -> Said:
        polls = job.row["polls"]
        at = len(polls) - 1 if job.fault == "now" else min(job.polled, len(polls) - 1)
        job.polled += 1
        if self._args.lasts and job.fault != "forever":
            at = len(polls) - 1 if time.time() >= job.due else min(at, len(polls) - 2)
        if at == len(polls) - 1 and job.fault == "forever":
            at -= 1
        if at == len(polls) - 1 and job.fault in ("failed", "moderated"):
            return self._filled(job.row[job.fault], job, asked)
        return self._filled(polls[at], job, asked)

    def _answer(self, answer: Any, job: Job, asked: Asked) -> Said:
        """What another call says: JSON, a file, nothing; a DELETE ends the job."""
        if asked.method == "DELETE":
            self.canceled.append(job.id)
            return Said(204)
        if isinstance(answer, str):
            return self._file(job.id + answer.removeprefix("$FILE"))
        return self._filled(answer, job, asked)

    def _filled(self, reply: Any, job: Job, asked: Asked) -> Said:
        url = f"http://{asked.headers.get('host', '')}/file/{job.id}"
        text = json.dumps(reply).replace("$ID", job.id).replace("$URL", url)
        return Said(200, msgspec.json.decode(text))

    def _file(self, name: str) -> Said:
        identity, _, rest = name.partition(".")
        if self.fetched[name] >= self._args.uses:
            return Said(403, b"expired", (("content-type", "text/plain"),))
        self.fetched[name] += 1
        job = self.jobs[identity.partition("-")[0]]
        if rest == "glb":
            return Said(200, b"glTF" + bytes(60), (("content-type", "application/octet-stream"),))
        if rest == "bin":
            return Said(200, b"masks" + bytes(60), (("content-type", "application/octet-stream"),))
        if rest == "svg":
            return Said(200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", (("content-type", "image/svg+xml"),))
        if rest in ("png", "jpeg"):
            return Said(200, picture(1024, 1024, rest), (("content-type", f"image/{rest}"),))
        if rest == "wav":
            return Said(200, sound(3), (("content-type", "audio/wav"),))
        said = job.given | job.given.get("parameters", {})
        seconds = int(said.get("duration") or said.get("seconds") or said.get("durationSeconds") or 5)
        return Said(200, clip(seconds), (("content-type", "video/mp4"),))


def _matches(path: str, asked: Asked, method: str) -> bool:
    where, _, query = path.partition("?")
    wanted = dict(part.split("=") for part in query.split("&") if part)
    pattern = re.sub(r"\{\w+\}", "[^/]+", where)
    return asked.method == method and bool(re.fullmatch(pattern, asked.path)) and wanted.items() <= asked.query.items()


def _polls(row: dict[str, Any], name: str, asked: Asked) -> bool:
    """Whether this asks for the job of that name."""
    if "asks" not in row:
        return _matches(row.get("poll", "-").replace("$ID", name), asked, "GET")
    there = _matches(row["poll"], asked, "POST") and _headed(row, "poll_headers", asked)
    return there and str(_given(asked).get(row["asks"])) == name


def _headed(row: dict[str, Any], which: str, asked: Asked) -> bool:
    wanted: dict[str, str] = row.get(which, {})
    return wanted.items() <= asked.headers.items()


def _meant(row: dict[str, Any], asked: Asked) -> bool:
    """Whether the row is for such a request: `when` are fields and what is to be found in them."""
    wanted = row.get("when", {})
    given = _given(asked) if wanted else {}
    return all(re.search(pattern, str(given.get(name, ""))) for name, pattern in wanted.items())


def _given(asked: Asked) -> dict[str, Any]:
    kind = asked.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return dict(msgspec.json.decode(asked.body or b"{}"))
    boundary = b"--" + kind.partition("boundary=")[2].strip('"').encode()
    parts = (part.partition(b"\r\n\r\n") for part in asked.body.split(boundary)[1:-1])
    named = ((re.search(rb'name="([^"]+)"', head), text) for head, _, text in parts)
    return {found[1].decode(): text.decode("utf-8", "replace").strip()[:200] for found, text in named if found}


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--vendor", required=True)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--lose", type=float, default=0.0)
    parser.add_argument("--uses", type=int, default=1)
    parser.add_argument("--lasts", type=float, default=0.0)
    parser.add_argument("--spread", type=float, default=0.0)
    args = parser.parse_args()
    run(Native(args), args.port)


if __name__ == "__main__":
    main()
