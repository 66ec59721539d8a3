"""The offline twin's pictures, warm, through the public API; and how fast fifty orders are taken."""

import json
import time
from collections.abc import Iterator

from bench import bed, load
from bench.row import Row
from tests.gateway import Gateway

PROMPTS = ("ein fantastisches bild", "a red fox in the snow at sunset", "sea storm with a sailboat")


def measure() -> Iterator[Row]:
    """Three prompts a size; then fifty at once."""
    with bed.folder() as folder:
        running = Gateway(folder, settings={"log_level": "warning"})
        running.start()
        try:
            for prompt in PROMPTS:
                _draw(running, prompt, 512)
            for side, budget in ((1024, 4.0), (2048, 10.0)):
                took = [_draw(running, prompt, side) for prompt in PROMPTS]
                told = ", ".join(f"{t:.1f} s" for t in took)
                yield Row(f"studio picture {side} x {side}, warm", f"<= {budget:.0f} s", told, max(took) <= budget)
            body = json.dumps({"prompt": PROMPTS[0], "width": 512, "height": 512}).encode()
            request = load.post(running.url, "/flux/v1/flux-2-pro", bed.owner(running), body)
            done = load.run(running.url, load.times(request, 50), 50)
            slowest = f"slowest {done.at(1) * 1e3:.0f} ms, {done.errors} errors"
            yield Row("50 studio pictures asked at once", "each accepted <= 50 ms", slowest, done.at(1) <= 0.05)
        finally:
            running.stop()


def _draw(running: Gateway, prompt: str, side: int) -> float:
    """Seconds from the submit to a poll that says Ready."""
    begun = time.monotonic()
    body = {"prompt": prompt, "width": side, "height": side, "seed": 42}
    answer = running.owner.request("POST", "/flux/v1/flux-2-pro", body).json()
    while running.owner.request("GET", answer["polling_url"]).json()["status"] == "Pending":
        if time.monotonic() - begun > 180:
            break
        time.sleep(0.05)
    return time.monotonic() - begun
