"""The minimum data of the field: what each row must hold before others can work with it.

The requirements follow the GICHD's draft minimum data requirements (2018), in the words of the tables here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ploughshare import vocab
from ploughshare.findings import Level, register
from ploughshare.land.checking import standing, words
from ploughshare.land.checking.absences import each_or_all
from ploughshare.land.checking.cases import Case, case
from ploughshare.record.package import Package, Row

MINIMUM = register(
    "land.minimum-data",
    Level.NOTE,
    "rows that lack some of the minimum data of their kind",
    "Fill in what is known. `ploughshare land completeness` shows by organisation and month what is missing.",
)

NO_LOCATION = register(
    "land.no-location",
    Level.NOTE,
    "an area or a release whose location is not known, or not shown",
    "Draw it once its place is known. A hazard stays in the account with its stated area; a release ends no measured "
    "land.",
)
Has = Callable[[Package, Row], bool]


def _any_of(*columns: str) -> Has:
    return lambda _, row: any(row[name] not in (None, ()) for name in columns)


def _all_of(*columns: str) -> Has:
    return lambda _, row: all(row[name] not in (None, ()) for name in columns)


def _has_evidence(_: Package, row: Row) -> bool:
    return bool(row["direct_evidence"] or (row["area_class"] != "cha" and row["indirect_evidence"]))


def _has_method(_: Package, row: Row) -> bool:
    # A technical survey may reduce land without a technical asset; clearance never clears without one.
    leads_to = vocab.load("activity_kinds")[row["kind"]].extra.get("releases")
    return leads_to != "cleared" or bool(row["assets"])


def _has_end(_: Package, row: Row) -> bool:
    ends = vocab.load("activity_statuses")[row["status"]].extra["ends"]
    return row["ended"] is not None if ends else True


def _has_depth(package: Package, row: Row) -> bool:
    return row["kind"] != "cleared" or standing.depth_of(package, row) is not None


def _has_organisation(package: Package, row: Row) -> bool:
    return organisation_of(package, "releases", row) is not None


def _has_outline(_: Package, row: Row) -> bool:
    return row["geometry"] is not None or row["area_m2"] == 0


def _says_what_it_concerns(_: Package, row: Row) -> bool:
    is_clean = row["nonconformity"] in (None, "none")
    return is_clean or bool(row["nonconformity_type"] and row["measures"])


REQUIREMENTS: Mapping[str, tuple[tuple[str, str, Has], ...]] = {
    "areas": (
        ("outline", "geometry", _any_of("geometry")),
        ("date identified", "identified", _any_of("identified")),
        ("types of hazard or device", "hazard_types", _any_of("hazard_types", "ordnance_categories", "ordnance")),
        ("evidence for its class", "direct_evidence", _has_evidence),
        ("beneficiaries by sex and age", "women", _all_of("women", "girls", "boys", "men")),
        ("organisation", "organisation", _any_of("organisation")),
    ),
    "activities": (
        ("reference point", "geometry", _any_of("geometry")),
        ("organisation", "organisation", _any_of("organisation")),
        ("assets", "assets", _has_method),
        ("start", "started", _any_of("started")),
        ("end", "ended", _has_end),
    ),
    "releases": (
        ("outline", "geometry", _has_outline),
        ("area", "area_m2", _any_of("area_m2")),
        ("depth of clearance", "depth_m", _has_depth),
        ("date", "released", _any_of("released")),
        ("organisation", "organisation", _has_organisation),
    ),
    "devices": (
        ("model", "ordnance", _any_of("ordnance")),
        ("number", "quantity", _any_of("quantity")),
        ("activity", "activity", _any_of("activity")),
        ("depth", "depth_m", _any_of("depth_m")),
        ("condition", "condition", _any_of("condition")),
        ("way of disposal", "disposal", _any_of("disposal")),
    ),
    "finds": (
        ("point", "geometry", _any_of("geometry")),
        ("date", "found", _any_of("found")),
        ("release", "release", _any_of("release")),
        ("category of device", "category", _any_of("category")),
    ),
    "inspections": (
        ("date", "date", _any_of("date")),
        ("activity or release", "activity", _any_of("activity", "release")),
        ("organisation inspected", "organisation", _any_of("organisation")),
        ("inspector", "inspected_by", _any_of("inspected_by")),
        ("non-conformity", "nonconformity", _any_of("nonconformity")),
        ("type of non-conformity, and measures", "nonconformity_type", _says_what_it_concerns),
    ),
    "accidents": (
        ("place", "place", _any_of("place", "geometry")),
        ("date", "date", _any_of("date")),
        ("category of device", "ordnance_category", _any_of("ordnance_category")),
        ("whether during demining", "during_demining", _any_of("during_demining")),
    ),
    "victims": (
        ("sex", "sex", _any_of("sex")),
        ("age", "age_years", _any_of("born", "age_years", "age_band")),
        ("activity", "activity", _any_of("activity")),
        ("whether the device was tampered with", "tampered", _any_of("tampered")),
    ),
    "handovers": (
        ("land", "area", _any_of("area", "releases")),
        ("date", "handed_over", _any_of("handed_over", "completed")),
        ("community by sex and age", "women", _all_of("women", "girls", "boys", "men")),
        ("organisation", "organisation", _any_of("organisation")),
    ),
}
"""Table -> what it must hold: how that is said, the column to fill in, and whether a row has it."""


def lacking(package: Package, table: str, row: Row) -> list[tuple[str, str]]:
    """What of its minimum data a row lacks, each with the column to fill in."""
    return [(said, column) for said, column, has in REQUIREMENTS[table] if not has(package, row)]


def check(package: Package) -> Iterator[Case]:
    """What rows lack, and what has no place.

    A finding for each item that rows of a table lack, with all of these; nobody reads one a row and item.

    Another's telling of a thing may lack what that one has. What is not drawn is a hazard all the same, or a release
    that ends no measured land.
    """
    yield from _nowhere(package)
    for table, requirements in REQUIREMENTS.items():
        rows = [row for row in package.rows(table) if row.get("same_as") is None]
        for said, column, has in requirements:
            lacks = [row for row in rows if not has(package, row)]
            if lacks:
                ids = [str(row["id"]) for row in lacks]
                message = f"{len(lacks):,} of {len(rows):,} {table} lack: {said} ({words.listed(ids)})"
                others = [(table, id) for id in ids[1:]]
                yield case(package, MINIMUM, table, lacks[0], message, column=column, others=others)


def _nowhere(package: Package) -> Iterator[Case]:
    for table in ("areas", "releases"):
        found = [
            (row, f"nothing is drawn{_stated(row)}")
            for row in package.rows(table)
            if row["geometry"] is None and (table == "areas" or row["area_m2"] != 0)
        ]
        yield from each_or_all(package, NO_LOCATION, table, found, column="geometry", all_of_them="are not drawn")


def _stated(row: Row) -> str:
    return f"; its stated area is {words.m2(row['area_m2'])}" if row["area_m2"] else ", and no area is stated"


def organisation_of(package: Package, table: str, row: Row) -> str | None:
    """Whose row it is: its own organisation, else that of the activity or accident it belongs to."""
    own: str | None = row.get("organisation")
    if own is not None:
        return own
    for column, owner in (("activity", "activities"), ("accident", "accidents")):
        id = row.get(column) if table != "victims" or column == "accident" else None
        above = package.row(owner, id) if id else None
        if above is not None:
            found: str | None = above["organisation"]
            return found
    return None
