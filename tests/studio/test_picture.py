"""Orders become pictures: sizes, formats, labels, seeds."""

import io

import numpy as np
import pytest
from PIL import Image

from philae.studio.making import make
from philae.studio.piece import Piece
from philae.studio.request import Input, Label, Request
from tests.studio.desk import encoded, landscape

LABEL = Label("flux-2-pro", "task-7", "studio")


def painted(**order: object) -> Piece:
    """A small meadow, unless said otherwise."""
    small = {"prompt": "a meadow", "width": 96, "height": 64, "seed": 4, "label": LABEL}
    return make(Request(**small | order), lambda _: None)  # type: ignore[arg-type]


def opened(picture: Piece) -> Image.Image:
    """Decoded."""
    return Image.open(io.BytesIO(picture.bytes))


@pytest.mark.parametrize("size", [(64, 64), (67, 131), (300, 64), (64, 4096)])
def test_the_size_is_exactly_as_asked(size: tuple[int, int]) -> None:
    """Odd and narrow ones too."""
    picture = painted(width=size[0], height=size[1], steps=7)

    assert opened(picture).size == size == (picture.width, picture.height)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_the_file_says_what_made_it(kind: str) -> None:
    """In EXIF and XMP, or in PNG text; and in the bytes, for who looks with other eyes."""
    picture = painted(format=kind)
    image = opened(picture)
    exif = image.getexif()
    told = str(image.info) if kind == "png" else str(exif[0x010E])

    assert (image.format or "").lower() == kind
    for part in ("flux-2-pro", "task-7", "studio", "procedural renderer, not a model"):
        assert part in told
    assert (image.info["Software"] if kind == "png" else exif[0x0131]) == "Philae"
    assert b"digitalsourcetype/algorithmicMedia" in picture.bytes


def test_an_edited_image_is_labelled_as_composite() -> None:
    """Since it holds pixels that came from somewhere else."""
    picture = painted(operation="edit", prompt="brighter", images=(Input(encoded(landscape())),))

    assert b"digitalsourcetype/compositeSynthetic" in picture.bytes


def test_a_seed_decides_the_picture() -> None:
    """The same bytes for the same, others for another; negative and huge ones are told back as they came."""
    assert painted().bytes == painted().bytes
    assert painted().bytes != painted(seed=5).bytes
    assert [painted(seed=seed).seed for seed in (-3, 2**40)] == [-3, 2**40]


def test_without_a_seed_one_is_chosen_and_told() -> None:
    """With it the picture can be had again."""
    picture = painted(seed=None)

    assert painted(seed=picture.seed).bytes == picture.bytes


def test_guidance_deepens_colours() -> None:
    """Mildly; the model's default changes nothing."""

    def chroma(picture: Piece) -> float:
        return float(np.ptp(np.asarray(opened(picture), np.float64), axis=-1).mean())

    plain = painted(format="png")
    assert painted(format="png", guidance=3.0, extra={"default_guidance": 3.0}).bytes == plain.bytes
    assert chroma(painted(format="png", guidance=10)) > chroma(plain) > chroma(painted(format="png", guidance=1.5))


def test_progress_rises_to_the_end() -> None:
    """Between 0 and 1, never back."""
    told: list[float] = []
    make(Request(prompt="a fox", width=128, height=128, seed=1), told.append)

    assert told == sorted(told)
    assert 0 <= told[0] < 0.5 < told[-1] <= 1


def test_unknown_words_are_told() -> None:
    """So that nobody wonders where the quokka went."""
    assert "zyxomma" in painted(prompt="a zyxomma in a meadow").details["unknown"]
