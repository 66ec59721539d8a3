"""Texts of the twin: what pixels show and which words matter, said as what it is."""

import base64
import io

import pytest
from PIL import Image

from philae.studio.making import make
from philae.studio.request import Input, Refused, Request


def told(prompt: str = "", *images: Input) -> list[str]:
    """The four texts."""
    piece = make(Request(operation="describe", prompt=prompt, images=images, seed=1), lambda _: None)
    assert piece.details["said"]["text"] == piece.bytes.decode()
    return piece.bytes.decode().split("\n\n")


def test_a_picture_is_told_by_what_its_pixels_show() -> None:
    """Its shape, its colours, the commonest first, and where something is."""
    picture, out = Image.new("RGB", (300, 200), (30, 90, 200)), io.BytesIO()
    picture.paste((220, 40, 40), (190, 60, 270, 160))
    picture.save(out, "PNG")
    lines = told("", Input(base64.b64encode(out.getvalue()).decode()))

    assert lines[0] == "1️⃣ a landscape picture of 300 by 200 pixels in blue and red (offline twin)"
    assert "on the right" in lines[1]
    assert len(lines) == 4


def test_a_prompt_becomes_shorter() -> None:
    """Without flags and little words, in four steps; nothing is told of nothing."""
    lines = told("a fox in the snow, very detailed --ar 16:9")

    assert lines[0] == "1️⃣ fox snow detailed (offline twin)"
    assert lines[3] == "4️⃣ fox (offline twin)"
    with pytest.raises(Refused):
        told("--ar 16:9")
