"""`philae demo`: from nothing to a picture, and lines to paste that work."""

import io
import json
import re
import shlex
from typing import Any

import pytest
from PIL import Image

from tests.client import Client
from tests.commands.shell import Shell, free_port, served
from tests.scripted.process import vendor


@pytest.mark.long
def test_a_picture_from_nothing(shell: Shell) -> None:
    """The file, who drew it, the receipt; its link works on the gateway that is served afterwards, on its port."""
    port = free_port()
    said = shell("demo", patience=110, PHILAE_PORT=str(port)).out
    picture = Image.open(io.BytesIO((shell.data.parent / "out" / "flux-2-pro-42.jpg").read_bytes()))
    assert (picture.format, picture.size) == ("JPEG", (2048, 2048))
    assert "No AI model took part" in said
    assert "receipt    $0.075 play money" in said
    link = re.findall(r"http://127\.0\.0\.1:\d+/files/[^\"]+", said)[0]
    assert link.startswith(f"http://127.0.0.1:{port}/")
    body = json.loads(shlex.split(said[said.index("-d '") :].splitlines()[0])[1])
    with served(shell, "--port", str(port)) as running:
        assert Client(running.url).get(link).body[:2] == b"\xff\xd8"
        assert Client(running.url, running.key).post("/flux/v1/flux-2-pro", body).status == 200


@pytest.mark.long
def test_the_real_model_with_a_key(shell: Shell) -> None:
    """The same command reaches the vendor, and tells the price first."""
    with vendor("bfl", delay=0.2) as bfl:
        env: dict[str, Any] = {"BFL_API_KEY": "x", "BFL_BASE_URL": bfl.url, "PHILAE_ALLOW_PRIVATE_URLS": "1"}
        said = shell("demo", patience=60, **env).out
    assert said.index("at most $0.075") < said.index("receipt")
    assert "drawn by   bfl, a real model" in said
    assert "(live book)" in said
