"""Kernels compiled to machine code, and the threads that run them over bands of rows."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar, cast

from philae.studio.kernels import njit

P = ParamSpec("P")
R = TypeVar("R")
_BAND = 64
_MOST_THREADS = 8

# No `ninf`/`nnan`: sky depth is infinite and must compare as such.
_FAST = {"contract", "reassoc", "arcp", "nsz", "afn"}


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first call, keep it on disk, release the interpreter lock while it runs."""
    return cast("Callable[P, R]", njit(fastmath=_FAST, cache=True, nogil=True, error_model="numpy")(function))


def over(count: int, function: Callable[..., None], *arguments: Any) -> None:
    """Call `function(first, last, *arguments)` for bands that cover 0..count, on all cores; rows must not interfere."""
    starts = range(0, count, _BAND)
    work = partial(_band, function, count, arguments)
    if len(starts) == 1:
        work(0)
    else:
        list(_threads().map(work, starts))


def _band(function: Callable[..., None], count: int, arguments: tuple[Any, ...], start: int) -> None:
    function(start, min(count, start + _BAND), *arguments)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1), "finish")
