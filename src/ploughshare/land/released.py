"""Rows of releases: from which day each counts, against what, and if it does not, why.

The rules are worded in ``docs/rules/land-account.md``, section 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ploughshare import vocab
from ploughshare.land import days
from ploughshare.land.engine.states import FAR, State
from ploughshare.land.known import Known
from ploughshare.record.inspected import has_failed
from ploughshare.record.package import Package, Row

DEEPEST_M: Final = Decimal(10)
"""Nobody searches deeper: a greater depth is one in centimetres, or a slip, and says nothing of what was reached."""

LINES: Final[Mapping[State, str]] = {
    State.CANCELLED: "cancelled",
    State.REDUCED_WITHOUT_ASSET: "reduced_without_technical_asset",
    State.REDUCED_WITH_ASSET: "reduced_with_technical_asset",
    State.CLEARED: "cleared",
}
"""What a release makes of land -> the line of the account."""


@dataclass(frozen=True)
class Release:
    """A release with what it takes from its activity.

    ``start`` is the day from which it counts, ``end`` the day its acceptance was withdrawn, ``power`` the first day on
    which the work may have been done. ``place`` is its own, else that of the first area it names, else its activity's.
    ``why_not`` is the term of ``left_out_reasons`` for one that does not count.
    """

    row: Row
    state: State
    types: tuple[str, ...]
    depth_m: Decimal | None
    any_depth: bool
    areas: tuple[str, ...]
    organisation: str | None
    place: str | None
    reported: int
    start: int
    end: int
    power: int
    why_not: str | None

    @property
    def id(self) -> str:
        """The id of its row."""
        return str(self.row["id"])

    @property
    def is_in_books(self) -> bool:
        """Whether it counts by its stated area: it is accepted, and from when is known."""
        return self.why_not in (None, "no_types")

    @property
    def line(self) -> str:
        """The line of the account on which it is posted."""
        return LINES[self.state]


def read(package: Package, known: Known) -> tuple[Release, ...]:
    """The releases of a record as they were known, those too that do not count."""
    of_release: dict[str, list[Row]] = defaultdict(list)
    of_activity: dict[str, list[Row]] = defaultdict(list)
    for inspection in package.rows("inspections"):
        if has_failed(inspection) and known.hazard(inspection, inspection["date"]):
            if inspection["release"]:
                of_release[inspection["release"]].append(inspection)
            elif inspection["activity"]:
                of_activity[inspection["activity"]].append(inspection)
    return tuple(
        _release(
            package,
            row,
            [*of_release.get(row["id"], ()), *of_activity.get(row["activity"], ())],
            known,
        )
        for row in package.rows("releases")
        if known.release(row, row["released"])
    )


def _activity(package: Package, row: Row, known: Known) -> Row | None:
    """The activity of a release, as far as it was known: what was learnt of it later covered no type and no depth."""
    activity = package.row("activities", row["activity"]) if row["activity"] else None
    return activity if activity is not None and known.release(activity, activity["started"]) else None


def _release(package: Package, row: Row, failed: Sequence[Row], known: Known) -> Release:
    activity = _activity(package, row, known)
    areas = tuple(row["areas"]) or (tuple(activity["areas"]) if activity else ())
    area = package.row("areas", areas[0]) if areas else None
    low, high = days.happened(row["released"], row["recorded"])
    first_accepted, accepted = days.happened(row["accepted"], row["recorded"])
    start = max(high, accepted)
    state = made(row, activity)
    types = tuple(row["hazard_types"]) or (tuple(activity["hazard_types"]) if activity else ())
    why_not = _why_not(row, types, accepted, known)
    return Release(
        row=row,
        state=state,
        types=types,
        depth_m=reached(row, activity),
        any_depth=state in (State.CANCELLED, State.REDUCED_WITHOUT_ASSET) and not _may_have_been_searched(row),
        areas=areas,
        organisation=row["organisation"] or (activity["organisation"] if activity else None),
        place=next((given["place"] for given in (row, area, activity) if given and given["place"]), None),
        reported=high if row["released"] else -FAR,
        start=start,
        end=_end(row, first_accepted, start, failed, known),
        power=low,
        why_not=why_not,
    )


def reached(row: Row, activity: Row | None) -> Decimal | None:
    """The depth to which a release was searched, its own or else its activity's; None where that cannot be told."""
    depth: Decimal | None = row["depth_m"]
    if depth is None and activity is not None:
        depth = activity["depth_m"]
    return depth if depth is not None and depth <= DEEPEST_M else None


def made(row: Row, activity: Row | None) -> State:
    """What the release makes of land. Survey that names no technical asset used none."""
    if row["kind"] == "cancelled":
        return State.CANCELLED
    if row["kind"] == "cleared":
        return State.CLEARED
    answer = row["technical_asset"] or ("yes" if activity and activity["assets"] else None)
    return State.REDUCED_WITH_ASSET if answer == "yes" else State.REDUCED_WITHOUT_ASSET


def _may_have_been_searched(row: Row) -> bool:
    """Whether depth is asked of it: cancelled land was never searched, nor was land reduced without an asset."""
    return bool(row["kind"] == "reduced" and row["technical_asset"] != "no")


def _why_not(row: Row, types: Sequence[str], accepted: int, known: Known) -> str | None:
    if row["same_as"]:
        return "same_as"
    acceptance = row["acceptance"]
    if not vocab.load("acceptances")[acceptance].extra["counts"]:
        return "acceptance_not_known" if acceptance == "not_known" else str(acceptance)
    if not row["released"]:
        return "undated"
    if accepted >= FAR:
        return "acceptance_undated"
    if not known.reached(accepted):
        return "not_accepted_yet"
    return None if types else "no_types"


def _end(row: Row, accepted: int, start: int, failed: Sequence[Row], known: Known) -> int:
    """The day from which it no longer counts; never before ``start``.

    Doubt ends it early: a withdrawal without a precise day on the first it may have been, and so an inspection that
    failed, if that may have been on or after the first day on which it may have been ``accepted``.
    """
    ends = [days.interval(row["withdrawn"])[0]] if row["withdrawn"] else []
    for inspection in failed:
        low, high = days.happened(inspection["date"], inspection["recorded"])
        if high >= accepted:
            ends.append(low)
    return max(start, min((end for end in ends if known.reached(end)), default=FAR))
