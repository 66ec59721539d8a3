"""The decorator of every numeric kernel here, typed so that the rest of the package stays checked."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from philae.studio.kernels import njit

P = ParamSpec("P")
R = TypeVar("R")

# No `ninf`/`nnan`: sky depth is infinite and must compare as such.
_FAST = {"contract", "reassoc", "arcp", "nsz", "afn"}


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile to machine code on first call, keep it on disk, and release the interpreter lock while it runs."""
    return cast("Callable[P, R]", njit(fastmath=_FAST, cache=True, nogil=True, error_model="numpy")(function))
