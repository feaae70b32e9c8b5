"""What rows of a programme count for: which are hazards, which releases are accepted, what a release covers.

The danger avoided: each check with its own idea of what an accepted release is.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from ploughshare import vocab
from ploughshare.land.released import reached
from ploughshare.record.package import Package, Row


@cache
def _marked(vocabulary: str, mark: str) -> frozenset[str]:
    return frozenset(term.id for term in vocab.load(vocabulary).terms.values() if term.extra.get(mark))


def is_hazard(area: Row) -> bool:
    """Whether an area counts as hazard: no survey envelope, and not another's telling of one that counts."""
    return area["area_class"] != "survey_envelope" and area["same_as"] is None


def is_open(area: Row) -> bool:
    """Whether the books hold the area as work to do."""
    return area["status"] in _marked("area_states", "open")


def is_ended(area: Row) -> bool:
    """Whether its record ended without a release, in the way that counts: with a day, a reason and who decided."""
    has_day = area["ended"] is not None and len(area["ended"]) == len("2020-01-01")
    return has_day and area["end_reason"] is not None and area["end_decided_by"] is not None


def is_accepted(release: Row) -> bool:
    """Whether the authority accepts a release today: accepted, not withdrawn, and no second telling."""
    accepted = release["acceptance"] in _marked("acceptances", "counts")
    return accepted and release["withdrawn"] is None and release["same_as"] is None


def counts(release: Row) -> bool:
    """Whether an accepted release counts from some day: an undated one never does."""
    return is_accepted(release) and release["released"] is not None


def activity_of(package: Package, release: Row) -> Row | None:
    """The activity a release comes from, or None."""
    return package.row("activities", release["activity"]) if release["activity"] else None


def areas_of(package: Package, release: Row) -> tuple[str, ...]:
    """The areas of which a release releases land: those it names, else its activity's."""
    activity = activity_of(package, release)
    return tuple(release["areas"] or (activity["areas"] if activity else ()))


def types_of(package: Package, release: Row) -> frozenset[str]:
    """The types of hazard a release covers: its own, else its activity's."""
    activity = activity_of(package, release)
    return frozenset(release["hazard_types"] or (activity["hazard_types"] if activity else ()))


def depth_of(package: Package, release: Row) -> Decimal | None:
    """The depth a release reached: its own, else its activity's, as far as that can be."""
    return reached(release, activity_of(package, release))


def depth_asked(package: Package, area: Row) -> Decimal | None:
    """The depth to which an area must be searched: its own, else the national standard's."""
    own: Decimal | None = area["hazard_depth_m"]
    return own if own is not None else package.meta.get("clearance_depth_m")


def is_deep_enough(package: Package, release: Row, area: Row) -> bool:
    """Whether a release reached the depth asked of an area; of what was never searched, no depth is asked."""
    searched = release["kind"] == "cleared" or (release["kind"] == "reduced" and release["technical_asset"] != "no")
    asked, depth = depth_asked(package, area), depth_of(package, release)
    return not searched or asked is None or (depth is not None and depth >= asked >= 0)


def shares_a_type(one: Row, other: Row) -> bool:
    """Whether two areas may hold the same type of hazard; one without types may hold any."""
    left, right = set(one["hazard_types"]), set(other["hazard_types"])
    return not left or not right or bool(left & right)


def is_before(earlier: str, later: str) -> bool:
    """Whether one date lies certainly before another: texts of dates compare as far as both have digits."""
    length = min(len(earlier), len(later))
    return earlier[:length] < later[:length]
