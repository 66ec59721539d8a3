"""The examples in the documentation work as they stand, against the shipped program and a scripted vendor."""

import base64
import hashlib
import hmac
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.docs.pages import PAGES, ROOT, curls, examples, name
from tests.gateway import Gateway

HERE = "http://127.0.0.1:8080"
FAR = "https://upload.wikimedia.org/wikipedia/commons/3/30/Vulpes_vulpes_ssp_fulvus.jpg"
GUIDE = ROOT / "docs" / "guides" / "images.md"
IMAGES = examples(GUIDE, "python")
CURLS = [(page, line) for page in PAGES for line in curls(page)]


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), "orange").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def picture_url() -> Iterator[str]:
    """A picture at an address, as the guide's example has one."""

    class Serving(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(_picture())

        def log_message(self, *_: Any) -> None:
            """Nothing is told."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/fox.jpg"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an example runs, with the file that some of them read."""
    (tmp_path / "boat-0.jpeg").write_bytes(_picture())
    return tmp_path


@pytest.mark.parametrize("example", IMAGES, ids=[str(n) for n in range(len(IMAGES))])
def test_an_example_of_the_image_guide_works(example: str, running: Gateway, folder: Path, picture_url: str) -> None:
    """It ends well; the key and the addresses are the only things put in."""
    code = f"KEY = {running.owner.key!r}\n" + example.replace(HERE, running.url).replace(FAR, picture_url)
    if "requests.post" in example and FAR in example:
        code = code.replace("requests.post(", "_answer = requests.post(") + "\n_answer.raise_for_status()\n"

    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize(("page", "line"), CURLS, ids=[f"{name(p)}-{n}" for n, (p, _) in enumerate(CURLS)])
def test_a_curl_line_works(page: Path, line: str, running: Gateway, folder: Path) -> None:
    """Pasted with the key and the gateway's address it is answered with a success."""
    command = line.replace(HERE, running.url).replace("curl ", "curl --silent --show-error --fail-with-body ", 1)

    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | {"KEY": running.owner.key},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, (name(page), done.stdout, done.stderr)


def test_the_retry_example_works(running: Gateway) -> None:
    """An order that is sent twice is one task; a client's own fault is raised."""
    submit = _defined(ROOT / "docs" / "errors.md", "submit")
    url, body = f"{running.url}/flux/v1/flux-2-pro", {"prompt": "a paper boat", "width": 256, "height": 256}

    first = submit(url, body, running.owner.key, "guide-1")
    again = submit(url, body, running.owner.key, "guide-1")

    assert first["id"] == again["id"]
    with pytest.raises(Exception, match="422"):
        submit(url, {"prompt": "x", "width": 1}, running.owner.key, "guide-2")


def test_the_webhook_example_tells_genuine_from_not() -> None:
    """A signature over the raw bytes passes, one over others does not."""
    genuine = _defined(ROOT / "docs" / "guides" / "webhooks.md", "genuine")
    signature = "sha256=" + hmac.new(b"s3cret", b"{}", hashlib.sha256).hexdigest()

    assert genuine("s3cret", b"{}", signature)
    assert not genuine("s3cret", b"{ }", signature)


def test_a_prediction_is_followed_by_its_own_url(running: Gateway) -> None:
    """Replicate's `urls.get` leads to the prediction, until it has its output."""
    given = {"prompt": "a fox", "width": 256, "height": 256}
    path = "/replicate/v1/models/black-forest-labs/flux-1.1-pro/predictions"
    made = running.owner.post(path, {"input": given}).json()
    until = time.monotonic() + 20
    while (shown := running.owner.get(made["urls"]["get"]).json())["status"] in ("starting", "processing"):
        assert time.monotonic() < until
        time.sleep(0.1)

    assert shown["status"] == "succeeded"
    assert running.owner.get(shown["output"]).body[:3] == base64.b64decode("/9j/")


def _defined(page: Path, wanted: str) -> Callable[..., Any]:
    """A function that a page's example defines."""
    code = next(e for e in examples(page, "python") if f"def {wanted}(" in e)
    space: dict[str, Any] = {}
    exec(compile(code, str(page), "exec"), space)
    made: Callable[..., Any] = space[wanted]
    return made
