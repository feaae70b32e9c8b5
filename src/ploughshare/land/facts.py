"""The rows of a record as arrays of events for the engine, and what of them does not count, with the reason.

The one place where rows become land. The rules are worded in ``docs/rules/land-account.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

from ploughshare.land import hazards, outlines, released
from ploughshare.land.channels import NEVER, Channels
from ploughshare.land.engine.states import State
from ploughshare.land.hazards import Hazard
from ploughshare.land.known import Known
from ploughshare.land.left_out import LeftOut, stated_m2
from ploughshare.land.released import Release
from ploughshare.record.package import Package, Row

if TYPE_CHECKING:
    from ploughshare.land.engine import Events

__all__ = ["Facts", "Hazard", "LeftOut", "Release", "Unlocated", "read"]

RowId = tuple[str, str]
"""Table and id of a row."""


@dataclass(frozen=True)
class Unlocated:
    """A hazard without a usable outline: it stays in the account by its stated area (None where none is stated).

    Hazardous from ``start`` to before ``end``, in days; ``reason`` is a term of ``left_out_reasons``.
    """

    id: str
    stated_m2: float | None
    reason: str
    channels: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Facts:
    """What the rows of a record come to. ``hazards`` and ``releases`` are in the order of their rows.

    ``outlines`` has a shapely polygon, None or the reason why there is none, by row.
    """

    hazards: tuple[Hazard, ...]
    releases: tuple[Release, ...]
    channels: Channels
    clearance_depth_m: Any
    outlines: Mapping[RowId, Any]
    doubts: tuple[LeftOut, ...]

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that hold or end no measured land, by table and id, each with its reason."""
        undrawn = [
            LeftOut.of("areas", hazard.row, str(why))
            for hazard in self.hazards
            if not hazard.continues and (why := self.undrawn("areas", hazard.id))
        ]
        ending_nothing = [
            LeftOut.of("releases", release.row, reason)
            for release in self.releases
            if (reason := self.why_not(release)) is not None
        ]
        return tuple(sorted([*self.doubts, *undrawn, *ending_nothing], key=lambda out: (out.table, out.id, out.reason)))

    @cached_property
    def unlocated(self) -> tuple[Unlocated, ...]:
        """The hazards without a usable outline, one for each span of time in which they hold the same."""
        return tuple(
            Unlocated(hazard.id, stated_m2(hazard.row), why, self.held_by(hazard), hazard.begins, hazard.ends)
            for hazard in self.hazards
            if (why := self.undrawn("areas", hazard.id))
        )

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """Masks of channels that are counted together, by name: all, ap_mined_area, confirmed and each type."""
        return self.channels.groups()

    def undrawn(self, table: str, id: str) -> str | None:
        """Why a row has no usable outline; None where it has one."""
        outline = self.outlines[table, id]
        return outline if isinstance(outline, str) else None

    def why_not(self, release: Release) -> str | None:
        """Why a release ends no measured land; None where it may."""
        if release.why_not:
            return release.why_not
        if (why := self.undrawn("releases", release.id)) is not None:
            return why
        return None if self.ended_by(release) else "depth"

    def held_by(self, hazard: Hazard) -> int:
        """All channels that a hazard holds."""
        mask = 0
        for held in hazard.held:
            mask |= self._channels_of(hazard, held.types)
        return mask

    def ended_by(self, release: Release) -> int:
        """The channels that a release ends."""
        return self._ends(release.types, "any" if release.any_depth else release.depth_m)

    def of_types(self, release: Release) -> int:
        """The channels of a release's types at any depth; every channel where it does not say which."""
        return self._ends(release.types, "any") if release.types else self.groups["all"]

    @cached_property
    def _ends(self) -> Callable[[tuple[str, ...], Decimal | Literal["any"] | None], int]:
        """Channels by types and depth, "any" where none is asked for: many releases share them."""

        @cache
        def channels(types: tuple[str, ...], depth: Decimal | Literal["any"] | None) -> int:
            if depth == "any":
                return self.channels.release(types, None, any_depth=True)
            return self.channels.release(types, depth, any_depth=False)

        return channels

    def _channels_of(self, hazard: Hazard, types: Sequence[str]) -> int:
        return self._held(tuple(types), hazard.area_class, depth_asked(hazard.row, self.clearance_depth_m))

    @cached_property
    def _held(self) -> Callable[[tuple[str, ...], str, Decimal | None], int]:
        return cache(self.channels.hazard)

    @cached_property
    def hazard_events(self) -> tuple[range, ...]:
        """For each hazard the indices of its events."""
        ranges, at = [], 0
        for hazard in self.hazards:
            ranges.append(range(at, at + len(hazard.held)))
            at += len(hazard.held)
        return tuple(ranges)

    @cached_property
    def release_events(self) -> tuple[int | None, ...]:
        """For each release the index of its event; None where it ends no measured land."""
        numbers: list[int | None] = []
        at = sum(len(hazard.held) for hazard in self.hazards)
        for release in self.releases:
            numbers.append(None if self.why_not(release) else at)
            at += numbers[-1] is not None
        return tuple(numbers)

    @cached_property
    def rows(self) -> tuple[RowId, ...]:
        """For each event the table and id of its row."""
        of_hazards = [("areas", hazard.id) for hazard in self.hazards for _ in hazard.held]
        counted = zip(self.releases, self.release_events, strict=True)
        return (*of_hazards, *(("releases", release.id) for release, event in counted if event is not None))

    @cached_property
    def events(self) -> Events:
        """The events for the engine: every hazard, without a shape where it is unlocated, and releases that count."""
        import numpy as np  # noqa: PLC0415

        from ploughshare.land.engine import Events  # noqa: PLC0415

        rows: list[tuple[Any, bool, int, int, int, int, int]] = []
        for hazard in self.hazards:
            outline = self.outlines["areas", hazard.id]
            shape = None if isinstance(outline, str) else outline
            for held in hazard.held:
                channels = self._channels_of(hazard, held.types)
                rows.append((shape, True, channels, hazard.begins, hazard.ends, held.power, State.HAZARDOUS))
        for release, event in zip(self.releases, self.release_events, strict=True):
            if event is not None:
                shape, channels = self.outlines["releases", release.id], self.ended_by(release)
                rows.append((shape, False, channels, release.start, release.end, release.power, release.state))
        shapes = np.empty(len(rows), dtype=object)
        shapes[:] = [row[0] for row in rows]
        columns = list(zip(*rows, strict=True))[1:] if rows else [()] * 6
        return Events(
            shapes,
            np.array(columns[0], bool),
            np.array(columns[1], np.uint64),
            np.array(columns[2], np.int64),
            np.array(columns[3], np.int64),
            np.array(columns[4], np.int64),
            np.array(columns[5], np.int8),
        )

    def of_areas(self, areas: Collection[str], releases: Collection[str]) -> Facts:
        """The facts with those areas only, with those releases and any other that may lie on one of the areas."""
        import numpy as np  # noqa: PLC0415
        import shapely  # noqa: PLC0415

        spans = tuple(hazard for hazard in self.hazards if hazard.id in areas)
        tree = shapely.STRtree(
            [self.outlines["areas", span.id] for span in spans if not self.undrawn("areas", span.id)]
        )
        numbers, shapes = self._drawn_releases
        near = set(numbers[np.unique(tree.query(shapes)[0])].tolist())
        kept = tuple(
            release for number, release in enumerate(self.releases) if number in near or release.id in releases
        )
        doubts = tuple(out for out in self.doubts if out.table != "areas" or out.id in areas)
        return Facts(spans, kept, self.channels, self.clearance_depth_m, self.outlines, doubts)

    @cached_property
    def _drawn_releases(self) -> tuple[Any, Any]:
        """The positions of releases that have an outline, and the outlines."""
        import numpy as np  # noqa: PLC0415

        drawn = [n for n, release in enumerate(self.releases) if not self.undrawn("releases", release.id)]
        shapes = np.empty(len(drawn), dtype=object)
        shapes[:] = [self.outlines["releases", self.releases[n].id] for n in drawn]
        return np.array(drawn, dtype=np.int64), shapes

    def mask(self, group: str) -> int:
        """The mask of a group, or of one class of area in it (``ap_mined_area.cha``); KeyError if there is none."""
        return self.channels.named(group)


def depth_asked(area: Row, standard: Decimal | None) -> Decimal | None:
    """The depth that a search of an area must reach; None where none is asked.

    Depth below zero may be one with the wrong sign or no depth at all: no search reaches it.
    """
    asked: Decimal | None = standard if area["hazard_depth_m"] is None else area["hazard_depth_m"]
    return NEVER if asked is not None and asked < 0 else asked


def read(package: Package, *, known_on: str | None = None) -> Facts:
    """The facts of a record, as they were known at the end of a date (all that it holds where none is given).

    Rows recorded later are not known; acceptances, withdrawals and ends of records after it have not happened.
    """
    known = Known.on(known_on)
    spans, doubts = hazards.read(package, known)
    releases = released.read(package, known)
    standard = package.meta.get("clearance_depth_m")
    asked = [depth_asked(span.row, standard) for span in spans]
    channels = Channels.of(asked, [release.depth_m for release in releases])
    rows = {span.id: span.row for span in spans}
    drawn = outlines.read(list(rows.values()), of_releases=False)
    by_row = {("areas", id): outline for id, outline in zip(rows, drawn, strict=True)}
    drawn = outlines.read([release.row for release in releases], of_releases=True)
    by_row |= {("releases", release.id): outline for release, outline in zip(releases, drawn, strict=True)}
    return Facts(spans, releases, channels, standard, by_row, doubts)
