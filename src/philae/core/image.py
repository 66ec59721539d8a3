"""Pictures in canonical form."""

from typing import Literal

from philae.core.blob import Blob
from philae.core.request import Request

Format = Literal["jpeg", "png", "webp"]


class ImageRequest(Request, frozen=True):
    """A picture to be made or edited.

    Sizes are pixels; `aspect` is "W:H"; None means that the client left it to the model.
    """

    width: int | None = None
    height: int | None = None
    aspect: str | None = None
    format: Format | None = None
    mask: Blob | None = None
