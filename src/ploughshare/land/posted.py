"""A record's postings for one group of land, made once and added up for as many periods as are asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ploughshare.errors import PloughshareError
from ploughshare.land import days, engine, facts, places
from ploughshare.land.areas_posted import AreaPostings
from ploughshare.land.facts import Facts
from ploughshare.land.ledger import Sum
from ploughshare.land.measured import Measure, Measured
from ploughshare.land.posting import Posting
from ploughshare.land.releases_posted import ReleasePostings
from ploughshare.record.package import Package

FIRST_YEAR: Final = 1900
"""Land mines are younger: an older date is a slip, and would make an account of empty years."""


@dataclass(frozen=True, eq=False)
class Posted:
    """The postings of ``facts`` for a group, in order of their days; with ``place``, of what belongs to it."""

    package: Package
    facts: Facts
    group: str
    known_on: str | None
    place: str | None
    measured: Measured
    measure: Measure = engine.partition
    _balances: dict[int, Sum] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        package: Package,
        group: str,
        *,
        known_on: str | None = None,
        place: str | None = None,
        measure: Measure = engine.partition,
    ) -> Posted:
        """Read the record, measure its land and post it.

        PloughshareError ``land.group`` or ``land.place`` where the record has no such group or place.
        """
        every = facts.read(package, known_on=known_on)
        inside: Collection[str | None] | None = None if place is None else places.within(package, place)
        return cls.within(package, every, group, known_on=known_on, place=place, inside=inside, measure=measure)

    @classmethod
    def within(
        cls,
        package: Package,
        every: Facts,
        group: str,
        *,
        known_on: str | None,
        place: str | None,
        inside: Collection[str | None] | None,
        measure: Measure = engine.partition,
    ) -> Posted:
        """The postings of what lies in those places, None for all; a place of None is that of rows without one.

        PloughshareError ``land.group`` as :meth:`of`.
        """
        try:
            mask = every.mask(group)
        except KeyError:
            raise PloughshareError("land.group", group=group, groups=", ".join(every.groups)) from None
        if inside is None:
            return cls(package, every, group, known_on, place, Measured.of(every, mask, None, measure), measure)
        areas = frozenset(hazard.id for hazard in every.hazards if hazard.row["place"] in inside)
        own = frozenset(release.id for release in every.releases if release.place in inside)
        here = every.of_areas(areas, own)
        return cls(package, here, group, known_on, place, Measured.of(here, mask, own, measure), measure)

    @cached_property
    def postings(self) -> list[Posting]:
        """All postings, by day."""
        causes = {find["area"]: find["cause"] for find in self.package.rows("finds") if find["area"]}
        out = [*AreaPostings(self.measured, causes), *ReleasePostings(self.measured)]
        return sorted(out, key=lambda posting: (posting.day, posting.row))

    def until(self, day: int) -> list[Posting]:
        """The postings up to the end of a day."""
        return self.postings[: bisect_right(self.postings, day, key=lambda posting: posting.day)]

    def balance(self, day: int) -> Sum:
        """What all postings up to the end of a day leave hazardous; kept, for a closing is the next opening."""
        if day not in self._balances:
            self._balances[day] = Sum.balance(self.until(day))
        return self._balances[day]

    @property
    def years(self) -> range:
        """The years in which anything dated was posted, to that of which the record speaks.

        What was posted before FIRST_YEAR is in the opening of the first.
        """
        last = int(self.package.as_of[:4])
        first = next((said for posting in self.postings if (said := days.said(posting.day))), f"{last}")
        return range(min(max(int(first[:4]), FIRST_YEAR), last), last + 1)
