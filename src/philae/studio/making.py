"""An order becomes a file: pure, the same bytes for the same order and seed."""

import secrets
from collections.abc import Callable, Iterator

from philae.studio import film, mesh, picture, sound, telling
from philae.studio.piece import Piece, Show
from philae.studio.request import Request
from philae.studio.stage import Progress

MAKERS: dict[str, Callable[[Request, int, Progress, Show], Piece]] = {
    "film": film.make,
    "mesh": mesh.make,
    "sound": sound.make,
    "speech": sound.make,
    "describe": telling.make,
}
"""Operations that make something else than a picture."""


def make(request: Request, progress: Progress, show: Show = lambda _: None) -> Piece:
    """Make what is ordered; without a seed, by one of our own choice. Raises Refused for what cannot be made."""
    seed = secrets.randbelow(2**32) if request.seed is None else request.seed
    return MAKERS.get(request.operation, picture.paint)(request, seed, progress, show)


def rehearse() -> Iterator[float]:
    """Make small things of every kind so that all kernels are compiled; yields the share done after each."""
    orders = [*picture.rehearsal(), film.rehearsal(), mesh.rehearsal(), sound.rehearsal()]
    for done, order in enumerate(orders, 1):
        make(order, lambda _: None)
        yield done / len(orders)
