"""One panel of a map: outlines, areas, lines, marks and their names, painted in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely

from ploughshare.geo.topojson import Atlas, Line, Outline
from ploughshare.record.package import Row
from ploughshare.report import theme
from ploughshare.report.drawing.frame import Frame, rings
from ploughshare.report.drawing.labels import Box, Placer
from ploughshare.report.drawing.svg import Canvas, path
from ploughshare.report.fonts import width

TEXT = 10.4
COUNTRY_TEXT = 12.5
MARK = 2.6
SIGN = 3.4
SIGN_STEP = 9.0

LINES: dict[str, tuple[str, float, str]] = {
    "line": ("line", 1.8, ""),
    "border": ("line", 1.1, "5 2.5"),
    "river": ("river", 1.0, ""),
    "coast": ("river", 1.3, "1.5 2"),
    "road": ("road", 1.7, ""),
    "railway": ("road", 1.7, "1 1.8"),
    "corridor": ("road", 2.4, "5 1.5"),
}
"""Kind of place -> colour, width and dashes of its line."""

OTHER_LINE = ("road", 1.0, "")

_BEAD = 5.0
_ROOMY = 18.0
"""Radius of the circle that must fit into an area for its name to stand inside it."""
_CLEAR = 5.5
"""Half the side of the square round a mark that no name may enter, so that none seems to belong to another mark."""
_CORNERS = 4
"""Points of the smallest closed ring."""


@dataclass(frozen=True)
class Spot:
    """A place of the record with its shape in degrees, and the groups of events reported there."""

    row: Row
    shape: shapely.Geometry
    groups: tuple[str, ...]

    @property
    def is_point(self) -> bool:
        """Whether it is drawn as a mark."""
        return self.shape.geom_type in ("Point", "MultiPoint")

    @property
    def is_area(self) -> bool:
        """Whether it is drawn as an area."""
        return self.shape.geom_type in ("Polygon", "MultiPolygon")


def _sound(outline: Outline) -> list[list[Line]]:
    """The polygons that have an area: the grid of the atlas flattens the smallest islets to a point or a line."""
    polygons = ([ring for ring in polygon if len(ring) >= _CORNERS] for polygon in outline.polygons)
    return [rings for rings in polygons if rings]


@dataclass(frozen=True)
class Backdrop:
    """The outlines behind the record: the atlas, its shapes by name, and which of them is the country."""

    atlas: Atlas
    home: str | None
    undrawn_borders: frozenset[frozenset[str]]

    @cached_property
    def shapes(self) -> list[tuple[str, shapely.Geometry]]:
        """Name and geometry in degrees of every shape of the atlas."""
        return [
            (outline.name, shapely.MultiPolygon([(rings[0], rings[1:]) for rings in sound]))
            for outline in self.atlas.outlines
            if (sound := _sound(outline))
        ]

    @cached_property
    def home_shape(self) -> shapely.Geometry | None:
        """The country itself, where the atlas has it."""
        return next((shape for name, shape in self.shapes if name == self.home), None)

    @cached_property
    def borders(self) -> list[Line]:
        """Borders between countries, without those that the record draws itself and more exactly."""
        return self.atlas.borders(without=self.undrawn_borders)


@dataclass(frozen=True)
class CountryName:
    """The name of a country, and the middle of its land as far as the panel shows it."""

    words: str
    x: float
    y: float
    home: bool


@dataclass
class Panel:
    """A panel being painted. ``window`` is a part of it that another panel enlarges and labels."""

    canvas: Canvas
    frame: Frame
    name: str
    home_name: str
    window: Box | None = None
    unlabelled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        box = self.frame.box
        self.placer = Placer(Box(box.left + 4, box.top + 4, box.right - 4, box.bottom - 4))

    def paint(self, backdrop: Backdrop, spots: Sequence[Spot]) -> None:
        """Everything, from the sea up."""
        box, canvas = self.frame.box, self.canvas
        canvas.clip(f"map-{self.name}", box.left, box.top, box.right - box.left, box.bottom - box.top)
        canvas.open(clip_path=f"url(#map-{self.name})")
        canvas.rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top, "sea")
        countries = self._land(backdrop)
        self._window()
        drawn = [(spot, self.frame.draw(spot.shape)) for spot in spots]
        drawn = [(spot, shape) for spot, shape in drawn if not shape.is_empty]
        for spot, shape in drawn:
            self._area(spot, shape)
        for spot, shape in drawn:
            self._line(spot, shape)
        for spot, shape in drawn:
            self._doubt(spot, shape)
        for spot, shape in drawn:
            self._mark(spot, shape)
        self._scale_and_north(drawn)
        # Points first: an area or a line has more room to be named in.
        for spot, shape in sorted(drawn, key=lambda pair: (not pair[0].is_point, pair[0].is_area)):
            self._label(spot, shape)
        for name in countries:
            self._name(name)
        canvas.close()
        canvas.add(
            "rect", "s-border", x=box.left + 0.5, y=box.top + 0.5, width=box.right - box.left - 1,
            height=box.bottom - box.top - 1, fill="none", stroke=theme.LIGHT["border"], stroke_width=1,
        )  # fmt: skip

    def _land(self, backdrop: Backdrop) -> list[CountryName]:
        """Countries and their borders; where their names would stand best."""
        west, south, east, north = self.frame.degrees()
        names = []
        for name, shape in backdrop.shapes:
            left, bottom, right, top = shape.bounds
            if left > east or right < west or bottom > north or top < south:
                continue
            drawn = self.frame.draw(shape)
            if drawn.is_empty:
                continue
            home = name == backdrop.home
            data = "".join(path(ring, closed=True) for ring, closed in rings(drawn) if closed)
            self.canvas.fill(data, "home" if home else "land", fill_rule="evenodd")
            self.canvas.stroke(data, "coast", 0.6)
            largest = max(shapely.get_parts(drawn), key=shapely.area)
            spot = shapely.maximum_inscribed_circle(largest, tolerance=2.0)
            x, y = shapely.get_coordinates(spot)[0]
            names.append(CountryName(self.home_name if home else name, float(x), float(y), home))
        box = self.frame.box
        for border in backdrop.borders:
            if (border.max(0) > (west, south)).all() and (border.min(0) < (east, north)).all():
                line = self.frame.draw(shapely.LineString(border))
                self.canvas.stroke("".join(path(ring) for ring, _ in rings(line)), "border", 0.9)
        # The country itself is named first, whoever its neighbours are.
        inside = [name for name in names if _within((name.x, name.y), box)]
        return sorted(inside, key=lambda name: (not name.home, name.words))

    def _name(self, name: CountryName) -> None:
        """Write the name of a country where its land is broadest, or near there where that is taken."""
        size, colour, halo = (COUNTRY_TEXT, "soil", "home") if name.home else (TEXT, "soft", "land")
        across = width(name.words, size, bold=True)
        for down in (0, size * 2, -size * 2, size * 4, -size * 4):
            for aside in (0, across / 2, -across / 2, across, -across):
                left, base = name.x + aside - across / 2, name.y + down
                box = Box(left, base - size, left + across, base + size / 3)
                if self.placer.free(box, off_lines=True):
                    self.placer.take(box)
                    self.canvas.text(name.words, left, base, size, colour=colour, bold=True, halo=halo)
                    return

    def _scale_and_north(self, drawn: Sequence[tuple[Spot, shapely.Geometry]]) -> None:
        """The scale bar in whichever corner the record has least in; north at the upper right."""
        box, canvas = self.frame.box, self.canvas
        km, length = self.frame.scale_bar((box.right - box.left) / 5)
        across, down = max(length, width(f"{km:,} km", TEXT)) + 16, 26.0
        points = shapely.get_coordinates(np.array([shape for _, shape in drawn], dtype=object))
        corners = [
            Box(left, top, left + across, top + down)
            for left, top in (
                (box.left + 6, box.bottom - 6 - down),
                (box.right - 6 - across, box.bottom - 6 - down),
                (box.left + 6, box.top + 6),
            )
        ]
        ground = min(corners, key=lambda corner: sum(_within((x, y), corner) for x, y in points))
        canvas.rectangle(ground.left, ground.top, across, down, "paper", fill_opacity=0.8, rx=2)
        left, base = ground.left + 8, ground.bottom - 7
        canvas.stroke(f"M{left:.2f} {base - 4:.2f}V{base:.2f}H{left + length:.2f}V{base - 4:.2f}", "ink", 1.2)
        canvas.text(f"{km:,} km", left, base - 6.5, TEXT)
        x, y = box.right - 20, box.top + 14
        canvas.fill(path([(x, y - 6), (x + 5, y + 10), (x, y + 6.5), (x - 5, y + 10)], closed=True), "ink")
        canvas.text("N", x, y + 21, TEXT, bold=True, anchor="middle", halo="land")
        self.placer.take(ground)
        self.placer.take(Box(x - 9, y - 8, x + 9, y + 24))

    def _window(self) -> None:
        if self.window is None:
            return
        box = self.window
        self.canvas.add(
            "rect", "s-ink", x=box.left, y=box.top, width=box.right - box.left, height=box.bottom - box.top,
            fill="none", stroke=theme.LIGHT["ink"], stroke_width=0.8, stroke_dasharray="2 2",
        )  # fmt: skip
        words = "Enlarged below"
        across = width(words, TEXT)
        x = min(box.right, self.frame.box.right - 6)
        self.canvas.text(words, x, box.bottom + 12, TEXT, colour="ink", anchor="end", halo="land")
        self.placer.take(Box(x - across, box.bottom + 2, x, box.bottom + 15))

    def _area(self, spot: Spot, shape: shapely.Geometry) -> None:
        if spot.is_area:
            data = "".join(path(ring, closed=True) for ring, closed in rings(shape) if closed)
            ground = spot.row["kind"] in ("zone", "hazardous_area")
            if ground:
                self.canvas.fill(data, "zone", fill_opacity=0.55)
            self.canvas.stroke(data, "zone", 0.8, stroke_dasharray="none" if ground else "3 2")

    def _line(self, spot: Spot, shape: shapely.Geometry) -> None:
        if not spot.is_point and not spot.is_area:
            colour, thick, dashes = LINES.get(spot.row["kind"], OTHER_LINE)
            data = "".join(path(ring) for ring, _ in rings(shape))
            self.canvas.stroke(data, colour, thick, stroke_linecap="butt", stroke_dasharray=dashes or "none")
            self._keep_off(shape)

    def _keep_off(self, shape: shapely.Geometry) -> None:
        """Let names avoid the line: as boxes strung along it, one every few units."""
        for line in (part for part in shapely.get_parts(shape) if part.geom_type == "LineString"):
            along = np.arange(0, shapely.length(line), _BEAD)
            for x, y in shapely.get_coordinates(shapely.line_interpolate_point(line, along)):
                self.placer.lines.add(Box(x - 2, y - 2, x + 2, y + 2))

    def _radius(self, spot: Spot) -> float:
        """Of the circle within which the true place lies, in units; 0 where it is no larger than the mark."""
        units = float(spot.row["precision_m"] or 0) / self.frame.metres_per_unit
        return units if units > MARK + 1 else 0.0

    def _doubt(self, spot: Spot, shape: shapely.Geometry) -> None:
        radius = self._radius(spot)
        if spot.is_point and radius:
            for x, y in shapely.get_coordinates(shape):
                self.canvas.add(
                    "circle", "s-doubt", cx=x, cy=y, r=radius, fill=theme.LIGHT["doubt"], fill_opacity=0.07,
                    stroke=theme.LIGHT["doubt"], stroke_width=0.7, stroke_dasharray="2 1.6",
                )  # fmt: skip

    def _mark(self, spot: Spot, shape: shapely.Geometry) -> None:
        if spot.is_point:
            for x, y in shapely.get_coordinates(shape):
                self.canvas.add(
                    "circle", "f-mark s-paper", cx=x, cy=y, r=MARK, fill=theme.LIGHT["mark"],
                    stroke=theme.LIGHT["paper"], stroke_width=0.9,
                )  # fmt: skip
                self.placer.take(Box(x - _CLEAR, y - _CLEAR, x + _CLEAR, y + _CLEAR))

    def _label(self, spot: Spot, shape: shapely.Geometry) -> None:
        inside = [a for a in _anchors(spot, shape) if _within(a, self.frame.box)]
        if not inside or (self.window and all(_within(a, self.window) for a in inside)):
            return
        words = spot.row["name"]
        signs = len(spot.groups) * SIGN_STEP
        across = width(words, TEXT) + (4 + signs if signs else 0)
        placed = self.placer.place(inside, across, TEXT * 1.12, radius=MARK if spot.is_point else 0.0)
        if placed is None:
            self.unlabelled.append(words)
            return
        box = placed.box
        if placed.led:
            self.canvas.stroke(path(placed.leader), "ink", 0.5)
        colour = "river" if spot.row["kind"] in ("river", "coast") else "ink"
        self.canvas.text(words, box.left, box.bottom - TEXT * 0.26, TEXT, colour=colour, halo="land")
        for index, group in enumerate(spot.groups):
            x = box.right - signs + SIGN_STEP * (index + 0.5)
            self.canvas.sign(group, x, (box.top + box.bottom) / 2, SIGN)


def _anchors(spot: Spot, shape: shapely.Geometry) -> list[tuple[float, float]]:
    """Points of the drawing beside which the name may stand, the best first."""
    if spot.is_point:
        return [(float(x), float(y)) for x, y in shapely.get_coordinates(shape)[:1]]
    if spot.is_area:
        largest = max(shapely.get_parts(shape), key=shapely.area)
        if not largest.is_empty and shapely.length(circle := shapely.maximum_inscribed_circle(largest)) > _ROOMY:
            return [(float(x), float(y)) for x, y in shapely.get_coordinates(circle)[:1]]
        shape = shapely.get_exterior_ring(largest)
    longest = max(shapely.get_parts(shape), key=shapely.length)
    shares = np.array([0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92])
    points = shapely.get_coordinates(shapely.line_interpolate_point(longest, shares, normalized=True))
    return [(float(x), float(y)) for x, y in points]


def _within(point: tuple[float, float], box: Box) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom
