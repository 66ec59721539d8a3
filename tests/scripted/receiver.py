"""A receiver of webhooks, and whoever else may be told something: remembers what came, fails now and then on purpose.

`/stats` tells which task, or which path below `/hook/`, was told how often, and how many requests came in all; `/messages` the last of them, raw.
Whatever has `to` in its query is sent on there by a redirect, whatever has `silent` is never answered, whatever has `slow`
after so many seconds. A challenge is given back, unless the query has `mute`.
"""

import argparse
import random
import time
from collections import Counter, deque
from typing import Any

import msgspec

from tests.scripted.server import Asked, Said, run


class Receiver:
    """`fail` is the share of messages answered with 500, `first` how many of each path's first ones."""

    def __init__(self, fail: float, first: int) -> None:
        """Nothing was told yet."""
        self.told: Counter[str] = Counter()
        self.seen: deque[dict[str, Any]] = deque(maxlen=200)
        self.hits = 0
        self._fail = fail
        self._first: Counter[str] = Counter()
        self._most = first
        self._random = random.Random(3)

    def __call__(self, asked: Asked) -> Said:
        """Take a message."""
        if asked.path == "/stats":
            return Said(200, {"told": self.told, "hits": self.hits})
        if asked.path == "/messages":
            return Said(200, list(self.seen))
        self.hits += 1
        if to := asked.query.get("to"):
            return Said(302, b"", (("location", to),))
        if "silent" in asked.query:
            return Said(-1)
        body = asked.body.decode(errors="replace")
        self.seen.append({"path": asked.path, "headers": asked.headers, "body": body, "at": time.monotonic()})
        self._first[asked.path] += 1
        if self._first[asked.path] <= self._most or self._random.random() < self._fail:
            return Said(500, {"error": "try again"})
        if asked.method == "POST":
            told = msgspec.json.decode(asked.body)
            if "challenge" in told and "mute" not in asked.query:
                return Said(200, {"challenge": told["challenge"]})
            hook = asked.path.partition("/hook/")[2]
            self.told[hook or told.get("id") or told.get("task_id")] += 1
        return Said(204, after=float(asked.query.get("slow", 0)))


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fail", type=float, default=0.0)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    run(Receiver(args.fail, args.first), args.port)


if __name__ == "__main__":
    main()
