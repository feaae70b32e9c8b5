"""Machine code from Python functions, kept between runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., object])


def _cache() -> Path:
    """A folder a version of the engine: numba would not see that a function called from another file has changed."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    home = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(home).expanduser() / f"ploughshare-engine-{version}"


numba.config.CACHE_DIR = str(_cache())  # type: ignore[attr-defined]

# Handed over as plain numbers, these would have each function compiled once more for each of them.
ZERO: Final = cast(int, np.int64(0))
ONE: Final = cast(int, np.int64(1))
NOBODY: Final = cast(int, np.int64(-1))


def compiled(function: Function) -> Function:
    """Compile a function over numbers and arrays for threads side by side, with exact IEEE arithmetic."""
    try:
        return cast(Function, numba.njit(function, nogil=True, cache=True, error_model="numpy"))
    except RuntimeError:  # no folder to keep it in: it is compiled anew in every process
        return cast(Function, numba.njit(function, nogil=True, error_model="numpy"))
