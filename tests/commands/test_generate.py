"""`philae generate` and `philae quote`: a price, a file, a receipt."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from tests.commands.shell import Serving


def _open(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def test_a_picture_is_saved_with_its_receipt(serving: Serving) -> None:
    """Size, format by the file's ending, progress beside the output."""
    file = serving.shell.data.parent / "pictures" / "fox.png"
    said = serving.shell(
        "generate", "flux-2-klein-4b", "a fox", "-o", str(file), "--width", "320", "--height", "256", "--seed", "7"
    )
    picture = _open(file)
    assert (picture.format, picture.size) == ("PNG", (320, 256))
    assert "the offline twin: a renderer" in said.out
    assert "receipt    $0.014 play money for 1 picture, 1 megapixel (sandbox book)" in said.out
    assert " s  " in said.err


def test_a_picture_is_worked_on(serving: Serving) -> None:
    """A file goes into the model's own field; without a name the result is called for its model."""
    source = serving.shell.data.parent / "source.png"
    Image.new("RGB", (256, 256), "teal").save(source)
    said = serving.shell("generate", "flux-kontext-pro", "make it night", "--image", str(source), "-p", "seed=3")
    assert "1 input megapixel" in said.out
    assert (serving.shell.data.parent / "out" / "flux-kontext-pro-3.png").exists()


def test_a_failure_is_told_in_words(serving: Serving) -> None:
    """What the gateway said, and how to learn more."""
    assert "moderated" in serving.shell("generate", "flux-2-klein-4b", "[[fault:moderated]]", code=1).err
    assert "did you mean flux-2-pro" in serving.shell("generate", "flux-2-pr", "x", code=1).err
    assert "has no parameter hue" in serving.shell("generate", "flux-2-pro", "x", "-p", "hue=1", code=1).err
    assert "width: " in serving.shell("generate", "flux-2-pro", "x", "--width", "10", code=1).err
    assert "takes no pictures" in serving.shell("generate", "dall-e-3", "x", "--image", __file__, code=1).err


def test_a_quote_stores_nothing(serving: Serving) -> None:
    """The price, and the parameters as they are understood."""
    before = serving.shell("task", "list", "--limit", "1000").out
    said = serving.shell("quote", "flux-2-pro", "a fox", "--width", "2048", "--height", "2048").out
    assert "$0.075 play money" in said
    assert "width=2048" in said
    assert serving.shell("task", "list", "--limit", "1000").out == before


def test_another_gateway_is_reached_by_its_url(serving: Serving) -> None:
    """With PHILAE_URL and PHILAE_KEY, from a folder without data."""
    elsewhere: dict[str, Any] = {"PHILAE_DATA": "/nonexistent", "PHILAE_URL": serving.url}
    said = serving.shell("quote", "flux-2-klein-4b", "a fox", PHILAE_KEY=serving.key, **elsewhere)
    assert "price" in said.out
    assert "set PHILAE_KEY" in serving.shell("quote", "flux-2-pro", "a fox", code=1, **elsewhere).err
    assert "invalid API key" in serving.shell("quote", "flux-2-pro", "x", code=1, PHILAE_KEY="sk-no", **elsewhere).err
