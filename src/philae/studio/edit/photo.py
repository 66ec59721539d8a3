"""Images that come in: opened whatever still format they have, upright, bounded; masks; sizes."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from philae.studio.request import Refused, Request, unpack
from philae.studio.stage import Floats

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
LARGEST = 20_000_000
COMFORTABLE = 2048 * 2048


@dataclass(frozen=True, slots=True)
class Photo:
    """An input image: `rgb` [h,w,3] sRGB, `alpha` [h,w] where the file has one."""

    rgb: Bytes
    alpha: Bytes | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.rgb.shape[1], self.rgb.shape[0]


def opened(data: str) -> Photo:
    """Open base64 of any still image that Pillow reads, turned upright; raises Refused("invalid_image")."""
    raw = unpack(data)
    try:
        with Image.open(io.BytesIO(raw)) as image:
            _bounded(image)
            upright = ImageOps.exif_transpose(image)
            clear = upright.has_transparency_data
            pixels = np.asarray(upright.convert("RGBA" if clear else "RGB"))
    except Refused:
        raise
    except Exception as wrong:  # decoders raise many kinds on a broken file
        raise Refused("invalid_image", "the image cannot be read") from wrong
    return Photo(np.ascontiguousarray(pixels[..., :3]), np.ascontiguousarray(pixels[..., 3]) if clear else None)


def _bounded(image: Image.Image) -> None:
    if image.width * image.height > LARGEST:
        raise Refused("invalid_image", f"the image has {image.width}×{image.height} pixels; at most 20 MP")


def chosen(request: Request, *roles: str) -> Photo | None:
    """The first image with one of these roles."""
    return next((opened(image.data) for image in request.images if image.role in roles), None)


def first(request: Request, *roles: str) -> Photo:
    """The image that an operation works on: by role, else the first; raises Refused if there is none."""
    found = chosen(request, *roles)
    if found is None and request.images:
        found = opened(request.images[0].data)
    if found is None:
        raise Refused("invalid_request", "an input image is required")
    return found


def hole(request: Request, photo: Photo) -> Mask:
    """The pixels to repaint: the mask's white ones, else the image's transparent ones; raises Refused if neither."""
    if request.mask is not None:
        shown = opened(request.mask)
        grey = Image.fromarray(shown.rgb).convert("L")
        if grey.size != photo.size:
            grey = grey.resize(photo.size, Image.Resampling.BILINEAR)
        return np.asarray(grey) >= 128
    if photo.alpha is not None:
        return photo.alpha < 128
    raise Refused("invalid_request", "a mask is required: white is repainted, or an image with transparent parts")


def fitted(rgb: Bytes, width: int, height: int) -> Bytes:
    """Scaled to cover this size and cut to it around the middle."""
    if rgb.shape[:2] == (height, width):
        return rgb
    image = ImageOps.fit(Image.fromarray(rgb), (width, height), Image.Resampling.LANCZOS)
    return np.asarray(image)


def target(request: Request, photo: Photo) -> tuple[int, int]:
    """Width and height of the output: what was asked, else the photo's own, brought down to what is drawn in time."""
    width, height = photo.size
    if request.width and request.height:
        return request.width, request.height
    scale = min(1.0, (COMFORTABLE / (width * height)) ** 0.5, 4096 / max(width, height))
    return max(round(width * scale), 64), max(round(height * scale), 64)


def resized(plane: NDArray[Any], width: int, height: int) -> Floats:
    """A float image [h,w] or [h,w,c] at another size, smoothly."""
    if plane.shape[:2] == (height, width):
        return plane
    if plane.ndim == 3:
        return np.stack([resized(plane[..., c], width, height) for c in range(plane.shape[2])], axis=-1)
    shrinking = width * height < plane.size
    how = Image.Resampling.BOX if shrinking else Image.Resampling.BICUBIC
    return np.array(Image.fromarray(np.ascontiguousarray(plane, np.float32)).resize((width, height), how))
