"""All checks of a programme's rows, within each and between them; ``docs/reference/checks.md`` lists them."""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare.evidence import tiers
from ploughshare.findings import Finding, in_order
from ploughshare.land.checking import amounts, books, faults, minimum, order, work
from ploughshare.land.checking.cases import Case
from ploughshare.record.contracts import LAND_TABLES
from ploughshare.record.gathered import Gathered
from ploughshare.record.package import Package

__all__ = ["cases", "check", "faults", "seen_by"]  # faults: what measuring can find is registered with the rest


def check(package: Package) -> list[Finding]:
    """Every finding about the rows of a programme, errors first: of a kind in a file the first thousand are told.

    A record without a programme costs nothing and loads no geometry library.
    """
    told = Gathered()
    told.extend(in_order(found.finding for found in cases(package)))
    return in_order(told.whole())


def cases(package: Package) -> list[Case]:
    """Every finding with its records, its spot on the ground and what would mend it, in the order of findings."""
    if not any(package.rows(table.name) for table in LAND_TABLES):
        return []
    found = {case.finding: case for case in _all(package)}
    return [found[finding] for finding in in_order(found)]


def seen_by(package: Package, audience: tiers.Audience) -> tuple[Package, list[Case]]:
    """The record as an audience sees it, and the cases of it that the whole record has as well.

    A hidden or coarsened outline makes faults of its own, which would send somebody after what is right in the record.
    """
    if audience == "restricted":
        return package, cases(package)
    whole, visible = {case.finding for case in cases(package)}, tiers.visible(package, audience)
    return visible, [case for case in cases(visible) if case.finding in whole]


def _all(package: Package) -> Iterator[Case]:
    for rows in (order, books, work, amounts, minimum):
        yield from rows.check(package)
    if any(row["geometry"] is not None for table in _LOCATED for row in package.rows(table)):
        yield from _drawn(package)


_LOCATED = ("areas", "activities", "releases", "finds", "accidents")


def _drawn(package: Package) -> Iterator[Case]:
    # Loading shapely takes half a second, which no record without drawn rows should pay.
    from ploughshare.land.checking import between, coverage, located, outlines, sizes  # noqa: PLC0415
    from ploughshare.land.checking.ground import Ground  # noqa: PLC0415

    ground = Ground(package)
    for shapes in (outlines, located, sizes, between, coverage):
        yield from shapes.check(ground)
