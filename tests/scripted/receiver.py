"""A receiver of webhooks: remembers which task was told how often, and fails now and then so that senders try again."""

import argparse
import random
from collections import Counter

import msgspec

from tests.scripted.server import Asked, Said, run


class Receiver:
    """`GET /stats` gives {"told": {task id: times}}; `fail` is the share of messages answered with 500."""

    def __init__(self, fail: float) -> None:
        """Nothing was told yet."""
        self.told: Counter[str] = Counter()
        self._fail = fail
        self._random = random.Random(3)

    def __call__(self, asked: Asked) -> Said:
        """Take a message."""
        if asked.path == "/stats":
            return Said(200, {"told": self.told})
        if self._random.random() < self._fail:
            return Said(500, {"error": "try again"})
        self.told[msgspec.json.decode(asked.body)["id"]] += 1
        return Said(204)


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fail", type=float, default=0.05)
    args = parser.parse_args()
    run(Receiver(args.fail), args.port)


if __name__ == "__main__":
    main()
