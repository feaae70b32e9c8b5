"""The timeline of the site: a lane for each group of events, each event a sign that opens its page.

The dates, the signs and the scale are those of the report's timeline, which says each event in words; here the list
beside it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare.record.package import Package
from ploughshare.report import theme
from ploughshare.report.drawing.timeline import Entry, Scale, entries

WIDTH = 1000.0
SIGN_RADIUS = 5.0
_LEFT, _RIGHT = 210.0, WIDTH - 14.0
_HEAD, _ROW, _PADDING, _FOOT = 26.0, 15.0, 5.0, 4.0
_YEAR_ROOM = 30.0


@dataclass(frozen=True)
class Mark:
    """An event on the drawing: where its sign stands, and from where to where its date may lie or last.

    One whose own date is not known stands at that of its first report.
    """

    id: str
    title: str
    when: str
    x: float
    y: float
    bar_x: float
    bar_width: float
    colour: str
    path: str
    hollow: bool


@dataclass(frozen=True)
class Lane:
    """The events of one group, and where their lane lies."""

    words: str
    colour: str
    path: str
    top: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def middle(self) -> float:
        """Where the lane's name stands."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Year:
    """A year of the scale: its left edge and width, whether anything happened in it, and its label if there is room."""

    label: str
    x: float
    width: float
    quiet: bool


@dataclass(frozen=True)
class Timeline:
    """A drawing of ``width`` by ``height`` units; ``undated`` names the events that are on no date."""

    lanes: tuple[Lane, ...]
    years: tuple[Year, ...]
    undated: tuple[str, ...]
    width: float
    height: float


def of(package: Package) -> Timeline:
    """The timeline of the events of a package, already filtered for its readers."""
    every = list(entries(package))
    dated = sorted((entry for entry in every if entry.days), key=lambda entry: entry.order)
    undated = tuple(entry.title for entry in every if not entry.days)
    if not dated:
        return Timeline((), (), undated, WIDTH, 0.0)
    scale = Scale([day for entry in dated for day in entry.days], _LEFT, _RIGHT)
    lanes: list[Lane] = []
    top = _HEAD
    for group in theme.SIGNS:
        if own := [entry for entry in dated if entry.group == group]:
            lanes.append(_lane(own, group, scale, top))
            top += lanes[-1].height
    return Timeline(tuple(lanes), tuple(_years(scale)), undated, WIDTH, top + _FOOT)


def _lane(own: Sequence[Entry], group: str, scale: Scale, top: float) -> Lane:
    sign = theme.SIGNS[group]
    ends: list[float] = []  # for each row of the lane, how far it is taken
    marks: list[Mark] = []
    for entry in own:
        first, last = entry.happened or entry.reported or (entry.days[0], entry.days[-1])
        left, right = scale.place(first), scale.place(last)
        x = (left + right) / 2
        begins = min(left, x - SIGN_RADIUS)
        row = next((number for number, taken in enumerate(ends) if taken < begins), len(ends))
        ends[row : row + 1] = [max(right, x + SIGN_RADIUS) + 3]
        marks.append(
            Mark(
                id=entry.id,
                title=entry.title,
                when=entry.words,
                x=x,
                y=top + _PADDING + _ROW * (row + 0.5),
                bar_x=left,
                bar_width=right - left,
                colour=sign.colour,
                path=sign.path,
                hollow=not entry.is_taken_to_have_happened,
            )
        )
    height = len(ends) * _ROW + 2 * _PADDING
    return Lane(sign.words, sign.colour, sign.path, top, height, tuple(marks))


def _years(scale: Scale) -> list[Year]:
    found: list[Year] = []
    free_from = 0.0
    for year, quiet, left, right in zip(scale.years, scale.quiet, scale.edges, scale.edges[1:], strict=False):
        label = "" if quiet or left < free_from else str(year)
        if label:
            free_from = left + _YEAR_ROOM
        found.append(Year(label, left, right - left, quiet))
    return found
