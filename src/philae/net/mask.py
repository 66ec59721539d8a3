"""Masks in their two conventions: white where the picture is to change (ours and BFL's), transparent there (OpenAI's)."""

import io

from PIL import Image, ImageOps


def transparent(white: bytes) -> bytes:
    """A white-is-edit mask as a PNG that is transparent where it was white."""
    with Image.open(io.BytesIO(white)) as image:
        alpha = ImageOps.invert(image.convert("L"))
    mask = Image.new("RGBA", alpha.size, (0, 0, 0, 0))
    mask.putalpha(alpha)
    return _png(mask)


def white(transparent_mask: bytes) -> bytes:
    """A transparent-is-edit mask as a grey PNG that is white where it was transparent; one without alpha stays."""
    with Image.open(io.BytesIO(transparent_mask)) as image:
        if "A" not in image.getbands():
            return transparent_mask
        return _png(ImageOps.invert(image.getchannel("A")))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
