"""What a programme has drawn, as arrays: each located table once, in degrees and on a plane that keeps areas true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ploughshare import geo
from ploughshare.geo import readings
from ploughshare.geo.bulk import shapes
from ploughshare.land.checking import standing
from ploughshare.record.package import Package, Row

LOCATED = ("areas", "activities", "releases", "finds", "accidents")
"""The tables of a programme whose rows have a geometry."""

Shapes = NDArray[np.object_]
Areas = NDArray[np.float64]
Pairs = NDArray[np.int64]
"""Shape (n, 2): positions in one layer and in another."""


@dataclass(frozen=True, eq=False)
class Layer:
    """The rows of a table and their shapes; all arrays have an element a row.

    ``shapes`` are as drawn, in degrees; None where there is none or where it is malformed. ``flat`` holds their areas
    in metres, mended where an outline crosses itself (a hazard to its widest reading, a release to what all readings
    agree on); what is no area is empty.
    """

    table: str
    rows: tuple[Row, ...]
    shapes: Shapes
    flat: Shapes
    area_m2: Areas

    def take(self, keep: Callable[[Row], bool]) -> Layer:
        """The rows that are drawn as an area and are to be kept."""
        which = [i for i, row in enumerate(self.rows) if self.area_m2[i] > 0 and keep(row)]
        rows = tuple(self.rows[i] for i in which)
        return Layer(self.table, rows, self.shapes[which], self.flat[which], self.area_m2[which])

    @cached_property
    def tree(self) -> Any:
        """A tree over the flat shapes."""
        return shapely.STRtree(self.flat)

    @cached_property
    def at(self) -> dict[str, int]:
        """The position of each row by its id."""
        return {row["id"]: i for i, row in enumerate(self.rows)}


class Ground:
    """The located tables of a package on one plane."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.shapes = {name: read([row["geometry"] for row in package.rows(name)]) for name in LOCATED}
        self.plane = Plane.around(np.concatenate(list(self.shapes.values())))

    @cached_property
    def areas(self) -> Layer:
        """All areas, hazards at their widest."""
        return self._layer("areas", readings.widest)

    @cached_property
    def releases(self) -> Layer:
        """All releases, at their narrowest."""
        return self._layer("releases", readings.agreed)

    @cached_property
    def hazards(self) -> Layer:
        """The areas that count as hazard and are drawn."""
        return self.areas.take(standing.is_hazard)

    @cached_property
    def accepted(self) -> Layer:
        """The releases that the authority accepts and that are drawn."""
        return self.releases.take(standing.is_accepted)

    def _layer(self, table: str, mend: Callable[[Shapes], Shapes]) -> Layer:
        shapes = self.shapes[table]
        flat = self.plane.flat(mend(shapes))
        # A valid outline in degrees can touch itself once its corners are metres.
        crossed = ~shapely.is_valid(flat)
        flat[crossed] = mend(flat[crossed])
        return Layer(table, tuple(self.package.rows(table)), shapes, flat, shapely.area(flat))


@dataclass(frozen=True)
class Plane:
    """Lambert's azimuthal equal-area plane of the WGS 84 ellipsoid around a longitude and latitude."""

    longitude: float
    latitude: float

    @classmethod
    def around(cls, shapes: Shapes) -> Plane:
        """The plane in the midst of most shapes: the median, for one of them may lie at 0, 0."""
        bounds = shapely.bounds(shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))])
        if not len(bounds):
            return cls(0.0, 0.0)
        west, south, east, north = bounds.T
        turned = np.where((west + east) / 2 < 0, (west + east) / 2 + 360, (west + east) / 2)
        middles = turned if np.ptp((west + east) / 2) > 180 else (west + east) / 2
        latitude = float(np.clip(np.median((south + north) / 2), -89.0, 89.0))
        return cls(float(np.median(middles)), latitude)

    def flat(self, shapes: Shapes) -> Shapes:
        """Shapes in degrees as shapes in metres."""
        projection = self._projection

        def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(projection(points[:, 0], points[:, 1]))

        out: Shapes = shapely.transform(shapes, project)
        return out

    def round(self, shape: Any) -> Any:
        """A shape in metres back in degrees."""
        projection = self._projection

        def unproject(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(projection(points[:, 0], points[:, 1], inverse=True))

        return shapely.transform(shape, unproject)

    @cached_property
    def _projection(self) -> Any:
        from pyproj import Proj  # noqa: PLC0415  slow to load, and a package without shapes needs none

        return Proj(proj="laea", lon_0=self.longitude, lat_0=self.latitude, datum="WGS84")


def read(geometries: Sequence[Any]) -> Shapes:
    """GeoJSON geometries as shapely's; None where there is none, or one so malformed that it is no geometry.

    A package's reader takes malformed ones out, so they are looked at one by one only where all at once show a fault.
    """
    try:
        made: Shapes = shapes(geometries)
        if _are_sound(geometries, made):
            return made
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
        pass  # what is malformed is found below, and told as a finding
    whole: Shapes = shapes([one if one is not None and geo.fault(one) is None else None for one in geometries])
    return whole


def _are_sound(geometries: Sequence[Any], made: Shapes) -> bool:
    """Whether all lie within the world and close their rings, which shapely would close without a word."""
    west, south, east, north = shapely.bounds(made[~shapely.is_missing(made)]).T
    in_world = (west >= -180) & (south >= -90) & (east <= 180) & (north <= 90)  # false for what is no number
    return bool(in_world.all()) and all(map(_is_closed, geometries))


def _is_closed(geometry: Any) -> bool:
    if geometry is None or geometry["type"] not in ("Polygon", "MultiPolygon"):
        return True
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return all(list(ring[0]) == list(ring[-1]) for rings in parts for ring in rings)


def overlaps(one: Layer, other: Layer) -> tuple[Pairs, Areas]:
    """Pairs of shapes of two layers that share land, and how much in m²; of one layer with itself, each pair once."""
    pairs = one.tree.query(other.flat, predicate="intersects").T[:, ::-1]
    if one is other:
        pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    shared = shapely.area(by_both_cores(shapely.intersection, one.flat[pairs[:, 0]], other.flat[pairs[:, 1]]))
    keep = shared > 0
    return pairs[keep], shared[keep]


def by_both_cores(overlay: Callable[[Shapes, Shapes], Shapes], one: Shapes, other: Shapes) -> Shapes:
    """An overlay of two arrays, a half a thread: GEOS works without Python's lock."""
    middle = len(one) // 2
    halves = [(one[:middle], other[:middle]), (one[middle:], other[middle:])]
    with ThreadPoolExecutor(max_workers=2) as threads:
        return np.concatenate(list(threads.map(lambda half: overlay(*half), halves)))


def uncovered(shapes: Shapes, covers: Shapes, pairs: Pairs) -> Shapes:
    """What of each shape none of its covers covers; ``pairs`` says which covers are whose. Both in metres."""
    out = shapes.copy()
    if not len(pairs):
        return out
    order = np.argsort(pairs[:, 0], kind="stable")
    owner, cover = pairs[order].T
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    ends = np.append(starts[1:], len(owner))
    single = ends - starts == 1
    once = starts[single]
    out[owner[once]] = by_both_cores(shapely.difference, shapes[owner[once]], covers[cover[once]])
    for start, end in zip(starts[~single].tolist(), ends[~single].tolist(), strict=True):
        together = shapely.union_all(covers[cover[start:end]])
        out[owner[start]] = shapely.difference(shapes[owner[start]], together)
    return out
