"""A studio in a process of its own, on its own socket, and what the tests ask of it."""

import base64
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image

SMALL: dict[str, Any] = {"prompt": "a fox in a meadow", "width": 64, "height": 64, "seed": 1}
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
"""Children find the code where the tests do, installed or not."""
LONG: dict[str, Any] = {"prompt": "a fox in a meadow", "width": 1280, "height": 1280, "seed": 1}


class Desk:
    """A running studio and a client that speaks to it."""

    def __init__(self, process: "subprocess.Popen[bytes]", path: Path) -> None:
        self.process, self.path = process, path
        self.client = httpx.Client(transport=httpx.HTTPTransport(uds=str(path)), base_url="http://studio", timeout=30)

    def order(self, key: str | None = None, **body: Any) -> httpx.Response:
        """Place an order; what is not said is small."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post("/v1/images", json=SMALL | body, headers=headers)

    def look(self, name: str) -> dict[str, Any]:
        """The job's state."""
        return dict(self.client.get(f"/v1/images/{name}").raise_for_status().json())

    def until(self, name: str, *states: str, seconds: float = 60) -> dict[str, Any]:
        """Wait until the job is in one of these states."""
        end = time.monotonic() + seconds
        while (job := self.look(name))["state"] not in states:
            assert time.monotonic() < end, job
            time.sleep(0.03)
        return job

    def done(self, **body: Any) -> dict[str, Any]:
        """Order and wait for the end."""
        return self.until(self.order(**body).raise_for_status().json()["id"], "done", "failed")

    def image(self, job: dict[str, Any]) -> Image.Image:
        """The finished picture."""
        content = self.client.get(f"/v1/images/{job['id']}/content").raise_for_status().content
        return Image.open(io.BytesIO(content))


def started(folder: Path, *more: str, first: Path | None = None) -> Desk:
    """Start a studio over this folder; its stdin is a pipe that we hold. `first`: where its modules are looked for first."""
    path = folder / "s"
    command = [sys.executable, "-m", "philae.studio", "--socket", str(path), "--data", str(folder / "data"), *more]
    path_of_modules = os.pathsep.join(filter(None, (str(first or ""), ENVIRONMENT["PYTHONPATH"])))
    environment = ENVIRONMENT | {"PYTHONPATH": path_of_modules}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    until(lambda: listening(path), 20)
    return Desk(process, path)


def until(condition: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for it, or fail."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.03)


def listening(path: Path) -> bool:
    """Whether somebody answers at this socket."""
    with socket.socket(socket.AF_UNIX) as door:
        return door.connect_ex(str(path)) == 0


@contextmanager
def running(folder: Path, *more: str, first: Path | None = None) -> Iterator[Desk]:
    """A studio that is ended afterwards."""
    desk = started(folder, *more, first=first)
    try:
        yield desk
    finally:
        desk.client.close()
        desk.process.send_signal(signal.SIGTERM)
        assert desk.process.stdin
        desk.process.stdin.close()
        desk.process.wait(10)


def encoded(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", kind: str = "PNG") -> str:
    """Pixels as the base64 of a file."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def landscape(width: int = 160, height: int = 128) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """A plain picture: sky, a ground with grain, a red box standing on it."""
    dice = np.random.default_rng(5)
    picture = np.zeros((height, width, 3), np.float64)
    picture[: height // 2] = (120, 170, 230)
    picture[height // 2 :] = (80, 130, 60)
    picture += dice.normal(0, 6, picture.shape)
    picture[int(height * 0.35) : int(height * 0.8), int(width * 0.4) : int(width * 0.6)] = (190, 40, 30)
    return np.clip(picture, 0, 255).astype(np.uint8)
