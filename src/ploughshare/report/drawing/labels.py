"""Where the words of a map go: beside their mark, over nothing else, inside the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import floor, hypot


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing, in its units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """The area both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Placed:
    """Where a label stands: its box, the point it belongs to, and whether a thin line must join the two."""

    box: Box
    anchor: tuple[float, float]
    led: bool

    @property
    def leader(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """From where to where that line runs: from the anchor to the nearest point of the box."""
        x, y = self.anchor
        box = self.box
        return self.anchor, (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))


_DISTANCES = ((3.0, False), (9.0, False), *((9.0 * step, True) for step in range(2, 8)))
"""How far from its mark a label may stand, and whether a thin line then joins the two."""

_BEAD = 4
_CELL = 24.0

_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1))
"""Right of the mark first, as readers expect, then left, the corners, above and below."""


class Crowd:
    """Boxes found again by where they are, so that a map of a thousand places is not compared pair by pair."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        """Put a box in."""
        for cell in self._around(box):
            self._cells.setdefault(cell, []).append(box)

    def touches(self, box: Box) -> bool:
        """Whether any box in it overlaps this one."""
        return any(box.overlap(other) for cell in self._around(box) for other in self._cells.get(cell, ()))

    @staticmethod
    def _around(box: Box) -> Iterator[tuple[int, int]]:
        for column in range(floor(box.left / _CELL), floor(box.right / _CELL) + 1):
            for row in range(floor(box.top / _CELL), floor(box.bottom / _CELL) + 1):
                yield column, row


@dataclass
class Placer:
    """Puts labels one after another where they cover no mark and no earlier label, and no line if they can help it."""

    frame: Box
    taken: Crowd = field(default_factory=Crowd)
    lines: Crowd = field(default_factory=Crowd)

    def take(self, box: Box) -> None:
        """Keep labels off this box: a mark, a legend."""
        self.taken.add(box)

    def free(self, box: Box, *, off_lines: bool = False) -> bool:
        """Whether a label may stand there."""
        return box.within(self.frame) and not self.taken.touches(box) and not (off_lines and self.lines.touches(box))

    def place(
        self, anchors: Sequence[tuple[float, float]], width: float, height: float, *, radius: float = 0.0
    ) -> Placed | None:
        """A free spot for a label of that size near one of its anchors, or None where there is none at all."""
        for off_lines in (True, False):
            for distance, led in _DISTANCES:
                for anchor in anchors:
                    for box in _around(anchor, radius + distance, width, height):
                        if not self.free(box, off_lines=off_lines):
                            continue
                        placed = Placed(box, anchor, led)
                        beads = _beads(*placed.leader, radius) if led else []
                        if not any(self.taken.touches(bead) for bead in beads):
                            self.taken.add(box)
                            for bead in beads:
                                self.lines.add(bead)
                            return placed
        return None


def _beads(start: tuple[float, float], end: tuple[float, float], radius: float) -> list[Box]:
    """A leader as small boxes strung along it, beyond the mark it starts from."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    shares = [step / length for step in range(int(radius) + _BEAD, int(length), _BEAD)]
    points = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]
    return [Box(x - 1, y - 1, x + 1, y + 1) for x, y in points]


def _around(anchor: tuple[float, float], distance: float, width: float, height: float) -> Iterator[Box]:
    for across, down in _DIRECTIONS:
        slant = 0.75 if across and down else 1.0
        x = anchor[0] + across * (distance * slant + width / 2)
        y = anchor[1] + down * (distance * slant + height / 2)
        yield Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
