"""A result says where it came from, in a place that other programs find, and is the same picture."""

import io
import struct

import pytest
from msgspec import json
from PIL import Image

from philae.engine.provenance import BOX, stamp, tail

LABEL = {"model": "flux-2-pro", "task": "t-1", "served_by": "bfl <&>"}
TEXT = json.encode(LABEL).decode()


def picture(kind: str, *, alpha: bool = False, **options: bytes) -> bytes:
    """A small picture with something in it."""
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((40, 24)).convert("RGBA" if alpha else "RGB")
    image.save(out, kind, **options)
    return out.getvalue()


FILES = {
    "png": (picture("png"), "provenance"),
    "jpeg": (picture("jpeg"), "comment"),
    "jpeg with Exif": (picture("jpeg", exif=Image.Exif().tobytes(), icc_profile=b"x" * 500), "comment"),
    "webp": (picture("webp", alpha=True, icc_profile=b"x" * 501), "xmp"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_label_is_in_the_file(name: str) -> None:
    """Where its format has a place; not a pixel is another, and a second time nothing changes."""
    data, field = FILES[name]
    mime = f"image/{name.partition(' ')[0]}"

    stamped = stamp(data, mime, LABEL)

    with Image.open(io.BytesIO(stamped)) as after, Image.open(io.BytesIO(data)) as before:
        found = after.info[field]
        told = found if isinstance(found, str) else found.decode()
        assert TEXT in told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert after.tobytes() == before.tobytes()
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert stamp(stamped, mime, LABEL) == stamped


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_where_there_is_no_place_the_file_stays(kind: str) -> None:
    """Byte for byte."""
    data = picture(kind)
    assert stamp(data, f"image/{kind}", LABEL) == data


def test_a_film_bears_the_label_in_a_box_of_its_own() -> None:
    """Behind its end, with its length, the type that players pass over, and our id."""
    added = tail("video/mp4", LABEL)

    assert struct.unpack(">I", added[:4])[0] == len(added)
    assert added[4:24] == b"uuid" + BOX
    assert json.decode(added[24:]) == LABEL
    assert tail("video/webm", LABEL) == b""
