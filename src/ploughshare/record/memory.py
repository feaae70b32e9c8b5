"""Making millions of small things at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's search for cycles is off inside: rows and coordinates have none, and to look through all of them again
    and again as they grow takes longer than making them. References are counted as ever, so memory is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
