"""The map of a country report, drawn from the record's places over outlines of Natural Earth.

It says on its face what each line means, how precise it is, and that no mark does not mean safe. Seas are
not named: their names are disputed, and a mine action report has no need to take sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pycountry
import shapely

from ploughshare import assets, vocab
from ploughshare.geo import topojson
from ploughshare.record.package import Package
from ploughshare.report import theme
from ploughshare.report.drawing import frame as frames
from ploughshare.report.drawing.cartography import LINES, MARK, OTHER_LINE, SIGN, Backdrop, Panel, Spot
from ploughshare.report.drawing.frame import Frame
from ploughshare.report.drawing.labels import Box
from ploughshare.report.drawing.svg import Canvas, Drawing
from ploughshare.report.fonts import width, wrap

WIDTH = 680.0
MAIN_HEIGHT = 440.0
INSET_HEIGHT = 220.0
GAP = 12.0
SMALL = 9.8
LEADING = 13.0

NO_MARK = "No mark does not mean safe: the map shows what has been reported, and much has not been."
DISCLAIMER = (
    "Boundaries and names are for orientation and imply no opinion on the legal status of any territory or frontier."
)
ORIGIN = "Outlines: Natural Earth (public domain). Places: this record, none drawn finer than its stated precision."

_BACKGROUND_KINDS = ("country", "region")
_WORTH_ENLARGING = 0.7
_NAMED_BELOW = 20
"""How many names that found no room are listed; a longer list would not fit the page, and the tables have them all."""


def draw(package: Package) -> Drawing | None:
    """The map of what a record shows (already filtered for its readers); None where it has no geometry.

    170 mm wide: the country among its neighbours and, where States share a zone or a line, an enlargement of it.
    """
    groups = _groups_by_place(package)
    spots = [
        Spot(row, frames.shape(row["geometry"]), groups.get(row["id"], ()))
        for row in package.rows("places")
        if row["geometry"] and row["kind"] not in _BACKGROUND_KINDS
    ]
    if not spots:
        return None
    backdrop = _backdrop(package)
    home = [backdrop.home_shape] if backdrop.home_shape is not None else []
    whole = frames.around(_bounds([*home, *(spot.shape for spot in spots)]), Box(0, 0, WIDTH, MAIN_HEIGHT), margin=0.05)
    closer = _enlargement(spots, whole)
    bottom = closer.box.bottom if closer else MAIN_HEIGHT
    name = str(package.meta["name"])
    canvas = Canvas(WIDTH, bottom)
    panels = [Panel(canvas, whole, "main", name, window=_window(whole, closer))]
    if closer:
        panels.append(Panel(canvas, closer, "inset", name))
    for panel in panels:
        panel.paint(backdrop, spots)
    _legend(canvas, bottom, spots, [word for panel in panels for word in panel.unlabelled])
    return canvas.finish("map", f"Map of {name}", _in_words(name, spots))


def not_drawn(package: Package) -> list[str]:
    """Names of the places that the record knows of and that no map can show, because nobody says where they are."""
    unknown = (row for row in package.rows("places") if not row["geometry"])
    return sorted(row["name"] for row in unknown if row["kind"] not in _BACKGROUND_KINDS)


def _groups_by_place(package: Package) -> dict[str, tuple[str, ...]]:
    """Place -> the groups of events reported there, each once, in the order of the signs."""
    kinds = vocab.load("event_kinds").terms
    found: dict[str, set[str]] = {}
    for event in package.rows("events"):
        if event["place"]:
            found.setdefault(event["place"], set()).add(str(kinds[event["kind"]].extra["group"]))
    return {place: tuple(sign for sign in theme.SIGNS if sign in groups) for place, groups in found.items()}


def _backdrop(package: Package) -> Backdrop:
    atlas = topojson.read(assets.path("atlas/countries-10m.json"), "countries")
    home = _numeric(package.country)
    names = {outline.id: outline.name for outline in atlas.outlines if outline.id}
    listed = {outline.name for outline in atlas.outlines}
    own_name = str(package.meta["name"])
    drawn_here = {
        frozenset(number for code in pair if (number := _numeric(code)))
        for row in package.rows("places")
        if row["geometry"] and row["kind"] in ("line", "border")
        for pair in combinations(str(row["country"]).split("-"), 2)
    }
    return Backdrop(
        atlas=atlas,
        home=names.get(home) if home else own_name if own_name in listed else None,
        undrawn_borders=frozenset(drawn_here),
    )


def _numeric(code: str) -> str | None:
    """The ISO 3166 number by which the atlas knows a country; None for an area with a code of its own."""
    country = pycountry.countries.get(alpha_2=code.upper())
    return str(country.numeric) if country else None


def _bounds(shapes: Sequence[shapely.Geometry]) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    return float(west), float(south), float(east), float(north)


def _enlargement(spots: Sequence[Spot], whole: Frame) -> Frame | None:
    shared = [spot.shape for spot in spots if "-" in spot.row["country"] and spot.row["kind"] in ("zone", "line")]
    if not shared:
        return None
    top = MAIN_HEIGHT + GAP
    closer = frames.around(_bounds(shared), Box(0, top, WIDTH, top + INSET_HEIGHT), margin=0.05)
    return closer if closer.metres_per_unit < _WORTH_ENLARGING * whole.metres_per_unit else None


def _window(whole: Frame, closer: Frame | None) -> Box | None:
    """Where on the whole map the enlarged part lies."""
    if closer is None:
        return None
    half = (
        (closer.box.right - closer.box.left) / 2 * closer.metres_per_unit,
        (closer.box.bottom - closer.box.top) / 2 * closer.metres_per_unit,
    )
    corners = [(closer.middle[0] + x * half[0], closer.middle[1] + y * half[1]) for x in (-1, 1) for y in (-1, 1)]
    drawn = whole.place(closer.projection.unproject(corners))
    (left, top), (right, bottom) = drawn.min(axis=0), drawn.max(axis=0)
    return Box(float(left), float(top), float(right), float(bottom))


def _legend(canvas: Canvas, bottom: float, spots: Sequence[Spot], unlabelled: Sequence[str]) -> None:
    """What each line and sign means and how precise it is; and what the map does not say."""
    x, y = 0.0, bottom + 20
    for entry in _entries(spots):
        across = 26 + width(entry[1], SMALL) + 16
        if x and x + across > WIDTH:
            x, y = 0.0, y + LEADING + 3
        _sample(canvas, entry[0], x, y - 3.4)
        canvas.text(entry[1], x + 26, y, SMALL)
        x += across
    y += LEADING + 7
    words = [_without_room(unlabelled)] if unlabelled else []
    for index, sentence in enumerate((NO_MARK, *words, f"{DISCLAIMER} {ORIGIN}")):
        for line in wrap(sentence, SMALL, WIDTH, bold=index == 0):
            canvas.text(line, 0, y, SMALL, bold=index == 0, colour="ink" if index == 0 else "soft")
            y += LEADING
    canvas.height = y - LEADING + 5


def _without_room(unlabelled: Sequence[str]) -> str:
    named = ", ".join(unlabelled[:_NAMED_BELOW])
    more = len(unlabelled) - _NAMED_BELOW
    return f"Named on no panel for want of room: {named}{f' and {more} more' if more > 0 else ''}."


def _entries(spots: Sequence[Spot]) -> list[tuple[str, str]]:
    """What the legend explains, in order: what to draw, and the words."""
    kinds = vocab.load("place_kinds").terms
    entries = [
        (f"{'area' if is_area else 'line'}:{kind}", f"{kinds[kind].label}{_how_precise(some)}")
        for kind in kinds
        for is_area in (True, False)
        if (some := [s for s in spots if s.row["kind"] == kind and not s.is_point and s.is_area is is_area])
    ]
    if any(spot.is_point for spot in spots):
        entries.append(("mark", "Place"))
        entries.append(("circle", "The true place lies within the circle"))
    entries.append(("outline", "Border between States, coast (may be off by several km)"))
    seen = {group for spot in spots for group in spot.groups}
    entries += [(f"sign:{group}", sign.words) for group, sign in theme.SIGNS.items() if group in seen]
    return entries


def _how_precise(spots: Sequence[Spot]) -> str:
    distances = [float(spot.row["precision_m"]) for spot in spots if spot.row["precision_m"]]
    if not distances:
        return " (precision not stated)"
    return f" (may be off by up to {max(distances) / 1000:,.3g} km)"


def _sample(canvas: Canvas, what: str, x: float, y: float) -> None:
    kind, _, detail = what.partition(":")
    if kind == "area":
        filled = detail in ("zone", "hazardous_area")
        canvas.add(
            "rect", "f-zone s-zone", x=x, y=y - 4, width=20, height=8, fill=theme.LIGHT["zone"],
            fill_opacity=0.55 if filled else 0, stroke=theme.LIGHT["zone"], stroke_width=0.8,
            stroke_dasharray="none" if filled else "3 2",
        )  # fmt: skip
    elif kind == "line":
        colour, thick, dashes = LINES.get(detail, OTHER_LINE)
        canvas.stroke(f"M{x:.2f} {y:.2f}h20", colour, thick, stroke_dasharray=dashes or "none")
    elif kind == "mark":
        canvas.add("circle", "f-mark", cx=x + 10, cy=y, r=MARK, fill=theme.LIGHT["mark"])
    elif kind == "circle":
        canvas.add(
            "circle", "s-doubt", cx=x + 10, cy=y, r=5, fill=theme.LIGHT["doubt"], fill_opacity=0.07,
            stroke=theme.LIGHT["doubt"], stroke_width=0.7, stroke_dasharray="2 1.6",
        )  # fmt: skip
    elif kind == "outline":
        canvas.stroke(f"M{x:.2f} {y - 2:.2f}h20", "border", 0.9)
        canvas.stroke(f"M{x:.2f} {y + 2:.2f}h20", "coast", 0.6)
    else:
        canvas.sign(detail, x + 10, y, SIGN)


def _in_words(name: str, spots: Sequence[Spot]) -> str:
    """The map for those who do not see it: what it shows and where each event was reported."""
    groups = [
        f"{spot.row['name']} ({'; '.join(theme.SIGNS[group].words.lower() for group in spot.groups)})"
        if spot.groups
        else str(spot.row["name"])
        for spot in spots
    ]
    return f"Map of {name} and its neighbours. Shown: {', '.join(groups)}. {NO_MARK}"
