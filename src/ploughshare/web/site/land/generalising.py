"""Shapes made simple enough for a scale, so that no hazard ever shrinks and no release ever grows.

Simplified lines stray from the true ones, and corners are then moved to whole units. So a hazard is grown by as much as
both can be off, and a release shrunk by it: what is drawn hazardous holds all that is, and what is
drawn released is. A release too small to be left with anything is drawn as none.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

_ROUNDING: Final = 0.75
"""Further than that no corner moves by being rounded to whole units in both directions."""


def simple(shapes: NDArray[Any], grows: NDArray[np.bool_], tolerance: float) -> NDArray[Any]:
    """Polygons in units of a tile, fit to have their corners rounded; ``grows`` (n,) tells hazards from releases."""
    simpler = shapely.simplify(shapes, tolerance, preserve_topology=True)
    # Measured and not taken from the tolerance: where rings would else cross, simplified lines go further astray.
    off = np.nan_to_num(shapely.hausdorff_distance(shapes, simpler), nan=0.0)
    by = np.where(grows, 1.0, -1.0) * (off + _ROUNDING)
    moved = shapely.buffer(simpler, by, quad_segs=2, join_style="mitre", mitre_limit=2.0)
    return np.asarray(moved, dtype=object)
