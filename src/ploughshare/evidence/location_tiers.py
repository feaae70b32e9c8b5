"""Where a row lies, as an audience may see it: hidden, or no finer than its stated precision.

What is drawn coarser must err on the side of danger. A hazardous area is drawn so that it holds all of the true one,
and released land so that all of it lies inside the true one: nobody is shown as safe what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ploughshare.geo import measure
from ploughshare.geo.geometry import coarsen, grid_decimals, grid_step
from ploughshare.record.locations import without
from ploughshare.record.package import Row
from ploughshare.record.tier import location_tier_of

if TYPE_CHECKING:
    from ploughshare.geo.bulk import Shapes

_AREAL = ("Polygon", "MultiPolygon")
_OUTWARD: Mapping[str, bool] = {"areas": True, "releases": False}
"""Tables whose outlines say what is hazardous and what is not -> whether they are drawn outwards."""


def shown(table: str, rows: Sequence[Row], may_see: Callable[[str], bool]) -> list[Row]:
    """The rows of a located table without the locations that the audience may not see, and the others made coarse.

    Coordinates as they were entered are as fine as it gets: they leave where the outline is made coarse.
    """
    found = [row if may_see(location_tier_of(row)) else without(row) for row in rows]
    outlines: list[int] = []
    for place, row in enumerate(found):
        if row["geometry"] is None or not row["precision_m"] or row["precision_m"] < 0:
            continue
        if table in _OUTWARD and row["geometry"]["type"] in _AREAL:
            outlines.append(place)
        else:
            found[place] = {**row, "geometry": coarse(row), "coordinates_as_entered": None}
    if outlines:
        drawn = _drawn([found[place] for place in outlines], outwards=_OUTWARD[table])
        for place, geometry in zip(outlines, drawn, strict=True):
            found[place] = {**found[place], "geometry": geometry, "coordinates_as_entered": None}
    return found


def coarse(row: Row) -> dict[str, Any]:
    """The geometry of a row no finer than its stated precision."""
    drawn = coarsen(row["geometry"], row["precision_m"])
    if drawn["type"] in _AREAL and measure.crossing(drawn):
        drawn = measure.uncrossed(drawn, float(row["precision_m"]))
    return drawn


def _drawn(rows: Sequence[Row], *, outwards: bool) -> list[dict[str, Any] | None]:
    """The outlines on the grid of their precision: around the true ones, or inside them; None where none fits inside.

    One that is on its grid already stays, so that doing it twice changes nothing more.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    from ploughshare.geo import bulk, readings  # noqa: PLC0415

    true = bulk.shapes([row["geometry"] for row in rows])
    steps = np.array([grid_step(float(row["precision_m"])) or 10.0**-7 for row in rows])
    result = true.copy()
    for step in np.unique(steps):
        onto = partial(_onto_grid, step=float(step))
        places = np.flatnonzero(steps == step)
        places = places[~shapely.equals_exact(true[places], onto(true[places]), tolerance=0.0)]
        if not places.size:
            continue
        exact, valid = true[places], shapely.make_valid(true[places])
        if outwards:  # made valid, an outline loses what it goes round twice
            crossing = ~shapely.is_valid(exact)
            valid[crossing] = shapely.union(valid[crossing], readings.widest(exact[crossing]))
        # Snapping moves a point by half the diagonal of a cell at most; the arcs of a buffer cut its corners a little.
        by = float(step) * 0.80
        drawn = onto(shapely.buffer(valid, by if outwards else -by, quad_segs=2))
        # Where points fell together so that no ring was left, it is not valid either.
        crossed = ~shapely.is_valid(drawn)
        drawn[crossed] = onto(_mended(drawn[crossed], float(step)))
        drawn = shapely.remove_repeated_points(_areas_only(drawn))
        if outwards:
            out = ~_holds(drawn, valid)
            drawn[out] = _boxes(valid[out], float(step))
        else:
            drawn[~_holds(valid, drawn)] = None
            drawn[~shapely.is_valid(exact)] = None  # an outline that crosses itself releases nothing
        result[places] = drawn
    return bulk.mappings(result)


def _mended(crossed: Shapes, step: float) -> Shapes:
    """The outlines without crossings, on the grid; None for one that cannot be mended."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    mended: Shapes = np.full(len(crossed), None, dtype=object)
    for place, outline in enumerate(crossed):
        try:
            mended[place] = shapely.set_precision(shapely.make_valid(outline), step)
        except shapely.GEOSException:  # rare, and one outline must not keep a whole record from being published
            continue
    return mended


def _onto_grid(outlines: Shapes, *, step: float) -> Shapes:
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    decimals = grid_decimals(step)

    def snapped(at: Any) -> Any:
        # A buffer around what lies at the edge of the map reaches beyond it.
        return np.clip(np.round(np.round(at / step) * step, decimals), (-180.0, -90.0), (180.0, 90.0)) + 0.0

    moved: Shapes = shapely.transform(outlines, snapped)
    return moved


def _areas_only(drawn: Shapes) -> Shapes:
    """The outlines without the points and lines that a mended one may have beside them; None where no area is left."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    parts, owners = shapely.get_parts(drawn, return_index=True)
    areal = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & (shapely.area(parts) > 0)
    several = np.bincount(owners[areal], minlength=len(drawn))
    kept: Shapes = np.full(len(drawn), None, dtype=object)
    single = areal & (several[owners] == 1)
    kept[owners[single]] = parts[single]
    for owner in np.flatnonzero(several > 1):
        kept[owner] = shapely.multipolygons(parts[areal & (owners == owner)])
    return kept


def _holds(outer: Shapes, inner: Shapes) -> Any:
    import shapely  # noqa: PLC0415

    return shapely.covers(outer, inner) & shapely.is_valid(outer)


def _boxes(outlines: Shapes, step: float) -> Shapes:
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    west, south, east, north = shapely.bounds(outlines).T
    low, high = (np.floor(np.c_[west, south] / step) - 1) * step, (np.ceil(np.c_[east, north] / step) + 1) * step
    boxes: Shapes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    return _onto_grid(boxes, step=step)
