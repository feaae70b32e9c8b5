"""Which rows of two sources tell of the same thing: by their original id, by ``same_as``, by overlapping outlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ploughshare.record.package import Row

ALIKE: Final = 0.5
"""Outlines tell of the same thing where what they share is at least this part of what they cover together."""


@dataclass(frozen=True)
class Pair:
    """Two rows that tell of the same thing, and how that is known: same_row, original_id, same_as or outline.

    ``alike`` is the part of both outlines that they share; None where one has none.
    """

    a: Row
    b: Row
    by: str
    alike: float | None


def match(of_a: Sequence[Row], of_b: Sequence[Row]) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pairs, and the rows that only the first and only the second source has; each row is in one pair at most."""
    left, right = {row["id"]: row for row in of_a}, {row["id"]: row for row in of_b}
    shapes = _Shapes()
    pairs: list[Pair] = []

    def take(a: Row, b: Row, by: str) -> None:
        if a["id"] in left and b["id"] in right:
            pairs.append(Pair(left.pop(a["id"]), right.pop(b["id"]), by, shapes.alike(a, b)))

    for id in sorted(left.keys() & right.keys()):
        take(left[id], right[id], "same_row")
    for a, b in _sharing(lambda row: row["original_id"], left, right):
        take(a, b, "original_id")
    for a, b in _sharing(lambda row: row["same_as"] or row["id"], left, right):
        take(a, b, "same_as")
    for a, b in shapes.near(list(left.values()), list(right.values())):
        take(a, b, "outline")
    return sorted(pairs, key=lambda pair: (pair.a["id"], pair.b["id"])), list(left.values()), list(right.values())


def _sharing(
    key: Callable[[Row], Hashable | None], left: dict[str, Row], right: dict[str, Row]
) -> list[tuple[Row, Row]]:
    """Rows that share a key, in order; where more than one has it, one after the other."""
    held: dict[Hashable, list[Row]] = defaultdict(list)
    for row in right.values():
        if (name := key(row)) is not None:
            held[name].append(row)
    found = []
    for row in left.values():
        name = key(row)
        if name is not None and held.get(name):
            found.append((row, held[name].pop(0)))
    return found


class _Shapes:
    """The outlines of rows, made when asked for."""

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}

    def of(self, row: Row) -> Any:
        """The row's outline as a valid polygon; None where it has none."""
        import shapely  # noqa: PLC0415
        from shapely.geometry import shape  # noqa: PLC0415

        if id(row) not in self._made:
            geometry = row["geometry"]
            drawn = geometry is not None and geometry["type"] in ("Polygon", "MultiPolygon")
            try:
                self._made[id(row)] = shapely.make_valid(shape(geometry)) if drawn else None
            except (ValueError, TypeError, shapely.errors.ShapelyError):
                self._made[id(row)] = None
        return self._made[id(row)]

    def alike(self, a: Row, b: Row) -> float | None:
        """What two outlines share of what they cover together; None where one of them has none."""
        one, other = self.of(a), self.of(b)
        if one is None or other is None:
            return None
        together = one.union(other).area
        return float(one.intersection(other).area / together) if together else 0.0

    def near(self, left: Sequence[Row], right: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
        """Rows whose outlines tell of the same thing, the most alike first."""
        import shapely  # noqa: PLC0415

        drawn = [row for row in right if self.of(row) is not None]
        tree = shapely.STRtree([self.of(row) for row in drawn])
        found = []
        for place, row in enumerate(left):
            outline = self.of(row)
            if outline is None:
                continue
            for other in tree.query(outline).tolist():
                alike = self.alike(row, drawn[other]) or 0.0
                if alike >= ALIKE:
                    found.append((-alike, place, other))
        for _, place, other in sorted(found):
            yield left[place], drawn[other]
