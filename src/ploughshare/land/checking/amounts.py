"""Numbers against each other: areas stated for a hazard and its releases, people hurt and rows of victims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ploughshare.evidence.place_checks import largest_m2
from ploughshare.findings import Level, register
from ploughshare.land import slips
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.cases import Case, case
from ploughshare.record.contracts import LAND_TABLES, Type
from ploughshare.record.package import Package, Row

NEGATIVE = register(
    "land.negative",
    Level.ERROR,
    "a number below zero where there can be none: an area, a depth, a count of people or devices",
    "Check the number; what is taken away is a row of its own.",
)
REMAINING = register(
    "land.remaining-against-released",
    Level.WARNING,
    "an area whose stated remainder and releases do not make up its stated size",
    "Check the three numbers: a release may be missing, counted twice, or the area measured again.",
)
LARGER_RELEASE = register(
    "land.release-larger-than-hazard",
    Level.WARNING,
    "a release that is larger, as stated, than the areas it releases land of",
    "Check both areas and their units; the account posts what lies outside any hazard apart.",
)
LARGER_COUNTRY = register(
    "land.larger-than-country",
    Level.ERROR,
    "a stated area larger than the whole country",
    "Check the unit: the column is in m². Square metres typed as square kilometres are a million times too much.",
)
CASUALTIES = register(
    "land.casualties-differ",
    Level.WARNING,
    "an accident whose stated casualties are not those of its victims' rows",
    "Add the missing victims or correct the counts; where one died later, correct the outcome.",
)

_TOLERANCE = Decimal("0.01")
_LEAST_M2 = 10


def check(package: Package) -> Iterator[Case]:
    """All checks of stated numbers."""
    yield from _negative(package)
    yield from _country(package)
    yield from _sums(package)
    yield from _casualties(package)


def _negative(package: Package) -> Iterator[Case]:
    for table in LAND_TABLES:
        columns = [column.name for column in table.columns if column.type in (Type.NUMBER, Type.INTEGER)]
        for row in package.rows(table.name):
            for name in columns:
                if row[name] is not None and row[name] < 0:
                    yield case(package, NEGATIVE, table.name, row, f"{name} is {row[name]}", column=name)


def _country(package: Package) -> Iterator[Case]:
    most = largest_m2(package.country)
    if most is None:
        return
    for table in ("areas", "activities", "releases"):
        for row in package.rows(table):
            if row["area_m2"] is not None and row["area_m2"] > most:
                message = f"{words.m2(row['area_m2'])} stated; all of {package.country} has at most {words.m2(most)}"
                yield case(package, LARGER_COUNTRY, table, row, message, column="area_m2")


def _sums(package: Package) -> Iterator[Case]:
    """What was released of each area, as far as releases speak of one area; and each release against its areas."""
    released: dict[str, Decimal] = defaultdict(Decimal)
    shared: set[str] = set()
    for release in package.rows("releases"):
        if not standing.is_accepted(release) or release["area_m2"] is None:
            shared.update(standing.areas_of(package, release) if standing.is_accepted(release) else ())
            continue
        of = standing.areas_of(package, release)
        if len(of) == 1:
            released[of[0]] += release["area_m2"]
        shared.update(of if len(of) > 1 else ())
        yield from _larger(package, release)
    for area in package.rows("areas"):
        size, left = area["area_m2"], area["remaining_m2"]
        if size is None or left is None or not standing.is_hazard(area):
            continue
        gone = released.get(area["id"], Decimal(0))
        if left > size:
            message = f"{words.m2(left)} remain, as stated, of {words.m2(size)}"
            yield case(package, REMAINING, "areas", area, message, column="remaining_m2")
        elif area["id"] not in shared and abs(size - gone - left) > max(size * _TOLERANCE, _LEAST_M2):
            message = (
                f"{words.m2(size)} less {words.m2(gone)} released leave {words.m2(size - gone)}; "
                f"{words.m2(left)} are stated to remain"
            )
            yield case(package, REMAINING, "areas", area, message, column="remaining_m2")


def _larger(package: Package, release: Row) -> Iterator[Case]:
    areas = [area for id in standing.areas_of(package, release) if (area := package.row("areas", id))]
    sizes = [area["area_m2"] for area in areas if area["area_m2"] is not None]
    if not sizes or len(sizes) < len(areas):
        return
    whole = sum(sizes, Decimal(0))
    if release["area_m2"] > whole + max(whole * _TOLERANCE, _LEAST_M2):
        slip = slips.slip(float(release["area_m2"]), float(whole))
        why = f": a factor of {words.factor(slip.factor)}, as if {slip.reverse}" if slip else ""
        message = f"{words.m2(release['area_m2'])} released of {words.m2(whole)}{why}"
        others = [("areas", str(area["id"])) for area in areas]
        yield case(package, LARGER_RELEASE, "releases", release, message, column="area_m2", others=others)


def _casualties(package: Package) -> Iterator[Case]:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for victim in package.rows("victims"):
        if victim["accident"]:
            outcomes[victim["accident"]][victim["outcome"]] += 1
    for accident in package.rows("accidents"):
        rows = outcomes.get(accident["id"], Counter())
        for column in ("killed", "injured"):
            stated = accident[column]
            if stated is not None and not rows[column] <= stated <= rows[column] + rows["not_known"]:
                message = f"{stated} {column}, as stated; {rows[column]} in the rows of victims"
                yield case(package, CASUALTIES, "accidents", accident, message, column=column)
