"""Erase: what the mask covers goes, and what stands around it closes the gap."""

from philae.studio.drawing import Drawing
from philae.studio.edit import photo
from philae.studio.edit.heal import heal
from philae.studio.edit.smooth import distance
from philae.studio.request import Request
from philae.studio.stage import Progress

DILATE = 10


def erase(request: Request, seed: int, progress: Progress) -> Drawing:
    """Remove the mask's white part, widened by `extra["dilate_pixels"]` (default 10); all else stays exactly."""
    image = photo.first(request, "image", "input")
    widened = distance(~photo.hole(request, image)) <= request.number("dilate_pixels", DILATE)
    return Drawing(
        heal(image.rgb, widened, seed, progress), understood={"erased": f"{widened.mean():.1%} of the image"}
    )
