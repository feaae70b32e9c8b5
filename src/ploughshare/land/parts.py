"""The account by year, place, organisation or type of hazard: its parts beside the whole, and what lies between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ploughshare import vocab
from ploughshare.land import engine, facts, places
from ploughshare.land.account import Account, of_year
from ploughshare.land.channels import NOT_STATED
from ploughshare.land.facts import Facts
from ploughshare.land.measured import Measure
from ploughshare.land.posted import Posted
from ploughshare.record.package import Package

BY: Final = ("year", "place", "organisation", "hazard_type")
"""What an account can be split by."""


@dataclass(frozen=True)
class Part:
    """One part of an account: its id ("" for what names none), how it is called, and its account."""

    id: str
    name: str
    account: Account


@dataclass(frozen=True)
class Parts:
    """Accounts side by side, and the ``whole`` that they are parts of.

    ``between`` has for each line how much more the parts come to than the whole, as stated and as measured: land that
    lies in areas of two places, or holds two types, is in the account of both and once in the whole. It is empty where
    parts are years, whose openings and closings are not added up.
    """

    by: str
    parts: tuple[Part, ...]
    whole: Account
    between: Mapping[str, tuple[float, float]]


def split(
    package: Package,
    by: str,
    year: int | None = None,
    *,
    group: str = "all",
    place: str | None = None,
    known_on: str | None = None,
    measure: Measure = engine.partition,
) -> Parts:
    """The account split by one of ``BY``; ValueError for another. Else raises as ``account.account``."""
    if by not in BY:
        raise ValueError(f"an account is split by one of {', '.join(BY)}")
    posted = Posted.of(package, group, known_on=known_on, place=place, measure=measure)
    whole = of_year(posted, None if by == "year" else year)
    if by == "year":
        years = tuple(Part(str(one), str(one), of_year(posted, one)) for one in posted.years)
        return Parts(by, years, whole, {})
    if by == "organisation":
        parts = _by_organisation(posted, year)
    elif by == "hazard_type":
        parts = _by_hazard_type(posted, year)
    else:
        parts = _by_place(package, posted, year)
    return Parts(by, parts, whole, _between(parts, whole))


def _between(parts: tuple[Part, ...], whole: Account) -> dict[str, tuple[float, float]]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for part in parts:
        for line in (*part.account.lines, *part.account.reported):
            sums[line.key][0] += line.stated_m2
            sums[line.key][1] += line.measured_m2
    lines = (*whole.lines, *whole.reported)
    return {
        line.key: (sums[line.key][0] - line.stated_m2, sums[line.key][1] - line.measured_m2)
        for line in lines
        if line.key in sums
    }


def _by_organisation(posted: Posted, year: int | None) -> tuple[Part, ...]:
    named = {posting.organisation or "" for posting in posted.postings}
    known = {row["id"]: row["short_name"] or row["name"] for row in posted.package.rows("organisations")}
    return tuple(
        Part(id, known.get(id, "none named"), of_year(posted, year, organisation=id))
        for id in sorted(named, key=_last_if_none)
        if not id or id in known
    )


def _by_hazard_type(posted: Posted, year: int | None) -> tuple[Part, ...]:
    """The types of the group, of the class of area that the group is of; what states no type where there is any."""
    labels = {kind: term.label for kind, term in vocab.load("hazard_types").terms.items()}
    area_class = ".cha" if posted.group == "confirmed" else posted.group[len(posted.group.partition(".")[0]) :]
    mask = posted.facts.mask(posted.group)
    out = []
    for kind, label in {**labels, NOT_STATED: "type not stated"}.items():
        if not posted.facts.mask(kind) & mask:
            continue
        made = Posted.of(
            posted.package,
            kind + area_class,
            known_on=posted.known_on,
            place=posted.place,
            measure=posted.measure,
        )
        account = of_year(made, year)
        if kind != NOT_STATED or any(line.rows for line in account.lines):
            out.append(Part(kind, label, account))
    return tuple(out)


def _by_place(package: Package, posted: Posted, year: int | None) -> tuple[Part, ...]:
    """The places right inside the place of the account, or of the country; and what is in none of them."""
    rows = {row["id"]: row for row in package.rows("places")}
    every = facts.read(package, known_on=posted.known_on)
    inside = None if posted.place is None else places.within(package, posted.place)
    used = {hazard.row["place"] for hazard in every.hazards}
    used |= {release.place for release in every.releases}
    here = {id for id in used if id in rows and (inside is None or id in inside)}
    parts: dict[str, set[str | None]] = defaultdict(set)
    for id in here:
        parts[_part_of(id, rows, posted.place)].add(id)
    out = []
    for id in sorted(parts, key=_last_if_none):
        within = parts[id] | ({None} if not id and posted.place is None else set())
        made = _of_places(posted, every, id, within)
        out.append(Part(id, rows[id]["name"] if id else "no place named", of_year(made, year)))
    if "" not in parts and posted.place is None and None in used:
        made = _of_places(posted, every, "", {None})
        out.append(Part("", "no place named", of_year(made, year)))
    return tuple(out)


def _of_places(whole: Posted, every: Facts, place: str, inside: set[str | None]) -> Posted:
    """The postings of some places of the whole."""
    package, measure = whole.package, whole.measure
    return Posted.within(
        package, every, whole.group, known_on=whole.known_on, place=place, inside=inside, measure=measure
    )


def _last_if_none(name: str) -> tuple[bool, str]:
    return not name, name


def _part_of(id: str, rows: Mapping[str, dict[str, object]], whole: str | None) -> str:
    """The place right inside the whole in which a place lies; "" for the whole itself."""
    at, seen = id, set[str]()
    if at == whole or (whole is None and rows[at]["kind"] == "country"):
        return ""
    while at not in seen:
        seen.add(at)
        parent = str(rows[at]["parent"] or "")
        if not parent or parent == whole or parent not in rows:
            return at
        if whole is None and rows[parent]["kind"] == "country":
            return at
        at = parent
    return at
