"""A worker that enters as often as it is let: `python -m tests.gate.crowd FILE NUMBER WORKERS KEY CAPS TRIES` tells how often.

With `hold` behind these it stays inside until its standard input ends. It waits for its turn as long as that takes: on a
loaded machine a worker that goes on without would be one too many.
"""

import sys
from uuid import UUID

import msgspec

from philae.core.errors import RateLimited
from philae.gate import shared
from philae.gate.limits import Limits
from philae.gate.policy import Policy


def main() -> None:
    """Enter, and count."""
    file, number, workers, key, caps, tries = sys.argv[1:7]
    shared.PATIENCE = 30.0
    limits = Limits(shared.SharedCells(int(file), int(number), int(workers)))
    policy = Policy(UUID(key), UUID(key), "live", "crowd", **msgspec.json.decode(caps))
    print("ready", flush=True)
    sys.stdin.readline()
    stays = []
    for _ in range(int(tries)):
        try:
            stay = limits.enter(policy)
            stay.reserve(10, 1)
            stays.append(stay)
        except RateLimited:
            continue
    print(len(stays), flush=True)
    if "hold" in sys.argv:
        sys.stdin.read()
    for stay in stays:
        stay.leave()


if __name__ == "__main__":
    main()
