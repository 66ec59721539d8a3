"""LangChain and LlamaIndex, in an environment of their own, with every vendor's model over a real socket."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.relay.stage import HELLO, MODELS, Stage, stage

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "build" / "sdk" / "bin" / "python"
"""Made by scripts/sdk from requirements/sdk.txt, which cannot be installed beside our own requirements."""
pytestmark = [
    pytest.mark.sdk,
    pytest.mark.skipif(not PYTHON.exists(), reason="build/sdk with LangChain and LlamaIndex is not there: scripts/sdk"),
]
TOLD = {
    "whole": HELLO,
    "streamed": HELLO,
    "called": [["weather", {"city": "Paris"}]],
    "answered": "It is 12 °C there.",
}


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


def ran(on: Stage, program: str) -> dict[str, Any]:
    """What the program prints of each model and class."""
    command = [str(PYTHON), str(Path(__file__).parent / "frameworks" / program), on.gateway.url, on.client.key]
    done = subprocess.run([*command, *MODELS], check=False, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


def test_langchain(on: Stage) -> None:
    """Its classes for OpenAI's two formats, Anthropic's and Google's: a call, a stream, a tool and its result, a form."""
    told = TOLD | {"tokens": 29, "form": {"city": "Paris", "sun": True}}

    found = ran(on, "with_langchain.py")

    assert found == dict.fromkeys(MODELS, dict.fromkeys(("chat", "responses", "messages", "gemini"), told))


def test_llama_index(on: Stage) -> None:
    """Its class for OpenAI-like servers: a call, a stream, a tool and its result."""
    assert ran(on, "with_llama_index.py") == {model: {"chat": TOLD} for model in MODELS}
